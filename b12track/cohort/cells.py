"""The cells of a group: people alike in fixed effects, requirement and use of supplements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from b12track.cohort.normal import Array, Places
    from b12track.cohort.people import People
    from b12track.cohort.requirement import Requirement

#: A fixed effect for fewer people than this would follow single persons.
_FEWEST: Final = 10
_DOSES: Final = 40


class Cells(NamedTuple):
    """`design` has one column an effect, one row a person; `of_person` is each person's cell.

    By cell: its column of the design, its requirement in the lens's µg, the usual doses of its
    people (0 alone where they take none); `dose_of_person` is the place of each person's.
    """

    design: Array
    of_person: Places
    column: list[int]
    requirement_ug: list[float]
    doses: list[Array]
    dose_of_person: Places


def cells_of(people: People, requirement_ug: Array, dose_ug: Array, adjust: Sequence[str]) -> Cells:
    """The cells by requirement, by use of supplements and by what is adjusted for."""
    import numpy as np

    names = [name for name in ("sex", "age_band") if name in adjust and name in people.labels]
    takes = dose_ug > 0
    parts = [requirement_ug.astype(str), *(people.labels[name] for name in names)]
    if _FEWEST <= takes.sum() <= people.size - _FEWEST:
        parts.append(takes.astype(str))
    effects, column_of = _distinct(parts)
    _, cell_of = _distinct([*parts, takes.astype(str)])
    design = np.zeros((people.size, effects))
    design[np.arange(people.size), column_of] = 1.0
    firsts = [int(np.argmax(cell_of == cell)) for cell in range(int(cell_of.max()) + 1)]
    doses, place = [], np.zeros(people.size, dtype=int)
    for cell in range(len(firsts)):
        inside = np.flatnonzero(cell_of == cell)
        values, place[inside] = _binned(dose_ug[inside])
        doses.append(values)
    return Cells(
        design,
        cell_of,
        [int(column_of[first]) for first in firsts],
        [float(requirement_ug[first]) for first in firsts],
        doses,
        place,
    )


def requirements_of(people: People, requirement: Requirement) -> Array:
    """Each person's average requirement (µg swallowed a day); NaN where none is set."""
    import numpy as np

    ages = people.numbers.get("age")
    sexes = people.labels.get("sex")
    if ages is None:
        return np.full(people.size, requirement.of(None, None) or np.nan)
    known: dict[tuple[float, str], float] = {}
    values = np.empty(people.size)
    for place in range(people.size):
        sex = "unknown" if sexes is None else str(sexes[place])
        key = (float(ages[place]), sex)
        if key not in known:
            age = None if key[0] != key[0] else key[0]
            ear_ug = requirement.of(age, None if sex == "unknown" else sex)
            known[key] = np.nan if ear_ug is None else ear_ug
        values[place] = known[key] if key[0] == key[0] else requirement.of(None, None)
    return values


def _distinct(parts: Sequence[NDArray[np.generic]]) -> tuple[int, Places]:
    """How many combinations there are, and which is each person's."""
    import numpy as np

    code = np.zeros(len(parts[0]), dtype=np.int64)
    for part in parts:
        _, place = np.unique(part.astype(str), return_inverse=True)
        _, code = np.unique(code * (place.max() + 1) + place, return_inverse=True)
    return int(code.max()) + 1, code


def _binned(doses: Array) -> tuple[Array, Places]:
    """Doses in at most 40 groups of equal numbers, each by its mean, and the group of each."""
    import numpy as np

    distinct, place = np.unique(doses, return_inverse=True)
    if len(distinct) <= _DOSES:
        return distinct, place
    ends = np.quantile(doses, np.linspace(0, 1, _DOSES + 1)[1:-1])
    _, place = np.unique(np.searchsorted(ends, doses), return_inverse=True)
    return np.bincount(place, doses) / np.bincount(place), place
