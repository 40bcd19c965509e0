"""Cronometer's servings.csv (2014 to 2026, with and without nutrients) and dailysummary.csv."""

from __future__ import annotations

from decimal import Decimal
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
from b12track.quantity import whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from b12track.diary.exchange.tables import Table

TRACKER: Final = "cronometer"
SERVINGS: Final = "Cronometer servings"
DAYS: Final = "Cronometer daily summary"
_NG_PER_MG: Final = 1_000_000


def is_servings(table: Table) -> bool:
    """Whether the header is that of servings.csv, of whatever year."""
    return None not in (table.place("day"), table.place("food name"), table.place("amount"))


def is_days(table: Table) -> bool:
    """Whether the header is that of dailysummary.csv, of whatever year."""
    return None not in (table.place("date"), table.place("completed"), table.place("energy (kcal)"))


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
    style: str | None


def servings(
    table: Table, chosen: str | None, now: datetime, style: str | None = None
) -> Iterator[Row]:
    """The servings in their order; without a B12 column (2026) their B12 is unknown."""
    places = _Places(
        table.place("day") or 0,
        table.place("food name") or 0,
        table.place("amount") or 0,
        table.place("time"),
        table.place("group"),
        cells.b12_column(table.header, chosen),
        table.place("b6 (pyridoxine) (mg)"),
        table.place("b1 (thiamine) (mg)"),
        style,
    )
    return table.each(lambda line, row: _serving(line, row, places, now))


def _serving(line: int, row: list[str], places: _Places, now: datetime) -> Row:
    day = cells.day(row[places.day])
    food = name_of(row[places.food], "the food's name")
    amount = amount_of(row[places.amount])
    at = cells.clock(row[places.time]) if places.time is not None else None
    return Serving(
        line=line,
        day=day,
        food=food,
        amount=amount,
        b12_ng=cells.b12(row[places.b12.place], places.b12.unit, places.style)
        if places.b12
        else None,
        at=cells.instant(day, at, now) if at else None,
        occasion=occasion_of(row[places.group]) if places.group is not None else None,
        portion_mg=cells.grams_in(amount),
        b6_ng=_mg(row, places.b6, places.style),
        thiamin_ng=_mg(row, places.thiamin, places.style),
        named=(day.isoformat(), food),
    )


def _mg(row: list[str], place: int | None, style: str | None) -> int | None:
    if place is None or not row[place].strip():
        return None
    return whole(cells.number(row[place].strip(), style) * _NG_PER_MG)


def days(table: Table, chosen: str | None, style: str | None = None) -> Iterator[Row]:
    """One total a day: the row Total where there is one, else the sum of the day's groups.

    Every total is a lower bound: Cronometer counts a food without a B12 value as 0.
    """
    column = cells.b12_column(table.header, chosen)
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
            cells.b12(row[column.place], column.unit, style),
            bool(energy) and cells.number(energy, style) > Decimal(0),
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
