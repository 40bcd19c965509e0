"""What the tests of the diary share: a diary with a few entries, and its raw connection."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import pytest

from b12track.diary.storage import file
from tests.diary.exchange.fixtures import Import

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import Tool


@pytest.fixture
def diary(tool: Tool, home: Path) -> Path:
    """The path of a diary with three days, one of them marked partial."""
    tool.ok("log 2 eggs, 250 ml milk --on 2026-11-19 --meal breakfast")
    tool.ok("log 100 g salmon --on 2026-11-20 --at 19:00 --note lemon")
    tool.ok("log 50 g cheddar --on 2026-11-21 --meal lunch")
    tool.ok("mark 2026-11-21 partial")
    return home / "diary.db"


@pytest.fixture
def importing(tool: Tool, tmp_path: Path) -> Import:
    """Imports a text as a file."""
    return Import(tool, tmp_path)


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A verified connection, closed at the end."""
    with closing(file.open_to_read(str(path))) as connection:
        yield connection


def tampered(path: Path, *statements: str) -> None:
    """Changes the file as a failing disk or another program would: past every checksum."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA ignore_check_constraints=ON")
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def left_out_by_index(diary: Path, table: str, index: str) -> None:
    """Writes the newest row of a table again behind the back of one of its indexes."""
    with closing(sqlite3.connect(diary)) as raw, raw:
        newest = raw.execute(f"SELECT * FROM {table} ORDER BY {table}_id DESC LIMIT 1").fetchone()
        raw.execute(f"DELETE FROM {table} WHERE {table}_id = ?", newest[:1])
        raw.execute("PRAGMA writable_schema = ON")
        kept = raw.execute("SELECT * FROM sqlite_schema WHERE name = ?", (index,)).fetchone()
        raw.execute("DELETE FROM sqlite_schema WHERE name = ?", (index,))
    with closing(sqlite3.connect(diary)) as raw, raw:
        marks = ", ".join("?" * len(newest))
        raw.execute(f"INSERT INTO {table} VALUES ({marks})", newest)
        raw.execute("PRAGMA writable_schema = ON")
        raw.execute("INSERT INTO sqlite_schema VALUES (?, ?, ?, ?, ?)", kept)
