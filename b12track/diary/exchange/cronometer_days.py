"""Cronometer's dailysummary.csv of 2014 to 2026: one total a day, in whatever language."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.diary.exchange import cells
from b12track.diary.exchange.format import About, Asked, Format
from b12track.diary.exchange.servings import ImportedTotal, Row, Skipped
from b12track.diary.exchange.style import styled
from b12track.diary.exchange.tables import Table
from b12track.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

#: Cells are rounded to a hundredth, so a sum may be off by half of it for each part.
_ROUNDING: Final = Decimal("0.005")
_TOTAL: Final = "total"


def is_days(table: Table) -> bool:
    """Whether the header is that of a daily summary, of whatever year and unit of energy."""
    about_days = table.place("completed") is not None or table.place("group") is not None
    has_foods = table.place("food name", "food", "name") is not None
    has_b12 = any(map(cells.looks_like_b12, table.header))
    return table.place("date") is not None and about_days and has_b12 and not has_foods


class _Part(NamedTuple):
    """One row of a day: all of it, or one group of meals; `amounts` are all its numbers."""

    line: int
    day: date
    group: str
    b12_ng: int | None
    amounts: tuple[Decimal, ...]


def rows(table: Table, asked: Asked) -> Iterator[Row]:
    """One total a day: the row that is the sum of the others, else the sum of the day's groups.

    Every total is a lower bound: Cronometer counts a food without a B12 value as 0.
    """
    column = cells.b12_column(table.header, asked.b12_column)
    if column is None:
        raise table.refused(1, "there is no column for B12.")
    date_at, group_at = table.place("date") or 0, table.place("group")
    table, style = styled(table, asked.style, date_at, (column.place,))
    numbers_at = [n for n, name in enumerate(table.header) if "(" in name]

    def read(line: int, row: list[str]) -> _Part:
        day = cells.day(row[date_at], style.dates)
        group = row[group_at].strip().casefold() if group_at is not None else _TOTAL
        amounts = tuple(_number(row[place], style.decimal) for place in numbers_at)
        return _Part(line, day, group, cells.b12_in(row, column, style.decimal), amounts)

    by_day: dict[date, list[_Part]] = {}
    for part in table.each(read):
        by_day.setdefault(part.day, []).append(part)
    try:
        name = _name_of_total(list(by_day.values()))
    except InputRefused as fault:
        raise table.refused(1, fault) from None
    for parts in by_day.values():
        _must_stand_once(table, parts, name)
    return (_total(parts, name) for parts in by_day.values())


def _number(cell: str, style: str | None) -> Decimal:
    return cells.number(cell.strip(), style) if cell.strip() else Decimal(0)


def _name_of_total(days: list[list[_Part]]) -> str | None:
    """The group that is the sum of the others on every day, None where no group is.

    Raises InputRefused where two groups could be it: then they are equal on every day.
    """
    several = [parts for parts in days if len(parts) > 1]
    if any(part.group == _TOTAL for parts in days for part in parts):
        return _TOTAL
    names = (
        set.intersection(*({part.group for part in parts} for parts in several))
        if several
        else set()
    )
    totals = sorted(name for name in names if all(_is_sum(parts, name) for parts in several))
    if len(totals) > 1:
        raise InputRefused(f"'{totals[0]}' and '{totals[1]}' could both be the total of the day.")
    return totals[0] if totals else None


def _is_sum(parts: list[_Part], name: str) -> bool:
    """Whether each number of this group is the sum of the other groups' numbers."""
    whole = next(part for part in parts if part.group == name)
    others = [part for part in parts if part is not whole]
    margin = _ROUNDING * (len(others) + 1)
    return any(whole.amounts) and all(
        abs(amount - sum(column)) <= margin
        for amount, column in zip(
            whole.amounts, zip(*(part.amounts for part in others), strict=True), strict=True
        )
    )


def _must_stand_once(table: Table, parts: list[_Part], name: str | None) -> None:
    lines = [part.line for part in parts if part.group == name]
    for _, again in pairwise(lines):
        raise table.refused(again, f"{parts[0].day} has a total already.")


def _total(parts: list[_Part], name: str | None) -> Row:
    """The day's total; the groups beside a total are parts of it and never added."""
    totals = [part for part in parts if part.group == name] or parts
    line, day = totals[0].line, totals[0].day
    known = [part.b12_ng for part in totals if part.b12_ng is not None]
    if not known:
        return Skipped(line, f"{day}: no B12 value")
    if not any(any(part.amounts) for part in parts):
        return Skipped(line, f"{day}: nothing was logged, so 0 is no intake")
    return ImportedTotal(line, day, sum(known), is_least=True)


_ABOUT: Final = About(
    "Cronometer `dailysummary.csv` (2014, 2024; 2026 with Group)",
    "one total a day",
    "the row that is the sum of the others (`Total`, `Gesamt`), else the sum of the groups;"
    " never both",
)
FORMAT: Final = Format("cronometer", "Cronometer daily summary", Table, is_days, rows, _ABOUT)
