"""Entries and days as CSV: one row each, amounts as exact decimals, no cell that can act."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from b12track.diary.dates import iso_moment
from b12track.diary.exchange import cells
from b12track.diary.exchange.format import OURS, About, Asked, Format
from b12track.diary.exchange.merging import OwnRow
from b12track.diary.exchange.own_json import check_all
from b12track.diary.exchange.tables import Table
from b12track.diary.storage import rows
from b12track.errors import InputRefused
from b12track.quantity import MG_PER_G, NG_PER_MG, NG_PER_UG, decimal, plain
from b12track.text import accepted, as_it_was, harmless

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Sequence

ENTRIES: Final = "b12track CSV of entries"
DAYS: Final = "b12track CSV of days"
#: Column of the file → column of the table, and how many of the table's units are one there.
AMOUNTS: Final = {
    "grams": ("portion_mg", MG_PER_G),
    "b12_ug": ("b12_ng", NG_PER_UG),
    "b12_added_ug": ("b12_added_ng", NG_PER_UG),
    "b6_mg": ("b6_ng", NG_PER_MG),
    "thiamin_mg": ("thiamin_ng", NG_PER_MG),
}
TEXTS: Final = {
    "meal": "eating_occasion",
    "food": "food_name",
    "food_code": "food_code",
    "amount": "amount",
    "origin": "b12_origin",
    "matrix": "matrix",
    "source": "food_source",
    "note": "note",
}
ENTRY_COLUMNS: Final = [
    "id",
    "person",
    "day",
    "at",
    "meal",
    "food",
    "food_code",
    "amount",
    "grams",
    "b12_ug",
    "b12_added_ug",
    "origin",
    "matrix",
    "b6_mg",
    "thiamin_mg",
    "source",
    "note",
]
DAY_COLUMNS: Final = [
    "person",
    "day",
    "mark",
    "day_total_ug",
    "day_total_is_least",
    "day_total_from",
    "entries",
    "b12_ug",
    "b12_unknown_entries",
]


def entries(connection: sqlite3.Connection, person_id: int | None) -> str:
    """One line an entry, all fields, of one person or of all."""
    names = dict(connection.execute("SELECT person_id, name FROM person"))
    check_all(connection)
    records = rows.mappings(connection, "entry", person_id)
    return csv_text(ENTRY_COLUMNS, (_entry_cells(row, names) for row in records))


def _entry_cells(entry: dict[str, object], names: dict[object, str]) -> list[str]:
    cells_of = {
        "id": str(entry["entry_id"]),
        "person": harmless(names[entry["person_id"]]),
        "day": str(entry["eaten_on"]),
        "at": iso_moment(entry["eaten_at_s"], entry["utc_offset_s"]) or "",
    }
    for name, column in TEXTS.items():
        cells_of[name] = harmless(str(entry[column])) if entry[column] is not None else ""
    for name, (column, factor) in AMOUNTS.items():
        cells_of[name] = _amount(entry[column], factor)
    return [cells_of[name] for name in ENTRY_COLUMNS]


def _amount(value: object, factor: int) -> str:
    """A whole number of ng or mg as an exact decimal; unknown is an empty cell, zero is 0."""
    return "" if value is None else plain(Decimal(int(str(value))) / factor)


def days(connection: sqlite3.Connection, person_id: int | None) -> str:
    """One line a day that has a mark, a total or entries; what entries add up to is for reading."""
    condition = "1" if person_id is None else f"said.person_id = {int(person_id)}"
    records = connection.execute(
        "WITH eaten AS (SELECT person_id, eaten_on AS day, count(*) AS entries,"  # noqa: S608 - fixed names
        " sum(b12_ng) AS b12_ng, sum(b12_ng IS NULL) AS unknown FROM entry GROUP BY 1, 2),"
        " said AS (SELECT person_id, day FROM eaten UNION SELECT person_id, day FROM day_mark"
        " UNION SELECT person_id, day FROM day_total)"
        " SELECT person.name, said.day, day_mark.state, day_total.b12_ng, day_total.is_least,"
        " day_total.source, coalesce(eaten.entries, 0), eaten.b12_ng, coalesce(eaten.unknown, 0)"
        " FROM said JOIN person USING (person_id) LEFT JOIN eaten USING (person_id, day)"
        " LEFT JOIN day_mark USING (person_id, day) LEFT JOIN day_total USING (person_id, day)"
        f" WHERE {condition} ORDER BY said.day, said.person_id"
    )
    return csv_text(DAY_COLUMNS, (_day_cells(row) for row in records))


def _day_cells(row: tuple[object, ...]) -> list[str]:
    name, day, mark, total, is_least, source, count, b12_ng, unknown = row
    return [
        harmless(str(name)),
        str(day),
        str(mark or ""),
        _amount(total, NG_PER_UG),
        "" if is_least is None else str(is_least),
        harmless(str(source or "")),
        str(count),
        _amount(b12_ng, NG_PER_UG),
        str(unknown),
    ]


def csv_text(header: Sequence[str], lines: Iterable[Sequence[object]]) -> str:
    """Lines as CSV (RFC 4180, LF); unknown is an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(lines)
    return out.getvalue()


def _is(header: list[str]) -> Callable[[Table], bool]:
    return lambda table: table.header == header


def read_entries(table: Table, _: Asked | None = None) -> Iterator[OwnRow]:
    """The entries of our own CSV, their persons by name."""

    def read(line: int, row: list[str]) -> OwnRow:
        cell = dict(zip(ENTRY_COLUMNS, row, strict=True))
        at_s, offset_s = _instant(cell["at"])
        values: dict[str, object] = {
            "entry_id": int(decimal(cell["id"], "an id")) if cell["id"] else None,
            "eaten_on": cells.day(cell["day"]).isoformat(),
            "eaten_at_s": at_s,
            "utc_offset_s": offset_s,
        }
        for name, column in TEXTS.items():
            values[column] = accepted(as_it_was(cell[name]), name) or None
        values["food_source"] = values["food_source"] or ""
        for name, (column, factor) in AMOUNTS.items():
            values[column] = _whole(cell[name], name, factor)
        return OwnRow(line, "entry", values, as_it_was(cell["person"]), is_partial=True)

    return table.each(read)


def _whole(cell: str, name: str, factor: int) -> int | None:
    """A whole number of ng or mg; a decimal that is finer than that is refused, not rounded."""
    if not cell:
        return None
    amount = decimal(cell, f"a number for {name}") * factor
    if amount != amount.to_integral_value():
        raise InputRefused(f"{name} {cell} is finer than a diary keeps.")
    return int(amount)


def _instant(text: str) -> tuple[int | None, int | None]:
    if not text:
        return None, None
    try:
        moment = datetime.fromisoformat(text)
        offset = moment.utcoffset()
    except ValueError:
        offset = None
    if offset is None:
        raise InputRefused(f"'{text}' is no moment with an offset (2026-03-01T08:30:00+01:00).")
    return int(moment.timestamp()), int(offset.total_seconds())


def read_days(table: Table, _: Asked | None = None) -> Iterator[OwnRow]:
    """The marks and totals of our own CSV of days; what entries add up to is not read."""

    def read(line: int, row: list[str]) -> list[OwnRow]:
        cell = dict(zip(DAY_COLUMNS, row, strict=True))
        person, about = as_it_was(cell["person"]), {"day": cells.day(cell["day"]).isoformat()}
        day_rows = []
        if cell["mark"]:
            day_rows.append(
                OwnRow(line, "day_mark", {**about, "state": cell["mark"]}, person, is_partial=True)
            )
        if cell["day_total_ug"]:
            total = {
                "b12_ng": _whole(cell["day_total_ug"], "day_total_ug", NG_PER_UG),
                "is_least": int(cell["day_total_is_least"] == "1"),
                "source": accepted(as_it_was(cell["day_total_from"]), "day_total_from"),
            }
            day_rows.append(OwnRow(line, "day_total", {**about, **total}, person, is_partial=True))
        return day_rows

    return (row for several in table.each(read) for row in several)


_ABOUT_ENTRIES: Final = About(
    "b12track CSV of entries", "every entry", "exact decimals of µg", "grams", "yes"
)
ENTRIES_FORMAT: Final = Format(
    OURS, ENTRIES, Table, _is(ENTRY_COLUMNS), read_entries, _ABOUT_ENTRIES
)
_ABOUT_DAYS: Final = About(
    "b12track CSV of days", "marks and totals of days", "exact decimals of µg"
)
DAYS_FORMAT: Final = Format(OURS, DAYS, Table, _is(DAY_COLUMNS), read_days, _ABOUT_DAYS)
