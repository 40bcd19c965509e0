"""Times that never were, and days at the end of the calendar."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from b12track.diary.exchange import cells
from tests.conftest import ROOT, Tool


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[str]:
    """The local zone of the test; the clock is the machine's own."""
    monkeypatch.delenv("B12TRACK_NOW")
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield str(request.param)
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("zone", "day", "at"),
    [
        ("Europe/Berlin", "2025-03-30", "2:30"),
        ("Africa/Cairo", "2025-04-25", "0:30"),
        ("Australia/Lord_Howe", "2024-10-06", "2:15"),
    ],
    indirect=["zone"],
)
def test_a_time_that_the_clocks_left_out_is_refused(
    tool: Tool, zone: str, day: str, at: str
) -> None:
    tool.refused(f"log milk --on {day} --at {at}", 3, "the clocks were put forward")
    hour, minute = map(int, at.split(":"))
    tool.ok(f"log milk --on {day} --at {hour + 1}:{minute}")
    assert len(tool.ok(f"day {day} --json").json["entries"]) == 1


@pytest.mark.parametrize("zone", ["Europe/Berlin"], indirect=True)
def test_an_imported_time_that_never_was_keeps_its_day(tool: Tool, zone: str) -> None:
    """Another tracker's clock stood elsewhere: the hour that was left out is added."""
    from datetime import datetime
    from datetime import time as clock

    now = datetime.now().astimezone()
    seconds, offset = cells.instant(date(2025, 3, 30), clock(2, 30), now)
    assert datetime.fromtimestamp(seconds).isoformat() == "2025-03-30T03:30:00"  # noqa: DTZ006
    assert offset == 7200


@pytest.mark.parametrize(
    "line", ["log milk --on 0001-01-01", "week 0001-01-01", "month 0001-01-05", "day 1799-12-31"]
)
def test_the_first_days_of_the_calendar_are_refused(tool: Tool, line: str) -> None:
    tool.refused(line, 3, "too long ago")


def test_the_earliest_day_works_in_every_command(tool: Tool) -> None:
    tool.ok("log milk --on 1800-01-01")
    for line in ("week 1800-01-01", "month 1800-01-01", "day 1800-01-01", "gaps", "flags"):
        assert tool(line).code in (0, 1), line


def test_an_entry_of_another_tracker_from_long_ago_is_left_out(tool: Tool, tmp_path: Path) -> None:
    (tmp_path / "old.csv").write_text(
        "date,food,amount\n0001-01-01,egg,60 g\n2026-03-01,egg,60 g\n"
    )
    done = tool.ok("import --json", str(tmp_path / "old.csv")).json
    assert (done["new"], len(done["skipped"])) == (1, 1)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_json_keeps_every_letter_in_any_encoding(tool: Tool, encoding: str) -> None:
    tool.ok("foods add", "crème 🥚 豆", "--per", "100g", "--b12", "1µg")
    tool.ok("log", "60 g crème 🥚 豆")
    for line in ("day --json", "foods search crème --json"):
        done = subprocess.run(
            [sys.executable, "-m", "b12track", *line.split()],
            cwd=ROOT,
            capture_output=True,
            env={**os.environ, "PYTHONIOENCODING": encoding},
            check=True,
        )
        assert "crème 🥚 豆" in str(json.loads(done.stdout.decode(encoding))), line
