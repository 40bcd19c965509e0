"""Preferences of a person: the day their week starts, the clock they read; kept in the diary."""

from __future__ import annotations

import pytest

from tests.conftest import Tool


@pytest.mark.parametrize(
    ("starts", "first"),
    [(None, "2026-11-16"), ("sunday", "2026-11-22"), ("saturday", "2026-11-21")],
)
def test_the_calendar_week_starts_as_preferred(tool: Tool, starts: str | None, first: str) -> None:
    tool.ok("log 2 eggs --on 2026-11-18")
    if starts:
        assert f"Week starts: {starts}." in tool.ok(f"profile set --week-starts {starts}").out
    days = tool.ok("week --calendar --json").json["days"]
    assert (days[0]["date"], days[-1]["date"]) == (first, "2026-11-22")  # today, a Sunday
    earlier = tool.ok("week 2026-11-10 --calendar --json").json["days"]
    assert len(earlier) == 7


def test_times_are_shown_by_the_clock_of_the_person(tool: Tool) -> None:
    tool.ok("log 2 eggs --at 8:30")
    assert "08:30" in tool.ok("today").out
    tool.ok("profile set --clock 12h")
    assert "8:30 am" in tool.ok("today").out and "8:30 am" in tool.ok("").out
    tool.ok("profile add mum")
    tool.ok("log 2 eggs --at 8:30 --for mum")
    assert "08:30" in tool.ok("today --for mum").out


def test_every_time_that_is_told_follows_the_clock_of_the_person(tool: Tool) -> None:
    tool.ok("profile set --clock 12h")
    assert "dinner at 7:05 pm" in tool.ok("log 2 eggs --at 19:05 --meal dinner --on yesterday").out
    assert "7:05 pm" in tool.ok("edit 1 --amount 3").out
    assert "2026 2:00 pm  edit" in tool.ok("history").out
    assert "2026-11-22 2:00 pm" in tool.ok("undo").out.replace("\n  ", " ")
    assert "2026-11-22 2:00 pm" in tool.ok("redo").out.replace("\n  ", " ")
    assert "7:05 pm" in tool.ok("delete 1").out
    assert "begins at 4:30 am for me" in tool.ok("profile day-start 4:30").out
    assert "days begin at 4:30 am" in tool.ok("profile list").out
    assert tool.ok("profile list --json").json["people"][0]["day_start"] == "04:30"
    assert "12:00 am → 4:30 am" in tool.ok("history --last 1").out.replace("\n" + " " * 8, "")


def test_a_preference_is_undone_and_shown(tool: Tool) -> None:
    tool.ok("profile set --week-starts sunday --clock 12h --diet vegan")
    preferences = tool.ok("profile show --json").json["preferences"]
    assert preferences == {"week-starts": "sunday", "clock": "12h"}
    assert "week starts sunday, clock 12h" in tool.ok("profile show").out
    tool.ok("profile set --week-starts saturday")
    tool.ok("undo")
    assert tool.ok("profile show --json").json["preferences"]["week-starts"] == "sunday"
    tool.refused("profile set --week-starts noon", 2, "is not one of")
