"""The layer picture, start-up imports, and that tests cannot reach the user's own diary."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from b12track.cli.main import COMMANDS
from b12track.diary.storage import file
from tests.conftest import ROOT, Tool

SLOW = {
    "flask",
    "waitress",
    "werkzeug",
    "pandas",
    "numpy",
    "matplotlib",
    "sqlite_utils",
    "rapidfuzz",
    "jinja2",
    "rich",
}


def test_imports_run_downward() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    outcome = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert outcome.returncode == 0, outcome.stdout


@pytest.mark.parametrize(
    "line",
    [
        *("log 2 eggs", "today", "week", "flags", "mark yesterday fasting", "undo --help", ""),
        *("take 1000 µg", "inject 1 mg hydroxocobalamin", "regimen due", "symptom log cramps 2"),
    ],
)
def test_daily_commands_import_nothing_slow(line: str) -> None:
    script = (
        "import sys; from b12track.cli.main import run; run(sys.argv[1:]);"
        "print('LOADED', *sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    command = [sys.executable, "-c", script, *line.split()]
    outcome = subprocess.run(command, capture_output=True, text=True, check=True)
    loaded = set(outcome.stdout.rpartition("LOADED")[2].split())
    assert "click" in loaded
    assert not loaded & SLOW


def test_the_diary_of_a_test_is_its_own(tmp_path: Path, tool: Tool) -> None:
    """The guard: whatever the tests log lands below their own folder, never in a user's."""
    assert Path(file.location(None)).is_relative_to(tmp_path)
    assert Path(os.path.expanduser("~")).is_relative_to(tmp_path)
    tool.ok("log 2 eggs")
    assert (tmp_path / "home" / "diary.db").exists()


def test_without_settings_the_platform_folder_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("B12TRACK_HOME")
    assert Path(file.location(None)) == tmp_path / "user" / ".local/share/b12track/diary.db"


def test_every_command_has_help(tool: Tool) -> None:
    for name in COMMANDS:
        assert "Usage: b12track" in tool.ok(f"{name} --help").out
