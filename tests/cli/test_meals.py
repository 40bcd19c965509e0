"""Meals and recipes: kept from a day or from foods, logged whole or in shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import Tool


def total(entries: list[dict[str, float]]) -> float:
    return round(sum(entry["b12_ug"] for entry in entries), 3)


def test_yesterdays_breakfast_becomes_the_usual_one(tool: Tool) -> None:
    tool.ok("log 2 boiled eggs, 200 ml whole milk --on yesterday --meal breakfast")
    tool.ok("meals save", "usual breakfast", "from", "yesterday", "breakfast")
    entries = tool.ok("again --json", "usual breakfast").json["entries"]
    assert [entry["amount"] for entry in entries] == ["2 large", "200 ml"]
    assert {entry["meal"] for entry in entries} == {"breakfast"}
    again = tool.ok("log usual breakfast --json").json["entries"]
    assert total(again) == total(entries)


def test_a_recipe_is_logged_in_portions(tool: Tool) -> None:
    foods = "500 g boiled egg, 300 g cheddar"
    tool.ok("meals save omelette-cake --makes 4 from", foods)
    whole = total(tool.ok(f"log {foods} --json").json["entries"])
    eaten = tool.ok("log omelette-cake --json").json["entries"]
    assert [entry["grams"] for entry in eaten] == [125, 75]
    assert [entry["amount"] for entry in eaten] == ["0.25 × 500 g", "0.25 × 300 g"]
    assert total(eaten) * 4 == pytest.approx(whole, abs=0.01)
    both = tool.ok("log 2 omelette-cake and a glass of whole milk --json").json["entries"]
    assert [entry["grams"] for entry in both][:2] == [250, 150]
    assert len(both) == 3
    assert "(from your omelette-cake)" in tool.ok("log half an omelette-cake").out


def test_grams_of_a_dish_need_its_weight(tool: Tool) -> None:
    tool.ok("meals save stew --makes 4 from", "500 g boiled egg")
    assert "Nobody weighed stew" in tool("log 300 g stew").err
    tool.ok("meals save stew --makes 4 --weighs 1.2kg from", "500 g boiled egg")
    assert tool.ok("log 300 g stew --json").json["entries"][0]["grams"] == 125
    assert len(tool.ok("meals list --json").json["meals"]) == 1


def test_list_delete_undo(tool: Tool) -> None:
    assert "No meals are kept" in tool.ok("meals list").out
    tool.ok("meals save stew from", "500 g boiled egg")
    tool.ok("log stew")
    assert tool.ok("meals list").out == "stew: boiled egg 500 g\n"
    assert tool.ok("meals list --csv").out.splitlines()[0].startswith("meal,makes,food")
    tool.ok("meals delete Stew")
    assert tool("log stew").code == 3
    assert len(tool.ok("today --json").json["entries"]) == 1
    tool.ok("undo")
    tool.ok("log stew")


def test_own_foods_and_tablets_go_into_meals(tool: Tool) -> None:
    tool.ok("foods add --per 100g --b12 1µg spread")
    tool.ok("meals save sandwich from", "50 g spread")
    tool.ok("foods retire spread")
    assert tool.ok("log sandwich --json").json["entries"][0]["b12_ug"] == 0.5


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("x", "yesterday"), 2),
        (("x", "from"), 2),
        (("x", "from", "yesterday", "breakfast"), 3),
        (("x", "from", "3 gribbles"), 3),
        (("!", "from", "2 boiled eggs"), 3),
        (("x", "from", "2 boiled eggs", "--makes", "0"), 2),
        (("x", "from", "2 boiled eggs", "--weighs", "5"), 3),
    ],
)
def test_what_cannot_be_kept_is_refused(tool: Tool, words: tuple[str, ...], code: int) -> None:
    assert tool("meals save", *words).code == code
    assert tool("meals delete x").code == 3
