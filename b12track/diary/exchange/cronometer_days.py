"""Cronometer's dailysummary.csv of 2014 to 2026: one total a day, whatever it is called."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.diary.exchange import cells
from b12track.diary.exchange.cronometer import TRACKER
from b12track.diary.exchange.format import About, Asked, Format
from b12track.diary.exchange.servings import DayTotal, Row, Skipped
from b12track.diary.exchange.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

KIND: Final = "Cronometer daily summary"


def is_days(table: Table) -> bool:
    """Whether the header is that of dailysummary.csv, of whatever year."""
    return None not in (table.place("date"), table.place("completed"), table.place("energy (kcal)"))


def rows(table: Table, asked: Asked) -> Iterator[Row]:
    """One total a day: the row Total where there is one, else the sum of the day's groups.

    Every total is a lower bound: Cronometer counts a food without a B12 value as 0.
    """
    column = cells.b12_column(table.header, asked.b12_column)
    if column is None:
        raise table.refused(1, "there is no column for B12.")
    date_at, group_at = table.place("date") or 0, table.place("group")
    energy_at = table.place("energy (kcal)") or 0

    def read(line: int, row: list[str]) -> _Part:
        group = row[group_at].strip().casefold() if group_at is not None else "total"
        energy = row[energy_at].strip()
        return _Part(
            line,
            cells.day(row[date_at]),
            group == "total",
            cells.b12(row[column.place], column.unit, asked.style.decimal),
            bool(energy) and cells.number(energy, asked.style.decimal) > Decimal(0),
        )

    by_day: dict[date, list[_Part]] = {}
    for part in table.each(read):
        parts = by_day.setdefault(part.day, [])
        if part.is_total and any(other.is_total for other in parts):
            raise table.refused(part.line, f"{part.day} has a total already.")
        parts.append(part)
    return (_total(parts) for parts in by_day.values())


class _Part(NamedTuple):
    """One row of a day: its total, or one group of meals."""

    line: int
    day: date
    is_total: bool
    b12_ng: int | None
    has_energy: bool


def _total(parts: list[_Part]) -> Row:
    """The day's total; the groups beside a row Total are parts of it and never added."""
    totals = [part for part in parts if part.is_total] or parts
    line, day = totals[0].line, totals[0].day
    known = [part.b12_ng for part in totals if part.b12_ng is not None]
    if not known:
        return Skipped(line, f"{day}: no B12 value")
    if not sum(known) and not any(part.has_energy for part in parts):
        return Skipped(line, f"{day}: nothing was logged, so 0 is no intake")
    return DayTotal(line, day, sum(known), is_least=True)


FORMAT: Final = Format(
    "cronometer",
    KIND,
    TRACKER,
    Table,
    is_days,
    rows,
    About(
        "Cronometer `dailysummary.csv` (2024; 2026 with Group)",
        "one total a day",
        "the row of the total, else the sum of the groups; never both",
    ),
)
