"""The one door through which a process opens a diary: its header first, then SQLite.

POSIX gives locks to a process, not to a descriptor: closing any descriptor of a file drops every
lock on it, those of SQLite too (sqlite.org/howtocorrupt.html, 2.2). So the descriptor that reads
the header is closed only after the last connection of this process to that file.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from _thread import allocate_lock  # threading would cost a millisecond of every `log`

from b12track.diary.storage import schema
from b12track.errors import DiaryBusy, DiaryForeign, InputRefused, StorageFailed
from b12track.hints import Final
from b12track.record import NamedTuple

#: What tells files apart, whatever their names: device and inode.
Identity = tuple[int, int]

_HEADER_BYTES: Final = 100
_MAGIC: Final = b"SQLite format 3\0"
#: Where a database names the program it belongs to.
_ID: Final = slice(68, 72)
#: So often a file may be replaced between looking at it and opening it.
_TRIES: Final = 20


class _Held(NamedTuple):
    """The descriptors of one file, and for each connection that needs them an item of `users`."""

    descriptors: list[int]
    users: list[None]


_held: dict[Identity, _Held] = {}
_guard = allocate_lock()


class DiaryConnection(sqlite3.Connection):
    """A connection that gives its hold on the file back after it was closed."""

    identity: Identity | None = None

    #: Tables that were compared with their tallies; what is written since keeps both in step.
    verified: set[str]

    def close(self) -> None:
        super().close()
        if self.identity is not None:
            identity, self.identity = self.identity, None
            _release(identity)


def connected(path: str) -> DiaryConnection | None:
    """A connection to the diary of that name, or None where there is no file.

    SQLite opens nothing but an ordinary file whose header is a diary's, and never makes one.
    Raises DiaryForeign, InputRefused, StorageFailed, and DiaryBusy where the file is replaced
    over and over.
    """
    # quote() of urllib costs 5 ms; these three are all that has a meaning in such an address.
    name = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    for _ in range(_TRIES):
        looked_at = _identity(path)
        if looked_at is None:
            return None
        identity, head = _hold(path, looked_at)
        try:
            _check_header(path, head)
            connection = sqlite3.connect(
                f"file:{name}?mode=rw",
                timeout=0,
                isolation_level=None,
                uri=True,
                factory=DiaryConnection,
            )
        except BaseException:
            _release(identity)
            raise
        connection.identity, connection.verified = identity, set()
        if identity == looked_at == _identity(path):
            return connection
        connection.close()  # `restore` put another file here in the meantime
    raise DiaryBusy("Another program replaces the diary; nothing was saved. Try again.")


def _identity(path: str) -> Identity | None:
    """Which file has this name; None where there is none, refused where it is no file."""
    try:
        status = os.lstat(path)
    except FileNotFoundError:
        return None
    except NotADirectoryError:
        raise InputRefused(f"{path} is not the path of a diary file.") from None
    except OSError as error:
        raise StorageFailed(f"{path} cannot be read: {error.strerror}.") from None
    if not stat.S_ISREG(status.st_mode):
        kind = "a link" if stat.S_ISLNK(status.st_mode) else "not an ordinary file"
        raise InputRefused(f"{path} is {kind}; a diary is a file of its own.")
    return status.st_dev, status.st_ino


def _hold(path: str, identity: Identity) -> tuple[Identity, bytes]:
    """The file's header, read without SQLite so that nothing can be changed; held until released.

    The identity differs from the given one where the file was replaced in between.
    """
    with _guard:
        try:
            if identity not in _held:
                descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
                status = os.fstat(descriptor)
                identity = status.st_dev, status.st_ino
                _held.setdefault(identity, _Held([], [])).descriptors.append(descriptor)
            _held[identity].users.append(None)
            return identity, os.pread(_held[identity].descriptors[0], _HEADER_BYTES, 0)
        except OSError as error:
            raise StorageFailed(f"{path} cannot be read: {error.strerror}.") from None


def _release(identity: Identity) -> None:
    with _guard:
        held = _held[identity]
        held.users.pop()
        if not held.users:
            del _held[identity]
            for descriptor in held.descriptors:
                os.close(descriptor)


def _check_header(path: str, head: bytes) -> None:
    if not head:
        raise DiaryForeign(
            f"{path} is empty, which no diary ever is; it was left as it is:"
            " b12track restore lists the backups."
        )
    if len(head) < _HEADER_BYTES or not head.startswith(_MAGIC) or head[_ID] != _ours():
        raise DiaryForeign(
            f"{path} is not a b12track diary; it was left as it is:"
            " b12track restore lists the backups."
        )
    check_version(path, int.from_bytes(head[60:64], "big"))


def is_another_thing(path: str) -> bool:
    """Whether a file that cannot be opened as a diary is plainly none, or a newer program's.

    Such a one is never replaced: a link or a folder, another program's database, or text.
    What is empty, zeroed, cut short or garbled may be what is left of a diary.
    """
    looked_at = _identity(path)
    if looked_at is None:
        return False
    identity, head = _hold(path, looked_at)
    _release(identity)
    if len(head) == _HEADER_BYTES and head.startswith(_MAGIC):
        is_newer = int.from_bytes(head[60:64], "big") > schema.SCHEMA_VERSION
        return is_newer if head[_ID] == _ours() else any(head[_ID])
    try:
        return bool(head.strip(b"\0")) and head.decode().isprintable()
    except UnicodeDecodeError:
        return False


def _ours() -> bytes:
    return schema.APPLICATION_ID.to_bytes(4, "big")


def check_version(path: str, version: int) -> None:
    """Raises DiaryForeign for a diary of a newer program, which may mean things unknown here."""
    if version > schema.SCHEMA_VERSION:
        raise DiaryForeign(
            f"{path} was written by a newer b12track (schema {version}, this one knows"
            f" {schema.SCHEMA_VERSION}); it was left as it is: update b12track."
        )
