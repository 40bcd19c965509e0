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


def test_a_preference_is_undone_and_shown(tool: Tool) -> None:
    tool.ok("profile set --week-starts sunday --clock 12h --diet vegan")
    shown = tool.ok("profile show --json").json["preferences"]
    assert shown == {"week-starts": "sunday", "clock": "12h"}
    assert "week starts sunday, clock 12h" in tool.ok("profile show").out
    tool.ok("profile set --week-starts saturday")
    tool.ok("undo")
    assert tool.ok("profile show --json").json["preferences"]["week-starts"] == "sunday"
    tool.refused("profile set --week-starts noon", 2, "is not one of")
