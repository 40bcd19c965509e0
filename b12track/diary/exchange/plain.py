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
#: What a column holds → the names it may have.
_NAMES: Final = {
    "day": "date|day|eaten_on|eaten on",
    "food": "food|food name|name|description",
    "amount": "amount|quantity|portion",
    "unit": "unit|units|measure",
    "time": "time|at",
    "meal": "meal|group|occasion",
    "grams": "grams|weight (g)|amount (g)",
    "note": "note|notes",
    "deleted": "deleted",
}
#: A column of this name says how much was eaten: one that is not used would be lost unseen.
_OF_AMOUNT: Final = re.compile(
    r"\b(amounts?|quantity|qty|portions?|servings?|units?|measures?|grams?|weight|count|volume)\b"
    r"|\((g|ml|oz)\)"
)


class Plain(NamedTuple):
    """A plain table, where each column stands if it does, and how it writes numbers and days."""

    table: Table
    places: dict[str, int | None]
    b12: cells.B12Column | None
    style: cells.Style

    def cell(self, row: list[str], what: str) -> str:
        """What stands in a row, "" where there is no such column."""
        place = self.places[what]
        return row[place].strip() if place is not None else ""


def _place(table: Table, what: str) -> int | None:
    return table.place(*_NAMES[what].split("|"))


def is_of_days(table: Table) -> bool:
    """Whether the header names days and B12, and no foods."""
    has_b12 = any(cells.looks_like_b12(name) for name in table.header)
    return _place(table, "day") is not None and has_b12 and _place(table, "food") is None


def is_of_foods(table: Table) -> bool:
    """Whether the header names days and foods."""
    return None not in (_place(table, "day"), _place(table, "food"))


def plain(table: Table, asked: Asked) -> Plain:
    """The table with its style: what was said, else what all of it proves."""
    places = {what: _place(table, what) for what in _NAMES}
    b12 = cells.b12_column(table.header, asked.b12_column)
    if places["food"] is not None:
        _all_amounts_used(table, places, b12)
    numbers = (b12.place if b12 else None, places["grams"], places["amount"])
    table, style = styled(table, asked.style, places["day"] or 0, numbers)
    return Plain(table, places, b12, style)


def _all_amounts_used(
    table: Table, places: dict[str, int | None], b12: cells.B12Column | None
) -> None:
    """Refuses a table one of whose columns says how much was eaten and would not be read."""
    used = {*places.values(), b12.place if b12 else None}
    for place, name in enumerate(table.header):
        if place not in used and _OF_AMOUNT.search(name.casefold()):
            raise table.refused(
                1,
                f"the column '{name}' says how much was eaten and is not used: name one column"
                " amount, one unit, or one grams, and take the others out.",
            )
    unit = places["unit"]
    if unit is not None and places["amount"] is None:
        raise table.refused(1, f"'{table.header[unit]}' is the unit of no amount.")
