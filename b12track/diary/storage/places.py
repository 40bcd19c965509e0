"""Where a diary and its backups lie, and how a file gets its name: whole, private, synced."""

from __future__ import annotations

import errno
import os
import re
import sys
from contextlib import suppress

from b12track.errors import InputRefused
from b12track.hints import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date

#: The name of an automatic backup: its diary, its moment, its reason.
BACKUP_NAME: Final = re.compile(
    r"(?P<stem>.+)-(?P<day>\d{4}-\d{2}-\d{2})T\d{6}-(?P<reason>[a-z0-9-]+)\.db", re.ASCII
)


def home() -> str:
    """The folder of diary and catalogue: B12TRACK_HOME, else the platform's user data folder."""
    chosen = os.environ.get("B12TRACK_HOME")
    if chosen:
        return os.path.abspath(os.path.expanduser(chosen))
    return _home_on_linux() or _home_elsewhere()


def _home_on_linux() -> str | None:
    """What platformdirs says there: asking it would cost a fifth of what `log` takes.

    XDG Base Directory Specification 0.8: $XDG_DATA_HOME where it is absolute, else ~/.local/share.
    None on other systems, and where there is no home.
    """
    if sys.platform != "linux" or "ANDROID_DATA" in os.environ:
        return None
    in_home = os.path.join(os.environ.get("HOME", ""), ".local/share")
    folders = (os.environ.get("XDG_DATA_HOME", ""), in_home)
    data = next((folder for folder in folders if os.path.isabs(folder)), None)
    return data and os.path.join(data, "b12track")


def _home_elsewhere() -> str:
    import platformdirs

    return platformdirs.user_data_dir("b12track", appauthor=False)


def location(given: str | None) -> str:
    """The diary's path: as given, else B12TRACK_DIARY, else diary.db in `home()`.

    Raises InputRefused for what names no ordinary file: "", ":memory:", URIs and folders.
    """
    path = given if given is not None else os.environ.get("B12TRACK_DIARY")
    if path is None:
        return os.path.join(home(), "diary.db")
    if not path.strip() or path.startswith((":", "file:")) or "\0" in path:
        raise InputRefused(f"'{path}' is not the path of a diary file.")
    if path.endswith(os.sep):
        raise InputRefused(f"{path} is a folder; name the diary file in it.")
    return os.path.abspath(os.path.expanduser(path))


def backups_folder(path: str) -> str:
    """Where the automatic backups of a diary lie: beside it."""
    return os.path.join(os.path.dirname(path), "backups")


def stem(path: str) -> str:
    """How the names of a diary's backups begin; `a` and `a.db` in one folder do not share them.

    >>> stem("/home/me/diary.db"), stem("/home/me/diary")
    ('diary', 'diary.~')
    """
    name = os.path.basename(path)
    return name.removesuffix(".db") if name.endswith(".db") else f"{name}.~"


def backup_names(path: str) -> list[re.Match[str]]:
    """The names of a diary's automatic backups, the newest first; nothing is opened."""
    try:
        names = os.listdir(backups_folder(path))
    except OSError:
        return []
    matches = [match for name in names for match in [BACKUP_NAME.fullmatch(name)] if match]
    own = [match for match in matches if match["stem"] == stem(path)]
    return sorted(own, key=lambda match: match[0][len(stem(path)) :], reverse=True)


def has_backup_of(path: str, day: date) -> bool:
    """Whether the backup of the day is there, asked of names alone because every `log` asks."""
    return any(
        match["day"] == day.isoformat() and match["reason"] == "daily"
        for match in backup_names(path)
    )


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


def name_new(maker: str, path: str) -> None:
    """Gives a finished file its name; raises FileExistsError where another has it."""
    try:
        os.link(maker, path)
    except OSError as error:
        if not is_without_links(error):
            raise
        _named_under_lock(maker, path)


def is_without_links(error: OSError) -> bool:
    """Whether a file system has no hard links at all, as on memory cards."""
    return error.errno in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS)


def _named_under_lock(maker: str, path: str) -> None:
    """The same without links: whoever holds the lock looks, then renames.

    A lock ends with its program, so that a killed one leaves nothing that is in the way.
    """
    import fcntl

    lock = f"{path}.new-lock"
    descriptor = os.open(lock, os.O_CREAT | os.O_NOFOLLOW | os.O_WRONLY, 0o600)
    try:
        fcntl.lockf(descriptor, fcntl.LOCK_EX)
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path)
        os.rename(maker, path)
        # Who waits for the lock of the name that is gone finds the file there and stops.
        os.unlink(lock)
    finally:
        os.close(descriptor)
