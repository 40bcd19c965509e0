"""The settings, the locks and the exit codes of the diary file."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from b12track.diary.storage import backup, file
from b12track.errors import DiaryBusy, OutcomeUnknown, StorageFailed
from tests.conftest import ROOT, Tool


def test_every_connection_has_the_settings_the_promises_rest_on(diary: Path) -> None:
    with closing(file.open_to_write(str(diary))) as connection:
        for pragma, value in (
            ("journal_mode", "delete"),
            ("synchronous", 3),
            ("foreign_keys", 1),
            ("trusted_schema", 0),
            ("cell_size_check", 1),
            ("secure_delete", 1),
        ):
            assert connection.execute(f"PRAGMA {pragma}").fetchone() == (value,), pragma
    with closing(file.open_to_read(str(diary))) as connection:
        assert connection.execute("PRAGMA query_only").fetchone() == (1,)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute("DELETE FROM entry")


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_files_are_private_under_any_umask(tmp_path: Path, mask: int) -> None:
    """The entry point sets its own umask, so it is run as a program."""
    home = tmp_path / "deep" / "er"
    variables = {**os.environ, "B12TRACK_HOME": str(home)}
    for words in (["log", "2 eggs"], ["backup"], ["backup", str(tmp_path / "copy.db")]):
        done = subprocess.run(
            [sys.executable, "-m", "b12track", *words],
            cwd=ROOT,
            env=variables,
            umask=mask,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    for folder, _, names in os.walk(tmp_path / "deep"):
        assert _mode(Path(folder)) == 0o700
        assert all(_mode(Path(folder, name)) == 0o600 for name in names)
    assert _mode(tmp_path / "copy.db") == 0o600


@pytest.mark.parametrize("mask", [0o000, 0o077])
def test_the_library_needs_no_umask(tmp_path: Path, mask: int) -> None:
    old = os.umask(mask)
    try:
        file.open_to_write(str(tmp_path / "new" / "diary.db")).close()
        backup.copy(str(tmp_path / "new" / "diary.db"), str(tmp_path / "new" / "copy.db"))
    finally:
        os.umask(old)
    assert _mode(tmp_path / "new") == 0o700
    assert {_mode(path) for path in (tmp_path / "new").iterdir()} == {0o600}


def test_a_held_lock_gives_busy_and_nothing_saved(
    tool: Tool, diary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file, "PATIENCE_S", 0.3)
    before = diary.read_bytes()
    with closing(sqlite3.connect(diary, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        outcome = tool("log 2 eggs")
        assert time.monotonic() - began < 2
        assert outcome.code == 4
        assert "nothing was saved" in outcome.err
        assert tool("week").code == 0  # readers go on
    assert diary.read_bytes() == before
    assert tool("log 2 eggs").code == 0


def test_whoever_waits_in_a_crowd_is_not_told_that_it_is_busy(
    diary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others write one after the other for longer than one of them may hold the diary."""
    monkeypatch.setattr(file, "PATIENCE_S", 2.0)
    others = subprocess.Popen(
        [sys.executable, "-c", _WRITING_ON, str(diary)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert others.stdout is not None
        others.stdout.readline()
        began = time.monotonic()
        with (
            closing(file.open_to_write(str(diary))) as writer,
            file.transaction(writer, str(diary)),
        ):
            waited = time.monotonic() - began
    finally:
        others.communicate()
    assert waited > 2.5


#: Holds the diary four times for a second, and takes hold of it again at once.
_WRITING_ON = """
import sqlite3, sys, time
diary = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=10)
diary.execute("BEGIN EXCLUSIVE")
print("it begins", flush=True)
for number in range(4):
    time.sleep(1)
    diary.execute("UPDATE tally SET row_count = row_count + ?", (-1 if number % 2 else 1,))
    diary.execute("COMMIT")
    diary.execute("BEGIN EXCLUSIVE")
time.sleep(0.1)
"""


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, -signal.SIGTERM)]
)
def test_an_interrupt_is_served_while_waiting(diary: Path, number: int, code: int) -> None:
    with closing(sqlite3.connect(diary, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        waiting = subprocess.Popen(
            [sys.executable, "-m", "b12track", "log", "2 eggs"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        time.sleep(1.2)
        began = time.monotonic()
        waiting.send_signal(number)
        waiting.communicate(timeout=10)
        assert time.monotonic() - began < 1
        assert waiting.returncode == code


class Failing(sqlite3.Connection):
    """A connection whose statements of one kind fail with one of SQLite's codes."""

    failing: tuple[str, int, str] = ("", 0, "")

    def execute(self, sql: str, *more: Any) -> sqlite3.Cursor:
        start, code, words = self.failing
        if start and sql.startswith(start):
            error = sqlite3.OperationalError(words)
            error.sqlite_errorcode = code
            raise error
        return super().execute(sql, *more)


@pytest.mark.parametrize(
    ("start", "code", "error"),
    [
        ("COMMIT", sqlite3.SQLITE_IOERR, OutcomeUnknown),
        ("COMMIT", sqlite3.SQLITE_IOERR | (5 << 8), OutcomeUnknown),
        ("COMMIT", sqlite3.SQLITE_FULL, StorageFailed),
        ("BEGIN", sqlite3.SQLITE_IOERR, StorageFailed),
        ("BEGIN", sqlite3.SQLITE_READONLY, StorageFailed),
        ("BEGIN", sqlite3.SQLITE_CANTOPEN, StorageFailed),
        ("BEGIN", sqlite3.SQLITE_BUSY, DiaryBusy),
    ],
)
def test_what_sqlite_says_becomes_an_exit_code(
    diary: Path, monkeypatch: pytest.MonkeyPatch, start: str, code: int, error: type[Exception]
) -> None:
    monkeypatch.setattr(file, "PATIENCE_S", 0.1)
    with closing(sqlite3.connect(diary, isolation_level=None, factory=Failing)) as connection:
        connection.failing = (start, code, "x")
        with pytest.raises(error), file.transaction(connection, str(diary)):
            pass


def test_a_file_system_without_links_still_makes_a_whole_diary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refused)
    path = tmp_path / "new" / "diary.db"
    file.open_to_write(str(path)).close()
    assert os.listdir(tmp_path / "new") == ["diary.db"]
    assert _mode(path) == 0o600
    file.open_to_read(str(path)).close()


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="setpriv is not installed")
def test_a_folder_that_cannot_be_written_is_said(diary: Path, home: Path) -> None:
    """Without power over modes: reading goes on, writing ends with 7, nothing is made."""
    before = diary.read_bytes()
    for path, mode in (
        (home / "foods.db", 0o400),
        (diary, 0o400),
        (home / "backups", 0o500),
        (home, 0o500),
    ):
        path.chmod(mode)
    powerless = ["setpriv", "--bounding-set=-dac_override"] if os.geteuid() == 0 else []
    for words, code in ((["week"], 0), (["log", "2 eggs"], 7), (["backup"], 7)):
        done = subprocess.run(
            [*powerless, sys.executable, "-m", "b12track", *words],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, (words, done.stderr)
    assert diary.read_bytes() == before
    for path in (home, home / "backups"):
        path.chmod(0o700)


def test_the_same_key_never_acts_twice(tool: Tool) -> None:
    first = tool.ok("log 2 eggs --id k1 --json")
    again = tool.ok("log 2 eggs --id k1 --json")
    assert again.json["entries"] == first.json["entries"]
    assert len(tool.ok("today --json").json["entries"]) == 1
    tool.ok("undo")
    undone = tool.ok("log 2 eggs --id k1")
    assert "was undone" in undone.out
    assert tool.ok("today --json").json["entries"] == []


def test_deleted_words_are_gone_from_the_file(tool: Tool, home: Path) -> None:
    """`secure_delete` overwrites rows; what the history keeps goes with an undo that ends."""
    tool.ok("log 2 eggs --note", "verysecretword")
    path = home / "diary.db"
    assert b"verysecretword" in path.read_bytes()
    with closing(file.open_to_write(str(path))) as connection:
        for table in ("change", "entry"):
            connection.execute(f"DELETE FROM {table}")
    assert b"verysecretword" not in path.read_bytes()


def test_too_large_numbers_and_names_are_refused_not_stored(tool: Tool, diary: Path) -> None:
    assert tool(f"edit {10**30} --amount 60g").code == 3
    assert tool("edit 1 --meal", "x" * 51).code == 3
    assert tool("log 2 eggs --meal", "x" * 51).code == 3
    assert tool("log 2 eggs --id", "k" * 101).code == 3
