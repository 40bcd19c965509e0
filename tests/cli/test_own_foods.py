"""Own foods: added from a label, found by `log`, edited and retired without changing the past."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Tool


def test_a_soy_drink_of_ones_own(tool: Tool) -> None:
    printed = tool.ok("foods add --per 250ml --b12 1.2µg", "My soy drink").out
    assert "0.48 µg per 100 g (1.2 µg in 250 ml), fortified" in printed
    entry = tool.ok("log 500 ml my soy drink --json").json["entries"][0]
    assert (entry["b12_ug"], entry["food_code"]) == (2.4, "own-my-soy-drink")
    assert tool.ok("log soy drink --json").json["entries"][0]["b12_ug"] == 1.2
    assert tool.ok("foods search soy drink --json").json["foods"][0]["name"] == "My soy drink"
    assert "own label 1.2 µg in 250 ml (2026)" in tool.ok("foods show my soy drink").out


def test_editing_and_retiring_never_change_the_past(tool: Tool) -> None:
    tool.ok("foods add --per 250ml --b12 1.2µg", "My soy drink")
    tool.ok("log my soy drink")
    tool.ok("foods edit --per 250ml --b12 2.5µg", "my soy drink")
    tool.ok("log my soy drink")
    tool.ok("foods retire", "my soy drink")
    entries = tool.ok("today --json").json["entries"]
    assert [entry["b12_ug"] for entry in entries] == [1.2, 2.5]
    assert tool("log my soy drink").code == 3
    assert tool.ok("edit 1 --amount", "500 ml").code == 0  # an old entry can still be amended
    tool.ok("undo 2")
    assert tool.ok("log my soy drink --json").json["entries"][0]["b12_ug"] == 2.5


def test_a_name_can_be_used_again_after_retiring(tool: Tool) -> None:
    tool.ok("foods add --per 100g --b12 1µg spread")
    assert tool("foods add --per 100g --b12 2µg Spread").code == 3
    tool.ok("foods retire spread")
    food = tool.ok("foods add --per 100g --b12 2µg --json spread").json["foods"][0]
    assert food["food_code"] == "own-spread-2"
    assert tool.ok("foods edit spread --name", "my spread").code == 0
    assert tool.ok("log 100 g my spread --json").json["entries"][0]["b12_ug"] == 2


def test_a_percentage_needs_its_rule(tool: Tool) -> None:
    line = "foods add flakes --per-serving --serving 30g --dv 50%"
    outcome = tool(line)
    assert outcome.code == 3
    assert "Name the label's rule with --label" in outcome.err
    tool.ok(f"{line} --label us --origin natural")
    assert tool.ok("log 2 flakes --json").json["entries"][0]["b12_ug"] == 2.4


def test_a_tablet_is_a_supplement(tool: Tool) -> None:
    printed = tool.ok("foods add --per tablet --b12 1000µg", "B12 Lab").out
    assert printed == "Added B12 Lab (1000 µg in 1 tablet), supplement.\n"
    entry = tool.ok("log 2 b12 lab --json").json["entries"][0]
    assert (entry["b12_ug"], entry["origin"]) == (2000, "supplement")


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("foods add x", 2),
        ("foods add x --b12 1µg", 2),
        ("foods add x --per 100g", 2),
        ("foods add x --per 100g --b12 1µg --dv 50%", 2),
        ("foods add x --per-serving --b12 1µg", 2),
        ("foods add x --per 100g --b12 1", 3),
        ("foods add ! --per 100g --b12 1µg", 3),
        ("foods edit nothing --per 100g --b12 1µg", 3),
        ("foods retire nothing", 3),
        ("foods edit nothing", 2),
    ],
)
def test_half_a_label_is_refused(tool: Tool, line: str, code: int) -> None:
    assert tool(line).code == code


def test_a_repeated_key_adds_once(tool: Tool) -> None:
    tool.ok("foods add x --per 100g --b12 1µg --id k")
    assert "Already added" in tool.ok("foods add x --per 100g --b12 1µg --id k").out
