"""The diary file: where it lies, whether it may be opened, and transactions that hold."""

from __future__ import annotations

import errno
import os
import sqlite3
import time
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Final

from b12track.diary.storage import opening, schema
from b12track.diary.storage.failures import primary_code, spoken_errors
from b12track.diary.storage.schema import migrate, objects, objects_of
from b12track.errors import (
    DiaryForeign,
    InputRefused,
    OutcomeUnknown,
    StorageFailed,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

#: After this long the diary is said to be busy.
PATIENCE_S: Final = 10.0


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


def backups_folder(path: str) -> str:
    """Where the automatic backups of a diary lie: beside it."""
    return os.path.join(os.path.dirname(path), "backups")


def has_backup_of(path: str, day: date) -> bool:
    """Whether the backup of the day is there, asked of names alone because every `log` asks."""
    start = f"{os.path.basename(path).removesuffix('.db')}-{day.isoformat()}T"
    try:
        names = os.listdir(backups_folder(path))
    except OSError:
        return False
    return any(name.startswith(start) and name.endswith("-daily.db") for name in names)


def open_to_read(path: str) -> sqlite3.Connection:
    """A connection that cannot write, in one unchanging view of the diary.

    Where there is no file yet it is an empty diary in memory; a diary of an older schema is
    migrated in memory, so that looking never changes a file.
    """
    connection = _connected(path, _READ_PRAGMAS)
    if connection is None:
        connection = _in_memory()
    else:
        with _closed_on_error(connection), spoken_errors(path):
            version = _begun(connection, path, "BEGIN")
            if version < schema.SCHEMA_VERSION:
                older, connection = connection, _in_memory(connection)
                older.close()
    connection.execute("PRAGMA query_only=ON")
    return connection


def open_to_write(path: str) -> sqlite3.Connection:
    """A connection to the diary, created first when there is none: 0600 in a 0700 folder.

    A diary of an older schema is migrated, after a verified backup; no transaction is open.
    """
    connection = _connected(path, _WRITE_PRAGMAS)
    while connection is None:
        _create(path)
        connection = _connected(path, _WRITE_PRAGMAS)
    with _closed_on_error(connection), spoken_errors(path):
        version = _begun(connection, path, "BEGIN")
        connection.execute("ROLLBACK")
        if version < schema.SCHEMA_VERSION:
            from b12track.diary.storage.backup import migrated

            migrated(connection, path, version)
    return connection


def trial_of(path: str) -> sqlite3.Connection:
    """A copy of the diary in memory: whatever is tried on it, no file is made or changed."""
    source = open_to_read(path)
    try:
        with spoken_errors(path):
            return _in_memory(source)
    finally:
        source.close()


def _in_memory(source: sqlite3.Connection | None = None) -> sqlite3.Connection:
    """A diary of the newest schema in memory: empty, or a copy of another."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    if source is not None:
        source.backup(connection)
    connection.execute("BEGIN")
    migrate(connection)
    connection.execute("COMMIT")
    return connection


def _begun(connection: sqlite3.Connection, path: str, begin: str) -> int:
    """Begins a transaction and returns the schema version, which cannot change before its end.

    Raises DiaryForeign where the diary holds other tables, triggers or views than ours: a
    trigger of a stranger could change what is saved.
    """

    def first_look() -> None:
        if not connection.in_transaction:
            connection.execute(begin)
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()

    _patiently(first_look)
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    opening.check_version(path, version)
    if version == 0 or objects(connection) != objects_of(version):
        raise DiaryForeign(
            f"{path} holds other tables, triggers or views than a diary of this program;"
            " it was left as it is: b12track restore lists the backups."
        )
    return int(version)


@contextmanager
def _closed_on_error(connection: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:
        connection.close()
        raise


def _create(path: str) -> None:
    """A whole new diary that only its owner can read, in a folder that only its owner enters.

    It is made under another name and then given its own, so that a diary is never there in
    part, and of many programs that start at once exactly one makes it.
    """
    maker = f"{path}.new-{os.getpid()}"
    try:
        make_folder(os.path.dirname(path))
        # Left by a killed program that had the number of this one.
        with suppress(FileNotFoundError):
            os.unlink(maker)
        os.close(os.open(maker, os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_WRONLY, 0o600))
    except OSError as error:
        raise StorageFailed(f"{path} cannot be made: {error.strerror}; nothing saved.") from None
    try:
        _fill_new(maker)
        name_new(maker, path)
    except FileExistsError:
        return  # another program came first; its file is looked at like any other
    except OSError as error:
        raise StorageFailed(f"{path} cannot be made: {error.strerror}; nothing saved.") from None
    finally:
        with suppress(FileNotFoundError):
            os.unlink(maker)
    sync_folder(os.path.dirname(path))


def _fill_new(maker: str) -> None:
    connection = sqlite3.connect(maker, timeout=0, isolation_level=None)
    try:
        with spoken_errors(maker):
            _set(connection, _WRITE_PRAGMAS)
            connection.execute("BEGIN IMMEDIATE")
            migrate(connection)
            connection.execute("COMMIT")
    finally:
        connection.close()


def name_new(maker: str, path: str) -> None:
    """Gives a finished file its name; raises FileExistsError where another has it."""
    try:
        os.link(maker, path)
    except OSError as error:
        # A file system without links, as on memory cards: the name is claimed, then filled.
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS):
            raise
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        os.rename(maker, path)


def make_folder(folder: str) -> None:
    """The folder and those above it, 0700 and synced; nothing happens where it is there."""
    if os.path.isdir(folder):
        return
    make_folder(os.path.dirname(folder))
    with suppress(FileExistsError):
        os.mkdir(folder, 0o700)
    sync_folder(os.path.dirname(folder))


def sync_folder(folder: str) -> None:
    """Makes names in a folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


_READ_PRAGMAS: Final = ("foreign_keys=ON", "trusted_schema=OFF", "cell_size_check=ON")
_WRITE_PRAGMAS: Final = (
    "journal_mode=DELETE",
    # EXTRA also syncs the folder after the journal is gone: without it a power cut
    # can bring back a journal and undo what was said to be saved.
    "synchronous=EXTRA",
    *_READ_PRAGMAS,
    "secure_delete=ON",
)


def _connected(path: str, pragmas: tuple[str, ...]) -> sqlite3.Connection | None:
    """A connection with the settings that every promise of the diary rests on; None: no file."""
    with spoken_errors(path):
        connection = opening.connected(path)
        if connection is not None:
            with _closed_on_error(connection):
                _set(connection, pragmas)
    return connection


def _set(connection: sqlite3.Connection, pragmas: tuple[str, ...]) -> None:
    for pragma in pragmas:
        _patiently(partial(_executed, connection, f"PRAGMA {pragma}"))


def _executed(connection: sqlite3.Connection, statement: str) -> None:
    connection.execute(statement).fetchall()


@contextmanager
def transaction(connection: sqlite3.Connection, path: str) -> Iterator[None]:
    """One fact, wholly or not at all: BEGIN IMMEDIATE before the first read, then COMMIT.

    The diary is looked at again inside the transaction, because another program may have
    changed it since it was opened. Raises DiaryBusy, StorageFailed, DiaryDamaged or DiaryForeign
    with nothing written, and OutcomeUnknown where only the commit itself failed.
    """
    with spoken_errors(path):
        try:
            _begun(connection, path, "BEGIN IMMEDIATE")
            yield
        except BaseException:
            _rolled_back(connection)
            raise
        try:
            _patiently(lambda: connection.execute("COMMIT"))
        except sqlite3.Error as error:
            _rolled_back(connection)
            if primary_code(error) == sqlite3.SQLITE_IOERR:
                raise OutcomeUnknown(
                    "The disk failed in the last step, so the change may or may not be saved:"
                    " look with b12track today."
                ) from error
            raise


def _rolled_back(connection: sqlite3.Connection) -> None:
    # A rollback that fails too is made up for by the journal when the diary is next opened.
    with suppress(sqlite3.Error):
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _patiently(step: Callable[[], object]) -> None:
    """Repeats a step while another program holds the diary, up to PATIENCE_S."""
    began = time.monotonic()
    while True:
        try:
            step()
            return
        except sqlite3.OperationalError as error:
            waited = time.monotonic() - began
            if primary_code(error) != sqlite3.SQLITE_BUSY or waited > PATIENCE_S:
                raise
            # SQLite's own waits grow, so that late comers overtake; here whoever has waited
            # longer asks more often. An interrupt ends a sleep at once.
            time.sleep(0.02 if waited < 0.5 else 0.005 if waited < 2 else 0.001)
