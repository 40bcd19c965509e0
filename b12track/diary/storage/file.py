"""The diary file: opened to read or to write, made where there is none, and transactions."""

from __future__ import annotations

import os
import sqlite3
import time
from _thread import get_native_id
from contextlib import contextmanager, suppress
from functools import partial

from b12track.diary.storage import opening, places, schema
from b12track.diary.storage.failures import primary_code, spoken_errors
from b12track.diary.storage.schema import migrate, objects, objects_of
from b12track.errors import (
    DiaryDamaged,
    DiaryForeign,
    InputRefused,
    OutcomeUnknown,
    StorageFailed,
)
from b12track.hints import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Upgrade = Callable[[sqlite3.Connection, str, int], None]

#: The diary is said to be busy after one program held it so long, or many in turn.
PATIENCE_S: Final = 10.0
MOST_PATIENCE_S: Final = 60.0


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


def open_to_write(path: str, upgrade: Upgrade | None = None) -> sqlite3.Connection:
    """A connection to the diary, created first when there is none: 0600 in a 0700 folder.

    `upgrade` brings a diary of an older schema (connection, path, version) to the newest one;
    without it such a diary is refused. No transaction is open.
    """
    connection = _connected(path, _WRITE_PRAGMAS)
    while connection is None:
        _create(path)
        connection = _connected(path, _WRITE_PRAGMAS)
    with _closed_on_error(connection), spoken_errors(path):
        _refuse_second_name(path)
        version = _begun(connection, path, "BEGIN")
        connection.execute("ROLLBACK")
        if version < schema.SCHEMA_VERSION:
            if upgrade is None:
                raise DiaryForeign(f"{path} is of an older b12track (schema {version}).")
            upgrade(connection, path, version)
    return connection


def _refuse_second_name(path: str) -> None:
    """Refuses a diary with two names: what is undone after a crash is found by the name alone."""
    if os.lstat(path).st_nlink == 1:
        return
    folder, name = os.path.split(path)
    for maker in os.listdir(folder):
        other = os.path.join(folder, maker)
        # Left by a program that was killed when the diary had just been made, or is about to go.
        if maker.startswith(f"{name}.new-") and os.path.samefile(other, path):
            with suppress(FileNotFoundError):
                os.unlink(other)
    if os.lstat(path).st_nlink > 1:
        raise InputRefused(
            f"{path} has a second name (a hard link), and changes under two names can destroy"
            " it; nothing was saved. Take the other name away, or let the diary be a copy."
        )


def _refuse_vanished(path: str) -> None:
    """Refuses to begin anew, or to show nothing, where backups prove that there was a diary."""
    copies = places.backup_names(path)
    # Another program may have made the diary since we looked, and its first backup as well.
    if copies and not os.path.lexists(path):
        raise DiaryDamaged(
            f"{path} is gone, but its backups are there ({len(copies)}); nothing is shown or"
            f" saved. b12track restore lists them; to begin anew, move"
            f" {places.backups_folder(path)} away."
        )


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
    connection = sqlite3.connect(":memory:", isolation_level=None, factory=opening.DiaryConnection)
    connection.verified = set()
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

    _patiently(path, first_look)
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
    maker = f"{path}.new-{get_native_id()}"
    try:
        places.make_folder(os.path.dirname(path))
        # Left by a killed program that had the number of this one.
        with suppress(FileNotFoundError):
            os.unlink(maker)
        os.close(os.open(maker, os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_WRONLY, 0o600))
    except OSError as error:
        raise StorageFailed(f"{path} cannot be made: {error.strerror}; nothing saved.") from None
    try:
        _fill_new(maker)
        places.name_new(maker, path)
    except FileExistsError:
        return  # another program came first; its file is looked at like any other
    except OSError as error:
        raise StorageFailed(f"{path} cannot be made: {error.strerror}; nothing saved.") from None
    finally:
        with suppress(FileNotFoundError):
            os.unlink(maker)
    places.sync_folder(os.path.dirname(path))


def _fill_new(maker: str) -> None:
    connection = sqlite3.connect(maker, timeout=0, isolation_level=None)
    try:
        with spoken_errors(maker):
            _set(connection, maker, _WRITE_PRAGMAS)
            connection.execute("BEGIN IMMEDIATE")
            migrate(connection)
            connection.execute("COMMIT")
    finally:
        connection.close()


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
        if connection is None:
            _refuse_vanished(path)
        if connection is not None:
            with _closed_on_error(connection):
                _set(connection, path, pragmas)
    return connection


def _set(connection: sqlite3.Connection, path: str, pragmas: tuple[str, ...]) -> None:
    for pragma in pragmas:
        _patiently(path, partial(_executed, connection, f"PRAGMA {pragma}"))


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
            _patiently(path, lambda: connection.execute("COMMIT"))
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


def _patiently(path: str, step: Callable[[], object]) -> None:
    """Repeats a step while other programs hold the diary, up to PATIENCE_S for one of them.

    A diary that changes meanwhile is handed from one to the next, so that its turn will come.
    """
    began = since = time.monotonic()
    state: tuple[int, ...] | None = None
    while True:
        try:
            step()
            return
        except sqlite3.OperationalError as error:
            now = time.monotonic()
            is_stuck = now - since > PATIENCE_S or now - began > MOST_PATIENCE_S
            if primary_code(error) != sqlite3.SQLITE_BUSY or is_stuck:
                raise
            earlier, state = state, _state(path)
            if earlier is not None and earlier != state:
                since = now
            waited = now - began
            # SQLite's own waits grow, so that late comers overtake; here whoever has waited
            # longer asks more often, though never so often that the asking alone keeps the one
            # that holds the diary from its end. An interrupt ends a sleep at once.
            time.sleep(0.02 if waited < 0.5 else 0.01 if waited < 2 else 0.005)


def _state(path: str) -> tuple[int, ...]:
    """What differs after another program has changed the diary, or put another in its place."""
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return ()
    return status.st_ino, status.st_mtime_ns
