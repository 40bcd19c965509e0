"""Backups are proven copies, one on each day of change, whatever the clock said before."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from b12track.diary.storage import backup, daily, proof
from b12track.errors import DiaryDamaged
from tests.diary.conftest import reading, tampered

if TYPE_CHECKING:
    import sqlite3

    from tests.conftest import Tool


def _entries(path: Path) -> int:
    with reading(path) as connection:
        assert proof.damage(connection) == []
        return proof.inventory(connection).entries


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


def test_a_copy_that_lacks_an_entry_is_not_kept(
    diary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = iter([4, 3])

    def counted(connection: sqlite3.Connection) -> proof.Inventory:
        return proof.inventory(connection)._replace(entries=next(held))

    monkeypatch.setattr(backup, "inventory", counted)
    with pytest.raises(DiaryDamaged, match=r"its proof \(it is not complete\)"):
        backup.copy(str(diary), str(tmp_path / "copy.db"))
    assert not (tmp_path / "copy.db").exists()


def test_the_first_change_of_a_day_makes_a_backup(
    tool: Tool, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in ("20", "21", "21", "22"):
        monkeypatch.setenv("B12TRACK_NOW", f"2026-11-{day}T12:00+00:00")
        tool.ok("log 2 eggs")
    made = backup.backups(str(home / "diary.db"))
    assert [(f"{copy.made_on}", copy.reason) for copy in made] == [
        ("2026-11-22", "daily"),
        ("2026-11-21", "daily"),
        ("2026-11-20", "daily"),
    ]
    assert [_entries(Path(copy.path)) for copy in made] == [4, 2, 1]


def test_a_clock_that_was_ahead_stops_no_backup(
    tool: Tool, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for moment in ("2099-01-01", "2026-11-20", "2026-11-21", "2026-11-22"):
        monkeypatch.setenv("B12TRACK_NOW", f"{moment}T12:00+00:00")
        tool.ok("log 2 eggs")
    days = [f"{copy.made_on}" for copy in backup.backups(str(home / "diary.db"))]
    assert days == ["2099-01-01", "2026-11-22", "2026-11-21", "2026-11-20"]


def test_what_a_clock_ahead_left_takes_no_place_when_copies_are_thinned() -> None:
    today = date(2026, 11, 22)
    past = [today - timedelta(days=number) for number in range(300)]
    ahead = [date(2099, 1, 1) + timedelta(days=40 * number) for number in range(20)]
    assert daily.kept_days([*past, *ahead], today) == daily.kept_days(past, today) | {*ahead}


def test_a_change_that_no_backup_has_seen_is_found(
    tool: Tool, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool.ok("log 2 eggs")
    tool.ok("doctor")
    (home / "backups").rename(home / "elsewhere")
    (home / "backups").write_text("in the way")
    monkeypatch.setenv("B12TRACK_NOW", "2026-11-24T12:00+00:00")
    assert "could not be made" in tool.ok("log 2 eggs").err
    outcome = tool("doctor")
    assert outcome.code == 1
    assert "changed on 2026-11-24, but there is no backup" in outcome.out
    (home / "backups").unlink()
    (home / "elsewhere").rename(home / "backups")
    assert "the newest backup is of 2026-11-22" in tool("doctor").out


def test_two_diaries_of_one_folder_have_backups_of_their_own(tool: Tool, tmp_path: Path) -> None:
    for name in ("a", "a.db"):
        tool.ok("--diary", str(tmp_path / name), "log", "2 eggs")
    for name in ("a", "a.db"):
        (copy,) = backup.backups(str(tmp_path / name))
        assert _entries(Path(copy.path)) == 1


def test_a_backup_is_on_the_disk_before_it_has_its_name(
    diary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The copy is synced, then named, then its folder is synced."""
    if not os.path.isdir("/proc/self/fd"):
        pytest.skip("descriptors have no names here")
    done: list[str] = []
    fsync, link = os.fsync, os.link

    def synced(descriptor: int) -> None:
        done.append(f"sync {os.path.basename(os.readlink(f'/proc/self/fd/{descriptor}'))}")
        fsync(descriptor)

    def named(source: str, target: str) -> None:
        done.append(f"name {os.path.basename(target)}")
        link(source, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "link", named)
    (tmp_path / "safe").mkdir()
    backup.copy(str(diary), str(tmp_path / "safe" / "copy.db"))
    copied, *rest = done
    assert copied.startswith("sync copy.db.part-")
    assert rest == ["name copy.db", "sync safe"]


def test_a_name_that_another_program_takes_meanwhile_is_not_used(
    tool: Tool, diary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, taken = backup.write_copy, []

    def late(source: Any, target: str, **more: Any) -> proof.Inventory:
        if not taken:
            Path(target).write_text("another's")
            taken.append(target)
        return write(source, target, **more)

    monkeypatch.setattr(backup, "write_copy", late)
    made = tool.ok("backup --json").json["backup"]
    assert made != taken[0]
    assert Path(taken[0]).read_text() == "another's"


def test_a_backup_that_fails_never_looks_like_a_failed_log(tool: Tool, home: Path) -> None:
    (home / "backups").write_text("in the way")
    outcome = tool.ok("log 2 eggs")
    assert "Saved #1" in outcome.out
    assert "backup of the day could not be made" in outcome.err


def test_thinning_keeps_days_weeks_and_months() -> None:
    today = date(2026, 11, 22)
    every = {today - timedelta(days=number) for number in range(800)}
    kept = daily.kept_days(every, today)
    assert {today - timedelta(days=number) for number in range(7)} <= kept
    assert len(kept) <= 7 + 8 + 12
    assert min(kept) == date(2025, 12, 31)
    assert daily.kept_days(kept, today) == kept  # thinning twice takes no more away


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
