"""From when to when a diary reaches, counting every kind of record."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from b12track.diary.days import first_and_last

if TYPE_CHECKING:
    import sqlite3

#: What has a day of its own beside meals, marks and totals: table and column, in words.
HEALTH_RECORDS: Final = {
    "injections": ("injection", "given_on"),
    "blood tests": ("lab", "taken_on"),
    "symptom notes": ("symptom", "noted_on"),
}


def extent(connection: sqlite3.Connection, person_id: int) -> tuple[date, date] | None:
    """The first and the last day with a record of any kind, or None for an empty diary."""
    ends = first_and_last(connection, person_id)
    days = list(ends) if ends else []
    for table, column in HEALTH_RECORDS.values():
        query = f"SELECT min({column}), max({column}) FROM {table} WHERE person_id = :person_id"  # noqa: S608 - fixed names
        row = connection.execute(query, {"person_id": person_id}).fetchone()
        days += [day for day in row if day is not None]
    return (date.fromisoformat(min(days)), date.fromisoformat(max(days))) if days else None


def outside(
    connection: sqlite3.Connection, person_id: int, first: date, last: date
) -> dict[str, int]:
    """How many records of each kind lie before the first or after the last day of a span."""
    kinds = {"days with meals": ("day_seal", "day"), **HEALTH_RECORDS}
    counts = {}
    for name, (table, column) in kinds.items():
        query = (
            f"SELECT count(*) FROM {table} WHERE person_id = :person_id"  # noqa: S608 - fixed names
            f" AND NOT {column} BETWEEN :first AND :last"
        )
        ends = {"person_id": person_id, "first": first.isoformat(), "last": last.isoformat()}
        counts[name] = connection.execute(query, ends).fetchone()[0]
    return {name: count for name, count in counts.items() if count}
