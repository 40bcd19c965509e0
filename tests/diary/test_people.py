"""Several people in one diary: foods in common, days and entries apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from b12track.diary.storage import proof
from tests.diary.conftest import reading

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Tool

READING = ["today", "day", "week", "month", "show --from 2026-11-01 --to today"]


@pytest.fixture
def family(tool: Tool) -> Tool:
    tool.ok("profile add mum")
    tool.ok("profile add Größe Anna")
    tool.ok("log 2 eggs")
    tool.ok("log 100 g salmon --for mum")
    tool.ok("mark yesterday fasting --for mum")
    return tool


@pytest.mark.parametrize("line", READING)
def test_nothing_is_mixed(family: Tool, line: str) -> None:
    mine, hers = family.ok(f"{line} --json").json, family.ok(f"{line} --json --for mum").json
    assert mine != hers
    family.ok("log 50 g cheddar --for mum")
    assert family.ok(f"{line} --json").json == mine
    third = family.ok(f"{line} --json --for", "größe anna").json
    assert third not in (mine, hers)


def test_use_makes_somebody_the_default_and_undo_takes_it_back(family: Tool) -> None:
    family.ok("profile use mum")
    assert family.ok("today --json").json["person"] == "mum"
    assert family.ok("today --json --for me").json["person"] == "me"
    used = [
        who["person"] for who in family.ok("profile list --json").json["people"] if who["in_use"]
    ]
    assert used == ["mum"]
    family.ok("undo")
    assert family.ok("today --json").json["person"] == "me"


def test_one_person_cannot_change_the_entries_of_another(family: Tool) -> None:
    for line in ("edit 2 --amount 60g", "delete 2", "again 2"):
        outcome = family(line)
        assert (outcome.code, outcome.out) == (3, "")
        assert "--for mum" in outcome.err
    assert family("edit -1 --amount 60g").code == 0  # the last of one's own
    assert family.ok("today --json").json["entries"][0]["grams"] == 60
    family.ok("delete 2 --for mum")


@pytest.mark.parametrize(
    "name", ["mum", "MUM", "ｍｕｍ", "", " ", "x" * 101, "-x", "a\x1b[2J", "me"]
)
def test_names_that_are_taken_or_could_act_are_refused(family: Tool, name: str) -> None:
    assert family("profile", "add", "--", name).code == 3


def test_nobody_is_invented(family: Tool, home: Path) -> None:
    for line in ("log 2 eggs --for dad", "today --for dad", "profile use dad"):
        outcome = family(line)
        assert (outcome.code, outcome.out) == (3, "")
        assert "dad" in outcome.err
    with reading(home / "diary.db") as connection:
        assert proof.inventory(connection).people == 3


def test_a_day_may_begin_after_midnight(tool: Tool, monkeypatch: pytest.MonkeyPatch) -> None:
    tool.ok("log 2 eggs")
    tool.ok("profile day-start 4:00")
    monkeypatch.setenv("B12TRACK_NOW", "2026-11-23T03:30+00:00")
    (early,) = tool.ok("log 50 g cheddar --json").json["entries"]
    assert tool.ok("today --json").json["date"] == "2026-11-22"
    (timed,) = tool.ok("log 50 g cheddar --at 1:15 --json").json["entries"]
    assert early["at"].startswith("2026-11-23T03:30")
    assert timed["at"].startswith("2026-11-23T01:15")
    monkeypatch.setenv("B12TRACK_NOW", "2026-11-23T04:00+00:00")
    assert tool.ok("today --json").json["date"] == "2026-11-23"
    assert len(tool.ok("day yesterday --json").json["entries"]) == 3
    tool.ok("profile day-start 0:00")
    assert len(tool.ok("day yesterday --json").json["entries"]) == 3  # labels are fixed
    assert tool("profile day-start 13:00").code == 3


def test_a_person_leaves_with_everything_and_comes_back(tool: Tool) -> None:
    tool.ok("profile add Anna Maria")
    for line in (
        "log 2 eggs",
        "take 50 µg",
        "inject 1 mg hydroxocobalamin",
        "mark -3d fasting",
        "symptom log cramps 3",
        "lab add b12 300 pmol/L",
        "log salmon --on -2d",
        "profile set --diet vegan --clock 12h",
    ):
        tool.ok(line, "--for", "Anna Maria")
    before = tool.ok("week --json --for", "Anna Maria").json
    tool.refused("profile delete Anna Maria", 3, "--yes")
    assert "3 entries" in tool.ok("profile delete Anna Maria --yes").out
    assert [who["person"] for who in tool.ok("profile list --json").json["people"]] == ["me"]
    assert not tool("check --json").json["findings"][1:]  # no backup yet, and nothing else
    tool.ok("undo")
    assert tool.ok("week --json --for", "Anna Maria").json == before
    tool.ok("redo")
    assert tool("week --for", "Anna Maria").code == 3


def test_the_person_in_use_and_the_last_one_stay(tool: Tool) -> None:
    tool.refused("profile delete me --yes", 3, "the only person")
    tool.ok("profile add mum")
    tool.refused("profile delete me --yes", 3, "b12track profile use mum")
