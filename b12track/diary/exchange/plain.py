"""Plain CSV: date and B12 (a day's total), or date, food and amount, perhaps with B12."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.diary.exchange import cells
from b12track.diary.exchange.servings import (
    DayTotal,
    Row,
    Serving,
    Skipped,
    amount_of,
    name_of,
    occasion_of,
)
from b12track.diary.journal import snapshot
from b12track.errors import InputRefused
from b12track.quantity import MG_PER_G, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from b12track.diary.exchange.tables import Table
    from b12track.foods.phrase import Foods

TRACKER: Final = "csv"
_DAY: Final = ("date", "day", "eaten_on", "eaten on")
_FOOD: Final = ("food", "food name", "name", "description")
_GRAMS: Final = ("grams", "weight (g)", "amount (g)")


class _Places(NamedTuple):
    """Where the columns stand; None for those that are not there."""

    day: int
    food: int | None
    amount: int | None
    b12: cells.B12Column | None
    time: int | None
    meal: int | None
    grams: int | None
    note: int | None


def is_plain(table: Table) -> bool:
    """Whether the header names days, with foods or B12."""
    has_b12 = any(cells.looks_like_b12(name) for name in table.header)
    return table.place(*_DAY) is not None and (has_b12 or table.place(*_FOOD) is not None)


def rows(
    table: Table,
    chosen: str | None,
    style: cells.Style,
    now: datetime,
    foods: Callable[[], Foods],
) -> tuple[str, Iterator[Row]]:
    """What kind of plain table it is, and its rows.

    The style of its numbers and days is what was said, else what the whole table proves.
    """
    places = _Places(
        table.place(*_DAY) or 0,
        table.place(*_FOOD),
        table.place("amount", "quantity", "portion"),
        cells.b12_column(table.header, chosen),
        table.place("time", "at"),
        table.place("meal", "group", "occasion"),
        table.place(*_GRAMS),
        table.place("note", "notes"),
    )
    found = list(table.rows)
    proved = _style(table, places, found, style)
    whole_table = table._replace(rows=iter(found))
    if places.food is None:
        return "plain CSV of days", _days(whole_table, places, proved)
    if places.b12 is None and places.amount is None:
        raise table.refused(1, "foods need a column 'amount', or one for their B12 (b12_ug).")
    reader = _Reader(places, proved, now, foods() if places.b12 is None else None)
    return "plain CSV of foods", whole_table.each(reader.serving)


def _style(
    table: Table, places: _Places, found: list[tuple[int, list[str]]], said: cells.Style
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


def _days(table: Table, places: _Places, style: cells.Style) -> Iterator[Row]:
    """Totals of days; a day that stands twice is refused, because neither may be the whole."""
    seen: dict[date, int] = {}
    column = places.b12 or cells.B12Column(0, None)

    def read(line: int, row: list[str]) -> Row:
        day = cells.day(row[places.day], style.dates)
        if day in seen:
            raise InputRefused(f"{day} stands in line {seen[day]} already.")
        seen[day] = line
        amount = cells.b12(row[column.place], column.unit, style.decimal)
        if amount is None:
            return Skipped(line, f"{day}: no B12 value")
        return DayTotal(line, day, amount, is_least=False)

    return table.each(read)


class _Reader:
    """Reads rows of foods; without a B12 column each is looked up in our own food table."""

    def __init__(
        self, places: _Places, style: cells.Style, now: datetime, foods: Foods | None
    ) -> None:
        self._places, self._style, self._now, self._foods = places, style, now, foods

    def serving(self, line: int, row: list[str]) -> Row:
        """One row; a food that our table does not know is left out, with the reason."""
        places = self._places
        day = cells.day(row[places.day], self._style.dates)
        food = name_of(row[places.food or 0], "the food's name")
        amount = amount_of(self._cell(row, places.amount))
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


def looked_up(serving: Serving, foods: Foods) -> Row:
    """The serving with what our own food table says of it, by the grammar of `log`."""
    from b12track.foods.phrase import items

    amount = "" if serving.amount == "?" else serving.amount
    try:
        found = items(f"{amount} {serving.food}".strip().lower(), foods)
    except InputRefused as fault:
        near = f" Near it: {', '.join(fault.suggestions[:3])}." if fault.suggestions else ""
        return Skipped(serving.line, f"{fault}{near}")
    if len(found) != 1:
        return Skipped(serving.line, f"'{serving.food}' is read as {len(found)} foods")
    item = found[0]
    return serving._replace(
        amount=item.amount,
        portion_mg=item.portion_mg,
        snapshot=snapshot(item.food, item.portion_mg),
        said=(*serving.named, serving.amount, serving.occasion, serving.at and sum(serving.at)),
    )
