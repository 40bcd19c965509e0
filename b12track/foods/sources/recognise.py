"""Which food table a file is, told from its content alone, and its foods one by one."""

from __future__ import annotations

import gzip
import os
from contextlib import ExitStack, contextmanager
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple, cast

from b12track.errors import InputRefused
from b12track.foods.sources import (
    ausnut,
    bls,
    ciqual,
    cnf,
    cofid,
    fdc,
    fineli,
    fndds,
    frida,
    nevo,
    open_food_facts,
    plain,
    swiss,
)
from b12track.foods.sources.folders import Archive, Directory, Folder, spoken_damage
from b12track.foods.sources.format import FolderFormat, Sheet, TableFormat
from b12track.foods.sources.lines import TextFile, delimiter_of, records, separated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from b12track.foods.sources.lines import Record
    from b12track.foods.sources.values import Line

#: Every table that is read, in the order in which a header is compared.
TABLES: Final[tuple[TableFormat, ...]] = tuple(
    module.FORMAT
    for module in (plain, open_food_facts, ciqual, cofid, fndds, bls, swiss, nevo, frida, ausnut)
)
FOLDERS: Final[tuple[FolderFormat, ...]] = tuple(module.FORMAT for module in (fineli, cnf, fdc))
#: Header rows may stand below a title, as in FNDDS; further down nobody looks.
_HEADER_WITHIN: Final = 5
#: How the workbooks of Excel before 2007 begin.
_OLD_WORKBOOK: Final = b"\xd0\xcf\x11\xe0"


class Source(NamedTuple):
    """One recognised table: what it is, its foods by line, and how much has been read (0–1)."""

    name: str
    foods: Iterator[Line]
    fraction: Callable[[], float]


@contextmanager
def opened(path: str) -> Iterator[Source]:
    """The table at this path, whatever its name is.

    Raises InputRefused, with file, line and reason, for a file that is no known table.
    """
    with ExitStack() as stack, spoken_damage(path):
        if os.path.isdir(path):
            yield _directory(path, stack)
            return
        raw = stack.enter_context(open(path, "rb"))
        beginning = raw.peek(4)[:4]
        if beginning == b"PK\x03\x04":
            yield _archive(Archive(path, stack))
        elif beginning == _OLD_WORKBOOK:
            yield _workbook(path, os.fstat(raw.fileno()).st_size)
        elif beginning[:2] == b"\x1f\x8b":
            packed = stack.enter_context(gzip.open(raw))
            file = TextFile(cast("BinaryIO", packed), path, 0)
            yield _text(file, lambda: raw.tell() / max(1, os.fstat(raw.fileno()).st_size))
        else:
            size = os.fstat(raw.fileno()).st_size
            file = TextFile(raw, path, size)
            yield _text(file, lambda: file.read_bytes / max(1, size))


def _known() -> str:
    names = ", ".join(
        [known.source for known in FOLDERS]
        + [known.source for known in TABLES if known is not plain.FORMAT]
    )
    return f"{names}, or a CSV with at least the columns name and b12_ug_per_100g"


def _no_table(path: str) -> InputRefused:
    return InputRefused(f"{path} is no food table; known are {_known()}.")


def _directory(path: str, stack: ExitStack) -> Source:
    """A data set unpacked: the folder itself, or the one folder inside it that is one."""
    folder = Directory(path, stack)
    inside = [Directory(name, stack) for name in folder.inside]
    joined = [source for part in (folder, *inside) if (source := _joined(part))]
    if len(joined) != 1:
        raise _no_table(path)
    return joined[0]


def _joined(folder: Folder) -> Source | None:
    """The data set whose files lie in this folder, None where there is none."""
    for known in FOLDERS:
        if known.recognises(set(folder.names)):
            return Source(known.source, known.foods(folder), folder.fraction)
    return None


def _archive(archive: Archive) -> Source:
    """A zip: a workbook, a data set of several files, or one table packed alone."""
    if archive.is_workbook:
        return _workbook(archive.path, archive.unpacked)
    joined = _joined(archive)
    if joined:
        return joined
    alone = archive.text(archive.names[0]) if len(archive.names) == 1 else None
    if alone is None:
        raise _no_table(archive.path)
    return _text(alone, archive.fraction)


def _workbook(path: str, unpacked: int) -> Source:
    from b12track.foods.sources.sheets import sheets

    refusal = _no_table(path)
    for rows in sheets(path, unpacked):
        try:
            known, foods = _recognised(path, rows)
        except InputRefused as fault:
            refusal = fault if "no food table" not in str(fault) else refusal
            continue
        return Source(known.source, foods, lambda: 0.0)
    raise refusal


def _text(file: TextFile, fraction: Callable[[], float]) -> Source:
    """A text file: its first line says how its cells are separated."""
    lines = file.lines()
    first = next(lines, "")
    delimiter = delimiter_of(first)
    again = chain((first,), lines)
    is_bare = any(known.is_bare and known.recognises(first.split(delimiter)) for known in TABLES)
    rows = separated(file, again, delimiter) if is_bare else records(file, again, delimiter)
    known, foods = _recognised(file.name, rows)
    file.fallback = known.fallback
    file.must_be_utf8()
    return Source(known.source, foods, fraction)


def _recognised(path: str, rows: Iterator[Record]) -> tuple[TableFormat, Iterator[Line]]:
    """The table whose header stands in the first rows, and its foods."""
    title = ""
    for _ in range(_HEADER_WITHIN):
        line, header = next(rows, (0, [""]))
        try:
            for known in TABLES:
                if known.recognises(header):
                    return known, known.foods(Sheet(title, header, rows))
        except InputRefused as fault:
            raise InputRefused(f"{path}, line {line}: {fault}") from None
        title = title or header[0]
    raise InputRefused(f"{path}, line 1: no food table; known are {_known()}.")
