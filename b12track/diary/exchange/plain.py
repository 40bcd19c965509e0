"""Plain CSV, the table that anybody can write: where its columns stand, how it writes numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.diary.exchange import cells
from b12track.errors import InputRefused

if TYPE_CHECKING:
    from b12track.diary.exchange.format import Asked
    from b12track.diary.exchange.tables import Table

WORD: Final = "csv"
TRACKER: Final = "csv"
_DAY: Final = ("date", "day", "eaten_on", "eaten on")
_FOOD: Final = ("food", "food name", "name", "description")
_GRAMS: Final = ("grams", "weight (g)", "amount (g)")


class Places(NamedTuple):
    """Where the columns stand; None for those that are not there."""

    day: int
    food: int | None
    amount: int | None
    b12: cells.B12Column | None
    time: int | None
    meal: int | None
    grams: int | None
    note: int | None


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
        table.place("amount", "quantity", "portion"),
        cells.b12_column(table.header, asked.b12_column),
        table.place("time", "at"),
        table.place("meal", "group", "occasion"),
        table.place(*_GRAMS),
        table.place("note", "notes"),
    )
    found = list(table.rows)
    style = _style(table, places, found, asked.style)
    return Plain(table._replace(rows=iter(found)), places, style)


def _style(
    table: Table, places: Places, found: list[tuple[int, list[str]]], said: cells.Style
) -> cells.Style:
    """How the table writes days and decimals; a comma between cells proves no decimal comma."""
    try:
        dates = said.dates or cells.order_of(row[places.day] for _, row in found)
    except InputRefused as fault:
        raise table.refused(1, fault) from None
    columns = [places.b12.place] if places.b12 else []
    columns += [places.grams] if places.grams is not None else []
    style = said.decimal
    if style is None and table.delimiter != ",":
        style = cells.decimal_of(row[place] for _, row in found for place in columns)
    return cells.Style(style, dates)
