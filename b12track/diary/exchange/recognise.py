"""Which diary a file is, told from its content alone; its name says nothing."""

from __future__ import annotations

import os
import shutil
import stat
from contextlib import ExitStack, contextmanager
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from b12track.diary.exchange import tables
from b12track.diary.exchange.files import Database, JsonFile, XmlFile, json_file
from b12track.diary.exchange.format import OURS, Asked, ForeignDiary, Format
from b12track.diary.exchange.formats import FORMATS
from b12track.diary.exchange.servings import Skipped
from b12track.diary.exchange.tables import Table
from b12track.errors import InputRefused
from b12track.foods.sources.folders import Archive, Directory, Folder, spoken_damage
from b12track.foods.sources.lines import TextFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader

    #: What a file can be read as: the shapes that formats are of.
    Source = Table | JsonFile | XmlFile | Database | Folder

_SQLITE: Final = b"SQLite format 3\0"
_ZIP: Final = b"PK\x03\x04"
#: Files of an archive that may be a diary, by the end of their names; photographs and routes of
#: walks are none.
_MEMBERS: Final = (".csv", ".tsv", ".txt", ".json", ".xml", ".xlsx", ".db")
_COPY_PIECE: Final = 1 << 20


class _Found(NamedTuple):
    """A format, and what it recognised."""

    format: Format
    source: Source


@contextmanager
def opened(path: str, asked: Asked) -> Iterator[ForeignDiary]:
    """The diary at this path, a file or a folder; `asked.progress` hears how much has been read.

    Raises InputRefused with file, line and reason for what is no known diary.
    """
    with ExitStack() as stack, spoken_damage(path):
        if os.path.isdir(path):
            yield _several(Directory(path, stack), asked, stack)
            return
        raw = stack.enter_context(_readable(path))
        if raw.peek(4)[:4] == _ZIP:
            archive = Archive(path, stack)
            if not archive.is_workbook:
                yield _several(archive, asked, stack)
                return
            yield _diary(_sheet(path, archive.unpacked, asked), asked)
            return
        yield _single(raw, (path, path, os.fstat(raw.fileno()).st_size), asked)


def _readable(path: str) -> BufferedReader:
    """The file, which may be a pipe; devices are refused."""
    try:
        raw = open(path, "rb")  # noqa: SIM115 - the caller's ExitStack closes it
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no path of a file"
        raise InputRefused(f"{path} cannot be read: {reason}.") from None
    mode = os.fstat(raw.fileno()).st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
        raw.close()
        raise InputRefused(f"{path} is no file.")
    return raw


def _single(raw: BufferedReader, place: tuple[str, str, int], asked: Asked) -> ForeignDiary:
    """The diary that one file is, given what to call it, where it lies on disk, and its size."""
    source = _source(raw, place, asked)
    known = _found(source, asked)
    if known is None:
        raise _unknown(source, place[0])
    return _diary(known, asked)


def _source(raw: BufferedReader, place: tuple[str, str, int], asked: Asked) -> Source:
    """What a file is read as, told from how it begins."""
    name, path, size = place
    head = raw.peek(100)[:100]
    bare = head.lstrip(b"\xef\xbb\xbf \r\n\t")
    if head.startswith(_SQLITE):
        return Database(name, path, head)
    if bare.startswith(b"<"):
        # A pipe has no size.
        return XmlFile(name, raw, lambda done: asked.progress(done / size) if size else None)
    if bare.startswith((b"{", b"[")):
        return json_file(raw, name)
    return tables.opened(TextFile(raw, name, size))


def _found(source: Source, asked: Asked) -> _Found | None:
    """The first format that knows this source; the one that was named goes first."""
    for known in sorted(FORMATS, key=lambda known: known.word != asked.format):
        if isinstance(source, known.shape) and known.recognises(source):
            return _Found(known, source)
    return None


def _unknown(source: Source, path: str) -> InputRefused:
    known = "b12track import --formats lists what is"
    if isinstance(source, JsonFile):
        return InputRefused(
            f"{path} is JSON, but no export of b12track, and no known diary: {known}."
        )
    return InputRefused(f"{path}, line 1: no known diary: {known}.")


def _sheet(path: str, unpacked: int, asked: Asked) -> _Found:
    """The first sheet of a workbook that is a diary."""
    from b12track.foods.sources.sheets import sheets

    for rows in sheets(path, unpacked):
        try:
            known = _found(tables.of_sheet(path, rows), asked)
        except InputRefused:
            continue
        if known is not None:
            return known
    raise InputRefused(f"{path} is a workbook, but none of its sheets is a known diary.")


def _several(folder: Folder, asked: Asked, stack: ExitStack) -> ForeignDiary:
    """The diary that a folder or archive is, or the diaries of one tracker that lie in it."""
    whole = _found(folder, asked)
    if whole is not None:
        return _diary(whole, asked)
    names = _once([name for name in folder.names if _may_be_diary(name)])
    members = {name: _member(folder, name, asked, stack) for name in names}
    diaries = {name: diary for name, diary in members.items() if diary is not None}
    if not diaries:
        raise InputRefused(f"{folder.path} holds no known diary.")
    if len({diary.tracker for diary in diaries.values()}) > 1:
        kinds = ", ".join(f"{name} ({diary.kind})" for name, diary in diaries.items())
        raise InputRefused(f"{folder.path} holds several diaries: {kinds}. Import one of them.")
    passed_over = ", ".join(name for name in names if name not in diaries)
    if passed_over:
        asked.note(f"Passed over, for they hold no diary: {passed_over}.")
    return _together(diaries)


def _once(names: list[str]) -> list[str]:
    """The files without those that say in CSV what another of their name says in JSON."""
    return [
        name
        for name in names
        if not (name.endswith(".csv") and f"{name.removesuffix('.csv')}.json" in names)
    ]


def _may_be_diary(name: str) -> bool:
    # Apple's second XML file says the same for doctors, without the food.
    return name.endswith(_MEMBERS) and "cda" not in name


def _member(folder: Folder, name: str, asked: Asked, stack: ExitStack) -> ForeignDiary | None:
    """The diary that one file of a folder is, None where it is none."""
    raw, size, called = folder.raw(name)
    is_database = raw.peek(16)[:16] == _SQLITE
    path = _copied(raw, stack) if is_database and isinstance(folder, Archive) else called
    try:
        return _single(raw, (called, path, size), asked)
    except InputRefused as fault:
        if "no known diary" in str(fault) or "is empty" in str(fault):
            return None
        raise


def _copied(raw: BufferedReader, stack: ExitStack) -> str:
    """Where a database that was packed lies unpacked, until the import is over."""
    path = os.path.join(stack.enter_context(TemporaryDirectory()), "member.db")
    with open(path, "wb") as copy:
        shutil.copyfileobj(raw, copy, _COPY_PIECE)
    raw.seek(0)
    return path


def _together(diaries: dict[str, ForeignDiary]) -> ForeignDiary:
    """The diaries of one tracker as one; what is left out is said with its file."""

    def rows() -> Iterator[Any]:
        for name, diary in diaries.items():
            for row in diary.rows:
                is_skipped = isinstance(row, Skipped) and len(diaries) > 1
                yield row._replace(reason=f"{name}: {row.reason}") if is_skipped else row

    kinds = ", ".join(diary.kind for diary in diaries.values())
    return ForeignDiary(kinds, next(iter(diaries.values())).tracker, rows())


def _diary(known: _Found, asked: Asked) -> ForeignDiary:
    """The rows of what was recognised; refused where the person named another format."""
    kind, source = known
    name = source.path if isinstance(source, Folder) else source.name
    if asked.format is not None and asked.format != kind.word:
        raise InputRefused(f"{name} is {kind.kind}, not {asked.format}.")
    if isinstance(source, Table) and kind.word != OURS:
        source = source.cleaned(asked.note)
    try:
        rows = kind.rows(source, asked)
    except InputRefused as fault:
        if str(fault).startswith(name):
            raise
        raise InputRefused(f"{name}, line 1: {fault}") from None
    return ForeignDiary(kind.kind, kind.word, iter(rows))
