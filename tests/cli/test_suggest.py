"""`suggest` through the entry point: small changes, explained, and never an egg for a vegan."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.conftest import Tool


def flat(text: str) -> str:
    return " ".join(text.split())


def foods(tool: Tool, *more: str) -> list[dict[str, Any]]:
    suggestions = tool.ok("suggest --json", *more).json["suggestions"]
    return [offer for offer in suggestions if offer["kind"] != "schedule"]


def test_too_few_days_say_nothing(tool: Tool) -> None:
    tool.eat("1 apple", range(1, 3))
    assert flat(tool.ok("suggest").out).startswith("2 of the last 7 days are recorded, too few")
    assert tool.ok("suggest --json").json["suggestions"] == []


def test_a_week_at_the_reference_lacks_nothing(tool: Tool) -> None:
    tool.eat("3 eggs, 300 ml milk", range(1, 6))
    document = tool.ok("suggest --json").json
    assert (document["lacking_ug_per_week"], document["suggestions"]) == (0, [])
    printed = flat(tool.ok("suggest").out)
    assert "reaches the reference" in printed
    assert "absorption can fail" not in printed
    tool.ok("profile set --medicine metformin")
    assert "Intake looks adequate, but absorption can fail even so." in flat(tool.ok("suggest").out)


def test_a_week_can_lack_what_is_absorbed_alone(tool: Tool) -> None:
    tool.eat("2 eggs, 120 g chicken breast, 150 ml milk, 40 g cheddar", range(1, 7))
    assert tool.ok("suggest --json").json["suggestions"] == []
    tool.ok("profile set --medicine ppi --since -30d")
    document = tool.ok("suggest --json").json
    assert document["lacking_ug_per_week"] == 0
    lack = document["lacking_absorbed_ug_per_week"]
    assert lack > 0
    filling = [
        offer for offer in document["suggestions"] if offer["kind"] in ("eaten", "fortified")
    ]
    assert filling
    for offer in filling:
        each = offer["absorbed_ug_per_week"]["best"] / offer["times_a_week"]
        assert offer["absorbed_ug_per_week"]["best"] >= lack > each * (offer["times_a_week"] - 1)
    printed = flat(tool.ok("suggest").out)
    assert "Swallowed, the recorded week reaches the reference; absorbed, by the model" in printed
    assert printed.index("nutritional yeast") < printed.index("Schedules that others publish:")


def test_own_foods_come_first_and_fill_the_week_exactly(tool: Tool) -> None:
    tool.eat("1 apple", range(1, 7))
    for day in (20, 21, 25):
        tool.ok(f"log 150 g salmon --on -{day}d")
    document = tool.ok("suggest --json").json
    first = document["suggestions"][0]
    assert (first["kind"], first["food_code"]) == ("eaten", "salmon-cooked")
    assert first["added_ug_per_week"] >= document["lacking_ug_per_week"]
    one_less = first["added_ug_per_week"] * (first["times_a_week"] - 1) / first["times_a_week"]
    assert one_less < document["lacking_ug_per_week"]
    assert first["new_mean_ug_per_day"] >= document["reference_ug_per_day"]
    text = flat(tool.ok("suggest").out)
    assert "1. cooked salmon (150 g, which you had on 3 days)" in text
    assert text.index("salmon") < text.index("nutritional yeast")
    assert text.index("nutritional yeast") < text.index("Schedules that others publish")


@pytest.mark.parametrize("diet", ["vegan", "vegetarian", "pescatarian", "omnivore"])
def test_nothing_outside_the_diet_is_named(tool: Tool, diet: str) -> None:
    tool.eat("1 apple", range(1, 7))
    for day in (20, 21):
        for food in ("2 eggs", "150 g salmon", "150 g beef steak", "250 ml milk"):
            assert tool(f"log {food} --on -{day}d").code in (0, 3)
    order = ["vegan", "vegetarian", "pescatarian", "omnivore"]
    catalogue = {
        offer["food_code"]: offer["diet"] for offer in tool.ok("foods list --json").json["foods"]
    }
    named = foods(tool, "--diet", diet)
    assert named
    for offer in named:
        assert order.index(catalogue[offer["food_code"]]) <= order.index(diet)
    text = tool.ok("suggest --diet", diet).out
    if diet == "vegan":
        assert not re.search(r"\b(?:egg|milk in|salmon|beef|cheese)\b", text)


def test_the_profiles_diet_is_kept_to(tool: Tool) -> None:
    tool.eat("1 apple", range(1, 7))
    for day in (20, 21):
        tool.ok(f"log 2 eggs --on -{day}d")
    tool.ok("profile set --diet vegan")
    assert "egg" not in tool.ok("suggest").out
    assert "vegan, as in your profile" in flat(tool.ok("suggest").out)


def test_without_a_diet_nothing_beyond_what_was_eaten_is_named(tool: Tool) -> None:
    tool.eat("1 apple", range(1, 7))
    document = tool.ok("suggest --json").json
    assert document["diet"] == "vegan"
    assert "by what was recorded" in flat(tool.ok("suggest").out)


def test_a_plain_plant_milk_can_be_swapped(tool: Tool) -> None:
    tool.eat("200 ml unfortified soy milk", range(1, 7))
    (swap,) = [offer for offer in foods(tool) if offer["kind"] == "swap"]
    assert (swap["food_code"], swap["times_a_week"]) == ("soy-milk-fortified", 6)
    assert "fortified soy milk" in swap["sentence"]
    assert "in place of" in swap["sentence"]
    assert "Part of it: fortified soy milk" in flat(tool.ok("suggest").out)


def test_two_portions_a_day_say_what_separate_meals_give(tool: Tool) -> None:
    tool.eat("1 apple", range(1, 7))
    (yeast,) = [offer for offer in foods(tool) if "yeast, fort" in offer["food"]]
    assert yeast["times_a_week"] == 8
    together = yeast["absorbed_at_one_meal_ug_per_week"]["best"]
    assert together < yeast["absorbed_ug_per_week"]["best"]
    assert "at separate meals" in yeast["sentence"]


def test_a_product_the_person_takes_counts_as_theirs(tool: Tool) -> None:
    tool.eat("1 apple", range(1, 7))
    for day in (10, 20):
        tool.ok("take 1", "my b12", "--b12", "50 µg", "--on", f"-{day}d")
    first = foods(tool)[0]
    assert (first["food"], first["times_a_week"]) == ("my b12", 1)


def test_products_full_of_b6_are_not_named(tool: Tool) -> None:
    tool.eat("1 apple", range(1, 7))
    for day in (10, 20):
        tool.ok(f"take 1 b-50 --on -{day}d")
    assert "b-complex-high" not in {offer["food_code"] for offer in foods(tool)}


def test_without_intrinsic_factor_no_food_is_named(tool: Tool) -> None:
    tool.eat("2 eggs", range(1, 7))
    tool.ok("profile set --condition pernicious-anaemia")
    assert foods(tool) == []
    printed = flat(tool.ok("suggest").out)
    assert "food adds next to nothing by the model" in printed
    assert "stays with whoever prescribed it" in printed


def test_fortified_foods_come_first_where_food_bound_b12_is_doubtful(tool: Tool) -> None:
    tool.eat("1 apple", range(1, 7))
    for day in (20, 21):
        tool.ok(f"log 150 g salmon --on -{day}d")
    tool.ok("profile set --medicine ppi")
    text = tool.ok("suggest").out
    assert text.index("nutritional yeast") < text.index("salmon")


def test_liver_is_not_named_in_pregnancy(tool: Tool) -> None:
    tool.eat("1 apple", range(1, 7))
    for day in (40, 50):
        tool.ok(f"log 100 g beef liver --on -{day}d")
    assert "liver" in tool.ok("suggest --diet omnivore").out
    tool.ok("profile set --pregnant 2026-10-01..2026-11-22")
    assert "liver" not in tool.ok("suggest --diet omnivore").out


def test_a_due_dose_of_the_own_schedule_comes_before_all(tool: Tool) -> None:
    tool.eat("1 apple", range(1, 7))
    tool.ok("regimen add", "2000 µg weekly on sunday")
    text = flat(tool.ok("suggest").out)
    assert "Your own schedule has a dose due: 2,000 µg by mouth, once a week on Sunday." in text
    assert text.index("Your own schedule") < text.index("nutritional yeast")


def test_it_is_arithmetic_and_not_advice(tool: Tool) -> None:
    tool.eat("1 apple", range(1, 7))
    printed = flat(tool.ok("suggest").out)
    assert "Arithmetic on what is recorded, not advice." in printed
    assert not re.search(
        r"\byou (?:should|must|need|are|have)\b|deficien|\btake \d", printed, re.IGNORECASE
    )
    assert "10 µg once a day (The Vegan Society" in printed
