"""The people of a scan as arrays: who they are, and the sums over their days."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from b12track.cohort.normal import Array, Places

#: First years of the age bands that the IOM's requirements use.
AGE_BANDS: Final = (0, 4, 9, 14, 19, 31, 51, 71)
UNKNOWN: Final = "unknown"
_LABELS: Final = ("person_sex", "person_group", "person_stratum", "person_cluster")
#: The means that day-level effects are set to: two weekend days in seven, and the first recall.
USUAL_DAY: Final = {"weekend": 2.0 / 7.0, "later_recall": 0.0}


class Labels(NamedTuple):
    """A text of each person: `codes` are places in `texts`, which differ."""

    texts: tuple[str, ...]
    codes: NDArray[np.int32]

    def is_text(self, text: str) -> NDArray[np.bool_]:
        """Who has this text."""
        import numpy as np

        return np.asarray(self.codes == self.texts.index(text))

    def among(self, chosen: NDArray[np.bool_]) -> Labels:
        """The texts of the chosen people alone."""
        return Labels(self.texts, self.codes[chosen])


class People(NamedTuple):
    """One row a person, ordered by person, beside one row for each class of their days.

    `labels` are texts by attribute (sex, age_band, group); `numbers` floats (age, weight,
    replicate weights, sums over all days); `sums` by person and class of day, with the person's
    place in `owner` and the class in `classes`.
    """

    size: int
    labels: dict[str, Labels]
    numbers: dict[str, Array]
    owner: Places
    classes: dict[str, Array]
    sums: dict[str, Array]

    def among(self, chosen: NDArray[np.bool_]) -> People:
        """The chosen people alone."""
        import numpy as np

        if chosen.all():
            return self
        rows = chosen[self.owner]
        place = (np.cumsum(chosen) - 1).astype(np.int64)
        return People(
            int(chosen.sum()),
            {name: label.among(chosen) for name, label in self.labels.items()},
            {name: values[chosen] for name, values in self.numbers.items()},
            place[self.owner[rows]],
            {name: values[rows] for name, values in self.classes.items()},
            {name: values[rows] for name, values in self.sums.items()},
        )

    def total(self, name: str) -> Array:
        """A sum over all days of each person."""
        import numpy as np

        return np.bincount(self.owner, self.sums[name], self.size).astype(np.float64)


def people_of(
    batches: Iterable[pa.RecordBatch], day_classes: Sequence[str], age_bands: Sequence[int]
) -> People:
    """The people of a scan's result, which is ordered by person and let go batch by batch."""
    import numpy as np

    columns: dict[str, list[Any]] = {}
    is_new = [np.zeros(0, bool)]
    before: str | None = None
    for batch in batches:
        if len(batch):
            is_new.append(_is_first(batch.column("person"), before))
            before = batch.column("person")[-1].as_py()
            for name, values in _values(batch, is_new[-1]):
                columns.setdefault(name, []).append(values)
    owner = np.cumsum(np.concatenate(is_new)) - 1
    size = int(owner[-1]) + 1 if len(owner) else 0
    people = People(size, {}, {}, owner, {}, {})
    while columns:  # one after the other, so that no more than one is there twice
        name, parts = columns.popitem()
        if name in _LABELS:
            people.labels[name.removeprefix("person_")] = _labels(parts)
        elif name.startswith("person_"):
            people.numbers[name.removeprefix("person_")] = np.concatenate(parts)
        elif name not in day_classes:
            # Nobody's sum over no day is nothing.
            people.sums[name] = np.nan_to_num(np.concatenate(parts), copy=False)
        else:
            people.classes[name] = np.concatenate(parts)
    if "age" in people.numbers:
        people.labels["age_band"] = band_labels(people.numbers["age"], age_bands)
    return people._replace(classes={name: people.classes[name] for name in day_classes if size})


def _values(batch: pa.RecordBatch, is_first: NDArray[np.bool_]) -> Iterator[tuple[str, Any]]:
    """The columns of a batch: one value a person of what holds for people, else one a row."""
    import pyarrow as pa

    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        if name in _LABELS:
            yield name, column.filter(pa.array(is_first)).dictionary_encode()
        elif name.startswith("person_"):
            yield name, _floats(column)[is_first]
        elif name != "person":
            yield name, _floats(column)


def _is_first(person: pa.Array, before: str | None) -> NDArray[np.bool_]:
    """Which rows of an ordered column name another person than the row before."""
    import numpy as np
    import pyarrow.compute as pc

    inside = pc.not_equal(person.slice(1), person.slice(0, len(person) - 1))
    return np.append(person[0].as_py() != before, inside.to_numpy(zero_copy_only=False))


def _floats(column: pa.Array) -> Array:
    import numpy as np
    import pyarrow as pa

    values: Array = column.cast(pa.float64()).to_numpy(zero_copy_only=False)
    return values.astype(np.float64)


def _labels(parts: list[pa.Array]) -> Labels:
    import numpy as np
    import pyarrow as pa

    column = pa.chunked_array(parts).unify_dictionaries().combine_chunks()
    texts = [*map(str, column.dictionary.to_pylist()), UNKNOWN]
    order = sorted(set(texts))
    place = np.array([order.index(text) for text in texts], np.int32)
    codes = column.indices.fill_null(len(texts) - 1).to_numpy()
    return Labels(tuple(order), place[codes])


def band_labels(ages: Array, bands: Sequence[int]) -> Labels:
    """The age bands that ages (years) fall into.

    >>> import numpy as np
    >>> labels = band_labels(np.array([3.0, 30.0, 85.0, np.nan]), AGE_BANDS)
    >>> [labels.texts[code] for code in labels.codes]
    ['0-3', '19-30', '71+', 'unknown']
    """
    import numpy as np

    names = [f"{low}-{high - 1}" for low, high in pairwise(bands)]
    place = np.searchsorted(bands, ages, side="right").astype(np.int32)
    place[np.isnan(ages)] = 0
    return Labels((UNKNOWN, *names, f"{bands[-1]}+"), place)
