"""Doses that schema 1 rounded are put right from what was typed, and undo takes that back."""

from __future__ import annotations

import shutil
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from b12track.diary.storage import file, proof
from tests.fixtures.diary.__main__ import FOLDER

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Tool

_TYPED = [2.5, 25.0, 0.6, 1000.0, 75.0, 2.6]
_ROUNDED = [2.0, 24.0, 1.0, 1000.0, 75.0, 2.6]


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A diary as the release with schema 1 wrote it, with doses of two people."""
    path = tmp_path / "older.db"
    shutil.copyfile(FOLDER / "older_doses.db", path)
    return path


def _doses(tool: Tool, path: Path) -> list[float]:
    entries = tool.ok(f"--diary {path} day 2026-03-30 --json").json["entries"]
    return [entry["b12_ug"] for entry in entries]


def test_entries_are_put_right_from_their_own_amount(tool: Tool, older: Path) -> None:
    before = older.read_bytes()
    entries = tool.ok(f"--diary {older} day 2026-03-30 --json").json["entries"]
    assert older.read_bytes() == before
    assert [(entry["amount"], entry["grams"]) for entry in entries] == [
        ("2.5 µg", None),
        ("2 × 12.5 µg", None),
        ("0.6 µg", None),
        ("1000 µg", 1.0),
        ("3 tablets", 3.0),
        ("2.6 µg", 0.104),
    ]
    assert [entry["b12_ug"] for entry in entries] == _TYPED
    mum = tool.ok(f"--diary {older} day 2026-03-30 --for mum --json").json["entries"]
    assert [entry["b12_ug"] for entry in mum] == [12.6]


def test_it_is_an_act_that_history_shows_and_undo_takes_back(tool: Tool, older: Path) -> None:
    tool.ok(f"--diary {older} mark 2026-03-20 paused")
    tool.ok(f"--diary {older} undo 2")
    acts = tool.ok(f"--diary {older} history --json").json["history"]
    assert [(act["command"], act["person"], act["undone"]) for act in acts[:3]] == [
        ("mark paused", "me", True),
        ("exact doses", "mum", True),
        ("exact doses", "me", False),
    ]
    assert _doses(tool, older) == _TYPED
    tool.ok(f"--diary {older} undo")
    assert _doses(tool, older) == _ROUNDED
    tool.ok(f"--diary {older} redo")
    assert _doses(tool, older) == _TYPED
    with closing(file.open_to_read(str(older))) as diary:
        assert proof.damage(diary) == []
