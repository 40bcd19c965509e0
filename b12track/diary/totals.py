"""Totals of whole days that another tracker gave without their foods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.diary.storage import rows
from b12track.diary.storage.checksum import RowDamaged

if TYPE_CHECKING:
    import sqlite3

#: A day above this holds a supplement: a portion of clams or liver has 70 to 100 µg.
MOST_IN_FOOD_NG: Final = 250_000


class DayTotal(NamedTuple):
    """The B12 of one day in nanograms; `is_least` where unknown foods were counted as zero."""

    b12_ng: int
    is_least: bool
    source: str


def between(connection: sqlite3.Connection, ends: tuple[int, str, str]) -> dict[str, DayTotal]:
    """Day → total between the ends (person, first and last day), each verified, none missing."""
    counted = connection.execute(
        "SELECT (SELECT count(*) FROM day_total),"
        " coalesce((SELECT row_count FROM tally WHERE table_name = 'day_total'), 0)"
    ).fetchone()
    if counted[0] != counted[1]:
        raise RowDamaged("the totals of days")
    if not counted[0]:
        return {}
    found = rows.select(connection, "day_total", "person_id = ? AND day BETWEEN ? AND ?", ends)
    return {
        str(day): DayTotal(int(str(ng)), bool(is_least), str(source))
        for _, _, day, ng, is_least, source in found
    }
