"""Folders and archives from outside: their files by name, within bounds, damage said plainly."""

from __future__ import annotations

import errno
import gzip
import io
import lzma
import os
import struct
import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, cast

from b12track.errors import InputRefused
from b12track.foods.sources.lines import TextFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import ExitStack

#: A member that unpacks to more than this many times its size is made to fill memory or disk.
_LARGEST_RATIO: Final = 200
_SMALL: Final = 1_000_000


@contextmanager
def spoken_damage(path: str) -> Iterator[None]:
    """A damaged archive, met at its beginning or in its middle, in a sentence."""
    try:
        yield
    except (
        EOFError,
        zlib.error,
        lzma.LZMAError,
        gzip.BadGzipFile,
        zipfile.BadZipFile,
        NotImplementedError,
        struct.error,
    ) as error:
        raise InputRefused(f"{path} is a damaged archive: {error}.") from None
    except OSError as error:
        # So bz2 says what it cannot unpack, and a seek to where no file is; a failing disk differs.
        if error.errno not in (None, errno.EINVAL):
            raise
        raise InputRefused(f"{path} is a damaged archive: {error}.") from None


class Folder:
    """The files of a folder or an archive, known by their names in small letters."""

    def __init__(self, path: str, stack: ExitStack) -> None:
        self.path = path
        self._stack = stack
        self._files: list[TextFile] = []
        self._places: dict[str, str] = {}

    @property
    def names(self) -> list[str]:
        """The names of the files, in small letters, without the folders they lie in."""
        return list(self._places)

    def raw(self, name: str) -> tuple[io.BufferedReader, int, str]:
        """One file by its name: its bytes, how many there are, and what to call it."""
        raise NotImplementedError

    def text(self, name: str, fallback: str | None = None) -> TextFile | None:
        """One file as text, None where there is none of this name."""
        if name not in self._places:
            return None
        raw, size, called = self.raw(name)
        self._files.append(TextFile(raw, called, size, fallback))
        return self._files[-1]

    def needed(self, name: str, fallback: str | None = None) -> TextFile:
        """One file as text; raises InputRefused where there is none of this name."""
        file = self.text(name, fallback)
        if file is None:
            raise InputRefused(f"{self.path}: {name} is missing.")
        return file

    def fraction(self) -> float:
        """How much of the files opened so far has been read, from 0 to 1."""
        return sum(file.read_bytes for file in self._files) / max(
            1, sum(file.size for file in self._files)
        )


class Directory(Folder):
    """A folder on disk, without the folders inside it."""

    def __init__(self, path: str, stack: ExitStack) -> None:
        super().__init__(path, stack)
        with os.scandir(path) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
        self._places = {entry.name.casefold(): entry.path for entry in entries if entry.is_file()}
        self.inside = [entry.path for entry in entries if entry.is_dir()]

    def raw(self, name: str) -> tuple[io.BufferedReader, int, str]:
        place = self._places[name]
        return self._stack.enter_context(open(place, "rb")), os.path.getsize(place), place


class Archive(Folder):
    """A zip, whatever folders it packs its files in; raises InputRefused for a damaged one."""

    def __init__(self, path: str, stack: ExitStack) -> None:
        super().__init__(path, stack)
        with spoken_damage(path):
            self._archive = stack.enter_context(zipfile.ZipFile(path))
        self._places = {
            name.rpartition("/")[2].casefold(): name
            for name in self._archive.namelist()
            if name[-1:] != "/" and "__macosx/" not in name.casefold()
        }

    @property
    def is_workbook(self) -> bool:
        """Whether it is what Excel saves, which is a zip too."""
        return "workbook.xml" in self._places

    @property
    def unpacked(self) -> int:
        """How many bytes all of it says it unpacks to."""
        return sum(member.file_size for member in self._archive.infolist())

    def raw(self, name: str) -> tuple[io.BufferedReader, int, str]:
        member = self._archive.getinfo(self._places[name])
        called = f"{self.path}/{member.filename.rpartition('/')[2]}"
        if member.file_size > _LARGEST_RATIO * member.compress_size + _SMALL:
            raise InputRefused(f"{called} unpacks to {member.file_size:,} bytes; refused.")
        if member.flag_bits & 1:
            raise InputRefused(f"{called} is encrypted.")
        with spoken_damage(self.path):
            opened = self._stack.enter_context(self._archive.open(member))
        # Python's own reader of members has no `peek` that is told of by its type.
        return io.BufferedReader(cast("io.RawIOBase", opened)), member.file_size, called
