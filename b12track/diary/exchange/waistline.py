"""Waistline's diary_export.csv: one row a day, in the words, dates and decimals of its user."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from b12track.diary.exchange import cells
from b12track.diary.exchange.format import About, Asked, Format
from b12track.diary.exchange.servings import ImportedTotal, Row, Skipped
from b12track.diary.exchange.style import styled
from b12track.diary.exchange.tables import Table
from b12track.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

TRACKER: Final = "waistline"
KIND: Final = "Waistline diary"
_WITH_UNIT: Final = re.compile(r".+ \([^()]+\)")
_ENERGY: Final = re.compile(r".+ \(k(?:cal|j)\)", re.IGNORECASE)


def is_diary(table: Table) -> bool:
    """Whether the header is a word for the date, then names with units, energy among them."""
    first, *others = [name.strip() for name in table.header]
    return (
        table.delimiter == ";"
        and not _WITH_UNIT.fullmatch(first)
        and all(map(_WITH_UNIT.fullmatch, others))
        and any(map(_ENERGY.fullmatch, others))
    )


def rows(table: Table, asked: Asked) -> Iterator[Row]:
    """One total a day, a lower bound: a food without a value adds nothing there."""
    column = cells.b12_column(table.header, asked.b12_column)
    if column is None:
        raise table.refused(1, "there is no column for B12: choose it in Waistline's settings.")
    table, style = styled(table, asked.style, 0, range(1, len(table.header)))
    seen: dict[date, int] = {}

    def read(line: int, row: list[str]) -> Row:
        day = cells.day(row[0], style.dates)
        if seen.setdefault(day, line) != line:
            raise InputRefused(f"{day} stands in line {seen[day]} already.")
        amount = cells.b12(row[column.place], column.unit, style.decimal)
        if amount is None:
            return Skipped(line, f"{day}: no B12 value")
        if not any(re.search("[1-9]", cell) for cell in row[1:]):
            return Skipped(line, f"{day}: nothing was logged, so 0 is no intake")
        return ImportedTotal(line, day, amount, is_least=True)

    return table.each(read)


FORMAT: Final = Format(
    "waistline",
    KIND,
    TRACKER,
    Table,
    is_diary,
    rows,
    About(
        "Waistline `diary_export.csv`, in any language",
        "one total a day, a lower bound",
        "the column named B12 or cobalamin, in its unit",
    ),
)
