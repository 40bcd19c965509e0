"""The door to the diary: no lock is ever dropped, and nothing but a diary is opened."""

from __future__ import annotations

import errno
import os
import shlex
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from b12track.diary.storage import file, opening, places
from b12track.errors import DiaryBusy
from tools.torture import locks, rig, warm
from tools.torture.acts import ACTS, Step, played
from tools.torture.crowd import prepared

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Tool


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory, built_catalogue: Path) -> Path:
    return rig.seeded(tmp_path_factory.mktemp("locks") / "seed", 10, built_catalogue)


@pytest.mark.skipif(rig.STRACE is None, reason="strace is not installed")
@pytest.mark.parametrize("name", ACTS)
def test_no_writing_command_closes_the_diary_while_it_holds_a_lock(seed: Path, name: str) -> None:
    home = seed.parent / "locks"
    prepared(seed, home, [name])
    runner = rig.run if name == "log" else warm.run  # the start of Python opens no diary

    def watched(line: str) -> Step:
        ended, dropped = locks.watched(home, shlex.split(line), home / "trace.txt", runner)
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


def test_looking_at_a_diary_that_is_open_keeps_no_further_descriptor(diary: Path) -> None:
    with closing(file.open_to_read(str(diary))):
        (held,) = opening._held.values()
        before = list(held.descriptors)
        assert not opening.is_another_thing(str(diary))
        assert held.descriptors == before
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
    with pytest.raises(DiaryBusy, match=r"^Another program replaces the diary; nothing was saved"):
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


def test_a_diary_with_two_names_is_read_but_not_written(
    tool: Tool, diary: Path, tmp_path: Path
) -> None:
    """What a crash leaves is undone by the journal of one name alone."""
    before = diary.read_bytes()
    (tmp_path / "second.db").hardlink_to(diary)
    for where in (diary, tmp_path / "second.db"):
        outcome = tool("--diary", str(where), "log", "2 eggs")
        assert outcome.code == 3
        assert "second name" in outcome.err
        assert tool("--diary", str(where), "week").code == 0
    assert diary.read_bytes() == before
    (tmp_path / "second.db").unlink()
    tool.ok("log 2 eggs")


def test_a_name_left_by_a_killed_program_is_no_second_name(tool: Tool, diary: Path) -> None:
    """The diary is made under another name: a kill right after it got its own leaves both."""
    left = diary.parent / "diary.db.new-99999999"
    left.hardlink_to(diary)
    tool.ok("log 2 eggs")
    assert not left.exists()


def test_the_same_diary_through_another_folder_is_the_same_diary(
    tool: Tool, diary: Path, tmp_path: Path
) -> None:
    (tmp_path / "other").symlink_to(diary.parent)
    other = tmp_path / "other" / "diary.db"
    with closing(file.open_to_write(str(diary))) as writer, file.transaction(writer, str(diary)):
        with closing(file.open_to_read(str(other))):
            assert len(opening._held) == 1
        assert not _another_may_write(other)
    (tmp_path / "link.db").symlink_to(diary)
    assert tool("--diary", str(tmp_path / "link.db"), "log", "2 eggs").code == 3


def test_without_links_a_killed_program_leaves_nothing_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory cards: killed before the rename, or while another one waits for the name."""

    def refused(*_: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    (tmp_path / "card").mkdir()
    path = tmp_path / "card" / "diary.db"
    monkeypatch.setattr(os, "link", refused)
    rename = os.rename
    monkeypatch.setattr(os, "rename", killed)
    with pytest.raises(KeyboardInterrupt):
        file.open_to_write(str(path))
    assert not path.exists()
    monkeypatch.setattr(os, "rename", rename)
    (tmp_path / "card" / "diary.db.new-lock").touch()
    file.open_to_write(str(path)).close()
    assert os.listdir(tmp_path / "card") == ["diary.db"]
    with pytest.raises(FileExistsError):
        places.name_new(str(tmp_path / "maker"), str(path))


@pytest.mark.parametrize("command", ["import", "foods import"])
def test_importing_the_diary_itself_drops_no_lock(
    tool: Tool, diary: Path, tmp_path: Path, command: str
) -> None:
    if rig.STRACE is None:
        pytest.skip("strace is not installed")
    words = [*command.split(), str(diary)]
    ended, dropped = locks.watched(diary.parent, words, tmp_path / "trace.txt")
    assert ended.code == 3, ended
    assert dropped == []
