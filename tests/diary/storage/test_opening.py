"""The door to the diary: no lock is ever dropped, and nothing but a diary is opened."""

from __future__ import annotations

import os
import shlex
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from b12track.diary.storage import file, opening
from b12track.errors import DiaryBusy
from tools.torture import locks, rig
from tools.torture.acts import ACTS, Step, played
from tools.torture.crowd import prepared

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Tool


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return rig.seeded(tmp_path_factory.mktemp("locks") / "seed", 10)


@pytest.mark.skipif(rig.STRACE is None, reason="strace is not installed")
@pytest.mark.parametrize("name", ACTS)
def test_no_writing_command_closes_the_diary_while_it_holds_a_lock(seed: Path, name: str) -> None:
    home = seed.parent / "locks"
    prepared(seed, home, [name])

    def watched(line: str) -> Step:
        ended, dropped = locks.watched(home, shlex.split(line), home / "trace.txt")
        assert ended.code in ACTS[name].codes, ended
        assert dropped == []
        assert "WRLCK" in (home / "trace.txt").read_text()
        return Step(line, ended.code, ended.err, ended.out)

    played(ACTS[name], home, "watched", 1, watched)


def _another_may_write(diary: Path) -> bool:
    """Asked from another process, for locks hold between processes alone."""
    script = (
        "import sqlite3, sys\n"
        "diary = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)\n"
        "try: diary.execute('BEGIN IMMEDIATE')\n"
        "except sqlite3.OperationalError: sys.exit(3)\n"
    )
    done = subprocess.run([sys.executable, "-c", script, str(diary)], check=False)
    return done.returncode == 0


def test_a_second_connection_of_a_process_drops_no_lock_of_the_first(diary: Path) -> None:
    with closing(file.open_to_write(str(diary))) as writer:
        with file.transaction(writer, str(diary)):
            file.open_to_read(str(diary)).close()
            assert not _another_may_write(diary)
        assert _another_may_write(diary)
    assert opening._held == {}


def test_the_proof_bites(diary: Path) -> None:
    """Closing a descriptor by hand does drop the lock here."""
    with closing(file.open_to_write(str(diary))) as writer, file.transaction(writer, str(diary)):
        os.close(os.open(diary, os.O_RDONLY))
        assert _another_may_write(diary)


def test_a_file_that_is_replaced_between_looking_and_opening_is_looked_at_again(
    diary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.db"
    connect, replaced = sqlite3.connect, []

    def late(*given: object, **more: object) -> sqlite3.Connection:
        if not replaced:
            other.write_bytes(diary.read_bytes())
            os.replace(other, diary)
            replaced.append(True)
        return connect(*given, **more)  # type: ignore[call-overload,no-any-return]

    monkeypatch.setattr(sqlite3, "connect", late)
    with closing(opening.connected(str(diary)) or connect(":memory:")) as connection:
        assert connection.identity == opening._identity(str(diary))
    assert opening._held == {}


def test_a_file_that_is_replaced_for_ever_is_said_to_be_busy(
    diary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = iter(range(100))
    monkeypatch.setattr(opening, "_identity", lambda _: (0, next(numbers)))
    with pytest.raises(DiaryBusy):
        opening.connected(str(diary))
    assert opening._held == {}


@pytest.mark.parametrize("name", ["a?mode=memory.db", "100 %41.db", "a#b.db", "mü\udcff.db"])
def test_a_name_is_never_taken_for_an_address(tool: Tool, tmp_path: Path, name: str) -> None:
    try:
        (tmp_path / name).touch()
    except OSError:
        pytest.skip("this file system takes no such name")
    (tmp_path / name).unlink()
    tool.ok("--diary", str(tmp_path / name), "log", "2 eggs")
    assert (tmp_path / name).stat().st_size > 4096
