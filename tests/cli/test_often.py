"""`often`: what comes again and again, ready to be repeated."""

from __future__ import annotations

from tests.conftest import Tool


def test_what_was_eaten_twice_is_listed_with_its_newest_id(tool: Tool) -> None:
    for day in ("-3d", "-2d", "-1d"):
        tool.ok(f"log 2 eggs --on {day}")
    tool.ok("log 1 apple --on -2d")
    tool.ok("log 1 apple")
    tool.ok("log 100 g salmon")
    often = tool.ok("often --json").json["often"]
    assert [(entry["food"], entry["times"], entry["id"]) for entry in often] == [
        ("boiled egg", 3, 3),
        ("apple", 2, 5),
    ]
    assert "boiled egg" in tool.ok("often --last 1").out
    assert "apple" not in tool.ok("often --last 1").out
    assert "boiled egg" in tool.ok("again 3").out


def test_it_is_each_persons_own_and_of_late(tool: Tool) -> None:
    tool.ok("profile add mum")
    for day in ("-200d", "-199d"):
        tool.ok(f"log 2 eggs --on {day}")
    assert "Nothing was eaten twice" in tool.ok("often").out
    for _ in range(2):
        tool.ok("log 1 apple --for mum")
    assert tool.ok("often --json").json["often"] == []
    assert len(tool.ok("often --json --for mum").json["often"]) == 1
