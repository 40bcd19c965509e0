"""The cells of a group: people alike in fixed effects, requirement and use of supplements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.cohort.people import UNKNOWN

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
    """`effects` is their number; `effect_of_person`, `of_person` say which is each person's.

    By cell: its effect, its requirement in the lens's µg, the usual doses of its people (0 alone
    where they take none); `dose_of_person` is the place of each person's.
    """

    effects: int
    effect_of_person: Places
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
    parts: list[NDArray[np.generic]] = [
        requirement_ug,
        *(people.labels[name].codes for name in names),
    ]
    if _FEWEST <= takes.sum() <= people.size - _FEWEST:
        parts.append(takes)
    effects, effect_of = _distinct(parts)
    number, cell_of = _distinct([*parts, takes])
    firsts = [int(np.argmax(cell_of == cell)) for cell in range(number)]
    doses, place = [], np.zeros(people.size, dtype=int)
    for cell in range(len(firsts)):
        inside = np.flatnonzero(cell_of == cell)
        values, place[inside] = _binned(dose_ug[inside])
        doses.append(values)
    return Cells(
        effects,
        effect_of,
        cell_of,
        [int(effect_of[first]) for first in firsts],
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
    number, alike = _distinct([ages] if sexes is None else [ages, sexes.codes])
    person = np.zeros(number, dtype=np.int64)
    person[alike] = np.arange(people.size)
    ear_ug = np.empty(number)
    for place, age in enumerate(ages[person]):
        sex = None if sexes is None else sexes.texts[sexes.codes[person[place]]]
        known = (None, None) if age != age else (float(age), None if sex == UNKNOWN else sex)
        ear_ug[place] = requirement.of(*known) or np.nan
    return ear_ug[alike]


def _distinct(parts: Sequence[NDArray[np.generic]]) -> tuple[int, Places]:
    """How many combinations there are, and which is each person's."""
    import numpy as np

    number, code = 1, np.zeros(len(parts[0]), dtype=np.int64)
    for part in parts:
        if (part == part[0]).all():
            continue
        values, place = np.unique(part, return_inverse=True)
        codes, code = np.unique(code * len(values) + place, return_inverse=True)
        number = len(codes)
    return number, code


def _binned(doses: Array) -> tuple[Array, Places]:
    """Doses in at most 40 groups of equal numbers, each by its mean, and the group of each."""
    import numpy as np

    distinct, place = np.unique(doses, return_inverse=True)
    if len(distinct) <= _DOSES:
        return distinct, place
    ends = np.quantile(doses, np.linspace(0, 1, _DOSES + 1)[1:-1])
    _, place = np.unique(np.searchsorted(ends, doses), return_inverse=True)
    return np.bincount(place, doses) / np.bincount(place), place
