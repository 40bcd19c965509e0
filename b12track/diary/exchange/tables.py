"""Foreign tables as text: a header, and rows that have exactly its cells."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from b12track.errors import InputRefused
from b12track.foods.sources.lines import records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from b12track.foods.sources.lines import TextFile

T = TypeVar("T")

#: The widest export known has 65 columns.
_MOST_COLUMNS: Final = 1000
_LONGEST_CELL: Final = 10_000


class Table(NamedTuple):
    """A table being read: `title` is a line above the header, as Samsung writes one."""

    file: TextFile
    delimiter: str
    title: str
    header: list[str]
    rows: Iterator[tuple[int, list[str]]]

    def place(self, *names: str) -> int | None:
        """Where the first of these columns stands, compared without case; None where nowhere."""
        keys = [cell.strip().casefold() for cell in self.header]
        return next((keys.index(name) for name in names if name in keys), None)

    def refused(self, line: int, reason: object) -> InputRefused:
        """The refusal of the whole file, with the line that is the reason."""
        return self.file.refused(str(reason), line)

    def each(self, read: Callable[[int, list[str]], T]) -> Iterator[T]:
        """What `read` makes of each row (line, cells); its refusals get file and line."""
        for line, cells in self.rows:
            try:
                yield read(line, cells)
            except InputRefused as fault:
                raise self.refused(line, fault) from None


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
    delimiter = max(",;\t", key=first.count)
    rows = records(file, chain((first,), lines), delimiter)
    line, header = next(rows, (1, []))
    if not header:
        raise InputRefused(f"{file.name} is empty.")
    return Table(
        file,
        delimiter,
        title,
        _checked(file, line, header),
        _whole(file, header, rows, ends_in_comma=bool(title)),
    )


def _checked(file: TextFile, line: int, header: list[str]) -> list[str]:
    if len(header) > _MOST_COLUMNS:
        raise file.refused(f"{len(header)} columns; this is no diary.", line)
    names = [cell.strip().casefold() for cell in header]
    for name in names:
        if name and names.count(name) > 1:
            raise file.refused(f"the column '{name}' stands twice.", line)
    return header


def _whole(
    file: TextFile,
    header: list[str],
    rows: Iterator[tuple[int, list[str]]],
    *,
    ends_in_comma: bool,
) -> Iterator[tuple[int, list[str]]]:
    """Rows with as many cells as the header; anything else is refused.

    Samsung ends each row, but not its header, with a comma.
    """
    for line, cells in rows:
        if ends_in_comma and len(cells) == len(header) + 1 and not cells[-1]:
            cells.pop()
        if len(cells) != len(header):
            raise file.refused(f"{len(cells)} cells where {len(header)} are needed.", line)
        if any(len(cell) > _LONGEST_CELL for cell in cells):
            raise file.refused(f"a cell is longer than {_LONGEST_CELL:,} characters.", line)
        yield line, cells
