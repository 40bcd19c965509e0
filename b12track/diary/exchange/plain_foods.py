"""Plain CSV of foods: date, food and amount, perhaps with their B12."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from b12track.diary.exchange import cells
from b12track.diary.exchange.format import About, Asked, Format
from b12track.diary.exchange.plain import TRACKER, WORD, Plain, is_of_foods, plain
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

    from b12track.foods.store import Foods

#: What a cell says of a row that was deleted.
_DELETED: Final = ("1", "true", "yes")


def rows(table: Table, asked: Asked) -> Iterator[Row]:
    """The foods in their order; without a B12 column each is looked up in our food table."""
    layout = plain(table, asked)
    places = layout.places
    if places.b12 is None and places.amount is None:
        raise table.refused(1, "foods need a column 'amount', or one for their B12 (b12_ug).")
    reader = _Reader(layout, asked.now, asked.foods() if places.b12 is None else None)
    return layout.table.each(reader.serving)


class _Reader:
    """Reads rows of foods; without a B12 column each is looked up in our own food table."""

    def __init__(self, layout: Plain, now: datetime, foods: Foods | None) -> None:
        self._places, self._style = layout.places, layout.style
        self._now, self._foods = now, foods

    def serving(self, line: int, row: list[str]) -> Row:
        """One row; a food that our table does not know is left out, with the reason."""
        places = self._places
        day = cells.day(row[places.day], self._style.dates)
        food = name_of(row[places.food or 0], "the food's name")
        if self._cell(row, places.deleted).casefold() in _DELETED:
            return Skipped(line, f"{day}: {food} was deleted there")
        amount = self._amount(row)
        at = cells.clock(self._cell(row, places.time))
        serving = Serving(
            line=line,
            day=day,
            food=food,
            amount=amount,
            b12_ng=self._b12(row),
            at=cells.instant(day, at, self._now) if at else None,
            occasion=occasion_of(self._cell(row, places.meal)),
            portion_mg=self._portion_mg(row, amount),
            note=amount_of(self._cell(row, places.note)) if self._cell(row, places.note) else None,
            named=(day.isoformat(), food),
        )
        return serving if self._foods is None else looked_up(serving, self._foods)

    def _amount(self, row: list[str]) -> str:
        """The amount with the unit that stands in a column of its own."""
        amount, unit = self._cell(row, self._places.amount), self._cell(row, self._places.unit)
        if "," in amount and self._style.decimal is not None and amount.replace(",", "").isdigit():
            amount = plain_text(cells.number(amount, self._style.decimal))
        if unit and amount and not amount[-1].isdecimal():
            raise InputRefused(f"the amount '{amount}' has a unit, and '{unit}' is another.")
        return amount_of(f"{amount} {unit}" if amount else "")

    def _cell(self, row: list[str], place: int | None) -> str:
        return row[place].strip() if place is not None else ""

    def _b12(self, row: list[str]) -> int | None:
        column = self._places.b12
        return cells.b12(row[column.place], column.unit, self._style.decimal) if column else None

    def _portion_mg(self, row: list[str], amount: str) -> int | None:
        grams = self._cell(row, self._places.grams)
        if not grams:
            return cells.grams_in(amount)
        return whole(cells.number(grams, self._style.decimal) * MG_PER_G) or None


FORMAT: Final = Format(
    WORD,
    "plain CSV of foods",
    TRACKER,
    Table,
    is_of_foods,
    rows,
    About(
        "CSV `date, food, amount`, or `date, food, b12_ug`"
        " (and `amount`, `unit`, `grams`, `time`, `meal`, `note`)",
        "one entry a row",
        "the column, else from our food table by the grammar of `log`",
        "`grams`, or an amount that is a mass",
        "column `time`",
    ),
)
