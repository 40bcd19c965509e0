"""Midnights kept beside the diary, each with the days that its judgement needs."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from datetime import date

from b12track import __version__
from b12track.analysis import day_cache
from b12track.analysis.day_intakes import DayIntake
from b12track.analysis.midnight import Midnight
from b12track.diary.days import Day
from b12track.diary.storage.checksum import of_row
from b12track.hints import TYPE_CHECKING, Any, Final
from b12track.science.band import Band

if TYPE_CHECKING:
    from collections.abc import Sequence

    Row = tuple[Any, ...]

_MIDNIGHT: Final = """
CREATE TABLE IF NOT EXISTS midnight (
    person_id INTEGER PRIMARY KEY, print TEXT NOT NULL, checksum INTEGER NOT NULL,
    begun TEXT NOT NULL, since TEXT NOT NULL, reset TEXT NOT NULL,
    start TEXT, opened_on TEXT, last_low TEXT, tier TEXT
)
"""
_DAYS: Final = """
CREATE TABLE IF NOT EXISTS midnight_day (
    person_id INTEGER NOT NULL, day TEXT NOT NULL, state TEXT NOT NULL, b12_ng INTEGER,
    b12_unknown_entries INTEGER NOT NULL, entries INTEGER NOT NULL, food_ng INTEGER NOT NULL,
    fortified_ng INTEGER NOT NULL, supplement_ng INTEGER NOT NULL, total_from TEXT,
    total_is_least INTEGER NOT NULL, total_reading TEXT, is_whole INTEGER NOT NULL,
    low REAL NOT NULL, best REAL NOT NULL, high REAL NOT NULL, dose_ug REAL NOT NULL,
    dose_low REAL NOT NULL, dose_best REAL NOT NULL, dose_high REAL NOT NULL,
    has_source INTEGER NOT NULL, PRIMARY KEY (person_id, day)
) WITHOUT ROWID
"""


def load(path: str, person_id: int, print_: str) -> tuple[Midnight, list[DayIntake]] | None:
    """What was kept under this line, the days in their order; None where it is not as it was."""
    print_ = f"{__version__} {print_}"
    try:
        os.stat(path)  # SQLite would make a file that is not there
        with closing(sqlite3.connect(path, timeout=0.2)) as cache:
            row = cache.execute(
                "SELECT * FROM midnight WHERE person_id = ? AND print = ?", (person_id, print_)
            ).fetchone()
            if row is None:
                return None
            _, _, checksum, *kept = row
            rows = cache.execute(
                "SELECT * FROM midnight_day WHERE person_id = ? ORDER BY day", (person_id,)
            ).fetchall()
    except (OSError, sqlite3.Error):
        return None
    if of_row("midnight", (person_id, print_, tuple(kept), rows)) != checksum:
        return None
    *days, tier = kept
    midnight = Midnight._make([*(day and date.fromisoformat(day) for day in days), tier])
    return midnight, [_intake(row) for row in rows]


def save(
    path: str, person_id: int, print_: str, midnight: Midnight, past: Sequence[DayIntake]
) -> None:
    """Keeps a midnight in place of the person's last; in silence, as nothing is lost."""
    print_ = f"{__version__} {print_}"
    *days, tier = midnight
    kept = (*(day and str(day) for day in days), tier)
    rows = [_row(person_id, intake) for intake in past]
    checksum = of_row("midnight", (person_id, print_, kept, rows))
    with suppress(OSError, sqlite3.Error), day_cache.changing(path) as cache:
        cache.execute(_MIDNIGHT)
        cache.execute(_DAYS)
        cache.execute("DELETE FROM midnight_day WHERE person_id = ?", (person_id,))
        marks = ", ".join("?" * 21)
        cache.executemany(f"INSERT INTO midnight_day VALUES ({marks})", rows)  # noqa: S608 - question marks alone
        cache.execute(
            "INSERT OR REPLACE INTO midnight VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (person_id, print_, checksum, *kept),
        )


def _row(person_id: int, intake: DayIntake) -> Row:
    """The columns of a day; truth as SQLite keeps it, so that the checksum is the same."""
    day, absorbed, dose_ug, dose_absorbed, has_source = intake
    on, *amounts, total_from, is_least, reading, is_whole = day
    return (
        person_id,
        str(on),
        *amounts,
        total_from,
        int(is_least),
        reading,
        int(is_whole),
        *(float(ug) for ug in (*absorbed, dose_ug, *dose_absorbed)),
        int(has_source),
    )


def _intake(row: Row) -> DayIntake:
    on, state, *amounts, total_from, is_least, reading, is_whole = row[1:13]
    low, best, high, dose_ug, *dose = row[13:20]
    day = date.fromisoformat(on)
    totals = (total_from, bool(is_least), reading, bool(is_whole))
    return DayIntake(
        Day._make((day, state, *amounts, *totals)),
        Band(low, best, high),
        dose_ug,
        Band(*dose),
        bool(row[20]),
    )
