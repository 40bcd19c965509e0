"""The diary file: where it lies, whether it may be opened, and transactions that hold."""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from b12track.diary.schema import APPLICATION_ID, SCHEMA_VERSION, migrate
from b12track.errors import (
    B12TrackError,
    DiaryBusy,
    DiaryDamaged,
    DiaryForeign,
    InputRefused,
    OutcomeUnknown,
    StorageFailed,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MAGIC: Final = b"SQLite format 3\0"
#: SQLite waits this long at a time, so that an interrupt is served between the waits.
_WAIT_S: Final = 0.25
#: After this long the diary is said to be busy.
PATIENCE_S: Final = 5.0


def home() -> str:
    """The folder of diary and catalogue: B12TRACK_HOME, else the platform's user data folder."""
    chosen = os.environ.get("B12TRACK_HOME")
    if chosen:
        return os.path.abspath(os.path.expanduser(chosen))
    import platformdirs

    return platformdirs.user_data_dir("b12track", appauthor=False)


def location(given: str | None) -> str:
    """The diary's path: as given, else B12TRACK_DIARY, else diary.db in `home()`.

    Raises InputRefused for what names no ordinary file: "", ":memory:" and URIs.
    """
    path = given if given is not None else os.environ.get("B12TRACK_DIARY")
    if path is None:
        return os.path.join(home(), "diary.db")
    if not path.strip() or path.startswith((":", "file:")) or "\0" in path:
        raise InputRefused(f"'{path}' is not the path of a diary file.")
    return os.path.abspath(os.path.expanduser(path))


def open_to_read(path: str) -> sqlite3.Connection:
    """A connection that cannot write; an empty diary in memory where there is no file yet."""
    if _looked_at(path) == "missing":
        connection = sqlite3.connect(":memory:", isolation_level=None)
        migrate(connection)
    else:
        connection = _connected(path)
        with spoken_errors(path):
            (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version < SCHEMA_VERSION:
            with transaction(connection, path):
                migrate(connection)
    connection.execute("PRAGMA query_only=ON")
    return connection


def open_to_write(path: str) -> sqlite3.Connection:
    """A connection to the diary, created first when there is none: 0600 in a 0700 folder."""
    if _looked_at(path) == "missing":
        _create(path)
    connection = _connected(path)
    with spoken_errors(path):
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version < SCHEMA_VERSION:
        with transaction(connection, path):
            migrate(connection)
    return connection


def _looked_at(path: str) -> str:
    """ "missing", "new" (no bytes yet) or "diary"; everything else is refused, unopened by SQLite.

    Raises DiaryForeign for a file that is not ours or of a newer program, InputRefused for
    what is no file.
    """
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return "missing"
    except NotADirectoryError:
        raise InputRefused(f"{path} is not the path of a diary file.") from None
    except OSError as error:
        raise StorageFailed(f"{path} cannot be read: {error.strerror}.") from None
    if not stat.S_ISREG(mode):
        kind = "a link" if stat.S_ISLNK(mode) else "not an ordinary file"
        raise InputRefused(f"{path} is {kind}; a diary is a file of its own.")
    return _header(path)


def _header(path: str) -> str:
    """What the first hundred bytes say, read without SQLite so that nothing can be changed."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
        with os.fdopen(descriptor, "rb") as file:
            head = file.read(100)
    except OSError as error:
        raise StorageFailed(f"{path} cannot be read: {error.strerror}.") from None
    if not head:
        return "new"
    ours = APPLICATION_ID.to_bytes(4, "big")
    if len(head) < 100 or not head.startswith(_MAGIC) or head[68:72] != ours:
        raise DiaryForeign(f"{path} is not a b12track diary; it was left as it is.")
    version = int.from_bytes(head[60:64], "big")
    if version > SCHEMA_VERSION:
        raise DiaryForeign(
            f"{path} was written by a newer b12track (schema {version}, this one knows"
            f" {SCHEMA_VERSION}); it was left as it is: update b12track."
        )
    return "diary"


def _create(path: str) -> None:
    """An empty file that only its owner can read, in a folder that only its owner can enter."""
    try:
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_WRONLY, 0o600))
    except FileExistsError:
        return  # another program came first; its file is looked at like any other
    except OSError as error:
        raise StorageFailed(f"{path} cannot be made: {error.strerror}; nothing saved.") from None


def _connected(path: str) -> sqlite3.Connection:
    """A connection with the settings that every promise of the diary rests on."""
    with spoken_errors(path):
        connection = sqlite3.connect(path, timeout=_WAIT_S, isolation_level=None)
        # EXTRA also syncs the folder after the journal is gone: without it a power cut
        # can bring back a journal and undo what was said to be saved.
        for pragma in (
            "journal_mode=DELETE",
            "synchronous=EXTRA",
            "foreign_keys=ON",
            "trusted_schema=OFF",
            "cell_size_check=ON",
            "secure_delete=ON",
        ):
            _patiently(lambda pragma=pragma: connection.execute(f"PRAGMA {pragma}").fetchall())  # type: ignore[misc]
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection, path: str) -> Iterator[None]:
    """One fact, wholly or not at all: BEGIN IMMEDIATE before the first read, then COMMIT.

    Raises DiaryBusy, StorageFailed or DiaryDamaged with nothing written, and OutcomeUnknown
    where only the commit itself failed.
    """
    with spoken_errors(path):
        _patiently(lambda: connection.execute("BEGIN IMMEDIATE"))
        try:
            yield
        except BaseException:
            _rolled_back(connection)
            raise
        try:
            _patiently(lambda: connection.execute("COMMIT"))
        except sqlite3.Error as error:
            _rolled_back(connection)
            if _primary(error) == sqlite3.SQLITE_IOERR:
                raise OutcomeUnknown(
                    "The disk failed in the last step, so the change may or may not be saved:"
                    " look with b12track today."
                ) from error
            raise


def _rolled_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def _patiently(step: Callable[[], object]) -> None:
    """Repeats a step while another program holds the diary, up to PATIENCE_S."""
    end = time.monotonic() + PATIENCE_S
    while True:
        try:
            step()
            return
        except sqlite3.OperationalError as error:
            if _primary(error) != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise


def _primary(error: sqlite3.Error) -> int:
    """SQLite's primary result code; the extended ones carry it in their lowest byte."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF


@contextmanager
def spoken_errors(path: str) -> Iterator[None]:
    """SQLite's own failures as sentences with their exit codes; bugs of ours pass through."""
    try:
        yield
    except sqlite3.Error as error:
        known = _sentence(path, _primary(error))
        if known is None:
            raise
        raise known from error


def _sentence(path: str, code: int) -> B12TrackError | None:
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return DiaryBusy("Another program is writing to the diary; nothing was saved. Try again.")
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return DiaryDamaged(f"{path} is damaged; it was left as it is, and nothing was saved.")
    if code == sqlite3.SQLITE_READONLY:
        return StorageFailed(f"{path} is read-only; nothing was saved.")
    if code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN):
        return StorageFailed(f"The disk of {path} is full or failing; nothing was saved.")
    return None
