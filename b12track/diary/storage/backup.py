"""Copies of the diary: verified, private, synced, never over another file."""

from __future__ import annotations

import os
import sqlite3
from _thread import get_native_id
from contextlib import closing, suppress
from datetime import date

from b12track.diary.storage import failures, file, places
from b12track.diary.storage.proof import Inventory, damage, inventory
from b12track.errors import DiaryDamaged, InputRefused, StorageFailed
from b12track.hints import TYPE_CHECKING
from b12track.record import NamedTuple

if TYPE_CHECKING:
    from datetime import datetime


class NameTaken(InputRefused):
    """Another file has the name; nothing was overwritten."""


class Backup(NamedTuple):
    """One automatic backup: where it lies, when and why it was made."""

    path: str
    made_on: date
    reason: str


def copy(path: str, target: str) -> Inventory:
    """Copies the diary to a file that is not there yet, and proves the copy before naming it.

    Raises InputRefused where the target exists or there is no diary, DiaryDamaged where the
    diary does not pass the proof, StorageFailed.
    """
    if os.path.lexists(target):
        raise NameTaken(f"{target} is there already; a backup never overwrites anything.")
    with closing(_source(path)) as source:
        return write_copy(source, target)


def _source(path: str) -> sqlite3.Connection:
    source = file.open_to_read(path)
    if not os.path.lexists(path):
        source.close()
        raise InputRefused("There is no diary yet, so there is nothing to copy.")
    return source


def write_copy(source: sqlite3.Connection, target: str, *, damaged: bool = False) -> Inventory:
    """Writes what a connection sees to a new file: 0600, read back, synced, then named.

    A copy of a damaged diary is kept as it is, for whoever wants to mend it. Raises NameTaken,
    DiaryDamaged, StorageFailed.
    """
    part = f"{target}.part-{get_native_id()}"
    try:
        with suppress(FileNotFoundError):
            os.unlink(part)
        with failures.spoken_errors(target):
            os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_WRONLY, 0o600))
            with closing(sqlite3.connect(part)) as copied:
                source.backup(copied)
            held = _proven(part, None if damaged else inventory(source))
        _sync(part)
        places.name_new(part, target)
        places.sync_folder(os.path.dirname(target))
    except FileExistsError:
        raise NameTaken(f"{target} is there already; nothing was overwritten.") from None
    except OSError as error:
        raise StorageFailed(f"{target} cannot be made: {error.strerror}.") from None
    finally:
        with suppress(FileNotFoundError):
            os.unlink(part)
    return held


def _sync(path: str) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _proven(path: str, expected: Inventory | None) -> Inventory:
    """What a copy holds, read back from its file; raises DiaryDamaged where it is not right."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA query_only=ON")
        held = inventory(connection)
        if expected is not None:
            faults = [*damage(connection), *(["it is not complete"] if held != expected else [])]
            if faults:
                raise DiaryDamaged(
                    f"The copy does not pass its proof ({faults[0]}), so it was not kept:"
                    " b12track check says what is wrong."
                )
    return held


def backups(path: str) -> list[Backup]:
    """The automatic backups of a diary, the newest first."""
    listed = []
    for match in places.backup_names(path):
        with suppress(ValueError):  # a day that no calendar has
            made_on = date.fromisoformat(match["day"])
            lies_at = os.path.join(places.backups_folder(path), match[0])
            listed.append(Backup(lies_at, made_on, match["reason"]))
    return listed


def make(path: str, now: datetime, reason: str) -> tuple[str, Inventory]:
    """A backup among the automatic ones; its path and what it holds."""
    with closing(_source(path)) as source:
        return keep(source, path, now, reason)


def keep(
    source: sqlite3.Connection, path: str, now: datetime, reason: str, *, damaged: bool = False
) -> tuple[str, Inventory]:
    """Writes what a connection sees among the automatic backups of a diary, under a free name."""
    make_folder(path)
    start = automatic_name(path, now, reason).removesuffix(".db")
    number = 1
    while True:
        target = f"{start}.db" if number == 1 else f"{start}-{number}.db"
        number += 1
        if not os.path.lexists(target):
            # Another program may take the name while the copy is being made.
            with suppress(NameTaken):
                return target, write_copy(source, target, damaged=damaged)


def automatic_name(path: str, now: datetime, reason: str) -> str:
    """The file name of a backup made at a moment; another may have it already."""
    name = f"{places.stem(path)}-{now:%Y-%m-%dT%H%M%S}-{reason}.db"
    return os.path.join(places.backups_folder(path), name)


def make_folder(path: str) -> None:
    """The folder of a diary's backups; raises StorageFailed."""
    folder = places.backups_folder(path)
    try:
        places.make_folder(folder)
    except OSError as error:
        raise StorageFailed(f"{folder} cannot be made: {error.strerror}.") from None
