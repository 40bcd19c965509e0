"""Who people are, from a CSV of their own: person, then sex, age, weight, group, strata."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from b12track.cohort.columns import KINDS, REPLICATE, PersonDay
from b12track.cohort.sources.cells import Place, rows, value
from b12track.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from b12track.cohort.columns import Traits

_COLUMNS: Final = ("person", "sex", "age", "weight", "group", "stratum", "cluster")


def people_in(path: str, name: str) -> dict[str, Traits]:
    """What is known of each person, by who they are; raises InputRefused."""
    lines = rows(path, name)
    _, header = next(lines)
    if "person" not in header:
        raise InputRefused(f"{name} has no column person.")
    for column in header:
        if column not in _COLUMNS and not REPLICATE.fullmatch(column):
            raise InputRefused(f"{name}, column {column}: not one of {', '.join(_COLUMNS)}.")
    people: dict[str, Traits] = {}
    for line, cells in lines:
        known = {
            column: value(text, KINDS.get(column, "weight"), Place(name, line, column))
            for column, text in cells.items()
        }
        person = known.pop("person")
        if person is None or person in people:
            why = "empty" if person is None else f"{person} is there already"
            raise InputRefused(f"{Place(name, line, 'person')}: {why}.")
        replicates = [(name, known.pop(name)) for name in list(known) if REPLICATE.fullmatch(name)]
        people[person] = cast("Traits", {**known, "replicates": tuple(replicates)})
    return people


def with_people(
    days: Iterable[PersonDay], people: dict[str, Traits], name: str
) -> Iterator[PersonDay]:
    """The days with what is known of their people; raises InputRefused for who is not there."""
    for day in days:
        if day.person not in people:
            raise InputRefused(f"{name} says nothing of the person {day.person}.")
        yield day._replace(**people[day.person])
