"""The history leaves nothing out, whatever became of the index that leads to it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Tool

INDEX = "change_by_act"


def _left_out_by_its_index(diary: Path) -> None:
    """Writes the newest change again behind the back of its index."""
    with closing(sqlite3.connect(diary)) as raw, raw:
        newest = raw.execute("SELECT * FROM change ORDER BY change_id DESC LIMIT 1").fetchone()
        raw.execute("DELETE FROM change WHERE change_id = ?", newest[:1])
        raw.execute("PRAGMA writable_schema = ON")
        kept = raw.execute("SELECT * FROM sqlite_schema WHERE name = ?", (INDEX,)).fetchone()
        raw.execute("DELETE FROM sqlite_schema WHERE name = ?", (INDEX,))
    with closing(sqlite3.connect(diary)) as raw, raw:
        marks = ", ".join("?" * len(newest))
        raw.execute(f"INSERT INTO change VALUES ({marks})", newest)
        raw.execute("PRAGMA writable_schema = ON")
        raw.execute("INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", kept)


@pytest.mark.parametrize("line", ["history --json", "undo", "history"])
def test_a_change_that_its_index_leaves_out_is_reported(tool: Tool, home: Path, line: str) -> None:
    tool("log", "2 eggs")
    tool("log", "an apple")
    _left_out_by_its_index(home / "diary.db")
    before = (home / "diary.db").read_bytes()
    outcome = tool(line)
    assert outcome.code == 5
    assert "change #" in outcome.err
    assert (home / "diary.db").read_bytes() == before
