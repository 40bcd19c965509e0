"""Tables of other programs, as text or as a sheet: a header, and rows that have its cells."""

from __future__ import annotations

import unicodedata
from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from b12track.errors import InputRefused
from b12track.foods.sources.lines import delimiter_of, records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from b12track.foods.sources.lines import Record, TextFile

T = TypeVar("T")

#: The widest export known has 65 columns.
_MOST_COLUMNS: Final = 1000
_LONGEST_CELL: Final = 10_000


class Table(NamedTuple):
    """A table being read: `title` is a line above the header, as Samsung writes one."""

    name: str
    delimiter: str
    title: str
    header: list[str]
    rows: Iterator[tuple[int, list[str]]]

    def place(self, *names: str) -> int | None:
        """Where the first of these columns stands, compared without case; None where nowhere."""
        keys = [cell.strip().casefold() for cell in self.header]
        return next((keys.index(name) for name in names if name in keys), None)

    def cells(self, *names: str) -> list[Callable[[list[str]], str]]:
        """What gives the cell of each of these columns ("day|date": the first there is), or ""."""
        return [_cell_at(self.place(*name.split("|"))) for name in names]

    def refused(self, line: int, reason: object) -> InputRefused:
        """The refusal of the whole file, with the line that is the reason."""
        return InputRefused(f"{self.name}, line {line}: {reason}")

    def each(self, read: Callable[[int, list[str]], T]) -> Iterator[T]:
        """What `read` makes of each row (line, cells); its refusals get file and line."""
        for line, cells in self.rows:
            try:
                yield read(line, cells)
            except InputRefused as fault:
                raise self.refused(line, fault) from None

    def cleaned(self, note: Callable[[str], None]) -> Table:
        """The table without characters that cannot be seen; `note` hears how many lines had some.

        Odd blanks become plain ones. Control characters stay, and are refused where they matter.
        """
        header = [_visible(cell) for cell in self.header]
        return self._replace(header=header, rows=_cleaned(self.rows, note))


def _cell_at(place: int | None) -> Callable[[list[str]], str]:
    return (lambda _: "") if place is None else lambda row: row[place].strip()


def with_columns(*names: str) -> Callable[[Table], bool]:
    """What recognises a format by columns that all of its tables have."""
    return lambda table: all(table.place(name) is not None for name in names)


def _cleaned(rows: Iterator[Record], note: Callable[[str], None]) -> Iterator[Record]:
    lines: list[int] = []
    for line, cells in rows:
        text = "".join(cells)
        if text.isascii() or text.isprintable():
            yield line, cells
            continue
        clean = [_visible(cell) for cell in cells]
        if clean != cells:
            lines.append(line)
        yield line, clean
    if lines:
        count = f"line {lines[0]}" if len(lines) == 1 else f"{len(lines):,} lines, first {lines[0]}"
        note(f"Characters that cannot be seen were taken out of {count}.")


def _visible(text: str) -> str:
    """The text with plain blanks alone, and without characters of no width.

    >>> _visible("8:33\u202fPM"), _visible("Soy\u200b milk")
    ('8:33 PM', 'Soy milk')
    """
    if text.isascii() or text.isprintable():
        return text
    kinds = ((character, unicodedata.category(character)) for character in text)
    return "".join(
        " " if kind in ("Zs", "Zl", "Zp") else character
        for character, kind in kinds
        if kind != "Cf"
    )


def opened(file: TextFile) -> Table:
    """The table of a text file: its first line says how cells are separated.

    Raises InputRefused for a file that is empty or not UTF-8, and for columns of one name.
    """
    lines = file.lines()
    first = next(lines, "")
    file.must_be_utf8()
    title = ""
    if first.startswith("com.samsung"):
        title, first = first, next(lines, "")
    delimiter = delimiter_of(first)
    table = Table(file.name, delimiter, title, [], records(file, chain((first,), lines), delimiter))
    return _headed(table, ends_in_comma=bool(title))


def of_sheet(name: str, rows: Iterator[Record]) -> Table:
    """The table of a sheet; rows without any cell are passed over."""
    filled = ((line, cells) for line, cells in rows if any(cells))
    return _headed(Table(name, "", "", [], filled), ends_in_comma=False)


def _headed(table: Table, *, ends_in_comma: bool) -> Table:
    """The table whose first row is its header."""
    line, header = next(table.rows, (1, []))
    while header and not header[-1] and not table.delimiter:
        header = header[:-1]  # a sheet is as wide as its widest row
    if not header:
        raise InputRefused(f"{table.name} is empty.")
    _check(table, line, header)
    return table._replace(header=header, rows=_whole(table, header, ends_in_comma=ends_in_comma))


def _check(table: Table, line: int, header: list[str]) -> None:
    if len(header) > _MOST_COLUMNS:
        raise table.refused(line, f"{len(header)} columns; this is no diary.")
    names = [cell.strip().casefold() for cell in header]
    for name in names:
        if name and names.count(name) > 1:
            raise table.refused(line, f"the column '{name}' stands twice.")


def _whole(table: Table, header: list[str], *, ends_in_comma: bool) -> Iterator[Record]:
    """Rows with as many cells as the header; anything else is refused.

    Samsung ends each row, but not its header, with a comma; a sheet has empty cells at the end.
    """
    width, is_loose = len(header), ends_in_comma or not table.delimiter
    for line, cells in table.rows:
        if is_loose and len(cells) > width and not any(cells[width:]):
            del cells[width:]
        if len(cells) != width:
            raise table.refused(line, f"{len(cells)} cells where {width} are needed.")
        if sum(map(len, cells)) > _LONGEST_CELL and max(map(len, cells)) > _LONGEST_CELL:
            raise table.refused(line, f"a cell is longer than {_LONGEST_CELL:,} characters.")
        yield line, cells
