"""Health Auto Export's JSON and CSV of Apple Health: sums of B12 by day, hour or minute."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from b12track.diary.exchange import cells, files
from b12track.diary.exchange.files import JsonFile
from b12track.diary.exchange.format import About, Asked, Format
from b12track.diary.exchange.servings import ImportedTotal, Row
from b12track.diary.exchange.tables import Table
from b12track.errors import InputRefused
from b12track.quantity import DOSE_NG, whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from decimal import Decimal

WORD: Final = "health-auto-export"
_METRIC: Final = "vitamin_b12"
_COLUMN: Final = re.compile(r"vitamin b12 \((\w+)\)")
_DAY: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[ T][0-9:. apmAPM+-]*)?", re.ASCII)

#: Where a sum stands, its day, and nanograms.
Part = tuple[int, "date", int]


def is_metrics(file: JsonFile) -> bool:
    """Whether a document is a list of metrics."""
    data = file.document.get("data") if isinstance(file.document, dict) else None
    return isinstance(data, dict) and isinstance(data.get("metrics"), list)


def rows(file: JsonFile, asked: Asked) -> Iterator[Row]:
    """The sums of each local day; lower bounds, for what writes no B12 adds nothing."""
    metrics = [metric for metric in file.document["data"]["metrics"] if isinstance(metric, dict)]
    wanted = [metric for metric in metrics if metric.get("name") == _METRIC]
    if not wanted:
        asked.note(f"{len(metrics):,} metrics, none of B12.")

    def parts() -> Iterator[Part]:
        for metric in wanted:
            unit_ng = DOSE_NG[cells.b12_unit(files.text(metric.get("units"), "units"))]

            def read(number: int, point: files.Record, unit_ng: Decimal = unit_ng) -> Part | None:
                qty = files.number(point.get("qty"), "qty")
                day = _day(files.text(point.get("date"), "date"))
                return None if qty is None else (number, day, whole(qty * unit_ng))

            yield from filter(None, files.each(file.name, metric.get("data") or (), read))

    return _by_day(parts())


def is_table(table: Table) -> bool:
    """Whether the header is that of the CSV: a date, B12 in its unit, and other measures."""
    names = [name.strip().casefold() for name in table.header]
    measures = [name for name in names if re.fullmatch(r".+ \(.+\)", name)]
    has_b12 = any(map(_COLUMN.fullmatch, names))
    is_other = {"group", "completed", "food name", "meal"} & set(names)
    dated = names[0] == "date/time" or (names[0] == "date" and len(measures) > 1)
    return has_b12 and dated and not is_other and table.delimiter == ","


def table_rows(table: Table, asked: Asked) -> Iterator[Row]:
    """The sums of each day of the CSV."""
    column = cells.b12_column(table.header, asked.b12_column)
    if column is None:
        raise table.refused(1, "there is no column for B12.")

    def read(line: int, row: list[str]) -> Part | None:
        cell = row[column.place].strip()
        if not cell:
            return None
        amount = cells.machine_number(cell) * DOSE_NG[column.unit or "µg"]
        return line, _day(row[0]), whole(amount)

    return _by_day(filter(None, table.each(read)))


def _day(text: str) -> date:
    """The local day of "2025-01-01 08:00:00 -0800"."""
    parts = _DAY.fullmatch(text.strip())
    if parts is None:
        raise InputRefused(f"'{text}' is no moment.")
    return cells.day(parts.group(1))


def _by_day(parts: Iterable[Part]) -> Iterator[Row]:
    days: dict[date, tuple[int, int]] = {}
    for number, day, ng in parts:
        first, sum_ng = days.get(day, (number, 0))
        days[day] = first, sum_ng + ng
    for day, (number, sum_ng) in days.items():
        yield ImportedTotal(number, day, sum_ng, is_least=True)


_ABOUT: Final = About(
    "Health Auto Export (iOS), JSON or CSV",
    "one total a day, a lower bound",
    "`vitamin_b12` in its unit",
)
FORMAT: Final = Format(WORD, "Health Auto Export", JsonFile, is_metrics, rows, _ABOUT)
TABLE_FORMAT: Final = Format(WORD, "Health Auto Export", Table, is_table, table_rows, _ABOUT)
