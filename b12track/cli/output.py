"""Files that a command writes for the user: new, private, whole or not at all."""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO, Final

from b12track.errors import InputRefused, StorageFailed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping


def suffix_of(path: str, known: Collection[str]) -> str:
    """The file's kind by its name, in small letters; raises InputRefused for any other.

    >>> suffix_of("week.PNG", ("png", "svg"))
    'png'
    """
    suffix = os.path.splitext(path)[1].lower().removeprefix(".")
    if suffix not in known:
        kinds = ", ".join(f".{kind}" for kind in known)
        raise InputRefused(f"{path} should end in one of {kinds}; nothing was written.")
    return suffix


def check_new(path: str, *, force: bool) -> None:
    """Raises InputRefused unless a file may be written there.

    An existing file needs `force`; a link, a folder or a device is never written to.
    """
    folder = os.path.dirname(os.path.abspath(path))
    if not os.path.isdir(folder):
        raise InputRefused(f"There is no folder {folder}; nothing was written.")
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return
    except (OSError, ValueError):
        raise InputRefused(f"{path} is no path of a file; nothing was written.") from None
    if not stat.S_ISREG(mode):
        kind = "a link" if stat.S_ISLNK(mode) else "not an ordinary file"
        raise InputRefused(f"{path} is {kind}; nothing was written.")
    if not force:
        raise InputRefused(f"{path} is there already; --force replaces it.")


#: What a picture can be.
PICTURES: Final = ("png", "svg", "pdf")


def check_picture(path: str, *, force: bool) -> str:
    """The kind of a picture; InputRefused unless it and its words, FILE.txt, may be written."""
    suffix = suffix_of(path, PICTURES)
    for each in (path, f"{path}.txt"):
        check_new(each, force=force)
    return suffix


def write_picture(path: str, content: bytes, words: str, *, force: bool) -> str:
    """Writes a picture with its words beside it, and says so."""
    write_files({path: content, f"{path}.txt": f"{words}\n".encode()}, force=force)
    return f"Written: {path} and, in words, {path}.txt"


def write_files(contents: Mapping[str, bytes], *, force: bool) -> None:
    """Writes files that only their owner can read; each appears whole, under its name, at once.

    Raises InputRefused as `check_new` does, before anything is written, and StorageFailed where
    the disk fails.
    """
    for path in contents:
        check_new(path, force=force)
    waiting: dict[str, str] = {}
    try:
        for path, content in contents.items():
            waiting[path] = _waiting(path, content)
        for path in contents:
            _named(waiting.pop(path), path, force=force)
    except FileExistsError:
        raise InputRefused(f"{path} is there already.") from None
    except OSError as error:
        raise StorageFailed(f"{path} cannot be written: {error.strerror}.") from None
    finally:
        for path in waiting.values():
            os.unlink(path)


@contextmanager
def new_file(path: str, *, force: bool) -> Iterator[BinaryIO]:
    """A file that is written piece by piece, and appears whole, under its name, at the end.

    Raises as `write_files` does; when the block fails nothing is left of it.
    """
    check_new(path, force=force)
    try:
        with _unnamed(path) as (name, file):
            yield file
        _named(name, path, force=force)
    except FileExistsError:
        raise InputRefused(f"{path} is there already.") from None
    except OSError as error:
        raise StorageFailed(f"{path} cannot be written: {error.strerror}.") from None


def _waiting(path: str, content: bytes) -> str:
    """A synced file beside the one to come, under a name that nobody else has."""
    with _unnamed(path) as (name, file):
        file.write(content)
    return name


@contextmanager
def _unnamed(path: str) -> Iterator[tuple[str, BinaryIO]]:
    name = os.path.join(os.path.dirname(path), f".{os.path.basename(path)[:80]}.part-{os.getpid()}")
    descriptor = os.open(name, os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield name, file
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        os.unlink(name)
        raise


def _named(waiting: str, path: str, *, force: bool) -> None:
    if force:
        os.replace(waiting, path)
        return
    # A rename would replace a file that came in between; a link refuses it.
    try:
        os.link(waiting, path)
    except FileExistsError:
        os.unlink(waiting)
        raise
    except OSError:  # file systems without hard links
        os.replace(waiting, path)
        return
    os.unlink(waiting)
