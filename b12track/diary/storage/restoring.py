"""The way back to a backup: shown first, wholly or not at all, and what was there is kept."""

from __future__ import annotations

import itertools
import os
from _thread import get_native_id
from contextlib import closing, suppress
from typing import TYPE_CHECKING, NamedTuple

from b12track.diary.storage import backup, failures, file, opening, places, verification
from b12track.diary.storage.proof import Inventory, damage, inventory
from b12track.diary.storage.upgrade import upgrade
from b12track.errors import DiaryDamaged, DiaryForeign, InputRefused, StorageFailed

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime


class Restored(NamedTuple):
    """What a restore did: what the diary holds now, and where the old one is kept."""

    contents: Inventory
    kept: str | None


def preview(path: str, source: str) -> tuple[Inventory | None, Inventory]:
    """What the diary holds and what the backup holds; None for a diary that cannot be read.

    Raises DiaryDamaged, DiaryForeign or InputRefused for a backup that cannot be taken, and
    DiaryForeign for a file in the diary's place that is plainly something else.
    """
    if not os.path.lexists(source):
        raise InputRefused(f"There is no file {source}.")
    if os.path.lexists(path) and os.path.samefile(path, source):
        raise InputRefused("That file is the diary itself.")
    with closing(file.open_to_read(source)) as connection, failures.spoken_errors(source):
        faults = damage(connection)
        if faults:
            raise DiaryDamaged(f"{source} is damaged: {faults[0]}; take another backup.")
        new = inventory(connection)
    try:
        with closing(file.open_to_read(path)) as connection, failures.spoken_errors(path):
            return inventory(connection), new
    except DiaryDamaged:
        return None, new
    except DiaryForeign:
        if opening.is_another_thing(path):
            raise
        return None, new


def restore(path: str, source: str, now: datetime) -> Restored:
    """Makes the diary what the backup holds, wholly or not at all; the old one is kept.

    Where the diary can still be read it is changed in place, so that a program that waits to
    write goes on in the restored diary; else the damaged file is kept under another name.
    """
    preview(path, source)
    with closing(file.open_to_read(source)) as backup_:
        if not os.path.lexists(path):
            places.make_folder(os.path.dirname(path))
            return Restored(backup.write_copy(backup_, path), None)
        try:
            return _in_place(path, backup_, now)
        except (DiaryDamaged, DiaryForeign):
            return _instead(path, backup_, now)


def _in_place(path: str, source: sqlite3.Connection, now: datetime) -> Restored:
    """Keeps a copy and takes over every row of the backup, all in one transaction."""
    with closing(file.open_to_write(path, upgrade)) as diary, file.transaction(diary, path):
        # A connection that writes cannot be copied from, but beside it one can read.
        with closing(file.open_to_read(path)) as reader:
            kept, _ = backup.keep(reader, path, now, "before-restore", damaged=True)
        # Rows refer to rows that come later; all references are checked at the commit.
        diary.execute("PRAGMA defer_foreign_keys=ON")
        for table in [*verification.tables(source), "tally", "day_seal", "sqlite_sequence"]:
            _take_over(source, diary, table)
        held = inventory(diary)
        faults = damage(diary)
        if faults or held != inventory(source):
            raise DiaryDamaged(f"{path} would not hold the backup: {faults[:1]}.")
    return Restored(held, kept)


def _take_over(source: sqlite3.Connection, diary: sqlite3.Connection, table: str) -> None:
    diary.execute(f"DELETE FROM {table}")  # noqa: S608 - fixed names
    taken = source.execute(f"SELECT * FROM {table}")  # noqa: S608 - fixed names
    marks = ", ".join("?" * len(taken.description))
    diary.executemany(f"INSERT INTO {table} VALUES ({marks})", taken)  # noqa: S608 - fixed names


def _instead(path: str, source: sqlite3.Connection, now: datetime) -> Restored:
    """Puts the backup in the place of a file that SQLite cannot read, which is kept."""
    fresh = f"{path}.restored-{get_native_id()}"
    held = backup.write_copy(source, fresh)
    try:
        kept = _set_aside(path, f"{path}.damaged-{now:%Y-%m-%dT%H%M%S}")
        # A journal of the damaged file would be played into the restored one.
        with suppress(FileNotFoundError):
            os.rename(f"{path}-journal", f"{kept}-journal")
        os.replace(fresh, path)
        places.sync_folder(os.path.dirname(path))
    except OSError as error:
        raise StorageFailed(f"{path} cannot be replaced: {error.strerror}.") from None
    finally:
        with suppress(FileNotFoundError):
            os.unlink(fresh)
    return Restored(held, kept)


def _set_aside(path: str, name: str) -> str:
    """Gives a damaged file a second name that is free, or where there are no links that alone."""
    for kept in itertools.chain([name], (f"{name}-{number}" for number in itertools.count(2))):
        # A journal that was kept belongs to the file beside which it lies.
        if os.path.lexists(kept) or os.path.lexists(f"{kept}-journal"):
            continue
        try:
            os.link(path, kept)
        except FileExistsError:
            continue
        except OSError as error:
            if not places.is_without_links(error):
                raise
            os.rename(path, kept)
        return kept
    raise AssertionError("there is always a next number")
