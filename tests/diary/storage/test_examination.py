"""`doctor` finds what is not as it should be, and changes nothing."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING

from b12track.diary.storage import rows
from b12track.diary.storage.schema import SCHEMA_VERSION
from tests.diary.conftest import tampered

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tests.conftest import Tool


def _codes(tool: Tool) -> set[str]:
    outcome = tool("doctor --json")
    assert outcome.code == (1 if outcome.json["findings"] else 0)
    return {finding["code"] for finding in outcome.json["findings"]}


def test_a_sound_diary_has_no_findings(tool: Tool, diary: Path) -> None:
    assert _codes(tool) == set()
    outcome = tool.ok("doctor --json").json
    assert outcome["sqlite"] == sqlite3.sqlite_version
    assert (outcome["entries"], outcome["backups"], outcome["schema"]) == (4, 1, SCHEMA_VERSION)
    assert "Nothing amiss" in tool.ok("doctor").out


def test_damage_is_named_with_the_way_back(tool: Tool, diary: Path) -> None:
    tampered(diary, "UPDATE entry SET b12_ng = 1 WHERE entry_id = 3")
    before = diary.read_bytes()
    outcome = tool("doctor")
    assert outcome.code == 1
    assert "entry #3" in outcome.out
    assert "b12track restore" in outcome.out
    assert diary.read_bytes() == before


def test_open_permissions_are_found_and_closed_on_request(
    tool: Tool, diary: Path, home: Path
) -> None:
    diary.chmod(0o644)
    home.chmod(0o755)
    assert _codes(tool) == {"permissions"}
    assert "closed to others" in tool.ok("doctor --fix").out
    assert (diary.stat().st_mode & 0o777, home.stat().st_mode & 0o777) == (0o600, 0o700)
    assert _codes(tool) == set()


def test_a_clock_that_was_ahead_is_found_and_never_in_today(
    tool: Tool, diary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("B12TRACK_NOW", "2031-01-05T12:00+00:00")
    tool.ok("log 100 g salmon")
    monkeypatch.setenv("B12TRACK_NOW", "2026-11-22T14:00+00:00")
    assert {"future-date", "future-clock"} <= _codes(tool)
    assert tool.ok("today --json").json["entries"] == []
    assert tool.ok("week --json").json["total_days"] <= 7


def test_absurd_amounts_and_forgotten_foods_are_found(tool: Tool, diary: Path) -> None:
    tool.ok("log 4 kg cheddar")
    assert _codes(tool) == {"absurd-amount"}
    tool.ok("undo")
    with closing(sqlite3.connect(diary, isolation_level=None)) as connection:
        rows.update(connection, "entry", 3, {"food_code": "no-such-food"})
    assert _codes(tool) == {"unknown-food"}


def test_leftovers_second_names_and_foreign_journal_modes_are_found(
    tool: Tool, diary: Path, home: Path
) -> None:
    (home / "diary.db.new-4711").touch(0o600)
    os.link(diary, home / "other.db")
    assert _codes(tool) == {"leftover", "second-name"}
    (home / "other.db").unlink()
    (home / "diary.db.new-4711").unlink()
    tampered(diary, "PRAGMA journal_mode=WAL")
    assert "journal-mode" in _codes(tool)
    tool.ok("log 2 eggs")
    assert "journal-mode" not in _codes(tool)


def test_a_name_that_is_just_being_given_is_no_second_name(
    tool: Tool, diary: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited_s: list[float] = []
    monkeypatch.setattr(time, "sleep", waited_s.append)
    os.link(diary, home / "other.db")
    assert _codes(tool) == {"second-name"}
    assert sum(waited_s) < 1
    monkeypatch.setattr(time, "sleep", lambda _: (home / "other.db").unlink())
    assert _codes(tool) == set()


def test_without_a_diary_there_is_nothing_amiss(tool: Tool, home: Path) -> None:
    assert _codes(tool) == set()
    assert os.listdir(home) == ["foods.db"]


def test_the_last_day_of_the_calendar_has_no_morrow(
    tool: Tool, diary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("B12TRACK_NOW", "9999-12-31T23:00+00:00")
    tool.ok("check")
