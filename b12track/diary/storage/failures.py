"""What SQLite's failures mean to the person: a sentence and an exit code for each."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager

from b12track.diary.storage.checksum import RowDamaged
from b12track.errors import (
    B12TrackError,
    DiaryBusy,
    DiaryDamaged,
    InputRefused,
    StorageFailed,
)
from b12track.hints import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def primary_code(error: sqlite3.Error) -> int:
    """SQLite's primary result code; the extended ones carry it in their lowest byte."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF


@contextmanager
def spoken_errors(path: str) -> Iterator[None]:
    """SQLite's own failures as sentences with their exit codes; bugs of ours pass through."""
    try:
        yield
    except RowDamaged as damage:
        raise DiaryDamaged(
            f"{path} is damaged: {damage}, so nothing is shown or saved."
            " b12track check names all damage, b12track restore lists the backups."
        ) from None
    except UnicodeDecodeError as error:
        # SQLite quotes the damaged schema in its own message.
        raise damaged(path) from error
    except sqlite3.Error as error:
        known = _sentence(path, error)
        if known is None:
            raise
        raise known from error


def damaged(path: str) -> DiaryDamaged:
    """The refusal of a diary whose pages contradict each other."""
    return DiaryDamaged(
        f"{path} is damaged; it was left as it is, and nothing was saved."
        " b12track check says more, b12track restore lists the backups."
    )


def _is_unfinished(path: str, error: sqlite3.Error) -> bool:
    """Whether a journal waits to be played back, and SQLite may not do it."""
    code = primary_code(error)
    is_barred = code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN)
    return is_barred and os.path.exists(f"{path}-journal")


def _sentence(path: str, error: sqlite3.Error) -> B12TrackError | None:
    code = primary_code(error)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return DiaryBusy("Another program is writing to the diary; nothing was saved. Try again.")
    # Text that is not UTF-8 has no code of its own, and was never written by this program.
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or "UTF-8" in str(error):
        return damaged(path)
    if code == sqlite3.SQLITE_CONSTRAINT:
        return InputRefused(f"A diary does not take this ({error}); nothing was saved.")
    if _is_unfinished(path, error):
        return StorageFailed(
            f"{path} holds an unfinished change of a program that was stopped, which cannot be"
            f" taken back on a read-only disk: copy both {path} and {path}-journal to another"
            " disk and use --diary."
        )
    if code == sqlite3.SQLITE_READONLY:
        return StorageFailed(f"{path} is read-only; nothing was saved.")
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN):
        return StorageFailed(f"The disk of {path} is full or failing; nothing was saved.")
    return None
