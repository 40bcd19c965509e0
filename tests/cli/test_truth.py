"""What the tool says is what happened: when an output fails, a disk is full, a word is odd."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from b12track.cli import output
from b12track.errors import StorageFailed
from tests.conftest import ROOT, Tool

FOODS = "name,b12_ug_per_100g\nzmilk,0.4\n"


def _run(line: list[str], **variables: str) -> subprocess.CompletedProcess[str]:
    with open("/dev/full", "w") as full:
        return subprocess.run(
            [sys.executable, "-m", "b12track", *line],
            cwd=ROOT,
            env={**os.environ, **variables},
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full here")
@pytest.mark.parametrize("command", ["foods import", "chart", "report", "backup"])
def test_what_was_written_is_said_to_be_written_when_the_output_fails(
    tool: Tool, tmp_path: Path, command: str
) -> None:
    tool.ok("log 2 eggs")
    (tmp_path / "foods.csv").write_text(FOODS)
    target = str(tmp_path / "x.svg")
    lines = {
        "foods import": ["foods", "import", str(tmp_path / "foods.csv")],
        "chart": ["chart", "week", "-o", target],
        "report": ["report", "-o", str(tmp_path / "x.html")],
        "backup": ["backup", str(tmp_path / "copy.db")],
    }
    done = _run(lines[command])
    assert done.returncode == 9, done.stderr
    assert "Saved, but the output failed" in done.stderr


def test_a_full_disk_is_told_with_the_name_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    target = str(tmp_path / "report.html")
    with pytest.raises(StorageFailed, match=r"report\.html cannot be written: No space"):
        output.write_files({target: b"x"}, force=False)
    assert list(tmp_path.glob("*report*")) == []


def test_a_catalogue_that_finds_no_room_leaves_nothing_behind(
    tool: Tool, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    (home / "foods.db").unlink()
    monkeypatch.setattr(os, "replace", full)
    assert "salmon" in tool.ok("foods show salmon").out  # from a catalogue in memory
    assert os.listdir(home) == []


def test_what_a_killed_export_left_is_found(tool: Tool, home: Path) -> None:
    tool.ok("log 2 eggs")
    (home / ".week.svg.part-99999999").write_text("")
    (home / "foods.db.new-99999999").write_text("")
    (home / f".live.part-{os.getpid()}").write_text("")
    outcome = tool("doctor --json").json
    assert sorted(os.path.basename(row["text"].split()[0]) for row in outcome["findings"]) == [
        ".week.svg.part-99999999",
        "foods.db.new-99999999",
    ]


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="setpriv is not installed")
@pytest.mark.parametrize("line", ["week", "export", "doctor", "log 2 eggs"])
def test_an_unfinished_change_on_a_read_only_disk_is_named(
    tool: Tool, home: Path, line: str
) -> None:
    """A journal that cannot be played back; and no foods.db, which cannot be built there."""
    from tools.torture import rig

    if rig.STRACE is None:
        pytest.skip("strace is not installed")
    tool.ok("log 2 eggs")
    kill = (
        rig.STRACE,
        "-f",
        "-qq",
        "-o",
        os.devnull,
        "-P",
        str(home / "diary.db"),
        "-e",
        "trace=pwrite64",
        "-e",
        "inject=pwrite64:signal=KILL:when=2",
    )
    rig.run(home, ["log", "3 eggs"], kill)
    assert (home / "diary.db-journal").exists()
    (home / "foods.db").unlink()
    for path in (home / "diary.db", home / "diary.db-journal", home / "backups", home):
        path.chmod(0o500 if path.is_dir() else 0o400)
    powerless = ["setpriv", "--bounding-set=-dac_override"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*powerless, sys.executable, "-m", "b12track", *line.split()],
        cwd=ROOT,
        text=True,
        capture_output=True,
        check=False,
    )
    home.chmod(0o700)
    assert done.returncode == 7, done
    assert "unfinished change" in done.stderr
    assert "diary.db-journal" in done.stderr


def test_letters_that_the_locale_cannot_read_name_the_locale() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "b12track", "take", "1000 µg".encode()],
        cwd=ROOT,
        text=True,
        env={**os.environ, "PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 3, done
    assert "LC_ALL=C.UTF-8" in done.stderr


@pytest.mark.parametrize("line", ["delete ٣", "delete ２", "edit ٣ --amount 60g", "delete 1_0"])
def test_numbers_are_ascii_digits(tool: Tool, line: str) -> None:
    tool.ok("log 2 eggs")
    assert tool(line).code == 2
    assert len(tool.ok("today --json").json["entries"]) == 1


def test_a_folder_is_no_diary(tool: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("B12TRACK_DIARY", f"{tmp_path}/missing/")
    tool.refused("log 2 eggs", 3, "is a folder")
    assert not (tmp_path / "missing").exists()


def test_undo_takes_back_what_changed_something(tool: Tool) -> None:
    tool.ok("log 2 eggs")
    tool.ok("profile set --diet vegetarian")
    for line in ("profile set --diet vegetarian", "mark yesterday clear", "profile use me"):
        tool.ok(line)
    assert "profile set" in tool.ok("undo").out
    assert "log" in tool.ok("undo").out
    assert tool("undo").code == 3


def test_imported_foods_are_said_not_to_be_in_a_backup(tool: Tool, tmp_path: Path) -> None:
    tool.ok("log 2 eggs")
    assert "Not in it" not in tool.ok("backup").out
    (tmp_path / "foods.csv").write_text(FOODS)
    assert (
        "undo does not take this back" in tool.ok("foods import", str(tmp_path / "foods.csv")).out
    )
    assert "Not in it: 1 foods that you imported" in tool.ok("backup").out
    assert tool.ok("backup --json").json["imported_foods_not_in_it"] == 1
