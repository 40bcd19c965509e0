"""Plain CSV, the table that anybody can write: where its columns stand, how it writes numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.diary.exchange import cells
from b12track.diary.exchange.style import styled

if TYPE_CHECKING:
    from b12track.diary.exchange.format import Asked
    from b12track.diary.exchange.tables import Table

WORD: Final = "csv"
TRACKER: Final = "csv"
_DAY: Final = ("date", "day", "eaten_on", "eaten on")
_FOOD: Final = ("food", "food name", "name", "description")
_AMOUNT: Final = ("amount", "quantity", "portion")
_UNIT: Final = ("unit", "units", "measure")
_GRAMS: Final = ("grams", "weight (g)", "amount (g)")
#: A column of this name says how much was eaten: one that is not used would be lost unseen.
_OF_AMOUNT: Final = re.compile(
    r"\b(amounts?|quantity|qty|portions?|servings?|units?|measures?|grams?|weight|count|volume)\b"
    r"|\((g|ml|oz)\)"
)


class Places(NamedTuple):
    """Where the columns stand; None for those that are not there."""

    day: int
    food: int | None
    amount: int | None
    unit: int | None
    b12: cells.B12Column | None
    time: int | None
    meal: int | None
    grams: int | None
    note: int | None
    deleted: int | None


def is_of_days(table: Table) -> bool:
    """Whether the header names days and B12, and no foods."""
    has_b12 = any(cells.looks_like_b12(name) for name in table.header)
    return table.place(*_DAY) is not None and has_b12 and table.place(*_FOOD) is None


def is_of_foods(table: Table) -> bool:
    """Whether the header names days and foods."""
    return None not in (table.place(*_DAY), table.place(*_FOOD))


class Plain(NamedTuple):
    """A plain table, where its columns stand, and how it writes numbers and days."""

    table: Table
    places: Places
    style: cells.Style


def plain(table: Table, asked: Asked) -> Plain:
    """The table with its style: what was said, else what all of it proves."""
    places = Places(
        table.place(*_DAY) or 0,
        table.place(*_FOOD),
        table.place(*_AMOUNT),
        table.place(*_UNIT),
        cells.b12_column(table.header, asked.b12_column),
        table.place("time", "at"),
        table.place("meal", "group", "occasion"),
        table.place(*_GRAMS),
        table.place("note", "notes"),
        table.place("deleted"),
    )
    _all_amounts_used(table, places)
    numbers = (places.b12.place if places.b12 else None, places.grams, places.amount)
    table, style = styled(table, asked.style, places.day, numbers)
    return Plain(table, places, style)


def _all_amounts_used(table: Table, places: Places) -> None:
    """Refuses a table one of whose columns says how much was eaten and would not be read."""
    used = {*places[:4], *places[5:], places.b12.place if places.b12 else None}
    for place, name in enumerate(table.header):
        if place not in used and places.food is not None and _OF_AMOUNT.search(name.casefold()):
            raise table.refused(
                1,
                f"the column '{name}' says how much was eaten and is not used: name one column"
                " amount, one unit, or one grams, and take the others out.",
            )
    if places.unit is not None and places.amount is None and places.food is not None:
        raise table.refused(1, f"'{table.header[places.unit]}' is the unit of no amount.")
