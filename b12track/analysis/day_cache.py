"""What was absorbed of days that are over, kept beside the diary; may be deleted at any time."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager, suppress

from b12track import __version__
from b12track.diary.storage.checksum import of_row
from b12track.hints import TYPE_CHECKING, Final
from b12track.record import NamedTuple
from b12track.science.band import Band

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    Ends = tuple[int, str, str]

#: One more whenever what is kept of a day changes; the model changes with the program.
VERSION: Final = f"2 {__version__}"
_TABLE: Final = """
CREATE TABLE IF NOT EXISTS day_absorbed (
    person_id INTEGER NOT NULL, day TEXT NOT NULL, print TEXT NOT NULL,
    low REAL NOT NULL, best REAL NOT NULL, high REAL NOT NULL, dose_ug REAL NOT NULL,
    dose_low REAL NOT NULL, dose_best REAL NOT NULL, dose_high REAL NOT NULL,
    has_source INTEGER NOT NULL, checksum INTEGER NOT NULL, PRIMARY KEY (person_id, day)
) WITHOUT ROWID
"""
#: The same of a release that kept no checksum.
_OLD_TABLE: Final = "DROP TABLE IF EXISTS absorbed_day"


#: On which day each tier of a flag was told to a prompt.
_TOLD: Final = """
CREATE TABLE IF NOT EXISTS told (
    person_id INTEGER NOT NULL, flag TEXT NOT NULL, tier TEXT NOT NULL, day TEXT NOT NULL,
    PRIMARY KEY (person_id, flag, tier)
) WITHOUT ROWID
"""


class AbsorbedDay(NamedTuple):
    """What was absorbed of a day in µg, and of its crystalline doses alone."""

    absorbed: Band
    dose_ug: float
    dose_absorbed: Band
    has_source: bool


def path_beside(diary: str) -> str:
    """Where the days of this diary are kept."""
    return f"{diary}-absorbed"


def load(path: str, ends: Ends, wanted: Mapping[str, str]) -> dict[str, AbsorbedDay]:
    """The days between the ends whose print is the one wanted; none where the file is unusable."""
    try:
        os.stat(path)  # SQLite would make a file that is not there
        with closing(sqlite3.connect(path, timeout=0.2)) as cache:
            kept = cache.execute(
                "SELECT * FROM day_absorbed WHERE person_id = ? AND day BETWEEN ? AND ?", ends
            ).fetchall()
    except (OSError, sqlite3.Error):
        return {}
    return {
        row[1]: AbsorbedDay(Band(*row[3:6]), row[6], Band(*row[7:10]), bool(row[10]))
        for row in kept
        if wanted.get(row[1]) == row[2] and of_row("day_absorbed", row[:-1]) == row[-1]
    }


def tell(path: str, person_id: int, alarms: Sequence[tuple[str, str]], today: date) -> bool:
    """Whether any of these (name, tier) is new today; each is told on one day, which is kept.

    Where the file cannot be read all are new: better told twice than never.
    """
    day = today.isoformat()
    try:
        with changing(path) as cache:
            cache.execute(_TOLD)
            cache.executemany(
                "INSERT OR IGNORE INTO told VALUES (?, ?, ?, ?)",
                [(person_id, name, tier, day) for name, tier in alarms],
            )
            first_days = dict(
                cache.execute(
                    "SELECT flag || ' ' || tier, day FROM told WHERE person_id = ?", (person_id,)
                )
            )
    except (OSError, sqlite3.Error):
        return True
    return any(first_days.get(f"{name} {tier}") == day for name, tier in alarms)


def save(path: str, person_id: int, rows: Iterable[tuple[str, str, AbsorbedDay]]) -> None:
    """Keeps days (day, print, absorbed); in silence, because nothing is lost where it cannot."""
    values = [
        (
            person_id,
            day,
            print_,
            *(float(ug) for ug in (*kept.absorbed, kept.dose_ug, *kept.dose_absorbed)),
            int(kept.has_source),
        )
        for day, print_, kept in rows
    ]
    with suppress(OSError, sqlite3.Error), changing(path) as cache:
        cache.execute(_TABLE)
        cache.execute(_OLD_TABLE)
        marks = ", ".join("?" * 12)
        cache.executemany(
            f"INSERT OR REPLACE INTO day_absorbed VALUES ({marks})",  # noqa: S608 - question marks alone
            ((*row, of_row("day_absorbed", row)) for row in values),
        )


@contextmanager
def changing(path: str) -> Iterator[sqlite3.Connection]:
    """The file for writing, private from its first moment; all of the block is kept or nothing.

    Raises OSError and sqlite3.Error; a file that is no database of ours is taken away.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_NOFOLLOW | os.O_WRONLY, 0o600))
        with closing(sqlite3.connect(path, timeout=0.2)) as cache, cache:
            # A power failure costs no more than computing again.
            cache.execute("PRAGMA synchronous = OFF")
            yield cache
    except sqlite3.OperationalError:
        raise  # busy, read-only or full: kept another time
    except sqlite3.DatabaseError:
        os.unlink(path)  # made anew another time
        raise
