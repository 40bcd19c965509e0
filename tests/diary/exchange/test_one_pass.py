"""Imports ask the diary for many rows at a time, whatever they do, and name a bad line."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

import pytest

from b12track.diary.storage import file
from tests.diary.exchange.fixtures import SERVINGS_2024, Import, table

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Tool

B12 = "B12 (Cobalamin) (µg)"
ROWS = 2_400


def servings(b12: str) -> str:
    """Two hundred days of a dozen servings."""
    return table(
        SERVINGS_2024,
        [
            {
                "Day": f"2026-{number // 12 % 8 + 1:02}-{number // 96 + 1:02}",
                "Food Name": f"Food {number % 90}",
                "Amount": f"{number}.00 g",
                B12: b12,
            }
            for number in range(ROWS)
        ],
    )


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements that were given to the diary while it was open to write."""
    given: list[str] = []

    opened = file.open_to_write

    def counting(path: str, upgrade: Callable[..., None]) -> sqlite3.Connection:
        connection = opened(path, upgrade)
        connection.set_trace_callback(given.append)
        return connection

    monkeypatch.setattr("b12track.cli.session.file.open_to_write", counting)
    return given


def looked_up(given: list[str]) -> int:
    return sum(statement.startswith("SELECT") for statement in given)


def test_no_import_asks_for_each_row(
    importing: Import, tool: Tool, asked: list[str], tmp_path: Path
) -> None:
    importing(servings("1.20"))
    assert looked_up(asked) < ROWS / 5
    asked.clear()
    assert importing(servings("1.20"))["same"] == ROWS
    assert looked_up(asked) < ROWS / 5
    asked.clear()
    assert importing(servings("1.30"), "--update")["updated"] == ROWS
    assert looked_up(asked) < ROWS / 5
    tool.ok(f"export {tmp_path / 'own.json'}")
    tool.ok("undo")
    asked.clear()
    tool.ok(f"import {tmp_path / 'own.json'} --update")
    assert looked_up(asked) < ROWS / 5


def test_a_bad_row_among_many_is_named_and_nothing_is_written(
    importing: Import, tool: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    importing(servings("1.20"))
    path = tmp_path / "own.json"
    tool.ok(f"export {path}")
    document = json.loads(path.read_text())
    document["tables"]["entry"][1500]["b12_origin"] = "moon"
    path.write_text(json.dumps(document))
    monkeypatch.setenv("B12TRACK_HOME", str(tmp_path / "other"))
    outcome = tool(f"import {path}")
    assert (outcome.code, outcome.out) == (3, "")
    assert "entry cannot hold this: CHECK constraint failed" in outcome.err
    assert tool.ok("history --json").json["history"] == []
