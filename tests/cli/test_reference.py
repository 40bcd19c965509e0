"""`reference` and `store`: values side by side with their kinds, and a projection in bands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Tool

KEYS = {
    "nutrient",
    "authority",
    "year",
    "kind",
    "life_stage",
    "value",
    "unit",
    "source",
    "evidence",
}


def test_list_marks_whose_values_count(tool: Tool) -> None:
    assert "* us " in tool.ok("reference list").out
    tool.ok("profile set --authority dach")
    assert "* dach " in tool.ok("reference list").out
    authorities = {row["authority"] for row in tool.ok("reference list --json").json["references"]}
    assert "india" not in authorities
    assert len(authorities) == 10


def test_show_has_the_promised_keys_and_keeps_kinds_apart(tool: Tool) -> None:
    rows = tool.ok("reference show --authority nordic --authority us --json").json["references"]
    assert all(set(row) >= KEYS for row in rows)
    assert [(r["authority"], r["kind"], r["value"]) for r in rows] == [
        ("us", "EAR", 2.0),
        ("us", "RDA", 2.4),
        ("nordic", "AI", 4.0),
        ("nordic", "provisional-AR", 3.2),
    ]
    assert "no probability is ever computed from it" in " ".join(
        tool.ok("reference show").out.split()
    )


def test_all_limits_of_b6_stand_side_by_side_the_strictest_first(tool: Tool) -> None:
    rows = tool.ok("reference show --nutrient b6 --json").json["references"]
    limits = {row["value"] for row in rows if row["kind"] in ("UL", "SUL", "label-warning")}
    assert {10, 12, 50, 100} <= limits
    out = tool.ok("reference show --nutrient b6").out
    assert out.index(" 10 mg") < out.index(" 12 mg") < out.index(" 50 mg") < out.index(" 100 mg")


def test_both_sexes_are_shown_until_one_is_said(tool: Tool) -> None:
    line = "reference show --nutrient b6 --authority efsa --json"
    kinds = [row["kind"] for row in tool.ok(line).json["references"]]
    assert kinds.count("PRI") == 2
    tool.ok("profile set --sex f")
    answered = tool.ok(line).json["references"]
    assert [row["value"] for row in answered if row["kind"] == "PRI"] == [1.6]


def test_a_pregnant_person_sees_the_rows_for_pregnancy(tool: Tool) -> None:
    tool.ok("profile set --pregnant 2026-04-01..2027-01-05")
    rows = tool.ok("reference show --authority efsa --json").json["references"]
    assert [(row["life_stage"], row["value"]) for row in rows] == [("pregnancy", 4.5)]


def test_thiamin_has_no_upper_limit_and_csv_carries_the_same(tool: Tool) -> None:
    assert "No upper limit has been set." in tool.ok("reference show --nutrient thiamin").out
    assert tool.ok("reference show --csv").out.startswith("nutrient,authority,year,kind")
    assert len(tool.ok("reference show --all --csv").out.splitlines()) > 100


@pytest.mark.parametrize("name", ["mars", "india"])
def test_unknown_and_disabled_authorities_are_refused(tool: Tool, name: str) -> None:
    assert tool("reference show --authority " + name).code == 3


def test_store_with_no_uptake_gives_the_ioms_years(tool: Tool) -> None:
    document = tool.ok("store --start-ug 2000 --uptake-ug-per-day 0 --json").json
    assert document["years_to_threshold"] == {"low": 2.6, "best": 5.19, "high": 10.39}
    assert (document["start_ug"], document["threshold_ug"]) == (2000, 300)
    assert document["series"][0] == {"date": "2026-11-22", "low": 2000, "best": 2000, "high": 2000}


def test_store_says_never_where_it_never_falls_below(tool: Tool) -> None:
    document = tool.ok("store --uptake-ug-per-day 2 --json").json
    assert set(document["years_to_threshold"].values()) == {None}
    out = tool.ok("store --uptake-ug-per-day 2").out
    assert "never, by the lowest" in out
    assert "people in general" in out


def test_store_takes_the_uptake_from_the_diary(tool: Tool) -> None:
    assert tool("store").code == 3
    for back in range(1, 8):
        tool.ok(f"log 10 µg b12 --on -{back}d")
        tool.ok(f"log an apple --on -{back}d")
    assert tool.ok("store --json").json["uptake_ug_per_day"]["best"] == 1.217
    without = tool.ok("store --profile pernicious-anaemia --json").json
    assert (without["loss_per_day"], without["uptake_ug_per_day"]["best"]) == (0.002, 0.12)


def test_injections_are_part_of_the_uptake(tool: Tool) -> None:
    for back in range(1, 8):
        tool.ok(f"log an apple --on -{back}d")
    for back in (121, 61, 1):
        tool.ok(f"inject 1 mg hydroxocobalamin --on -{back}d")
    answered = tool.ok("store --json").json["uptake_ug_per_day"]
    assert answered["best"] == pytest.approx(275 / 60, rel=0.01)


def test_with_nitrous_oxide_nothing_is_projected(tool: Tool) -> None:
    tool.ok("profile set --medicine nitrous-oxide")
    assert "none is shown" in tool.ok("store --uptake-ug-per-day 2").out
    assert tool.ok("store --uptake-ug-per-day 2 --json").json["years_to_threshold"] is None


@pytest.mark.parametrize(
    "line", ["reference list", "reference show", "store --uptake-ug-per-day 1"]
)
def test_no_line_is_wider_than_eighty_columns(tool: Tool, line: str) -> None:
    assert max(map(len, tool.ok(line).out.splitlines())) <= 80
