"""What a person eats often: the entries that come again and again, the most frequent first."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from b12track.diary import days, journal

if TYPE_CHECKING:
    import sqlite3

    from b12track.diary.journal import Entry


class Habit(NamedTuple):
    """The newest of equal entries, and how many there are."""

    entry: Entry
    times: int


def eaten_often(
    connection: sqlite3.Connection, person_id: int, since: date, limit: int
) -> list[Habit]:
    """Foods in the amounts in which they were eaten at least twice since a day."""
    days.prove(connection, person_id, since, date.max)
    counted = connection.execute(
        "SELECT max(entry_id), count(*) FROM entry INDEXED BY entry_by_day"
        " WHERE person_id = ? AND eaten_on >= ? GROUP BY food_code, amount HAVING count(*) > 1"
        " ORDER BY count(*) DESC, max(entry_id) DESC LIMIT ?",
        (person_id, since.isoformat(), limit),
    ).fetchall()
    times = {int(entry_id): int(count) for entry_id, count in counted}
    marks = ", ".join("?" * len(times))
    newest = journal.entries(connection, f"entry_id IN ({marks})", tuple(times))
    return sorted(
        (Habit(entry, times[entry.entry_id]) for entry in newest),
        key=lambda habit: (-habit.times, -habit.entry.entry_id),
    )
