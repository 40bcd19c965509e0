"""Text files from outside, read strictly: encodings, line ends and quotes, exactly or refused."""

from __future__ import annotations

import csv
import io
import re
from itertools import chain
from typing import IO, TYPE_CHECKING, Final, cast

from b12track.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: A record longer than this is a quote that nobody closed, or no table.
LONGEST_RECORD: Final = 1_000_000
#: So many bytes are looked at together; more leaves the processor's cache and wins nothing.
_BLOCK: Final = 65_536
#: How encodings begin; UTF-32 must be looked for before UTF-16, whose mark it begins with.
_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", ""),
    (b"\0\0\xfe\xff", ""),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)

Record = tuple[int, list[str]]


class TextFile:
    """The lines of one file with their numbers; remembers how far it has been read."""

    def __init__(self, raw: IO[bytes], name: str, size: int, fallback: str | None = None) -> None:
        self.name = name
        self.size = size
        self.encoding = "utf-8"
        #: The encoding that tables of this kind have where they are not in UTF-8.
        self.fallback = fallback
        self._has_utf8 = False
        self.line = 0
        self.read_bytes = 0
        self._raw = raw
        #: Lines that are text already, and how many of them have been handed out.
        self._block: list[str] = []
        self._passed = 0

    def refused(self, reason: str, line: int | None = None) -> InputRefused:
        """The refusal of the whole file, with the line where reading stopped."""
        return InputRefused(f"{self.name}, line {line or self.line}: {reason}")

    def lines(self) -> Iterator[str]:
        """Each line as text without its end; raises InputRefused for what is not text."""
        first = self._raw.readline(LONGEST_RECORD + 1)
        for mark, encoding in _MARKS:
            if first.startswith(mark):
                if not encoding:
                    raise self.refused("UTF-32 is not read; save the file as UTF-8.", 1)
                if encoding == "utf-16":
                    yield from self._wide_lines(first)
                    return
                first = first.removeprefix(mark)
                break
        if first:
            yield self._decoded(first)
        # The first line says which table it is, and so how the others are read.
        while raw := self._raw.read(_BLOCK):
            raw += self._raw.readline(LONGEST_RECORD + 1)
            block = self._decoded_block(raw)
            if block is None:  # line by line what is wrong with it comes out, and where
                yield from map(self._decoded, io.BytesIO(raw))
            else:
                self._block, self._passed = block, 0
                while self._passed < len(block):
                    self._passed += 1
                    self.line += 1
                    yield block[self._passed - 1]

    def ahead(self) -> list[str]:
        """The lines that come next and are text already."""
        return self._block[self._passed :]

    def pass_ahead(self) -> None:
        """Goes on behind the lines ahead; `line` is then the last of them."""
        self.line += len(self._block) - self._passed
        self._passed = len(self._block)

    def _decoded_block(self, raw: bytes) -> list[str] | None:
        """Whole lines as text without their ends; None where one of them needs a closer look."""
        if len(raw) > LONGEST_RECORD:
            return None
        try:
            text = raw.decode(self.encoding)
        except UnicodeDecodeError:
            return None
        has_utf8 = len(text) < len(raw)
        if "\r" in text:
            text = text.replace("\r\n", "\n")
        if "\r" in text or "\0" in text:
            return None
        self._has_utf8 = self._has_utf8 or has_utf8
        self.read_bytes += len(raw)
        return text.removesuffix("\n").split("\n")

    def _decoded(self, raw: bytes) -> str:
        self.line += 1
        self.read_bytes += len(raw)
        if len(raw) > LONGEST_RECORD:
            raise self.refused(f"longer than {LONGEST_RECORD:,} bytes; this is no table.")
        try:
            text = raw.decode(self.encoding)
        except UnicodeDecodeError as error:
            text = self._decoded_otherwise(raw, error)
        self._has_utf8 = self._has_utf8 or len(text) < len(raw)
        return self._without_end(text)

    def _decoded_otherwise(self, raw: bytes, error: UnicodeDecodeError) -> str:
        """A line that is not UTF-8: by the fallback of the format, which holds from then on."""
        # Which format it is stands in the first line; until then see `must_be_utf8`.
        fallback = self.fallback or ("cp1252" if self.line == 1 else None)
        if fallback is None or self._has_utf8 or self.encoding != "utf-8":
            raise self._not_text(error) from None
        try:
            text = raw.decode(fallback)
        except UnicodeDecodeError:
            raise self._not_text(error) from None
        self.encoding = fallback
        return text

    def _wide_lines(self, first: bytes) -> Iterator[str]:
        """UTF-16 with its mark, as spreadsheets save "Unicode text"."""
        self.encoding = "utf-16"
        self.line = 0
        raw = io.BufferedReader(cast("io.RawIOBase", _Chained(first, self._raw)))
        text = io.TextIOWrapper(raw, encoding="utf-16", newline="\n")
        while True:
            self.line += 1
            try:
                line = text.readline(LONGEST_RECORD + 1)
            except UnicodeDecodeError as error:
                raise self._not_text(error) from None
            if not line:
                return
            self.read_bytes += 2 * len(line)
            if len(line) > LONGEST_RECORD:
                raise self.refused(f"longer than {LONGEST_RECORD:,} characters.")
            yield self._without_end(line)

    def _without_end(self, text: str) -> str:
        text = text.removesuffix("\n").removesuffix("\r")
        if "\r" in text:
            raise self.refused("a carriage return inside a line; save it with LF line ends.")
        if "\0" in text:
            raise self.refused("a NUL character; this is no text.")
        return text

    def _not_text(self, error: UnicodeDecodeError) -> InputRefused:
        name = self.encoding.upper()
        return self.refused(f"byte 0x{error.object[error.start]:02X} is not {name}.")

    def must_be_utf8(self) -> None:
        """Refuses what was read as Windows-1252 only to find out which table it is."""
        if self.encoding == "cp1252" and self.fallback is None:
            raise self.refused("the text is not UTF-8; save the file as UTF-8.", 1)


class _Chained(io.RawIOBase):
    """Bytes already read, then the rest of their file."""

    def __init__(self, first: bytes, rest: IO[bytes]) -> None:
        self._first, self._rest = first, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        piece = self._first[: len(buffer)] or self._rest.read(len(buffer))
        self._first = self._first[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)


def separated(file: TextFile, lines: Iterator[str], delimiter: str) -> Iterator[Record]:
    """Records without quoting, one a line, as Open Food Facts writes its TSV; no empty lines."""
    for line in lines:
        if line:
            yield file.line, line.split(delimiter)


def records(
    file: TextFile, lines: Iterator[str], delimiter: str, wanted: re.Pattern[str] | None = None
) -> Iterator[Record]:
    """Records by RFC 4180, each with the line it begins in; empty lines are passed over.

    With `wanted`, records in which the pattern is nowhere found are left out unread.
    Raises InputRefused for a quote that is not closed or stands where none may stand.
    """
    cells_of = _cells_of(file, delimiter)
    looked_at_closely = 0
    for line in lines:
        start = file.line
        record = _whole_record(file, line, lines, _WHOLE[delimiter])
        if record and (wanted is None or wanted.search(record)):
            yield start, cells_of(record)
        block = file.ahead() if file.line >= looked_at_closely else []
        if not block:
            continue
        rows = _together(block, delimiter)
        if rows is None:
            looked_at_closely = file.line + len(block)
            continue
        start = file.line + 1
        file.pass_ahead()
        for number, cells in enumerate(rows):
            if cells and (wanted is None or wanted.search(block[number])):
                yield start + number, cells


def _together(lines: list[str], delimiter: str) -> list[list[str]] | None:
    """The cells of lines of which each is a whole record; None where one may be none."""
    try:
        rows = list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    if len(rows) != len(lines):  # a quoted cell goes on over a line end
        return None
    # A quote that does not open or close a cell comes out as a letter of it.
    if '"' in "".join(chain.from_iterable(rows)):
        whole = _WHOLE[delimiter].fullmatch
        if not all(whole(line) for line in lines if '"' in line):
            return None
    return rows


def _cells_of(file: TextFile, delimiter: str) -> Callable[[str], list[str]]:
    """What takes a whole record apart."""
    waiting: list[str] = []
    rows = csv.reader(iter(waiting.pop, None), delimiter=delimiter, strict=True)

    def cells(record: str) -> list[str]:
        waiting.append(record)
        try:
            return next(rows)
        except csv.Error:
            limit = csv.field_size_limit()
            raise file.refused(f"a cell is longer than {limit:,} characters.") from None

    return cells


def _whole_record(file: TextFile, line: str, lines: Iterator[str], pattern: re.Pattern[str]) -> str:
    """The record that begins with this line, with every line that it goes on over, checked."""
    if '"' not in line:
        return line
    start = file.line
    if line.count('"') % 2:
        line = _joined(file, line, lines, start)
    # Python's reader, strict as it may be, takes a quote inside a bare cell as a letter.
    if not pattern.fullmatch(line):
        raise file.refused("a quote stands where none may stand.", start)
    return line


def _joined(file: TextFile, line: str, lines: Iterator[str], start: int) -> str:
    """A record whose quoted cell goes on over line ends: whole once its quotes are even."""
    parts, length = [line], len(line)
    for more in lines:
        parts.append(more)
        length += len(more) + 1
        if length > LONGEST_RECORD:
            break
        if more.count('"') % 2:
            return "\n".join(parts)
    raise file.refused("a quote opens here and is not closed.", start)


def _records_of_cells(delimiter: str) -> re.Pattern[str]:
    """Cells, each quoted from end to end or without any quote."""
    mark = re.escape(delimiter)
    cell = rf'(?:"[^"]*+(?:""[^"]*+)*+"|[^"{mark}]*+)'
    return re.compile(rf"{cell}(?:{mark}{cell})*+")


DELIMITERS: Final = (",", ";", "\t", "|")
_WHOLE: Final = {delimiter: _records_of_cells(delimiter) for delimiter in DELIMITERS}


def delimiter_of(line: str) -> str:
    """What separates the cells of a table, told from its first line.

    >>> delimiter_of("Datum;B12 (µg)"), delimiter_of("NEVO-code|Engelse naam/Food name")
    (';', '|')
    """
    return max(DELIMITERS, key=line.count)
