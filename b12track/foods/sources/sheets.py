"""Workbooks (xls and xlsx) as rows of text, numbers in the shortest form that means the same."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from b12track.errors import InputRefused
from b12track.foods.sources import sheet_cells

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from python_calamine import CalamineSheet

    from b12track.foods.sources.lines import Record
    from b12track.foods.sources.sheet_cells import Place

#: A workbook is held in memory sheet by sheet; unpacked, the genuine ones stay below 15 MB.
LARGEST_WORKBOOK: Final = 300_000_000


def sheets(path: str, unpacked: int) -> Iterator[Iterator[Record]]:
    """The sheets of a workbook that unpacks to so many bytes, each as its rows with their numbers.

    Raises InputRefused for what is no workbook and for one that unpacks to too much.
    """
    import python_calamine

    if unpacked > LARGEST_WORKBOOK:
        raise InputRefused(f"{path} unpacks to {unpacked:,} bytes; that is no table.")
    try:
        errors = sheet_cells.errors(path) if zipfile.is_zipfile(path) else []
        workbook = python_calamine.CalamineWorkbook.from_path(path)
        for name, wrong in zip_longest(workbook.sheet_names, errors):
            if name is not None:
                yield _rows(workbook.get_sheet_by_name(name), wrong or {})
    except (python_calamine.CalamineError, OSError, ValueError, zipfile.BadZipFile) as error:
        raise InputRefused(f"{path} cannot be read as a workbook: {error}.") from None


def _rows(sheet: CalamineSheet, errors: Mapping[Place, str]) -> Iterator[Record]:
    # Empty rows above the first that holds anything are given, empty columns before it are not.
    _, left = sheet.start or (0, 0)
    wrong: dict[int, list[tuple[int, str]]] = {}
    for (row, column), error in errors.items():
        wrong.setdefault(row, []).append((column - 1 - left, error))
    for number, cells in enumerate(sheet.iter_rows(), 1):
        texts = [_text(cell) for cell in cells]
        for index, error in wrong.get(number, ()):
            # The reader shows an error as nothing, which would be "unknown".
            texts[index] = error
        yield number, texts


def _text(cell: object) -> str:
    """A cell as text; a whole number loses the ".0" that the file format gives it.

    >>> _text(datetime(2026, 10, 5)), _text(time(8, 30))  # noqa: DTZ001 - a sheet knows no zone
    ('2026-10-05', '08:30:00')
    >>> _text(11100000.0), _text(0.56), _text("< 0,1"), _text(None)
    ('11100000', '0.56', '< 0,1', '')
    """
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return "" if cell is None else str(cell)
