"""Backups are proven copies; a restore shows what it will do and keeps what was there."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from b12track.diary.storage import backup
from tests.diary.conftest import reading, tampered

if TYPE_CHECKING:
    from tests.conftest import Tool


def _entries(path: Path) -> int:
    with reading(path) as connection:
        assert backup.damage(connection) == []
        return backup.contents(connection).entries


def test_a_backup_is_a_whole_diary(tool: Tool, diary: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    document = tool.ok("backup --json", str(target)).json
    assert (document["entries"], document["backup"]) == (4, str(target))
    assert _entries(target) == 4
    there = tool.ok("week --json").json
    assert tool.ok("--diary", str(target), "week", "--json").json == there


@pytest.mark.parametrize("kind", ["file", "link", "dangling", "folder", "diary itself"])
def test_a_backup_never_overwrites(tool: Tool, diary: Path, tmp_path: Path, kind: str) -> None:
    target, canary = tmp_path / "copy.db", tmp_path / "canary"
    canary.write_text("alive")
    if kind == "file":
        target.write_text("mine")
    elif kind == "folder":
        target.mkdir()
    elif kind != "diary itself":
        target.symlink_to(canary if kind == "link" else tmp_path / "nowhere")
    outcome = tool("backup", str(diary if kind == "diary itself" else target))
    assert outcome.code == 3
    assert canary.read_text() == "alive"
    assert not (tmp_path / "nowhere").exists()
    assert kind != "file" or target.read_text() == "mine"


def test_a_damaged_diary_makes_no_backup(tool: Tool, diary: Path, home: Path) -> None:
    tampered(diary, "UPDATE entry SET note = 'x' WHERE entry_id = 3")
    before = sorted(os.listdir(home / "backups"))
    outcome = tool("backup")
    assert outcome.code == 5
    assert "does not pass its proof" in outcome.err
    assert sorted(os.listdir(home / "backups")) == before


def test_the_first_change_of_a_day_makes_a_backup(
    tool: Tool, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in ("20", "21", "21", "22"):
        monkeypatch.setenv("B12TRACK_NOW", f"2026-11-{day}T12:00+00:00")
        tool.ok("log 2 eggs")
    made = backup.backups(str(home / "diary.db"))
    assert [(f"{one.made_on}", one.reason) for one in made] == [
        ("2026-11-22", "daily"), ("2026-11-21", "daily"), ("2026-11-20", "daily"),
    ]  # fmt: skip
    assert [_entries(Path(one.path)) for one in made] == [4, 2, 1]


def test_a_backup_that_fails_never_looks_like_a_failed_log(tool: Tool, home: Path) -> None:
    (home / "backups").write_text("in the way")
    outcome = tool.ok("log 2 eggs")
    assert "Saved #1" in outcome.out
    assert "backup of the day could not be made" in outcome.err


def test_thinning_keeps_days_weeks_and_months() -> None:
    today = date(2026, 11, 22)
    every = {today - timedelta(days=number) for number in range(800)}
    kept = backup.kept_days(every, today)
    assert {today - timedelta(days=number) for number in range(7)} <= kept
    assert len(kept) <= 7 + 8 + 12
    assert min(kept) == date(2025, 12, 31)
    assert backup.kept_days(kept, today) == kept  # thinning twice takes no more away


def test_thinning_removes_daily_ones_alone_and_nothing_when_a_diary_shrank(
    tool: Tool, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool.ok("log 2 eggs")
    tool.ok("backup")
    folder = home / "backups"
    made = (folder / "diary-2026-11-22T140000-daily.db").read_bytes()
    for day in range(1, 29):
        (folder / f"diary-2026-03-{day:02}T120000-daily.db").write_bytes(made)
    (folder / "notes.txt").write_text("mine")
    monkeypatch.setenv("B12TRACK_NOW", "2026-11-23T14:00:00+00:00")
    tool.ok("delete 1")
    assert len(os.listdir(folder)) == 32  # fewer entries than before: all is kept
    monkeypatch.setenv("B12TRACK_NOW", "2026-11-24T14:00:00+00:00")
    tool.ok("log 2 eggs, 100 g milk")
    left = sorted(os.listdir(folder))
    assert "notes.txt" in left
    assert any("manual" in name for name in left)
    assert len(left) < 20


def test_restore_previews_and_changes_nothing_until_yes(tool: Tool, diary: Path) -> None:
    tool.ok("backup")
    tool.ok("delete 1 2 3")
    saved = next(one for one in backup.backups(str(diary)) if one.reason == "manual").path
    before = diary.read_bytes()
    preview = tool("restore", saved)
    assert preview.code == 3
    assert "The diary now: 1 entries" in preview.out
    assert "The backup:    4 entries" in preview.out
    assert diary.read_bytes() == before
    done = tool.ok("restore", saved, "--yes")
    assert "kept" in done.out
    assert _entries(diary) == 4
    kept = next(one for one in backup.backups(str(diary)) if one.reason == "before-restore")
    assert _entries(Path(kept.path)) == 1
    tool.ok("restore", kept.path, "--yes")  # in the same second; a restore can be taken back
    assert _entries(diary) == 1
    tool.ok("log 2 eggs")


@pytest.mark.parametrize("damage", ["rows", "pages", "header", "gone"])
def test_a_damaged_diary_is_kept_and_replaced(tool: Tool, diary: Path, damage: str) -> None:
    tool.ok("backup")
    saved = backup.backups(str(diary))[0].path
    if damage == "rows":
        tampered(diary, "UPDATE entry SET b12_ng = 5 WHERE entry_id = 3")
    elif damage == "pages":
        content = diary.read_bytes()
        diary.write_bytes(content[:4096] + os.urandom(8192) + content[12288:])
    elif damage == "header":
        diary.write_bytes(diary.read_bytes()[:6000])
    else:
        diary.unlink()
    bad = diary.read_bytes() if damage != "gone" else b""
    tool.ok("restore", saved, "--yes")
    assert _entries(diary) == 4
    if damage in ("pages", "header"):
        (kept,) = diary.parent.glob("diary.db.damaged-*")
        assert kept.read_bytes() == bad
    tool.ok("log 2 eggs")


def test_a_foreign_diary_is_never_replaced(tool: Tool, diary: Path) -> None:
    tool.ok("backup")
    saved = backup.backups(str(diary))[0].path
    diary.write_text("somebody's novel\n" * 30)
    assert tool("restore", saved, "--yes").code == 6
    assert diary.read_text().startswith("somebody's")


def test_what_is_no_sound_backup_is_refused(tool: Tool, diary: Path, tmp_path: Path) -> None:
    tool.ok("backup", str(tmp_path / "b.db"))
    tampered(tmp_path / "b.db", "UPDATE entry SET b12_ng = 5 WHERE entry_id = 3")
    before = diary.read_bytes()
    assert tool("restore", str(tmp_path / "b.db"), "--yes").code == 5
    assert tool("restore", str(tmp_path / "none.db"), "--yes").code == 3
    assert tool("restore", str(diary), "--yes").code == 3
    assert tool("restore", str(tmp_path), "--yes").code == 3
    assert diary.read_bytes() == before
