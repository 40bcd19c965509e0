"""Entries and days as Parquet, for pandas, DuckDB and R: amounts in µg and grams, unknown null."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from b12track.diary.dates import kept_moment
from b12track.diary.exchange.own_csv import AMOUNTS, TEXTS
from b12track.diary.exchange.own_json import check_all
from b12track.diary.storage import rows
from b12track.errors import InputRefused

if TYPE_CHECKING:
    import sqlite3
    from types import ModuleType


def entries(connection: sqlite3.Connection, person_id: int | None) -> bytes:
    """One row an entry, every row verified; `at` is the instant in UTC, to the millisecond."""
    arrow = _arrow()
    check_all(connection)
    names = dict(connection.execute("SELECT person_id, name FROM person"))
    records = rows.mappings(connection, "entry", person_id)
    table: dict[str, Any] = {
        "id": arrow.array([row["entry_id"] for row in records], arrow.int64()),
        "person": arrow.array([names[row["person_id"]] for row in records], arrow.string()),
        "day": arrow.array([date.fromisoformat(str(row["eaten_on"])) for row in records]),
        # Seconds would come back as milliseconds, and a test of equality would fail.
        "at": arrow.array(
            [
                None if row["eaten_at_s"] is None else kept_moment(row["eaten_at_s"], 0)
                for row in records
            ],
            arrow.timestamp("ms", "UTC"),
        ),
        "utc_offset_s": arrow.array([row["utc_offset_s"] for row in records], arrow.int32()),
    }
    for name, column in TEXTS.items():
        table[name] = arrow.array([row[column] for row in records], arrow.string())
    for name, (column, factor) in AMOUNTS.items():
        amounts = [None if row[column] is None else row[column] / factor for row in records]
        table[name] = arrow.array(amounts, arrow.float64())
    table["day"] = table["day"].cast(arrow.date32())
    return _written(table)


def days(connection: sqlite3.Connection, person_id: int | None) -> bytes:
    """One row a day that something is known of, as in the view v_day."""
    arrow = _arrow()
    check_all(connection)
    condition = "1" if person_id is None else f"person_id = {int(person_id)}"
    records = connection.execute(
        "SELECT person, day, state, entries, b12_ug, b12_unknown_entries, is_lower_bound,"  # noqa: S608 - fixed names
        " total_from FROM v_day WHERE person IN (SELECT name FROM person"
        f" WHERE {condition}) ORDER BY person, day"
    ).fetchall()
    kinds = {
        "person": arrow.string(),
        "day": arrow.date32(),
        "state": arrow.string(),
        "entries": arrow.int64(),
        "b12_ug": arrow.float64(),
        "b12_unknown_entries": arrow.int64(),
        "is_lower_bound": arrow.bool_(),
        "total_from": arrow.string(),
    }
    table = {}
    for place, (name, kind) in enumerate(kinds.items()):
        cells = [row[place] for row in records]
        if name == "day":
            cells = [date.fromisoformat(cell) for cell in cells]
        elif name == "is_lower_bound":
            cells = [bool(cell) for cell in cells]
        table[name] = arrow.array(cells, kind)
    return _written(table)


def _arrow() -> ModuleType:
    """pyarrow, which comes with the extra `parquet` because it is large."""
    try:
        import pyarrow
    except ImportError:
        raise InputRefused(
            "Parquet needs pyarrow, which is not installed: pip install 'b12track[parquet]'."
        ) from None
    return cast("ModuleType", pyarrow)


def _written(columns: dict[str, Any]) -> bytes:
    import pyarrow
    import pyarrow.parquet

    out = pyarrow.BufferOutputStream()
    pyarrow.parquet.write_table(pyarrow.table(columns), out, compression="zstd")
    return bytes(out.getvalue().to_pybytes())
