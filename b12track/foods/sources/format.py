"""What each format of a food table says of itself; each reader's file ends in its own FORMAT."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.foods.sources.values import each

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from b12track.foods.sources.folders import Folder
    from b12track.foods.sources.header import Reader
    from b12track.foods.sources.lines import Record
    from b12track.foods.sources.values import Line


class Sheet(NamedTuple):
    """A table being read: what stands above its header, the header, and its rows by line."""

    title: str
    header: list[str]
    rows: Iterator[Record]


class AboutTable(NamedTuple):
    """What `import --formats` and docs/exchange.md say of a format."""

    files: str
    b12: str
    licence: str = "not found"


class TableFormat(NamedTuple):
    """A format whose foods stand in one table: text with a separator, or a sheet of a workbook."""

    source: str
    recognises: Callable[[list[str]], bool]
    foods: Callable[[Sheet], Iterator[Line]]
    about: AboutTable
    #: The encoding that older editions have instead of UTF-8.
    fallback: str | None = None
    #: Whether cells are never quoted, as in the tables of Open Food Facts.
    is_bare: bool = False


class FolderFormat(NamedTuple):
    """A format whose foods are joined from several files of a folder or zip."""

    source: str
    #: Whether files of these names, in small letters, are the data set.
    recognises: Callable[[set[str]], bool]
    foods: Callable[[Folder], Iterator[Line]]
    about: AboutTable


def row_by_row(reader: Callable[[list[str]], Reader]) -> Callable[[Sheet], Iterator[Line]]:
    """The foods of a table with one food a row, given what reads the rows under a header."""
    return lambda sheet: each(sheet.rows, reader(sheet.header))


#: What `foods import` says of a cell that is no number, unless its format says otherwise.
TRACES_ARE_UNKNOWN: Final = "µg in 100 g; traces and values below a limit are unknown"
