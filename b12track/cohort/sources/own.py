"""Person-days as b12track's own CSV: person, day, state, b12_ng (or b12_ug), and what is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from b12track.cohort.columns import REPLICATE, SAME, PersonDay, kind_of, missing
from b12track.cohort.sources.cells import Place, rows, value
from b12track.errors import InputRefused
from b12track.text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def is_own(columns: Mapping[str, str]) -> bool:
    """Whether a header has at least a person, a day and a B12 column of ours."""
    return "person" in columns and "day" in columns


def person_days(path: str, name: str) -> Iterator[PersonDay]:
    """The rows in their order; raises InputRefused with file, line, column and reason."""
    lines = rows(path, name)
    _, header = next(lines)
    _check(header, name)
    first: dict[tuple[str, str], int] = {}
    for line, cells in lines:
        day = _person_day(cells, line, name)
        key = (day.person, day.day)
        if key in first:
            raise InputRefused(
                f"{name}, line {line}: person {day.person} has the day {day.day} already in line"
                f" {first[key]}."
            )
        first[key] = line
        yield day


def _check(header: Mapping[str, str], name: str) -> None:
    lacking = missing(header)
    for column in header if "b12_ng" in lacking else ():
        if column.startswith("b12"):
            why = "the unit is unclear" if column == "b12" else "this unit is not taken"
            raise InputRefused(
                f"{name}, column {escaped(column)}: {why}; name the column b12_ng or b12_ug."
            )
    if lacking:
        raise InputRefused(f"{name} has no column {', '.join(lacking)}.")
    if {"b12_ng", "b12_ug"} <= set(header):
        raise InputRefused(f"{name} has b12_ng and b12_ug: which one counts is unclear.")
    for column in header:
        if kind_of(SAME.get(column, (column, 1))[0]) is None:
            raise InputRefused(f"{name}, column {column}: not a column of person-days.")


def _person_day(cells: Mapping[str, str], line: int, name: str) -> PersonDay:
    values: dict[str, Any] = {}
    replicates = []
    for column, text in cells.items():
        place = Place(name, line, column)
        ours, factor = SAME.get(column, (column, 1))
        read = value(text, kind_of(ours) or "text", place, factor)
        if REPLICATE.fullmatch(column):
            if read is None:
                raise InputRefused(f"{place}: empty.")
            replicates.append((column, read))
        else:
            values[ours] = read
    for column in ("person", "day", "state"):
        if values[column] is None:
            raise InputRefused(f"{Place(name, line, column)}: empty.")
    supplement, b12 = values.get("supplement_ng"), values["b12_ng"]
    if supplement is not None and b12 is not None and supplement > b12:
        raise InputRefused(f"{name}, line {line}: the supplement is more than the whole day.")
    return PersonDay(**values, replicates=tuple(replicates))
