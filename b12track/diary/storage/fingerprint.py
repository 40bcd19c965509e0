"""Whether anything was written: one line that changes with all of a diary but its last days."""

from __future__ import annotations

from functools import reduce
from operator import xor

from b12track.hints import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3

#: Tables that tell what was done, not what was eaten.
_HISTORY: Final = ("act", "change")
#: The rows of a day and later: entries, and what is known of those that are supplements.
_LATER: Final = "entry INDEXED BY entry_by_day WHERE person_id IN (SELECT person_id FROM person)"
_ROWS: Final = {
    "entry": f"SELECT checksum FROM {_LATER} AND eaten_on >= ?",  # noqa: S608 - fixed names
    "supplement": "SELECT checksum FROM supplement WHERE entry_id IN"  # noqa: S608 - fixed names
    f" (SELECT entry_id FROM {_LATER} AND eaten_on >= ?)",
}


def written_before(connection: sqlite3.Connection, day: str) -> str:
    """A line that no change leaves as it was, but of entries eaten on a day (2026-03-01) or later.

    It is made of the tallies (rows, and all their checksums in one number) without those later
    rows, so it costs as much for fifty years as for one. Two diaries that say the same have it in
    common; that rows are sound it does not say.
    """
    tallies = connection.execute(
        "SELECT table_name, row_count, checksums FROM tally ORDER BY table_name"
    ).fetchall()
    words = []
    for table, row_count, checksums in tallies:
        if table in _HISTORY:
            continue
        later = connection.execute(_ROWS[table], (day,)).fetchall() if table in _ROWS else []
        before = reduce(xor, (checksum for (checksum,) in later), checksums)
        if row_count > len(later):  # an empty table has a tally or none
            words.append(f"{table} {row_count - len(later)} {before}")
    return ", ".join(words)
