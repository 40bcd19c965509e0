"""Plain CSV of dates and B12: one total a day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from b12track.diary.exchange import cells
from b12track.diary.exchange.format import About, Asked, Format
from b12track.diary.exchange.plain import WORD, is_of_days, plain
from b12track.diary.exchange.servings import ImportedTotal, Row, Skipped
from b12track.diary.exchange.tables import Table
from b12track.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


def rows(table: Table, asked: Asked) -> Iterator[Row]:
    """Totals of days; a day that stands twice is refused, because neither may be the whole."""
    layout = plain(table, asked)
    day_at, column = layout.places["day"] or 0, layout.b12 or cells.B12Column(0, None)
    return totals(layout.table, day_at, column, layout.style)


def totals(
    table: Table,
    day_at: int,
    column: cells.B12Column,
    style: cells.Style,
    *,
    is_least: bool = False,
) -> Iterator[Row]:
    """The total of each row's day; a lower bound where the tracker counts unknown as zero."""
    seen: dict[date, int] = {}

    def read(line: int, row: list[str]) -> Row:
        day = cells.day(row[day_at], style.dates)
        if seen.setdefault(day, line) != line:
            raise InputRefused(f"{day} stands in line {seen[day]} already.")
        amount = cells.b12_in(row, column, style.decimal)
        if amount is None:
            return Skipped(line, f"{day}: no B12 value")
        others = row[:day_at] + row[day_at + 1 :]
        if is_least and not any(re.search("[1-9]", cell) for cell in others):
            return Skipped(line, f"{day}: nothing was logged, so 0 is no intake")
        return ImportedTotal(line, day, amount, is_least)

    return table.each(read)


_ABOUT: Final = About("CSV `date, b12_ug`", "one total a day", "in the unit of the column or cell")
FORMAT: Final = Format(WORD, "plain CSV of days", Table, is_of_days, rows, _ABOUT)
