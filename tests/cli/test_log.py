"""`log` and `again` through the entry point: what is saved, said and refused."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Tool


def rows(home: Path) -> int:
    if not (home / "diary.db").exists():
        return 0
    with closing(sqlite3.connect(home / "diary.db")) as diary:
        return int(diary.execute("SELECT count(*) FROM entry").fetchone()[0])


def test_a_whole_meal_in_one_line(tool: Tool, home: Path) -> None:
    reply = tool.ok(
        "log 2 eggs, 250 ml fortified soy milk, a slice of cheddar --meal breakfast"
    ).out
    assert reply.startswith(
        "Saved #1-3, breakfast: boiled egg 2 large = 100 g (1 large = 50 g), 1.11 µg;"
    )
    assert "Sun 22 Nov 2026: 2.37 µg of 2.4 µg (US/Canada RDA 1998)." in reply
    assert rows(home) == 3
    document = tool.ok("today --json").json
    assert [entry["meal"] for entry in document["entries"]] == ["breakfast"] * 3
    assert document["b12_ug"] == pytest.approx(sum(e["b12_ug"] for e in document["entries"]))


def test_json_has_the_promised_keys(tool: Tool) -> None:
    document = tool.ok("log 2 eggs --json").json
    (entry,) = document["entries"]
    assert document["schema"] == 1
    assert {"id", "food", "food_code", "amount", "grams", "b12_ug", "origin", "meal", "at"} <= set(
        entry
    )
    assert (entry["grams"], entry["b12_ug"]) == (100.0, 1.11)
    assert entry["at"] == "2026-11-22T14:00:00+00:00"
    assert document["day"]["b12_ug"] == 1.11
    assert document["day"]["b12_unknown_entries"] == 0


def test_the_day_and_time_can_be_given(tool: Tool) -> None:
    tool.ok("log salmon 150g --on yesterday --at 19:30")
    (entry,) = tool.ok("day 2026-11-21 --json").json["entries"]
    assert entry["at"] == "2026-11-21T19:30:00+00:00"


def test_where_no_time_is_known_none_is_invented(tool: Tool) -> None:
    tool.ok("log salmon 150g --on yesterday")
    assert tool.ok("day yesterday --json").json["entries"][0]["at"] is None


def test_a_meal_from_standard_input(tool: Tool, home: Path) -> None:
    tool.ok("log --stdin", stdin="2 eggs\n\n250 ml fortified soy milk\n")
    assert rows(home) == 2


def test_a_dry_run_saves_nothing_and_makes_no_file(tool: Tool, home: Path) -> None:
    assert tool.ok("log 2 eggs --dry-run").out.startswith("Would save: boiled egg")
    assert not (home / "diary.db").exists()
    tool.ok("log 2 eggs")
    tool.ok("log 3 eggs --dry-run")
    assert rows(home) == 1


def test_the_same_key_never_acts_twice(tool: Tool, home: Path) -> None:
    tool.ok("log 2 eggs --id monday-1")
    again = tool.ok("log 2 eggs --id monday-1").out
    assert again.startswith("Already saved with this key")
    assert rows(home) == 1


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("log", 2, "Name what was eaten"),
        ("log 2 eggs --stdin", 2, "Name what was eaten"),
        ("log xyzzy", 3, "not in the food table"),
        ("log soy milk", 3, "fortified soy milk"),
        ("log 2 eggs, xyzzy", 3, "not in the food table"),
        ("log 250 ml steak", 3, "no known amount"),
        ("log 3 blorps of milk", 3, "no known amount"),
        ("log 1,5 eggs", 3, "1.5 or 1500"),
        ("log 2 eggs --on tomorrow", 3, "not a day"),
        ("log 2 eggs --on 2027-01-01", 3, "future"),
        ("log 2 eggs --on 2026-02-30", 3, "not a day"),
        ("log 2 eggs --at 25:00", 3, "not a time"),
        ("log 2 eggs --at 23:00", 3, "future"),
        ("log 2 eggs --meal \x1b[2J", 3, "U+001B"),
        ("log 2 eggs\x07", 3, "U+0007"),
        ("log --nonsense", 2, "No such option"),
        ("blog 2 eggs", 2, "No such command"),
    ],
)
def test_wrong_input_is_one_sentence_and_changes_nothing(
    tool: Tool, home: Path, line: str, code: int, words: str
) -> None:
    tool.ok("log 2 eggs")
    before = (home / "diary.db").read_bytes()
    tool.refused(line, code, words)
    assert (home / "diary.db").read_bytes() == before


def test_again_repeats_yesterdays_breakfast(tool: Tool) -> None:
    tool.ok("log 2 eggs --on yesterday --meal breakfast")
    tool.ok("log salmon 150g --on yesterday --meal dinner")
    tool.ok("again breakfast")
    entries = tool.ok("today --json").json["entries"]
    assert [(entry["food_code"], entry["meal"]) for entry in entries] == [
        ("egg-boiled", "breakfast")
    ]
    tool.ok("undo")
    tool.ok("again")
    assert len(tool.ok("today --json").json["entries"]) == 2


def test_again_repeats_one_entry(tool: Tool) -> None:
    tool.ok("log salmon 150g --on -3d")
    tool.ok("again 1")
    tool.ok("again -1")
    assert [entry["grams"] for entry in tool.ok("today --json").json["entries"]] == [150, 150]
    assert tool("again lunch").code == 3


def test_unknown_b12_is_a_lower_bound_everywhere(tool: Tool) -> None:
    reply = tool.ok("log 2 eggs, 50 g paneer").out
    one_line = reply.replace("\n  ", " ")
    assert "at least 1.11 µg of 2.4 µg (US/Canada RDA 1998); 1 of 2 foods has no B12" in one_line
    document = tool.ok("today --json").json
    assert (document["b12_ug"], document["b12_unknown_entries"]) == (1.11, 1)
    assert [entry["b12_ug"] for entry in document["entries"]] == [1.11, None]
    tool.ok("log 50 g paneer --on yesterday")
    (before, _) = tool.ok("show --from yesterday --json").json["days"]
    assert (before["b12_ug"], before["b12_unknown_entries"]) == (None, 1)


def test_small_amounts_survive(tool: Tool) -> None:
    """0.004 µg is not zero, and nothing is rounded before it is summed."""
    for _ in range(3):
        tool.ok("log 1 g milk")
    document = tool.ok("today --json").json
    assert document["b12_ug"] == pytest.approx(3 * document["entries"][0]["b12_ug"])
    assert document["b12_ug"] > 0
