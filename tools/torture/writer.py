"""A program that saves entries and says so: ours, or one with SQLite's settings as they come.

python -m tools.torture.writer ours|delete-full|wal-normal|delete-off HOME NAME NUMBER
"""

from __future__ import annotations

import os
import sqlite3
import sys
from contextlib import closing

from b12track.diary import journal
from b12track.diary.journal import Act, Eaten
from b12track.diary.storage import file
from tools.torture.rig import NOW

_SETTINGS = {
    "delete-full": (),
    "wal-normal": ("journal_mode=WAL", "synchronous=NORMAL"),
    "delete-off": ("synchronous=OFF",),
}


def ours(home: str, name: str, number: int) -> None:
    """Saves `number` meals, one transaction each, with the name in their notes."""
    from b12track.foods.catalogue import open_catalogue
    from b12track.foods.phrase import items

    path = os.path.join(home, "diary.db")
    with open_catalogue(os.path.join(home, "foods.db")) as foods:
        meal = items("2 eggs", foods)
    for count in range(number):
        note = f"{name}-{count}"
        with closing(file.open_to_write(path)) as diary, file.transaction(diary, path):
            act_id = journal.begin(diary, Act("log", NOW, note, 1))
            eaten = Eaten(1, NOW.date(), None, "lunch", note)
            journal.record(diary, act_id or 0, eaten, meal)
        _saved(note)


def defaults(home: str, name: str, number: int, kind: str) -> None:
    """The same as most programs do it: a table, a read, an insert, a commit."""
    with closing(sqlite3.connect(os.path.join(home, "diary.db"))) as diary:
        for setting in _SETTINGS[kind]:
            diary.execute(f"PRAGMA {setting}")
        diary.execute("CREATE TABLE IF NOT EXISTS entry (note TEXT, b12_ng INTEGER)")
        for count in range(number):
            note = f"{name}-{count}"
            diary.execute("BEGIN")
            diary.execute("SELECT count(*) FROM entry").fetchone()
            diary.execute("INSERT INTO entry VALUES (?, 1110)", (note,))
            diary.commit()
            _saved(note)


def _saved(note: str) -> None:
    os.write(1, f"saved {note}\n".encode())


if __name__ == "__main__":
    if sys.argv[1] == "ours":
        ours(sys.argv[2], sys.argv[3], int(sys.argv[4]))
    else:
        defaults(sys.argv[2], sys.argv[3], int(sys.argv[4]), sys.argv[1])
