"""What is not ours, newer, or no file at all is left byte-identical, with one sentence."""

from __future__ import annotations

import os
import socket
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from b12track.diary.storage import places
from b12track.diary.storage.schema import APPLICATION_ID, SCHEMA_VERSION
from tests.diary.conftest import tampered

if TYPE_CHECKING:
    from tests.conftest import Tool

LINES = ["today", "log 2 eggs", "undo", "doctor", "backup"]


def _sqlite(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in ("CREATE TABLE moz_places (id INTEGER)", *statements):
            connection.execute(statement)


def _text(path: Path) -> None:
    path.write_text("2026-11-22 two eggs\n" * 20)


def _random(path: Path) -> None:
    path.write_bytes(os.urandom(5000))


def _cut(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0" + bytes(20))


def _newer(path: Path) -> None:
    _sqlite(
        path, f"PRAGMA application_id={APPLICATION_ID}", f"PRAGMA user_version={SCHEMA_VERSION + 1}"
    )


def _borrowed_id(path: Path) -> None:
    _sqlite(
        path, f"PRAGMA application_id={APPLICATION_ID}", f"PRAGMA user_version={SCHEMA_VERSION}"
    )


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (_text, "is not a b12track diary"),
        (_random, "is not a b12track diary"),
        (_cut, "is not a b12track diary"),
        (_sqlite, "is not a b12track diary"),
        (_newer, "newer b12track"),
        (_borrowed_id, "holds other tables"),
        (Path.touch, "is empty"),
    ],
)
def test_what_is_not_ours_stays_as_it_is(
    tool: Tool, home: Path, make: object, sentence: str
) -> None:
    path = home / "diary.db"
    make(path)  # type: ignore[operator]
    before, folder = path.read_bytes(), sorted(os.listdir(home))
    for line in LINES:
        outcome = tool(line)
        assert (outcome.code, outcome.out) == (6, ""), (line, outcome)
        assert sentence in outcome.err
        assert path.read_bytes() == before
        assert sorted(os.listdir(home)) == folder


@pytest.mark.parametrize("kind", ["folder", "link", "dangling link", "fifo", "socket"])
def test_what_is_no_file_is_refused(tool: Tool, home: Path, kind: str) -> None:
    path, canary = home / "diary.db", home / "canary"
    canary.write_text("alive")
    if kind == "folder":
        path.mkdir()
    elif kind == "fifo":
        os.mkfifo(path)
    elif kind == "socket":
        os.chdir(home)
        with closing(socket.socket(socket.AF_UNIX)) as door:
            door.bind("diary.db")
    else:
        path.symlink_to(canary if kind == "link" else home / "nowhere")
    for line in LINES:
        outcome = tool(line)
        assert (outcome.code, outcome.out) == (3, ""), (line, outcome)
        assert canary.read_text() == "alive"
        assert not (home / "nowhere").exists()


@pytest.mark.parametrize("path", ["", " ", ":memory:", "file:x.db", "file:x?mode=memory", "a\0b"])
def test_paths_that_name_no_file_are_refused(tool: Tool, home: Path, path: str) -> None:
    outcome = tool("--diary", path, "log", "2 eggs")
    assert (outcome.code, outcome.out) == (3, ""), outcome


@pytest.mark.parametrize("path", ["/dev/null", "/dev/full", "/dev/zero"])
def test_devices_are_refused(tool: Tool, path: str) -> None:
    assert tool("--diary", path, "log", "2 eggs").code == 3


@pytest.mark.parametrize(
    "planted",
    [
        "CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM entry WHERE entry_id < 3; END",
        "CREATE VIEW v AS SELECT * FROM entry",
        "CREATE TABLE t (x)",
        "CREATE INDEX i ON entry (note)",
        "DROP INDEX change_by_act",
    ],
)
def test_a_planted_trigger_or_table_is_refused(tool: Tool, diary: Path, planted: str) -> None:
    tampered(diary, planted)
    before = diary.read_bytes()
    for line in LINES:
        outcome = tool(line)
        assert (outcome.code, outcome.out) == (6, ""), (line, outcome)
        assert diary.read_bytes() == before


def test_looking_changes_nothing(tool: Tool, diary: Path, home: Path) -> None:
    before, folder = diary.read_bytes(), sorted(os.listdir(home))
    for line in (
        "",
        "today",
        "week",
        "month",
        "gaps",
        "flags",
        "history",
        "doctor",
        "restore",
        "profile list",
        "log 2 eggs --dry-run",
    ):
        tool(line)
    assert diary.read_bytes() == before
    assert sorted(os.listdir(home)) == folder


@pytest.mark.parametrize(
    "line", ["today", "log 2 eggs --dry-run", "backup", "doctor", "restore", "history"]
)
def test_no_diary_is_made_by_looking(tool: Tool, home: Path, line: str) -> None:
    tool(line)
    assert os.listdir(home) == ["foods.db"]


@pytest.mark.skipif(sys.platform != "linux", reason="the short way is that of Linux")
@pytest.mark.parametrize("named", [None, "", " ", "data", "/srv/data", "/srv/data/", "~/data"])
@pytest.mark.parametrize("home", ["/home/me", "/home/me/", "/", "", "me"])
def test_the_short_way_to_the_users_folder_is_that_of_the_library(
    monkeypatch: pytest.MonkeyPatch, named: str | None, home: str
) -> None:
    import platformdirs

    monkeypatch.delenv("B12TRACK_HOME", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv("HOME", home)
    if named is not None:
        monkeypatch.setenv("XDG_DATA_HOME", named)
    assert places.home() == platformdirs.user_data_dir("b12track", appauthor=False)


@pytest.mark.skipif(sys.platform != "linux", reason="the short way is that of Linux")
def test_who_has_a_home_waits_for_no_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("B12TRACK_HOME", raising=False)
    monkeypatch.setitem(sys.modules, "platformdirs", None)
    monkeypatch.setenv("HOME", "/home/me")
    assert places.home() == "/home/me/.local/share/b12track"
    monkeypatch.setenv("XDG_DATA_HOME", "/srv/data")
    assert places.home() == "/srv/data/b12track"
