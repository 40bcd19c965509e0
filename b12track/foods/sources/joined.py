"""Data sets of several files: the wanted columns of each, strictly, however large it is."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from b12track.foods.sources.lines import delimiter_of, records

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from b12track.foods.sources.lines import TextFile


def columns_of(
    file: TextFile, names: tuple[str, ...], wanted: re.Pattern[str] | None = None
) -> Iterator[list[str]]:
    """These columns of a file of the data set, "" for one that it does not have.

    With `wanted`, rows in which the pattern is nowhere found are left out unread. Raises
    InputRefused where the first column is missing, one stands twice, or a row has other cells.
    """
    for _, row in numbered(file, names, wanted):
        yield row


def numbered(
    file: TextFile, names: tuple[str, ...], wanted: re.Pattern[str] | None = None
) -> Iterator[tuple[int, list[str]]]:
    """The same with the line of each row."""
    lines = file.lines()
    first = next(lines, "")
    delimiter = delimiter_of(first)
    header = next(records(file, iter((first,)), delimiter), (1, [""]))[1]
    file.must_be_utf8()
    for name in names:
        if header.count(name) > 1:
            raise file.refused(f"the column '{name}' stands twice.", 1)
    places = [header.index(name) if name in header else -1 for name in names]
    if places[0] < 0:
        raise file.refused(f"the column '{names[0]}' is missing.", 1)
    for line, cells in records(file, chain(lines), delimiter, wanted):
        if len(cells) != len(header):
            raise file.refused(f"{len(cells)} cells where {len(header)} are needed.", line)
        yield line, [cells[place] if place >= 0 else "" for place in places]
