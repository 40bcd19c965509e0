"""`profile set` and `profile show`: what holds from when, and that the past stays judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from b12track.science.reference_values import references

if TYPE_CHECKING:
    from tests.conftest import Tool


def test_what_is_set_is_shown_with_its_reference(tool: Tool) -> None:
    tool.ok("profile set --born 1950-05-01 --sex f --diet vegan --authority efsa")
    document = tool.ok("profile show --json").json
    assert (document["age_years"], document["sex"], document["diet"]) == (76, "f", "vegan")
    assert document["absorption_profile"] == "over-50"
    assert document["reference"]["ug_per_day"] == 4.0
    assert "born 1950-05-01" in tool.ok("profile show").out


def test_an_empty_profile_says_how_to_fill_it(tool: Tool) -> None:
    assert "b12track profile set" in tool.ok("profile show").out
    assert tool("profile set").code == 2


def test_pregnancy_has_its_own_reference_and_may_end_in_the_future(tool: Tool) -> None:
    tool.ok("profile set --pregnant 2026-04-01..2027-01-05")
    assert tool.ok("day --json").json["reference"]["ug_per_day"] == 2.6
    assert tool.ok("day 2026-03-31 --json").json["reference"]["ug_per_day"] == 2.4
    tool.ok("profile set --pregnant 2026-04-03..2026-11-01 --lactating 2026-11-02..2027-05-01")
    assert tool.ok("day --json").json["reference"]["ug_per_day"] == 2.8
    assert len(tool.ok("profile show --json").json["facts"]) == 2


def test_a_birthday_changes_the_reference_on_its_day(tool: Tool) -> None:
    tool.ok("profile set --born 2012-11-20")
    on = [tool.ok(f"day {day} --json").json["reference"]["ug_per_day"] for day in ("-3d", "-2d")]
    assert on == [1.8, 2.4]


def test_medicines_add_up_and_none_ends_them(tool: Tool) -> None:
    tool.ok("profile set --medicine ppi --since -9d")
    tool.ok("profile set --medicine metformin")
    assert tool.ok("profile show --json").json["medicines"] == ["ppi", "metformin"]
    tool.ok("log 2 eggs --on yesterday")
    before = tool.ok("day yesterday --json").json["absorbed_ug"]
    tool.ok("profile set --medicine none")
    assert tool.ok("profile show --json").json["medicines"] == []
    assert tool.ok("day yesterday --json").json["absorbed_ug"] == before
    tool.ok("profile set --medicine none --since always")
    assert tool.ok("day yesterday --json").json["absorbed_ug"]["best"] > before["best"]


def test_what_is_for_life_held_before_it_was_said(tool: Tool) -> None:
    tool.ok("log 2 eggs --on -40d")
    outcome = tool.ok("profile set --condition pernicious-anaemia --diet vegan")
    assert "Pernicious anaemia: for all days, earlier ones too" in outcome.out
    day = tool.ok("day -40d --json").json
    assert day["absorption_profile"] == "pernicious-anaemia"
    kept = {fact["kind"]: fact["from"] for fact in tool.ok("profile show --json").json["facts"]}
    assert kept == {"condition": None, "diet": "2026-11-22"}
    tool.ok("profile set --condition gastrectomy --since -9d")
    assert tool.ok("day -40d --json").json["absorption_profile"] == "pernicious-anaemia"


def test_an_authority_chosen_first_holds_for_what_is_recorded_later(tool: Tool) -> None:
    tool.ok("profile set --authority uk")
    tool.ok("log 2 eggs --on -9d")
    assert tool.ok("day -9d --json").json["reference"]["authority"] == "uk"
    tool.ok("profile set --authority efsa")
    assert tool.ok("day -9d --json").json["reference"]["authority"] == "uk"


def test_the_store_answers_by_the_profile_of_today(tool: Tool) -> None:
    tool.eat("150 g salmon", range(1, 21))
    assert tool.ok("store --json").json["years_to_threshold"]["best"] is None
    tool.ok("profile set --condition pernicious-anaemia --since today")
    assert tool.ok("store --json").json["years_to_threshold"]["best"] < 5


def test_saying_it_again_changes_nothing_and_undo_takes_it_back(tool: Tool) -> None:
    tool.ok("profile set --diet vegan")
    tool.ok("profile set --diet vegan")
    assert len(tool.ok("profile show --json").json["facts"]) == 1
    tool.ok("profile set --diet omnivore")
    tool.ok("undo")
    assert tool.ok("profile show --json").json["diet"] == "vegan"


def test_a_later_answer_is_replaced_by_one_that_holds_from_before_it(tool: Tool) -> None:
    tool.ok("profile set --authority efsa --since -5d")
    tool.ok("profile set --authority uk")
    days = ("-6d", "-1d", "today")
    on = [tool.ok(f"day {day} --json").json["reference"]["authority"] for day in days]
    assert on == ["us", "efsa", "uk"]
    tool.ok("profile set --authority dach --since always")
    assert tool.ok("day --json").json["reference"]["authority"] == "dach"
    assert len(tool.ok("profile show --json").json["facts"]) == 1


def test_every_edition_begins_with_a_month() -> None:
    days = {row.effective_from for n in ("b12", "b6", "thiamin") for row in references(n)}
    assert all(day.endswith("-01") for day in days)


def test_each_person_has_a_profile(tool: Tool) -> None:
    tool.ok("profile add mum")
    tool.ok("profile set --authority uk --for mum")
    assert tool.ok("day --json --for mum").json["reference"]["ug_per_day"] == 1.5
    assert tool.ok("day --json").json["reference"]["ug_per_day"] == 2.4


@pytest.mark.parametrize(
    "line",
    [
        "profile set --medicine wine",
        "profile set --condition tired",
        "profile set --authority india",
        "profile set --authority mars",
        "profile set --born 2027-01-01",
        "profile set --born 1850-01-01",
        "profile set --pregnant 2026-03-01",
        "profile set --pregnant 2026-03-01..2026-02-01",
        "profile set --diet vegan --since tomorrow",
    ],
)
def test_what_is_not_understood_changes_nothing(tool: Tool, line: str) -> None:
    assert tool(line).code == 3
    assert tool.ok("profile show --json").json["facts"] == []


def test_sex_and_medicines_by_their_usual_words(tool: Tool) -> None:
    tool.ok("profile set --sex Female --medicine", "omeprazole 20 mg", "--medicine", "Glucophage")
    document = tool.ok("profile show --json").json
    assert document["sex"] == "f"
    assert document["medicines"] == ["ppi", "metformin"]
    tool.refused("profile set --sex other", 2, "not f, m, female or male")
    tool.refused("profile set --medicine aspirin", 3, "not a medicine")


@pytest.mark.parametrize(
    ("words", "right"),
    [
        (("me", "Anna"), "profile rename Anna --for me"),
        (("Anna Maria", "Anna Lena"), "profile rename 'Anna Lena' --for 'Anna Maria'"),
        (("anna", "maria", "Lena"), "profile rename Lena --for 'Anna Maria'"),
    ],
)
def test_the_old_name_and_the_new_one_are_no_new_name(
    tool: Tool, words: tuple[str, ...], right: str
) -> None:
    tool.ok("profile add", "Anna Maria")
    outcome = tool("profile rename", *words)
    assert (outcome.code, right in outcome.err) == (3, True)
    assert {"me", "Anna Maria"} == {
        each["person"] for each in tool.ok("profile list --json").json["people"]
    }
    tool.ok("profile rename", "me and Anna")
    tool.ok("profile rename", " ".join(("me and Anna", "Lena")))
