"""Cronometer's servings.csv of 2014 to 2026, with and without nutrients."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from b12track.diary.exchange import cells
from b12track.diary.exchange.format import About, Asked, Format
from b12track.diary.exchange.servings import Row, Serving, Skipped, amount_of, name_of, occasion_of
from b12track.diary.exchange.style import styled
from b12track.diary.exchange.tables import Table, with_columns

if TYPE_CHECKING:
    from collections.abc import Iterator


_NEEDED: Final = ("day", "food name", "amount")
_VITAMINS: Final = ("b6 (pyridoxine) (mg)", "b1 (thiamine) (mg)")


def rows(table: Table, asked: Asked) -> Iterator[Row]:
    """The servings in their order; without a B12 column (2026) their B12 is unknown."""
    column = cells.b12_column(table.header, asked.b12_column)
    numbers = (column.place if column else None, *(table.place(name) for name in _VITAMINS))
    table, (style, dates) = styled(table, asked.style, table.place("day") or 0, numbers)
    date, name, eaten, time, group, category, b6, thiamin = table.cells(
        *_NEEDED, "time", "group", "category", *_VITAMINS
    )

    def read(line: int, row: list[str]) -> Row:
        day = cells.day(date(row), dates)
        if not name(row):
            return Skipped(line, f"{day}: no food is named")
        food, amount = name_of(name(row), "the food's name"), amount_of(eaten(row))
        return Serving(
            line=line,
            day=day,
            food=food,
            amount=amount,
            b12_ng=cells.b12_in(row, column, style),
            at=cells.instant(day, cells.clock(time(row)), asked.now),
            occasion=occasion_of(group(row)),
            portion_mg=cells.grams_in(amount),
            b6_ng=cells.milligrams(b6(row), style),
            thiamin_ng=cells.milligrams(thiamin(row), style),
            named=(day.isoformat(), food),
            is_supplement=category(row).casefold() == "supplements",
        )

    return table.each(read)


_ABOUT: Final = About(
    "Cronometer `servings.csv` (2014, 2024, with Time; 2026 without nutrients)",
    "one entry a serving",
    "the column `B12 (Cobalamin)`; blank is unknown, `0.00` is zero; unknown without a column",
    "where the amount is a mass (`150.00 g`)",
    "where there is a Time",
)
FORMAT: Final = Format(
    "cronometer", "Cronometer servings", Table, with_columns(*_NEEDED), rows, _ABOUT
)
