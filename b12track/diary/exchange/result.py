"""What an import did, row by row where something is to be said of one."""

from __future__ import annotations

from typing import NamedTuple


class Remark(NamedTuple):
    """What is said of one row: its line, or where there are no lines the row's name."""

    line: int | str
    reason: str


class Gone(NamedTuple):
    """An entry that was imported, of a day that the file speaks of, and is not in it any more."""

    entry_id: int
    day: str
    food: str


class Result(NamedTuple):
    """What an import did: rows that were new, there already, differing, and left out."""

    new: int
    same: int
    differs: list[Remark]
    skipped: list[Remark]
    #: Rows that were made what the tracker says now, because that was asked for.
    updated: int = 0
    #: Days that had entries from elsewhere before: both count.
    shared_days: int = 0
    gone: list[Gone] = []  # noqa: RUF012 - never changed
    #: New entries without a B12 value, and new totals that may leave foods out.
    unknown: int = 0
    least: int = 0
