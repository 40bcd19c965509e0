"""What a person eats often: the entries that come again and again, the most frequent first."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from b12track.diary.days import entries_between

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
    alike: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries_between(connection, person_id, since, date.max):
        alike.setdefault((entry.food_code, entry.amount), []).append(entry)
    habits = [
        Habit(max(entries, key=lambda entry: entry.entry_id), len(entries))
        for entries in alike.values()
        if len(entries) > 1
    ]
    return sorted(habits, key=lambda habit: (-habit.times, -habit.entry.entry_id))[:limit]
