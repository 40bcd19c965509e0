"""`doctor` finds what is not as it should be, and changes nothing."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import closing
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from b12track.diary.storage import examination, rows
from b12track.diary.storage.schema import SCHEMA_VERSION
from tests.diary.conftest import tampered

if TYPE_CHECKING:
    from pathlib import Path

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
    newest = outcome["newest_backup"]
    assert newest == str(diary.parent / "backups" / "diary-2026-11-22T140000-daily.db")
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


def _findings(diary: Path, code: str, *, known: bool = True) -> list[str]:
    """The sentences with this code."""
    now = datetime.fromisoformat("2026-11-22T14:00:00+00:00")
    findings = examination.examine(str(diary), now, lambda _: known).findings
    return [finding.text for finding in findings if finding.code == code]


def test_days_and_changes_of_the_future_are_counted(diary: Path) -> None:
    tampered(diary, "UPDATE entry SET eaten_on = '2026-11-24' WHERE entry_id > 2")
    tampered(diary, "UPDATE entry SET eaten_on = '2026-11-23' WHERE entry_id = 2")
    assert _findings(diary, "future-date") == ["2026-11-24 lies in the future and holds 2 entries."]
    a_day_ahead = 1_795_356_000 + 86_400  # 2026-11-23T14:00Z
    tampered(diary, f"UPDATE act SET made_at_s = {a_day_ahead}")
    assert _findings(diary, "future-clock") == []
    tampered(diary, f"UPDATE act SET made_at_s = {a_day_ahead} + 1 WHERE act_id < 3")
    assert _findings(diary, "future-clock") == [
        "2 changes were made under a clock ahead of this one."
    ]


@pytest.mark.parametrize(
    ("change", "amount"),
    [
        ("portion_mg = 3000001", "3000 g, 0.55 µg"),
        ("portion_mg = 3000000", None),
        ("b12_ng = 1000001", "50 g, 1,000 µg"),
        ("b12_ng = 1000000", None),
        ("b12_ng = 10000000, b12_origin = 'supplement'", None),
        ("b12_ng = 10000001, b12_origin = 'supplement'", "50 g, 10,000 µg"),
        ("b12_ng = NULL, portion_mg = 4000000", "4000 g"),
        ("b12_ng = 1000001, portion_mg = NULL", "?, 1,000 µg"),
    ],
)
def test_what_is_more_than_people_eat(diary: Path, change: str, amount: str | None) -> None:
    tampered(diary, f"UPDATE entry SET {change} WHERE entry_id = 4")
    assert _findings(diary, "absurd-amount") == (
        [] if amount is None else [f"#4 on 2026-11-21: cheddar, {amount} is more than people eat."]
    )


def test_no_more_than_five_are_listed(diary: Path) -> None:
    columns = "person_id, eaten_on, food_code, food_name, food_source, amount, b12_origin, matrix"
    tampered(
        diary,
        *(
            f"INSERT INTO entry ({columns}, portion_mg, checksum) SELECT person_id,"
            f" '2027-01-0{n}', 'f{n}', 'f{n}', '', '1', 'natural', matrix, 4000000, 0 FROM entry"
            " WHERE entry_id = 1"
            for n in range(1, 8)
        ),
    )
    assert len(_findings(diary, "future-date")) == 5
    assert len(_findings(diary, "unknown-food", known=False)) == 5
    listed = _findings(diary, "absurd-amount")
    assert (len(listed), listed[-1]) == (6, "2 more entries like these.")


def test_a_food_that_is_gone_is_named_with_its_entries(diary: Path) -> None:
    tampered(diary, "UPDATE entry SET food_code = 'x', food_name = 'kefir' WHERE entry_id > 2")
    tampered(diary, "DELETE FROM entry WHERE entry_id < 3")
    assert _findings(diary, "unknown-food") == []
    assert _findings(diary, "unknown-food", known=False) == [
        "kefir (2 entries) is no longer in the food table."
    ]


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
