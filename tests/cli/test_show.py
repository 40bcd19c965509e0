"""Reading the diary: days, spans, gaps and flags, in text, JSON and CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Tool


def test_an_empty_diary_says_how_to_begin_and_makes_no_file(tool: Tool, home) -> None:
    printed = tool.ok("").out
    assert "b12track log a glass of fortified soy milk" in printed
    assert "b12track log 2 eggs with a slice of cheddar" in printed
    assert tool.ok("today").out == (
        "Not judged yet: no day is recorded in full; 14 are needed.\nSun 22 Nov 2026: unrecorded\n"
    )
    assert "no mean" in tool.ok("week").out
    assert tool.ok("gaps").out
    assert not (home / "diary.db").exists()


def test_every_view_judges_the_same_window_and_none_begins_before_the_diary(tool: Tool) -> None:
    tool.eat("2 eggs", [1])
    sentence = "Not judged yet: 1 day is recorded; 14 are needed."
    for view in ("", "today", "week", "month"):
        assert sentence in tool.ok(view).out
    for view in ("today", "week", "month"):
        window = tool.ok(f"{view} --json").json["judgement"]["window"]
        assert (window["from"], window["to"]) == ("2026-11-21", "2026-11-21")
        assert (window["days"], window["recorded"]) == (1, 1)


def test_week_has_the_promised_keys_and_null_for_unrecorded(tool: Tool) -> None:
    tool.eat("2 eggs", range(2, 4))
    document = tool.ok("week --json").json
    assert [day["b12_ug"] for day in document["days"]] == [None, None, None, 1.11, 1.11, None, None]
    assert (document["recorded_days"], document["total_days"]) == (2, 7)
    assert document["mean_ug_per_day"] == 1.11
    assert document["zero_days"] == 0


def test_today_does_not_drag_the_mean_down_until_it_is_complete(tool: Tool) -> None:
    tool.eat("2 eggs", range(1, 3))
    tool.ok("log an apple")
    assert tool.ok("week --json").json["mean_ug_per_day"] == 1.11
    tool.ok("mark today complete")
    document = tool.ok("week --json").json
    assert (document["recorded_days"], document["mean_ug_per_day"]) == (3, 0.74)
    assert document["zero_days"] == 1


def test_partial_and_paused_days_are_out_of_the_mean(tool: Tool) -> None:
    tool.eat("2 eggs", range(1, 5))
    tool.ok("mark -1d partial")
    tool.ok("mark -2d paused")
    document = tool.ok("week --json").json
    assert document["recorded_days"] == 2
    states = [day["state"] for day in document["days"]]
    assert states == [
        "unrecorded",
        "unrecorded",
        "complete",
        "complete",
        "paused",
        "partial",
        "unrecorded",
    ]


def test_a_fasting_day_is_a_real_zero(tool: Tool) -> None:
    tool.ok("mark yesterday fasting")
    document = tool.ok("week --json").json
    assert (document["recorded_days"], document["mean_ug_per_day"], document["zero_days"]) == (
        1,
        0,
        1,
    )


def test_text_and_json_give_the_same_figures(tool: Tool) -> None:
    tool.eat("salmon 150g", range(1, 4))
    assert "Mean of 3 recorded days of 7: 4.20 µg per day" in tool.ok("week").out
    assert tool.ok("week --json").json["mean_ug_per_day"] == 4.2


@pytest.mark.parametrize("line", ["today", "week", "month", "show --from -9d", "gaps", "flags", ""])
def test_no_line_is_wider_than_eighty_columns(tool: Tool, line: str) -> None:
    tool.eat("2 eggs, 250 ml fortified soy milk, 50 g paneer, 1000 µg b12", range(1, 10))
    tool.ok("log 2 eggs, a slice of cheddar --meal breakfast")
    lines = tool(line).out.splitlines()
    assert lines
    assert max(map(len, lines)) <= 80


def test_csv_and_json_exclude_each_other(tool: Tool) -> None:
    tool.ok("log 2 eggs")
    assert tool("week --json --csv").code == 2
    assert tool.ok("today --csv").out.splitlines()[0].startswith("id,food,food_code,amount,grams")
    assert tool.ok("week --csv").out.splitlines()[-1].startswith("2026-11-22,partial,1.11,0")


def test_gaps_lists_what_is_missing(tool: Tool) -> None:
    tool.ok("log 2 eggs --on -9d")
    tool.ok("log 2 eggs --on -5d")
    tool.ok("mark -5d partial")
    document = tool.ok("gaps --json").json
    assert [(gap["state"], gap["days"]) for gap in document["gaps"]] == [
        ("unrecorded", 3),
        ("partial", 1),
        ("unrecorded", 4),
    ]
    assert "Not fully recorded: 8 of 9 days." in tool.ok("gaps").out


def test_thirty_low_days_raise_a_flag_and_exit_one(tool: Tool) -> None:
    tool.eat("27 g egg", range(1, 31))
    outcome = tool("flags --json")
    assert outcome.code == 1
    (period,) = outcome.json["periods"]
    assert (period["state"], period["tier"], period["recorded_days"]) == ("open", "notice", 30)
    assert (period["lens"], period["threshold_ug_per_day"]) == ("absorbed", 1.0)
    assert period["mean_ug_per_day"] == period["absorbed_ug_per_day"]["best"]
    assert period["deficit_ug"] == pytest.approx(30 * (1 - period["mean_ug_per_day"]), abs=0.02)
    assert outcome.json["judgement"]["answer"] == "low"
    assert tool("flags --quiet") == (1, "", "")
    assert "still open" in tool("flags").out


def test_no_flag_from_unrecorded_days_or_a_weekly_tablet(tool: Tool) -> None:
    tool.ok("log 2 eggs --on -40d")
    assert tool.ok("flags --json").json["periods"] == []
    tool.eat("50 g rice", range(1, 31))
    for back in (28, 21, 14, 7):
        tool.ok(f"log 2000 µg b12 --on -{back}d")
    assert tool.ok("flags --json").json["periods"] == []


def test_as_of_judges_an_earlier_day(tool: Tool) -> None:
    tool.eat("27 g egg", range(20, 51))
    tool.eat("salmon 150g", range(1, 20))
    tool.eat("150 g salmon", range(1, 20), "dinner")
    assert [p["state"] for p in tool.ok("flags --json").json["periods"]] == ["closed"]
    outcome = tool("flags --json --as-of -20d")
    assert (outcome.code, [p["state"] for p in outcome.json["periods"]]) == (1, ["open"])


def test_few_recorded_days_are_said(tool: Tool) -> None:
    tool.ok("log 2 eggs --on -20d")
    codes = [notice["code"] for notice in tool.ok("flags --json").json["notices"]]
    assert codes == ["few-recorded-days"]


def test_the_tablet_of_an_earlier_week_is_not_called_todays(tool: Tool) -> None:
    tool("take", "2000 µg", "--on", "2026-11-15")
    assert tool("week 2026-11-15").out.startswith("Covered until Sun 22 Nov by Sunday's tablet.")
    tool("take", "2000 µg")
    assert tool("week").out.startswith("Covered until Sun 29 Nov by today's tablet.")
