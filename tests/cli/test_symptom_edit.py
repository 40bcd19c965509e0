"""Symptoms put right; red flags said when they are new, worse or asked for."""

from __future__ import annotations

from tests.conftest import Tool


def test_a_symptom_is_put_right(recorded: Tool) -> None:
    said = recorded.ok("symptom edit s1 --severity 6 --words", "tingling right hand").out
    assert said.startswith("Changed s1: tingling right hand, 6 of 10, right (")
    (one,) = recorded.ok("symptom list --json").json["symptoms"]
    assert (one["term"], one["severity"], one["date"]) == ("paraesthesia", 6, "2026-11-02")
    recorded.refused("symptom edit 1 --since yesterday", 3, "which is after 2026-11-02")
    recorded.refused("symptom edit 1", 2, "Say what to change")


def test_the_red_flags_are_said_at_first_at_a_jump_and_on_request(tool: Tool) -> None:
    first = tool.ok("symptom log tingling in both feet 3 --on -9d").out
    assert "EMERGENCY now" in first
    again = tool.ok("symptom log tingling in both feet 4 --on -6d").out
    assert "EMERGENCY" not in again and "s2: tingling in both feet, 4 of 10" in again
    assert "EMERGENCY now" in tool.ok("symptom log tingling in both feet 7 --on -3d").out
    urgent = tool.ok("symptom log tingling, walking gets worse every day 7").out
    assert "within 24 h: see a doctor today" in " ".join(urgent.split())
    assert "EMERGENCY now: call the emergency number" in tool.ok("symptom red-flags").out


def test_the_index_of_an_earlier_occasion(tool: Tool) -> None:
    for day, b12 in (("2026-05-01", 300), ("2026-11-01", 150)):
        tool.ok(f"lab add b12 {b12} pmol/L --on {day}")
        for line in ("holotc 50 pmol/L", "mma 0.2 µmol/L", "homocysteine 10 µmol/L"):
            tool.ok(f"lab add {line} --on {day}")
    newest, earlier = (
        tool.ok(f"lab index --age 40 --json {on}").json["cb12"] for on in ("", "--on 2026-05-02")
    )
    assert earlier["value"] > newest["value"] and sorted(earlier["labs"]) == [1, 2, 3, 4]
    tool.refused("lab index --age 40 --on 2026-08-01", 3, "not recorded")
