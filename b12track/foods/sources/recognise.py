"""Which food table a file is, told from its content alone, and its foods one by one."""

from __future__ import annotations

import glob
import gzip
import os
import zipfile
import zlib
from contextlib import ExitStack, contextmanager
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO, Final, NamedTuple, cast

from b12track.errors import InputRefused
from b12track.foods.sources import ciqual, cofid, fdc, fndds, open_food_facts, plain
from b12track.foods.sources.lines import TextFile, records, separated
from b12track.foods.sources.values import Line, each

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from b12track.foods.sources.lines import Record
    from b12track.foods.table import Food

#: Header rows may stand below a title, as in FNDDS; further down nobody looks.
_HEADER_WITHIN: Final = 5
#: A member that unpacks to more than this many times its size is made to fill memory or disk.
_LARGEST_RATIO: Final = 200
_KNOWN: Final = (
    "USDA FoodData Central (zip or folder), Open Food Facts, CIQUAL, CoFID, FNDDS, or a CSV with"
    " at least the columns name and b12_ug_per_100g"
)


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
    with ExitStack() as stack, _spoken_damage(path):
        if os.path.isdir(path):
            yield _fdc_folder(path, stack)
            return
        raw = stack.enter_context(open(path, "rb"))
        beginning = raw.peek(4)[:4]
        if beginning == b"PK\x03\x04":
            yield _archive(path, stack)
        elif beginning[:2] == b"\x1f\x8b":
            packed = stack.enter_context(gzip.open(raw))
            file = TextFile(cast("BinaryIO", packed), path, 0)
            yield _text(file, lambda: raw.tell() / max(1, os.fstat(raw.fileno()).st_size))
        else:
            size = os.fstat(raw.fileno()).st_size
            file = TextFile(raw, path, size)
            yield _text(file, lambda: file.read_bytes / max(1, size))


@contextmanager
def _spoken_damage(path: str) -> Iterator[None]:
    """A damaged archive, met at its beginning or in its middle, in a sentence."""
    try:
        yield
    except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile) as error:
        raise InputRefused(f"{path} is a damaged archive: {error}.") from None


def _fdc_folder(path: str, stack: ExitStack) -> Source:
    """FoodData Central unpacked, or the one folder that its zip holds; others are refused."""
    files: list[TextFile] = []
    inside = glob.glob(os.path.join(glob.escape(path), "*", "food.csv"))
    if not os.path.exists(os.path.join(path, "food.csv")) and len(inside) == 1:
        path = os.path.dirname(inside[0])

    def table(name: str) -> TextFile | None:
        place = os.path.join(path, name)
        if not os.path.exists(place):
            return None
        raw = stack.enter_context(open(place, "rb"))  # noqa: SIM115 - the stack closes it
        files.append(TextFile(raw, place, os.path.getsize(place)))
        return files[-1]

    if not os.path.exists(os.path.join(path, "food.csv")):
        raise InputRefused(f"{path} holds no food.csv; known are {_KNOWN}.")
    return Source("USDA FoodData Central", fdc.foods(path, table), lambda: _part(files))


def _part(files: list[TextFile]) -> float:
    """How much of the files opened so far has been read; the large ones come first."""
    return sum(file.read_bytes for file in files) / max(1, sum(file.size for file in files))


def _archive(path: str, stack: ExitStack) -> Source:
    """A zip: a workbook, FoodData Central, or one table packed alone."""
    archive = stack.enter_context(zipfile.ZipFile(path))
    names = {os.path.basename(name): name for name in archive.namelist() if name[-1:] != "/"}
    if "workbook.xml" in names:
        return _workbook(path, archive)
    files: list[TextFile] = []

    def table(name: str) -> TextFile | None:
        if name not in names:
            return None
        member = archive.getinfo(names[name])
        if member.file_size > _LARGEST_RATIO * member.compress_size + 1_000_000:
            raise InputRefused(f"{path}/{name} unpacks to {member.file_size:,} bytes; refused.")
        if member.flag_bits & 1:
            raise InputRefused(f"{path}/{name} is encrypted.")
        raw = stack.enter_context(archive.open(member))
        files.append(TextFile(cast("BinaryIO", raw), f"{path}/{name}", member.file_size))
        return files[-1]

    if "food.csv" in names:
        return Source("USDA FoodData Central", fdc.foods(path, table), lambda: _part(files))
    if len(names) == 1:
        alone = table(next(iter(names)))
        if alone:
            return _text(alone, lambda: _part(files))
    raise InputRefused(f"{path} is no food table; known are {_KNOWN}.")


def _workbook(path: str, archive: zipfile.ZipFile) -> Source:
    from b12track.foods.sources.sheets import sheets

    refusal = InputRefused(f"{path} is no food table; known are {_KNOWN}.")
    for rows in sheets(path, archive):
        try:
            name, foods = _recognised(path, rows)
        except InputRefused as fault:
            refusal = fault if "no food table" not in str(fault) else refusal
            continue
        return Source(name, foods, lambda: 0.0)
    raise refusal


def _text(file: TextFile, fraction: Callable[[], float]) -> Source:
    """A text file: its first line says how its cells are separated."""
    lines = file.lines()
    first = next(lines, "")
    delimiter = max(",;\t", key=first.count)
    again = chain((first,), lines)
    rows = (
        separated(file, again, delimiter)
        if delimiter == "\t" and open_food_facts.is_header(first.split("\t"))
        else records(file, again, delimiter)
    )
    name, foods = _recognised(file.name, rows)
    if name != ciqual.SOURCE:
        file.must_be_utf8()
    return Source(name, foods, fraction)


def _recognised(path: str, rows: Iterator[Record]) -> tuple[str, Iterator[Line]]:
    """The table whose header stands in the first rows, and its foods."""
    title = ""
    for _ in range(_HEADER_WITHIN):
        line, header = next(rows, (0, [""]))
        try:
            found = _reader(header, title)
        except InputRefused as fault:
            raise InputRefused(f"{path}, line {line}: {fault}") from None
        if found:
            return found[0], each(rows, found[1])
        title = title or header[0]
    raise InputRefused(f"{path}, line 1: no food table; known are {_KNOWN}.")


def _reader(header: list[str], title: str) -> tuple[str, Callable[[list[str]], Food | None]] | None:
    if plain.is_header(header):
        return "CSV", plain.reader(header)
    if open_food_facts.is_header(header):
        return open_food_facts.SOURCE, open_food_facts.reader(header)
    if ciqual.is_header(header):
        return ciqual.SOURCE, ciqual.reader(header)
    if cofid.is_header(header):
        return cofid.SOURCE, cofid.reader(header)
    if fndds.is_header(header):
        return "FNDDS", fndds.reader(header, title)
    return None
