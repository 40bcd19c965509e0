"""Brings a diary of an older release to the newest schema: backup first, all proven, or nothing."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from b12track.diary.storage import backup, file
from b12track.diary.storage.proof import damage, sums
from b12track.diary.storage.schema import put_right, restructure
from b12track.errors import DiaryDamaged

if TYPE_CHECKING:
    import sqlite3


def upgrade(connection: sqlite3.Connection, path: str, version: int) -> None:
    """Migrates an open diary; raises DiaryDamaged, with nothing changed, where it cannot."""
    connection.execute("BEGIN")
    try:
        now = datetime.now().astimezone()
        kept, _ = backup.keep(connection, path, now, f"before-schema-{version + 1}")
    finally:
        connection.execute("ROLLBACK")
    with file.transaction(connection, path):
        before = sums(connection)
        came_from = restructure(connection)
        after = sums(connection)
        changed = [name for name, sum_ in before.items() if after.get(name) != sum_]
        # What is put right now is an act, which history shows and undo takes back.
        put_right(connection, came_from)
        faults = damage(connection)
        if changed or faults:
            raise DiaryDamaged(
                f"{path} cannot be brought to the newest schema: {(changed + faults)[0]}"
                f" would not stay as it is; nothing was changed, and {kept} is a copy."
            )
