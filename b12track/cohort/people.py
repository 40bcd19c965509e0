"""The people of a scan as arrays: who they are, and the sums over their days."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.cohort.variance_components import PersonSums

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from b12track.cohort.normal import Array, Places

#: First years of the age bands that the IOM's requirements use.
AGE_BANDS: Final = (0, 4, 9, 14, 19, 31, 51, 71)
_UNKNOWN: Final = "unknown"
#: The means that day-level effects are set to: two weekend days in seven, and the first recall.
USUAL_DAY: Final = {"weekend": 2.0 / 7.0, "later_recall": 0.0}


class People(NamedTuple):
    """One row a person, ordered by person, beside one row for each class of their days.

    `labels` are texts by attribute (sex, age_band, group); `numbers` floats (age, weight,
    replicate weights, sums over all days); `sums` by person and class of day, with the person's
    place in `owner` and the class in `classes`.
    """

    size: int
    labels: dict[str, NDArray[np.object_]]
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
            {name: values[chosen] for name, values in self.labels.items()},
            {name: values[chosen] for name, values in self.numbers.items()},
            place[self.owner[rows]],
            {name: values[rows] for name, values in self.classes.items()},
            {name: values[rows] for name, values in self.sums.items()},
        )

    def total(self, name: str) -> Array:
        """A sum over all days of each person."""
        import numpy as np

        return np.bincount(self.owner, self.sums[name], self.size).astype(np.float64)


def people_of(table: pa.Table, day_classes: Sequence[str], age_bands: Sequence[int]) -> People:
    """The people of a scan's result, which is ordered by person."""
    import numpy as np

    person = table.column("person").combine_chunks()
    number, owner = _runs(person)
    first = np.searchsorted(owner, np.arange(number))
    labels, numbers, sums = {}, {}, {}
    for name in table.column_names:
        if name.startswith("person_"):
            attribute, values = name.removeprefix("person_"), table.column(name)
            if attribute in ("sex", "group", "stratum", "cluster"):
                labels[attribute] = _texts(values)[first]
            else:
                numbers[attribute] = _floats(values)[first]
        elif name not in ("person", *day_classes):
            # Nobody's sum over no day is nothing.
            sums[name] = np.nan_to_num(_floats(table.column(name)))
    if "age" in numbers:
        labels["age_band"] = band_labels(numbers["age"], age_bands)
    classes = {name: _floats(table.column(name)) for name in day_classes}
    return People(number, labels, numbers, owner, classes, sums)


def _runs(person: pa.StringArray) -> tuple[int, Places]:
    """How many people an ordered column names, and the place of each row's person among them."""
    import numpy as np
    import pyarrow.compute as pc

    if len(person) == 0:
        return 0, np.zeros(0, dtype=np.int64)
    is_new = pc.not_equal(person.slice(1), person.slice(0, len(person) - 1))
    owner = np.concatenate([[0], np.cumsum(is_new.to_numpy(zero_copy_only=False))])
    return int(owner[-1]) + 1, owner.astype(np.int64)


def _floats(column: pa.ChunkedArray) -> Array:
    import numpy as np
    import pyarrow as pa

    values: Array = column.cast(pa.float64()).to_numpy().astype(np.float64)
    return values


def _texts(column: pa.ChunkedArray) -> NDArray[np.object_]:
    import numpy as np

    return np.array(
        [_UNKNOWN if text is None else str(text) for text in column.to_pylist()], object
    )


def band_labels(ages: Array, bands: Sequence[int]) -> NDArray[np.object_]:
    """The age bands that ages (years) fall into, as texts.

    >>> import numpy as np
    >>> band_labels(np.array([3.0, 30.0, 85.0, np.nan]), AGE_BANDS).tolist()
    ['0-3', '19-30', '71+', 'unknown']
    """
    import numpy as np

    names = [f"{low}-{high - 1}" for low, high in pairwise(bands)]
    names.append(f"{bands[-1]}+")

    def label(age: float) -> str:
        place = bisect_right(bands, age) - 1 if age == age else -1
        return names[place] if place >= 0 else _UNKNOWN

    return np.array([label(float(age)) for age in ages], object)


def power_sums(people: People, power: float, cells: Array) -> PersonSums:
    """The sums of y on a Box–Cox scale over the days with any, with cells as fixed effects."""
    days = people.sums["eaten"]
    if power == 0:
        return _sums(people, cells, days, people.sums["ln"], people.sums["ln_squared"])
    once, twice = (people.sums[f"power_{round(8 * power * times)}"] for times in (1, 2))
    squares = (twice - 2.0 * once + days) / power**2
    return _sums(people, cells, days, (once - days) / power, squares)


def absorbed_sums(people: People, cells: Array) -> PersonSums:
    """The sums of absorbed µg of food over all days, with cells as fixed effects."""
    food, squares = people.sums["absorbed_food"], people.sums["absorbed_food_squared"]
    return _sums(people, cells, people.sums["days"], food, squares)


def _sums(people: People, cells: Array, days: Array, y: Array, yy: Array) -> PersonSums:
    """By person, leaving out who has no day; x are the cells, then the classes of days."""
    import numpy as np

    x = np.column_stack([cells[people.owner], *people.classes.values()])
    products = x[:, :, None] * x[:, None, :]
    columns = x.shape[1]

    def by_person(values: Array) -> Array:
        flat = values.reshape(len(values), -1).T
        summed = [np.bincount(people.owner, row, people.size) for row in flat]
        return np.array(summed).T.reshape((people.size, *values.shape[1:]))

    return PersonSums(
        by_person(days),
        by_person(x * days[:, None]),
        by_person(y),
        by_person(products * days[:, None, None]).reshape(-1, columns, columns),
        by_person(x * y[:, None]),
        by_person(yy),
    )
