"""Plain CSV of dates and B12: one total a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from b12track.diary.exchange import cells
from b12track.diary.exchange.format import About, Asked, Format
from b12track.diary.exchange.plain import TRACKER, WORD, is_of_days, plain
from b12track.diary.exchange.servings import ImportedTotal, Row, Skipped
from b12track.diary.exchange.tables import Table
from b12track.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


def rows(table: Table, asked: Asked) -> Iterator[Row]:
    """Totals of days; a day that stands twice is refused, because neither may be the whole."""
    whole_table, places, style = plain(table, asked)
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
        return ImportedTotal(line, day, amount, is_least=False)

    return whole_table.each(read)


FORMAT: Final = Format(
    WORD,
    "plain CSV of days",
    TRACKER,
    Table,
    is_of_days,
    rows,
    About("CSV `date, b12_ug`", "one total a day", "in the unit of the column or cell"),
)
