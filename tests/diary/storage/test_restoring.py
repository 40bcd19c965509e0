"""A restore shows what it will do, works where it is needed most, and keeps what was there."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from b12track.diary import journal
from b12track.diary.storage import backup, proof, restoring
from b12track.errors import DiaryDamaged
from tests.diary.conftest import reading, tampered
from tools.torture.rig import NOW

if TYPE_CHECKING:
    from tests.conftest import Tool


def _entries(path: Path) -> int:
    with reading(path) as connection:
        assert proof.damage(connection) == []
        return proof.inventory(connection).entries


def test_restore_previews_and_changes_nothing_until_yes(tool: Tool, diary: Path) -> None:
    tool.ok("backup")
    tool.ok("delete 1 2 3")
    saved = next(copy for copy in backup.backups(str(diary)) if copy.reason == "manual").path
    before = diary.read_bytes()
    preview = tool("restore", saved)
    assert preview.code == 3
    assert "The diary now: 1 entries" in preview.out
    assert "The backup:    4 entries" in preview.out
    assert diary.read_bytes() == before
    done = tool.ok("restore", saved, "--yes")
    assert "kept" in done.out
    assert _entries(diary) == 4
    kept = next(copy for copy in backup.backups(str(diary)) if copy.reason == "before-restore")
    assert _entries(Path(kept.path)) == 1
    tool.ok("restore", kept.path, "--yes")  # in the same second; a restore can be taken back
    assert _entries(diary) == 1
    tool.ok("log 2 eggs")


def test_a_diary_is_no_backup_of_itself(tool: Tool, diary: Path) -> None:
    before = diary.read_bytes()
    tool.refused(f"restore {diary} --yes", 3, "That file is the diary itself.")
    assert diary.read_bytes() == before


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


HEADS: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda content: content[:0],
    "first page zeroed": lambda content: bytes(4096) + content[4096:],
    "cut to 50 bytes": lambda content: content[:50],
    "all zeros": lambda content: bytes(len(content)),
    "no schema": lambda content: content[:60] + bytes(4) + content[64:],
    "no program": lambda content: content[:68] + bytes(4) + content[72:],
    "garbled": lambda content: bytes(range(129, 229)) + content[100:],
}


@pytest.mark.parametrize("kind", HEADS)
def test_a_restore_works_where_the_header_is_gone(tool: Tool, diary: Path, kind: str) -> None:
    bad = HEADS[kind](diary.read_bytes())
    diary.write_bytes(bad)
    refused = tool("week")
    assert refused.code in (5, 6)
    assert "b12track restore" in refused.err
    saved = backup.backups(str(diary))[0].path
    assert "The diary now: cannot be read" in tool("restore", saved).out
    assert diary.read_bytes() == bad
    tool.ok("restore", saved, "--yes")
    assert _entries(diary) == 2  # as many as when the backup of the day was made
    (kept,) = diary.parent.glob("diary.db.damaged-*")
    assert kept.read_bytes() == bad
    tool.ok("log 2 eggs")


def test_a_diary_that_is_damaged_twice_within_a_second_is_restored_twice(
    tool: Tool, diary: Path
) -> None:
    saved = backup.backups(str(diary))[0].path
    damaged = [diary.read_bytes()[:50], bytes(4096)]
    for bad in damaged:
        diary.write_bytes(bad)
        tool.ok("restore", saved, "--yes")
        assert _entries(diary) == 2
    kept = sorted(diary.parent.glob("diary.db.damaged-*"))
    assert [path.read_bytes() for path in kept] == damaged


def test_a_restore_gets_rid_of_a_planted_trigger(tool: Tool, diary: Path) -> None:
    tool.ok("backup")
    saved = backup.backups(str(diary))[0].path
    tampered(diary, "CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM entry; END")
    assert tool("week").code == 6
    tool.ok("restore", saved, "--yes")
    assert _entries(diary) == 4


def test_a_diary_that_vanished_beside_its_backups_is_noticed(tool: Tool, diary: Path) -> None:
    diary.unlink()
    for line in ("week", "log 2 eggs", "doctor", "history", "backup"):
        outcome = tool(line)
        assert outcome.code == 5, outcome
        assert "is gone, but" in outcome.err
        assert not diary.exists()
    assert "daily" in tool.ok("restore").out
    (diary.parent / "backups").rename(diary.parent / "old")
    tool.ok("log 2 eggs")


def test_what_is_plainly_something_else_is_never_replaced(tool: Tool, diary: Path) -> None:
    saved = backup.backups(str(diary))[0].path
    sound = diary.read_bytes()
    newer = sound[:60] + (99).to_bytes(4, "big") + sound[64:]
    another = sound[:68] + b"MINE" + sound[72:]
    for content in (b"somebody's novel " * 30, "Roman über B12. ".encode() * 30, newer, another):
        diary.write_bytes(content)
        assert tool("restore", saved, "--yes").code == 6
        assert diary.read_bytes() == content
        assert list(diary.parent.glob("*.damaged-*")) == []


def test_a_restore_that_would_not_hold_the_backup_changes_nothing(
    tool: Tool, diary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What would be there is sound, but a meal of the backup is missing: it is counted."""
    tool.ok("backup")
    saved = backup.backups(str(diary))[0].path
    tool.ok("delete 1")
    before, take_over = diary.read_bytes(), restoring._take_over

    def incomplete(source: Any, target: Any, table: str) -> None:
        take_over(source, target, table)
        if table == "sqlite_sequence":  # the last one
            journal.remove(target, 1, [2])

    monkeypatch.setattr(restoring, "_take_over", incomplete)
    with (
        closing(sqlite3.connect(saved)) as source,
        pytest.raises(DiaryDamaged, match="would not hold"),
    ):
        restoring._in_place(str(diary), source, NOW)
    assert diary.read_bytes() == before


def test_without_hard_links_a_damaged_diary_is_restored_too(
    tool: Tool, diary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    saved = backup.backups(str(diary))[0].path
    diary.write_bytes(b"")
    monkeypatch.setattr(os, "link", refused)
    tool.ok("restore", saved, "--yes")
    assert _entries(diary) == 2
    # What was absorbed on past days is kept beside it and may be deleted at any time.
    names = {path.name for path in diary.parent.glob("diary.db*")} - {"diary.db-absorbed"}
    assert names == {"diary.db", "diary.db.damaged-2026-11-22T140000"}


def test_what_is_no_sound_backup_is_refused(tool: Tool, diary: Path, tmp_path: Path) -> None:
    tool.ok("backup", str(tmp_path / "b.db"))
    tampered(tmp_path / "b.db", "UPDATE entry SET b12_ng = 5 WHERE entry_id = 3")
    before = diary.read_bytes()
    assert tool("restore", str(tmp_path / "b.db"), "--yes").code == 5
    refused = tool("restore", str(tmp_path / "none.db"), "--yes")
    assert refused.code == 3
    assert f"There is no file {tmp_path / 'none.db'}." in refused.err
    assert tool("restore", str(diary), "--yes").code == 3
    assert tool("restore", str(tmp_path), "--yes").code == 3
    assert diary.read_bytes() == before
