"""Cronometer's servings.csv of 2014 to 2026, with and without nutrients."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.diary.exchange import cells
from b12track.diary.exchange.format import About, Asked, Format
from b12track.diary.exchange.servings import Row, Serving, Skipped, amount_of, name_of, occasion_of
from b12track.diary.exchange.style import styled
from b12track.diary.exchange.tables import Table
from b12track.quantity import whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

TRACKER: Final = "cronometer"
KIND: Final = "Cronometer servings"
_NG_PER_MG: Final = 1_000_000


def is_servings(table: Table) -> bool:
    """Whether the header is that of servings.csv, of whatever year."""
    return None not in (table.place("day"), table.place("food name"), table.place("amount"))


class _Places(NamedTuple):
    """Where the columns stand; None for those of another year."""

    day: int
    food: int
    amount: int
    time: int | None
    group: int | None
    b12: cells.B12Column | None
    b6: int | None
    thiamin: int | None
    category: int | None
    style: cells.Style


def rows(table: Table, asked: Asked) -> Iterator[Row]:
    """The servings in their order; without a B12 column (2026) their B12 is unknown."""
    places = _Places(
        table.place("day") or 0,
        table.place("food name") or 0,
        table.place("amount") or 0,
        table.place("time"),
        table.place("group"),
        cells.b12_column(table.header, asked.b12_column),
        table.place("b6 (pyridoxine) (mg)"),
        table.place("b1 (thiamine) (mg)"),
        table.place("category"),
        asked.style,
    )
    numbers = (places.b12.place if places.b12 else None, places.b6, places.thiamin)
    table, style = styled(table, asked.style, places.day, numbers)
    places = places._replace(style=style)
    return table.each(lambda line, row: _serving(line, row, places, asked.now))


def _serving(line: int, row: list[str], places: _Places, now: datetime) -> Row:
    day = cells.day(row[places.day], places.style.dates)
    if not row[places.food].strip():
        return Skipped(line, f"{day}: no food is named")
    food = name_of(row[places.food], "the food's name")
    amount = amount_of(row[places.amount])
    at = cells.clock(row[places.time]) if places.time is not None else None
    return Serving(
        line=line,
        day=day,
        food=food,
        amount=amount,
        b12_ng=cells.b12(row[places.b12.place], places.b12.unit, places.style.decimal)
        if places.b12
        else None,
        at=cells.instant(day, at, now) if at else None,
        occasion=occasion_of(row[places.group]) if places.group is not None else None,
        portion_mg=cells.grams_in(amount),
        b6_ng=_mg(row, places.b6, places.style.decimal),
        thiamin_ng=_mg(row, places.thiamin, places.style.decimal),
        named=(day.isoformat(), food),
        is_supplement=places.category is not None
        and row[places.category].strip().casefold() == "supplements",
    )


def _mg(row: list[str], place: int | None, style: str | None) -> int | None:
    if place is None or not row[place].strip():
        return None
    return whole(cells.number(row[place].strip(), style) * _NG_PER_MG)


FORMAT: Final = Format(
    "cronometer",
    KIND,
    TRACKER,
    Table,
    is_servings,
    rows,
    About(
        "Cronometer `servings.csv` (2014, 2024, with Time; 2026 without nutrients)",
        "one entry a serving",
        "the column `B12 (Cobalamin)`; blank is unknown, `0.00` is zero; unknown without a column",
        "where the amount is a mass (`150.00 g`)",
        "where there is a Time",
    ),
)
