"""`flags` with a profile: diet and age rules, what covers until when, and whose values judge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Tool

VEGAN_DAY = "200 g cooked rice, 150 g tofu, 100 g broccoli"


def codes(tool: Tool, line: str = "flags --json") -> dict[str, str]:
    """Code → level of every notice."""
    return {each["code"]: each["level"] for each in tool(line).json["notices"]}


@pytest.mark.parametrize(("days", "level"), [(6, None), (7, "note"), (27, "note"), (28, "notice")])
def test_a_vegan_diet_without_a_source(tool: Tool, days: int, level: str | None) -> None:
    tool.ok("profile set --diet vegan")
    tool.eat(VEGAN_DAY, range(1, days + 1))
    assert codes(tool).get("vegan-no-reliable-source") == level
    assert tool("flags --quiet").code == (1 if days >= 28 else 0)  # a note is no alarm


def test_other_diets_are_not_asked_for_a_source(tool: Tool) -> None:
    tool.eat(VEGAN_DAY, range(1, 31))
    assert "vegan-no-reliable-source" not in codes(tool)


def test_unrecorded_days_neither_raise_nor_hide_the_vegan_rule(tool: Tool) -> None:
    tool.ok("profile set --diet vegan")
    tool.eat(VEGAN_DAY, range(13, 17))
    assert "vegan-no-reliable-source" not in codes(tool)
    tool.eat(VEGAN_DAY, range(1, 4))
    assert codes(tool)["vegan-no-reliable-source"] == "note"


def test_a_weekly_tablet_covers_and_says_until_when(tool: Tool) -> None:
    tool.ok("profile set --diet vegan")
    tool.eat(VEGAN_DAY, range(1, 31))
    for back in (24, 17, 10, 3):
        tool.ok(f"log 2000 µg b12 --on -{back}d")
    noticed = codes(tool)
    assert "vegan-no-reliable-source" not in noticed
    text = next(
        n["text"] for n in tool.ok("flags --json").json["notices"] if n["code"] == "covered"
    )
    assert "2,000 µg by mouth on 19 Nov 2026 count as about 25 µg absorbed (8.9 to 36)" in text
    assert "covering until 26 Nov 2026" in text


def test_a_tablet_that_does_not_come_again_is_noticed(tool: Tool) -> None:
    tool.ok("profile set --diet vegan")
    tool.eat(VEGAN_DAY, range(1, 31))
    tool.ok("log 2000 µg b12 --on -14d")
    assert "vegan-no-reliable-source" not in codes(tool)
    tool.ok("delete -1")
    tool.ok("log 2000 µg b12 --on -15d")
    assert codes(tool)["vegan-no-reliable-source"] == "note"


def test_an_injection_covers_and_ends_what_was_low(tool: Tool) -> None:
    tool.ok("profile set --condition pernicious-anaemia --since always")
    tool.eat("27 g egg", range(1, 41))
    outcome = tool("flags --json")
    assert outcome.json["judgement"]["answer"] == "low"
    assert [(p["state"], p["tier"]) for p in outcome.json["periods"]] == [("open", "notice")]
    tool.ok("inject 1 mg hydroxocobalamin --on -45d")
    document = tool.ok("flags --json").json
    assert document["periods"] == []
    assert (document["judgement"]["answer"], document["judgement"]["until"]) == (
        "covered",
        "2027-01-07",
    )
    assert "count as about 275 µg retained (275 to 730)" in next(
        notice["text"] for notice in document["notices"] if notice["code"] == "covered"
    )


def test_without_intrinsic_factor_more_is_needed_and_less_absorbed(tool: Tool) -> None:
    tool.ok("profile set --condition gastrectomy --since always")
    tool.eat("150 g salmon", range(1, 31))
    period = tool("flags --json").json["periods"][-1]
    assert (period["lens"], period["threshold_ug_per_day"]) == ("absorbed", 1.5)
    assert period["mean_ug_per_day"] < 0.1


@pytest.mark.parametrize(("born", "is_said"), [("1970-01-01", True), ("1990-01-01", False)])
def test_from_fifty_on_food_alone_is_noticed_with_the_source(
    tool: Tool, born: str, is_said: bool
) -> None:
    tool.ok(f"profile set --born {born}")
    tool.eat("150 g salmon", range(1, 11))
    noticed = [n for n in tool.ok("flags --json").json["notices"] if n["code"].startswith("older")]
    assert bool(noticed) == is_said
    if noticed:
        assert "10 to 30 percent of older people" in noticed[0]["text"]
        assert noticed[0]["source"] == "IOM 1998 ch. 9, p. 306"
        tool.eat("5 µg b12", range(1, 11))
        assert not any(code.startswith("older") for code in codes(tool))


def test_an_ai_is_never_a_threshold(tool: Tool) -> None:
    for meal in ("lunch", "dinner"):  # 3.4 µg: above 2.4, below 4
        tool.eat("60 g salmon", range(1, 31), meal)
    before = tool.ok("flags --json").json["judgement"]
    tool.ok("profile set --authority efsa --since always")
    after = tool.ok("flags --json").json
    assert after["periods"] == []
    assert (before["answer"], after["judgement"]["answer"]) == ("enough", "enough")
    assert tool.ok("day yesterday --json").json["reference"]["authority"] == "efsa"


def test_named_medicines_are_told_of_with_their_source(tool: Tool) -> None:
    tool.ok("profile set --medicine metformin --medicine nitrous-oxide")
    tool.ok("log 2 eggs --on yesterday")
    assert {"metformin", "nitrous-oxide"} <= set(codes(tool))


def test_a_period_says_how_wide_the_model_is(tool: Tool) -> None:
    tool.eat("40 g salmon", range(1, 31), "lunch")
    outcome = tool("flags --json")
    (period,) = outcome.json["periods"]
    assert (outcome.code, period["lens"]) == (1, "absorbed")
    low, best, high = period["absorbed_ug_per_day"].values()
    assert low < best == period["mean_ug_per_day"] < 1.0 < high


def test_a_flag_is_seen_snoozed_and_both_can_be_undone(tool: Tool) -> None:
    tool.eat(VEGAN_DAY, range(1, 31))
    (period,) = tool("flags --json").json["periods"]
    assert (period["id"], period["tier"]) == ("low-2026-10-23", "notice")
    assert tool("flags --quiet") == (1, "", "")
    tool.ok("flags seen low-2026")
    assert tool("flags --quiet").code == 0
    assert tool("flags").code == 1
    tool.ok("flags snooze low-2026-10-23 30d", "--because", "travelling")
    (period,) = tool.ok("flags --json").json["periods"]
    assert (period["state"], period["open"]) == ("snoozed", True)
    assert (period["snoozed_until"], period["because"]) == ("2026-12-22", "travelling")
    for line in ("flags", "flags list"):
        out = " ".join(tool.ok(line).out.split())
        assert "snoozed until 22 Dec: 0 µg" in out
        assert "You put it off because: travelling" in out
    assert "travelling" in tool.ok("flags --csv").out
    assert "low" in tool.ok("report --from -40d --json").json["judgement"]["answer"]
    tool.ok("undo 2")
    assert tool("flags --quiet").code == 1
    tool.refused("flags snooze low 30x", 3, "no number of days")
    tool.refused("flags seen nothing", 3, "no open flag")


def test_a_notice_that_is_put_off_says_until_when_and_why(tool: Tool) -> None:
    tool.eat(VEGAN_DAY, range(1, 31))
    tool.ok("profile set --condition gastrectomy")
    names = {notice["code"] for notice in tool("flags --json").json["notices"]}
    name = min(names)
    tool.ok(f"flags snooze {name} 10d", "--because", "the clinic knows")
    (notice,) = [n for n in tool("flags --json").json["notices"] if n["code"] == name]
    assert (notice["state"], notice["snoozed_until"]) == ("snoozed", "2026-12-02")
    out = tool("flags").out
    assert "snoozed until Wed 2 Dec:" in out
    assert "You put it off because: the clinic knows" in out


def test_a_tier_is_told_once_by_the_prompt_and_not_daily(
    tool: Tool, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool.eat(VEGAN_DAY, range(1, 31))
    assert [tool("flags --quiet").code for _ in range(2)] == [1, 1]
    monkeypatch.setenv("B12TRACK_NOW", "2026-11-23T09:00:00+00:00")
    assert tool("flags --quiet").code == 0
    assert tool("flags").code == 1


def test_a_flag_goes_stale_without_records_and_says_so(
    tool: Tool, monkeypatch: pytest.MonkeyPatch
) -> None:
    tool.eat(VEGAN_DAY, range(1, 31))
    monkeypatch.setenv("B12TRACK_NOW", "2026-12-20T09:00:00+00:00")
    outcome = tool("flags --json")
    assert (outcome.code, outcome.json["periods"][0]["state"]) == (1, "stale")
    assert "nothing recorded since" in tool("flags").out


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_deleting_records_never_closes_a_flag(tool: Tool, home: Path, data: st.DataObject) -> None:
    if not (home / "diary.db").exists():
        tool.eat(VEGAN_DAY, range(1, 33))
    ids = range(1, 3 * 32 + 1)  # three foods a day
    before = {p["id"] for p in tool("flags --json").json["periods"] if p["open"]}
    assert before
    gone = data.draw(st.lists(st.sampled_from(ids), min_size=1, unique=True))
    tool.ok(f"delete {' '.join(map(str, gone))}")
    after = [p for p in tool("flags list --all --json").json["periods"] if p["open"]]
    assert after
    assert any(p["tier"] != "note" for p in after)
    tool.ok("undo")


def test_a_flag_whose_records_were_deleted_closes_by_records(tool: Tool) -> None:
    tool.eat(VEGAN_DAY, range(15, 45))
    tool.ok(f"delete {' '.join(str(n) for n in range(1, 91))}")
    assert [p["open"] for p in tool("flags --json").json["periods"]] == [True]
    for meal in ("lunch", "dinner"):
        tool.eat("150 g salmon", range(1, 15), meal)
    assert [p["state"] for p in tool.ok("flags --json").json["periods"]] == ["closed"]
