"""Dishes by recipe: every computed row is computed again, and set against published dishes."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from b12track.foods.table import Food, read
from tests.conftest import ROOT
from tools.recipes import RECIPES, SOURCE, TABLE, recipes, row

SHARED = ROOT.parent / "shared" / "data"
#: Published dishes of the same kind; recipes differ from kitchen to kitchen.
PUBLISHED = {
    "eggs-benedict": ("fndds_2021_2023", "32101500"),
    "huevos-rancheros": ("fndds_2021_2023", "32105180"),
    "sardine-sandwich": ("fndds_2021_2023", "27550510"),
    "chicken-curry-rice": ("fndds_2021_2023", "27146155"),
    "beef-curry-rice": ("fndds_2021_2023", "27116110"),
    "tuna-pasta": ("fndds_2021_2023", "58148130"),
    "tuna-sweetcorn": ("fndds_2021_2023", "27450060"),
    "bacon-egg-sandwich": ("fndds_2021_2023", "34001420"),
    "trifle": ("cofid_2021", "12-600"),
    "tripe-onions": ("cofid_2021", "19-637"),
    "liver-bacon": ("cofid_2021", "19-603"),
    "beef-stew-dumplings": ("cofid_2021", "19-590"),
    "chilli-con-carne-rice": ("cofid_2021", "19-527"),
    "moules-mariniere": ("cofid_2021", "16-411"),
    "cheese-pickle-sandwich": ("cofid_2021", "11-963"),
    "ham-salad-sandwich": ("cofid_2021", "11-965"),
}
LARGEST_RATIO = Decimal("2.5")


@pytest.fixture(scope="module")
def foods() -> dict[str, Food]:
    return {food.food_code: food for food in read(str(TABLE))}


def test_every_computed_row_is_what_its_recipe_gives(foods: dict[str, Food]) -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        stored = {cells["food_code"]: cells for cells in csv.DictReader(file)}
    base = {code: food for code, food in foods.items() if food.source != SOURCE}
    computed = {recipe.food_code: row(recipe) for recipe in recipes(RECIPES, base)}
    assert computed == {c: cells for c, cells in stored.items() if cells["source"] == SOURCE}
    assert len(computed) >= 150


def recipe_of(tmp_path: Path, line: str, foods: dict[str, Food]) -> dict[str, str]:
    path = tmp_path / "recipes.txt"
    path.write_text(f"dish | dish | | mixed dish | bowl 200 | {line}\n", encoding="utf-8")
    (recipe,) = recipes(path, foods)
    return row(recipe)


def test_amounts_add_up_and_lost_weight_is_water(foods: dict[str, Food], tmp_path: Path) -> None:
    boiled = recipe_of(tmp_path, "100 egg-boiled, 100 water", foods)
    assert (boiled["b12_ug_per_100g"], boiled["matrix"]) == (
        "0.56",
        "egg",
    )  # 1.11 / 2, half to even
    assert (
        recipe_of(tmp_path, "100 egg-boiled, 100 water | 50 %", foods)["b12_ug_per_100g"] == "1.11"
    )


def test_heating_takes_its_share_and_an_unseen_share_is_unknown(
    foods: dict[str, Food], tmp_path: Path
) -> None:
    heated = recipe_of(tmp_path, "100 milk heated", foods)
    assert heated["b12_ug_per_100g"] == "0.45"  # 0.56 × 0.80
    assert (heated["b6_mg_per_100g"], heated["thiamin_mg_per_100g"]) == ("", "0.051")


def test_the_added_part_stays_apart(foods: dict[str, Food], tmp_path: Path) -> None:
    cereal = recipe_of(tmp_path, "100 cornflakes-fortified, 100 milk", foods)
    assert cereal["b12_origin"] == "fortified"
    assert (
        Decimal(cereal["b12_added_ug_per_100g"])
        == Decimal("0.95")
        < Decimal(cereal["b12_ug_per_100g"])
    )


def test_a_dish_is_no_stricter_than_its_ingredients(foods: dict[str, Food], tmp_path: Path) -> None:
    assert recipe_of(tmp_path, "100 firm-tofu, 10 egg-boiled", foods)["diet"] == "vegetarian"
    assert recipe_of(tmp_path, "100 firm-tofu, 10 bacon", foods)["diet"] == "omnivore"


def test_an_unknown_ingredient_names_its_line(foods: dict[str, Food], tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"recipes.txt, line 1: KeyError\('unobtainium'\)"):
        recipe_of(tmp_path, "1 unobtainium", foods)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the cited tables are not beside the project")
@pytest.mark.parametrize(("code", "table", "number"), [(c, *at) for c, at in PUBLISHED.items()])
def test_a_computed_dish_is_near_the_published_one(
    code: str, table: str, number: str, foods: dict[str, Food]
) -> None:
    with (SHARED / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        published = Decimal(next(r for r in csv.DictReader(file) if r["id"] == number)["b12_ug"])
    computed = Decimal(foods[code].b12_ng_per_100g or 0) / 1000
    assert 1 / LARGEST_RATIO <= computed / published <= LARGEST_RATIO, (computed, published)
