"""`edit`, `delete`, `undo`, `redo`, `history` and `mark` through the entry point."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Tool


def entries(tool: Tool, day: str = "today") -> list[tuple[int, str, float, float]]:
    entries_of_day = tool.ok(f"day {day} --json").json["entries"]
    return [(e["id"], e["food_code"], e["grams"], e["b12_ug"]) for e in entries_of_day]


def test_an_amount_is_edited_from_the_entrys_own_values(tool: Tool) -> None:
    tool.ok("log 2 eggs")
    tool.ok("edit 1 --amount", "3 large")
    tool.ok("edit -1 --amount 60g")
    assert entries(tool) == [(1, "egg-boiled", 60.0, 0.666)]


def test_a_food_day_time_and_meal_are_edited(tool: Tool) -> None:
    tool.ok("log 2 eggs")
    tool.ok("edit -1 --food", "scrambled egg")
    tool.ok("edit -1 --on yesterday --at 8:30 --meal Breakfast")
    (entry,) = tool.ok("day yesterday --json").json["entries"]
    assert (entry["food_code"], entry["meal"]) == ("egg-scrambled", "breakfast")
    assert entry["at"] == "2026-11-21T08:30:00+00:00"
    assert entries(tool) == []


def test_undo_of_two_deletes_restores_both_with_their_ids(tool: Tool) -> None:
    tool.ok("log 2 eggs, salmon 150g")
    before = entries(tool)
    tool.ok("delete 1")
    tool.ok("delete 2")
    assert entries(tool) == []
    tool.ok("undo 2")
    assert entries(tool) == before
    tool.ok("redo")
    assert [row[0] for row in entries(tool)] == [2]


def test_undo_takes_back_every_kind_of_change(tool: Tool) -> None:
    tool.ok("log 2 eggs")
    tool.ok("edit 1 --amount 60g")
    tool.ok("mark yesterday fasting")
    tool.ok("mark yesterday paused")
    assert tool.ok("day yesterday --json").json["state"] == "paused"
    tool.ok("undo")
    assert tool.ok("day yesterday --json").json["state"] == "fasting"
    tool.ok("undo")
    assert tool.ok("day yesterday --json").json["state"] == "unrecorded"
    tool.ok("undo")
    assert entries(tool) == [(1, "egg-boiled", 100.0, 1.11)]
    tool.ok("undo")
    assert entries(tool) == []
    tool.ok("redo 4")
    assert entries(tool) == [(1, "egg-boiled", 60.0, 0.666)]
    assert tool.ok("day yesterday --json").json["state"] == "paused"


def test_a_new_change_ends_what_could_be_done_again(tool: Tool) -> None:
    tool.ok("log 2 eggs")
    tool.ok("undo")
    tool.ok("log salmon 150g")
    outcome = tool("redo")
    assert (outcome.code, outcome.err) == (3, "There is nothing to redo.\n")


def test_history_tells_what_was_done(tool: Tool) -> None:
    tool.ok("log 2 eggs, salmon 150g")
    tool.ok("delete -1")
    tool.ok("undo")
    history = tool.ok("history --json").json["history"]
    assert [(row["command"], row["rows"], row["undone"]) for row in history] == [
        ("delete", 1, True),
        ("log", 2, False),
    ]
    reply = tool.ok("history").out
    assert (
        "    1  Sun 22 Nov 2026 14:00  log\n       wrote #1 2026-11-22 boiled egg, 2 large" in reply
    )
    assert "    2  Sun 22 Nov 2026 14:00  delete, undone\n       deleted #2 2026-11-22" in reply


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("edit 1", 2),
        ("edit 9 --amount 60g", 3),
        ("edit -9 --amount 60g", 3),
        ("edit 0 --amount 60g", 3),
        ("edit one --amount 60g", 2),
        ("edit 1 --amount 0g", 3),
        ("edit 1 --amount lots", 3),
        ("delete", 2),
        ("delete 1 9", 3),
        ("mark yesterday", 2),
        ("mark yesterday great", 2),
        ("mark yesterday complete", 3),
        ("mark 5..3 may paused", 3),
        ("undo 0", 2),
    ],
)
def test_wrong_changes_change_nothing(tool: Tool, home: Path, line: str, code: int) -> None:
    tool.ok("log 2 eggs")
    before = entries(tool)
    outcome = tool(line)
    assert outcome.code == code, outcome
    assert outcome.err.strip()
    assert entries(tool) == before


def test_days_are_marked_alone_and_in_ranges(tool: Tool) -> None:
    assert (
        tool.ok("mark 3..5 may paused").out == "Marked paused: 3 days, 2026-05-03 to 2026-05-05.\n"
    )
    days = tool.ok("show --from 2026-05-02 --to 2026-05-06 --json").json["days"]
    assert [day["state"] for day in days] == ["unrecorded", *["paused"] * 3, "unrecorded"]
    tool.ok("mark 4 may clear")
    days = tool.ok("show --from 2026-05-02 --to 2026-05-06 --json").json["days"]
    assert [day["state"] for day in days][2] == "unrecorded"


@pytest.mark.parametrize("word", ["undo", "redo"])
def test_taking_back_nothing_makes_no_diary(tool: Tool, home: Path, word: str) -> None:
    assert tool(word).code == 3
    assert not (home / "diary.db").exists()


def test_undo_shows_what_it_would_take_back_and_takes_only_that(tool: Tool) -> None:
    assert tool.ok("undo --show --json").json["last"] is None
    tool.ok("log 2 eggs")
    tool.ok("log 1 apple")
    last = tool.ok("undo --show --json").json["last"]
    assert last == {"change": 2, "command": "log", "person": "me"}
    assert "would take back: log for me (change 2)" in tool.ok("undo --show").out
    tool.refused("undo --change 1", 3, "Change 1 is not the last one any more")
    tool.ok("undo --change 2")
    assert tool.ok("undo --show --json").json["last"]["change"] == 1
    assert tool("undo --json").code == 2


def test_what_was_set_of_a_person_is_named(tool: Tool) -> None:
    tool.ok("profile set --diet vegan --clock 12h")
    assert "wrote profile fact 1 diet vegan" in tool.ok("history").out
    taken_back = " ".join(tool.ok("undo").out.split())
    assert taken_back.endswith("profile fact 1 diet vegan; preference 1 clock 12h.")
