"""Person-days of Intake24: one row a food, under headers that every survey sets for itself.

The user names the column of B12, and where they differ those of person and recall. A food that
was not found (a row with a Missing ID) makes its day partial; docs/cohort.md.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.cohort.columns import MOST_NG, PersonDay
from b12track.cohort.sources.cells import Place, amount_ng, rows, value
from b12track.errors import InputRefused
from b12track.quantity import ug_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: Names that surveys commonly use, the first that is there counts.
_PERSONS: Final = ("User ID", "UserID", "Username", "User name", "Respondent ID", "user_id")
_RECALLS: Final = (
    "Recall number",
    "Recall No",
    "Submission ID",
    "Survey ID",
    "Recall date",
    "Start time",
    "recall_number",
    "submission_id",
)
_MISSING: Final = ("Missing ID", "Missing food ID", "missing_id")
FACTORS: Final = {"ug": 1000, "mg": 1_000_000, "ng": 1}
_UNIT: Final = re.compile(r"[\[(\s,_](µg|μg|ug|mcg|mg|ng)[\])]?$", re.IGNORECASE)


class Columns(NamedTuple):
    """The columns that the user names, each by its header; None for the common names."""

    b12: str
    unit: str | None = None
    person: str | None = None
    day: str | None = None


def person_days(path: str, name: str, columns: Columns) -> Iterator[PersonDay]:
    """The days in the order of their first rows; raises InputRefused."""
    lines = rows(path, name)
    _, header = next(lines)
    person = _named(header, columns.person, _PERSONS, "--person-column", name)
    recall = _named(header, columns.day, _RECALLS, "--day-column", name)
    if columns.b12 not in header:
        raise InputRefused(f"{name} has no column {columns.b12}.")
    factor = FACTORS[columns.unit or _unit_of(columns.b12, name)]
    missing = next((column for column in _MISSING if column in header), None)
    days: dict[tuple[str, str], PersonDay] = {}
    numbers: dict[str, int] = {}
    for line, cells in lines:
        key = _key(cells, (person, recall), line, name)
        if key not in days:
            numbers[key[0]] = numbers.get(key[0], 0) + 1
            days[key] = PersonDay(*key, "complete", 0, recall=numbers[key[0]])
        place = Place(name, line, columns.b12)
        days[key] = _with_food(days[key], cells, place, factor, missing)
    yield from days.values()


def _named(
    header: Mapping[str, str], asked: str | None, common: tuple[str, ...], option: str, name: str
) -> str:
    if asked is not None and asked not in header:
        raise InputRefused(f"{name} has no column {asked}.")
    column = asked or next((column for column in common if column in header), None)
    if column is None:
        raise InputRefused(f"{name}: name its column with {option} (none of {', '.join(common)}).")
    return column


def _unit_of(column: str, name: str) -> str:
    match = _UNIT.search(column)
    if not match:
        raise InputRefused(
            f"{name}, column {column}: the unit is unclear; say it with --b12-unit ug, mg or ng."
        )
    unit = match[1].lower()
    return unit if unit in FACTORS else "ug"


def _key(
    cells: Mapping[str, str], columns: tuple[str, str], line: int, name: str
) -> tuple[str, str]:
    texts = [value(cells[column], "text", Place(name, line, column)) for column in columns]
    for column, text in zip(columns, texts, strict=True):
        if text is None:
            raise InputRefused(f"{Place(name, line, column)}: empty.")
    return texts[0], texts[1]


def _with_food(
    day: PersonDay, cells: Mapping[str, str], place: Place, factor: int, missing: str | None
) -> PersonDay:
    """The day with one row more; a food not found, or without a value, leaves it partial."""
    text = cells[place.column].strip()
    if text:
        day = day._replace(b12_ng=(day.b12_ng or 0) + amount_ng(text, place, factor))
        if (day.b12_ng or 0) > MOST_NG:
            raise InputRefused(f"{place}: more than {ug_text(MOST_NG)} µg in one day is absurd.")
    is_lost = missing is not None and cells[missing].strip() not in ("", "0", "N/A", "NA")
    return day._replace(state="partial") if is_lost or not text else day
