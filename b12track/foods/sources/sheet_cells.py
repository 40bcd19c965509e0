"""What a workbook's own XML says of its cells: how far they reach, and which hold errors.

The reader lays out a whole rectangle of cells in memory and shows errors as empty cells, so both
are looked at before it is asked.
"""

from __future__ import annotations

import re
import zipfile
from typing import TYPE_CHECKING, Final

from b12track.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Row and column of a cell, both from 1 on.
Place = tuple[int, int]

#: So many cells are laid out at most; the largest genuine table has 0.6 million.
LARGEST_RANGE: Final = 10_000_000
#: The last row and column that Excel itself knows.
_LAST_PLACE: Final = (1_048_576, 16_384)
_SHEET: Final = re.compile(rb"<(?:\w+:)?sheet\b[^>]*:id\s*=\s*[\"']([^\"']+)[\"']")
_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")
_ATTRIBUTE: Final = re.compile(rb"\b(Id|Target)\s*=\s*[\"']([^\"']+)[\"']")
_CELL: Final = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]+)([0-9]+)[\"']")
_ERROR: Final = re.compile(
    rb"<(?:\w+:)?c\b(?=[^>]*\st\s*=\s*[\"']e[\"'])(?P<tag>[^>]*)>"
    rb".{0,5000}?<(?:\w+:)?v[^>]*>(?P<error>[^<]{1,30})<",
    re.DOTALL,
)


def errors(path: str) -> list[dict[Place, str]]:
    """For each sheet in its order the cells that hold an error of Excel's, such as #REF!.

    Raises InputRefused for a sheet whose cells lie too far apart to be a table.
    """
    with zipfile.ZipFile(path) as archive:
        return [_errors(path, content) for content in _sheets(archive)]


def _sheets(archive: zipfile.ZipFile) -> Iterator[bytes]:
    """The XML of each sheet, in the order in which the workbook names them."""
    names = {name.casefold().lstrip("/"): name for name in archive.namelist()}
    relations = {}
    for tag in _RELATION.findall(_read(archive, names, "xl/_rels/workbook.xml.rels")):
        attributes = dict(_ATTRIBUTE.findall(tag))
        relations[attributes.get(b"Id")] = attributes.get(b"Target", b"").decode("utf-8", "replace")
    for identity in _SHEET.findall(_read(archive, names, "xl/workbook.xml")):
        target = relations.get(identity, "")
        place = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        yield _read(archive, names, place)


def _read(archive: zipfile.ZipFile, names: dict[str, str], place: str) -> bytes:
    name = names.get(place.casefold())
    return archive.read(name) if name else b""


def _errors(path: str, content: bytes) -> dict[Place, str]:
    cells = set(_CELL.findall(content))
    rows = [int(row[:12]) for _, row in cells]
    columns = [_column(letters) for letters in {letters for letters, _ in cells}]
    if cells:
        height, width = max(rows) - min(rows) + 1, max(columns) - min(columns) + 1
        is_outside = max(rows) > _LAST_PLACE[0] or max(columns) > _LAST_PLACE[1]
        if is_outside or height * width > LARGEST_RANGE:
            raise InputRefused(
                f"{path}: the cells of a sheet lie {height:,} rows and {width:,} columns apart;"
                " that is no table."
            )
    return dict(_error(match) for match in _ERROR.finditer(content) if _CELL.search(match["tag"]))


def _error(match: re.Match[bytes]) -> tuple[Place, str]:
    letters, row = _CELL.findall(match["tag"])[0]
    return (int(row), _column(letters)), match["error"].decode("utf-8", "replace")


def _column(letters: bytes) -> int:
    """The number of a column by its letters.

    >>> _column(b"A"), _column(b"AA"), _column(b"XFD")
    (1, 27, 16384)
    """
    number = 0
    for letter in letters.upper()[:12]:
        number = number * 26 + letter - 64
    return number
