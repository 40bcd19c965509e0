"""Waistline's diary_export.csv: one row a day, in the words, dates and decimals of its user."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from b12track.diary.exchange import cells
from b12track.diary.exchange.format import About, Asked, Format
from b12track.diary.exchange.plain_days import totals
from b12track.diary.exchange.style import styled
from b12track.diary.exchange.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from b12track.diary.exchange.servings import Row

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
    return totals(table, 0, column, style, is_least=True)


_ABOUT: Final = About(
    "Waistline `diary_export.csv`, in any language",
    "one total a day, a lower bound",
    "the column named B12 or cobalamin, in its unit",
)
FORMAT: Final = Format("waistline", "Waistline diary", Table, is_diary, rows, _ABOUT)
