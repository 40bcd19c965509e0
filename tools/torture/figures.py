"""The figures of the sweeps as the table of docs/promises.md, each row with its commit."""

from __future__ import annotations

import re
import sqlite3
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from tools.torture.rig import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable

_PAGE: Final = ROOT / "docs" / "promises.md"
_PLACE: Final = re.compile(r"(<!-- torture -->\n).*(<!-- end -->)", re.DOTALL)
_ROW: Final = re.compile(r"\| (.+?) \| ([\d,]+) \| ([\d,]+) \| (\S+) \|")


class Row(NamedTuple):
    """One line of the page: what was done how often, what went wrong, and on which commit."""

    sweep: str
    points: int
    wrong: int
    commit: str


@cache
def commit() -> str:
    """The commit of this tree, with a + where files of the program differ from it."""
    answers = [
        subprocess.run(
            ["git", *words.split()], cwd=ROOT, capture_output=True, text=True, check=False
        ).stdout.strip()
        for words in ("rev-parse --short HEAD", "status --porcelain -uno b12track tools/torture")
    ]
    return (answers[0] or "unknown") + ("+" if answers[1] else "")


def write(rows: list[Row], every: int, *, is_whole: bool) -> None:
    """Renews these rows of the page; of a whole run no others are left."""
    text = _PAGE.read_text("utf-8")
    place = _PLACE.search(text)
    assert place, "the page has lost its place for the table"
    older = [] if is_whole else read(place[0])
    _PAGE.write_text(
        text.replace(place[0], f"{place[1]}{table(merged(older, rows), every)}{place[2]}"), "utf-8"
    )


def read(text: str) -> list[Row]:
    """The rows of a table."""
    return [
        Row(sweep, int(points.replace(",", "")), int(wrong.replace(",", "")), at)
        for sweep, points, wrong, at in _ROW.findall(text)
    ]


def merged(older: Iterable[Row], newer: Iterable[Row]) -> list[Row]:
    """Newer rows in the places of the older ones of the same name, then those that are new.

    >>> old = [Row("killed", 5, 1, "aaa"), Row("flipped", 2, 0, "aaa")]
    >>> [tuple(row) for row in merged(old, [Row("killed", 9, 0, "bbb")])]
    [('killed', 9, 0, 'bbb'), ('flipped', 2, 0, 'aaa')]
    """
    return list({row.sweep: row for row in (*older, *newer)}.values())


def table(rows: list[Row], every: int) -> str:
    """The table of the page."""
    lines = ["| sweep | points | wrong | commit |", "|---|---:|---:|---|"]
    lines += [f"| {row.sweep} | {row.points:,} | {row.wrong:,} | {row.commit} |" for row in rows]
    versions = f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}"
    share = "every point" if every == 1 else f"one point in {every}"
    return "\n".join([*lines, "", f"{versions}; {share}.", ""])
