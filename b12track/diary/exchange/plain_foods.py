"""Plain CSV of foods: date, food and amount, perhaps with their B12."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from b12track.diary.exchange import cells
from b12track.diary.exchange.format import About, Asked, Format
from b12track.diary.exchange.plain import WORD, Plain, is_of_foods, plain
from b12track.diary.exchange.servings import (
    Row,
    Serving,
    Skipped,
    amount_of,
    looked_up,
    name_of,
    occasion_of,
)
from b12track.diary.exchange.tables import Table
from b12track.errors import InputRefused
from b12track.quantity import MG_PER_G, whole
from b12track.quantity import plain as plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

#: What a cell says of a row that was deleted.
_DELETED: Final = ("1", "true", "yes")


def rows(table: Table, asked: Asked) -> Iterator[Row]:
    """The foods in their order; without a B12 column each is looked up in our food table."""
    layout = plain(table, asked)
    if layout.b12 is None and layout.places["amount"] is None:
        raise table.refused(1, "foods need a column 'amount', or one for their B12 (b12_ug).")
    foods = asked.foods() if layout.b12 is None else None

    def read(line: int, row: list[str]) -> Row:
        serving = _serving(line, row, layout, asked.now)
        if foods is None or isinstance(serving, Skipped):
            return serving
        return looked_up(serving, foods)

    return layout.table.each(read)


def _serving(line: int, row: list[str], layout: Plain, now: datetime) -> Serving | Skipped:
    """One row; one that was deleted is left out, with the reason."""
    cell = partial(layout.cell, row)
    day = cells.day(cell("day"), layout.style.dates)
    food = name_of(cell("food"), "the food's name")
    if cell("deleted").casefold() in _DELETED:
        return Skipped(line, f"{day}: {food} was deleted there")
    amount = _amount(cell("amount"), cell("unit"), layout.style.decimal)
    return Serving(
        line=line,
        day=day,
        food=food,
        amount=amount,
        b12_ng=cells.b12_in(row, layout.b12, layout.style.decimal),
        at=cells.instant(day, cells.clock(cell("time")), now),
        occasion=occasion_of(cell("meal")),
        portion_mg=_portion_mg(cell("grams"), amount, layout.style.decimal),
        note=amount_of(cell("note")) if cell("note") else None,
        named=(day.isoformat(), food),
    )


def _amount(amount: str, unit: str, style: str | None) -> str:
    """The amount with the unit that stands in a column of its own."""
    if "," in amount and style is not None and amount.replace(",", "").isdigit():
        amount = plain_text(cells.number(amount, style))
    if unit and amount and not amount[-1].isdecimal():
        raise InputRefused(f"the amount '{amount}' has a unit, and '{unit}' is another.")
    return amount_of(f"{amount} {unit}" if amount else "")


def _portion_mg(grams: str, amount: str, style: str | None) -> int | None:
    if not grams:
        return cells.grams_in(amount)
    return whole(cells.number(grams, style) * MG_PER_G) or None


_ABOUT: Final = About(
    "CSV `date, food, amount`, or `date, food, b12_ug`"
    " (and `amount`, `unit`, `grams`, `time`, `meal`, `note`)",
    "one entry a row",
    "the column, else from our food table by the grammar of `log`",
    "`grams`, or an amount that is a mass",
    "column `time`",
)
FORMAT: Final = Format(WORD, "plain CSV of foods", Table, is_of_foods, rows, _ABOUT)
