"""The door of the tool: its version, and words that were used before."""

from __future__ import annotations

from pathlib import Path

from b12track import __version__
from b12track.cli.main import HIDDEN
from tests.conftest import Tool


def test_the_version_has_a_short_word(tool: Tool) -> None:
    assert tool.ok("-V").out == tool.ok("--version").out == f"b12track {__version__}\n"


def test_the_old_word_for_check_stays_and_names_the_page_for_a_doctor(
    tool: Tool, home: Path
) -> None:
    tool.ok("log 2 eggs")
    old, new = tool("doctor --json"), tool("check --json")
    assert (old.code, old.out) == (new.code, new.out)
    assert "b12track report" in old.err and not new.err
    assert "doctor" not in tool.ok("help").out.split("Options:")[1].replace("your doctor", "")
    assert "doctor" in HIDDEN


def test_the_old_word_for_the_first_day_of_a_schedule_stays(tool: Tool) -> None:
    tool.ok("regimen add daily 50 µg --from 2026-11-01")
    tool.ok("regimen add daily 25 µg --start 2026-11-02")
    rows = tool.ok("regimen list --json").json["regimens"]
    assert [row["starts_on"] for row in rows] == ["2026-11-01", "2026-11-02"]
    assert "--from" not in tool.ok("help regimen add").out
