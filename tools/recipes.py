"""Dishes of foods.csv by recipe: `python -m tools.recipes` computes the rows of recipes.txt.

The mixed recipe method of FAO/INFOODS (Greenfield & Southgate 2003): cooked ingredients as they
stand in the dish, or raw ones with a retention factor; the weight that a dish loses is water.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Final, NamedTuple

from b12track.foods.table import COLUMNS, DIETS, FOOD_GROUPS, Food, read
from b12track.quantity import NG_PER_MG, NG_PER_UG

ROOT: Final = Path(__file__).resolve().parent.parent
RECIPES: Final = ROOT / "recipes.txt"
TABLE: Final = ROOT / "foods.csv"
SOURCE: Final = "recipe"
YEAR: Final = "2026"


class Retention(NamedTuple):
    """The shares of the vitamins that heating leaves; None where no published one was seen."""

    b12: Decimal
    b6: Decimal | None
    thiamin: Decimal | None
    source: str


WHOLE: Final = Retention(Decimal(1), Decimal(1), Decimal(1), "")
#: USDA Table of Nutrient Retention Factors, Release 6 (2007), by its codes; read in public copies.
RETENTION: Final = {
    "": WHOLE,
    "heated": Retention(Decimal("0.80"), None, Decimal("0.90"), "USDA 2151, milk heated 10 min"),
    "melted": Retention(Decimal("0.55"), None, None, "USDA 0001, cheese baked"),
}


class Ingredient(NamedTuple):
    """What goes into a dish: grams of a food of the table, and how it is heated there."""

    grams: Decimal
    food: Food
    way: str

    @property
    def words(self) -> str:
        return f"{self.grams.normalize():f} g {self.food.name}"


class Recipe(NamedTuple):
    """One line of recipes.txt."""

    food_code: str
    name: str
    aliases: str
    food_group: str
    portions: list[tuple[str, Decimal]]
    ingredients: list[Ingredient]
    yield_pct: Decimal
    remark: str


def recipes(path: Path, foods: dict[str, Food]) -> Iterator[Recipe]:
    """The recipes of a file; ValueError with the line where a cell is not understood."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        try:
            yield _recipe([cell.strip() for cell in line.split(" |")], foods)
        except (KeyError, ValueError, ArithmeticError) as fault:
            raise ValueError(f"{path.name}, line {number}: {fault!r}") from fault


def _recipe(cells: list[str], foods: dict[str, Food]) -> Recipe:
    code, name, aliases, group, portions, ingredients, *more = cells
    share, remark = (*more, "", "")[:2]
    return Recipe(
        code,
        name,
        aliases,
        group,
        [(words, Decimal(grams)) for words, grams in map(_portion, portions.split("; "))],
        [_ingredient(part.split(), foods) for part in ingredients.split(", ")],
        Decimal(share.removesuffix(" %") or 100),
        remark,
    )


def _portion(text: str) -> tuple[str, str]:
    words, _, grams = text.rpartition(" ")
    return words, grams


def _ingredient(words: list[str], foods: dict[str, Food]) -> Ingredient:
    grams, code, *way = words
    return Ingredient(Decimal(grams), foods[code], " ".join(way))


def row(recipe: Recipe) -> dict[str, str]:
    """The row of foods.csv of a recipe; an amount is unknown where that of an ingredient is."""
    b12 = _per_100g(recipe, "b12_ng_per_100g", "b12")
    if b12 is None:
        raise ValueError(f"{recipe.food_code}: an ingredient has no B12 value")
    cells = {
        "food_code": recipe.food_code,
        "name": recipe.name,
        "aliases": recipe.aliases,
        "food_group": recipe.food_group,
        "b12_ug_per_100g": _text(b12 / NG_PER_UG, "0.01" if b12 >= NG_PER_UG // 10 else "0.001"),
        "b6_mg_per_100g": _milligrams(_per_100g(recipe, "b6_ng_per_100g", "b6")),
        "thiamin_mg_per_100g": _milligrams(_per_100g(recipe, "thiamin_ng_per_100g", "thiamin")),
        "portions": "; ".join(f"1 {words} = {grams} g" for words, grams in recipe.portions),
        "default_portion": recipe.portions[0][0],
        "diet": _diet(recipe),
        "data_quality": "calculated",
        "source": SOURCE,
        "source_code": "of b12track",
        "source_year": YEAR,
        "note": _note(recipe),
    }
    return cells | _origin(recipe, cells["b12_ug_per_100g"])


def _per_100g(recipe: Recipe, nutrient: str, factor: str) -> Decimal | None:
    """Nanograms per 100 g of the dish; None where an ingredient or its loss is unknown."""
    total = Decimal(0)
    for ingredient in recipe.ingredients:
        amount = getattr(ingredient.food, nutrient)
        share = getattr(RETENTION[ingredient.way], factor)
        if amount == 0:
            continue
        if amount is None or share is None:
            return None
        total += ingredient.grams * amount * share
    weight = sum((each.grams for each in recipe.ingredients), Decimal(0)) * recipe.yield_pct / 100
    return total / weight


def _origin(recipe: Recipe, b12: str) -> dict[str, str]:
    """Where the B12 of the dish comes from, how much of it was added, and what holds it."""
    sources = [each for each in recipe.ingredients if each.food.b12_ng_per_100g]
    fortified = any(each.food.b12_origin == "fortified" for each in sources)
    held = {each.food.matrix for each in sources} if Decimal(b12) else set()
    added = _added(recipe) if fortified else Decimal(0)
    return {
        "b12_origin": "fortified" if fortified and held else "natural",
        "b12_added_ug_per_100g": "" if added is None else _text(min(added, Decimal(b12)), "0.001"),
        "matrix": "none" if not held else held.pop() if len(held) == 1 else "mixed",
    }


def _added(recipe: Recipe) -> Decimal | None:
    """Micrograms of added B12 per 100 g of the dish; None where an ingredient does not say."""
    total = Decimal(0)
    for grams, food, way in recipe.ingredients:
        if food.b12_origin != "fortified":
            continue
        if food.b12_added_ng_per_100g is None:
            return None
        total += grams * food.b12_added_ng_per_100g * RETENTION[way].b12
    weight = sum((each.grams for each in recipe.ingredients), Decimal(0)) * recipe.yield_pct / 100
    return total / weight / NG_PER_UG


def _diet(recipe: Recipe) -> str:
    """The strictest diet that includes every ingredient."""
    return max((each.food.diet for each in recipe.ingredients), key=DIETS.index)


def _note(recipe: Recipe) -> str:
    """The ingredients, the loss of weight and the retention factors, in a sentence each."""
    parts = ["Recipe: " + ", ".join(each.words for each in recipe.ingredients) + "."]
    if recipe.yield_pct != 100:
        parts.append(f"Weight after cooking {recipe.yield_pct} % (our estimate).")
    for way in sorted({each.way for each in recipe.ingredients} - {""}):
        factor = RETENTION[way]
        parts.append(f"B12 kept {factor.b12:.0%} ({factor.source}).")
    return " ".join([*parts, recipe.remark]).strip()


def _text(number: Decimal, step: str) -> str:
    text = f"{number.quantize(Decimal(step)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _milligrams(ng: Decimal | None) -> str:
    return "" if ng is None else _text(ng / NG_PER_MG, "0.001")


def written() -> list[dict[str, str]]:
    """All rows of the table, those of recipes computed anew, in the order of groups and names."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        kept = [cells for cells in csv.DictReader(file) if cells["source"] != SOURCE]
    foods = {food.food_code: food for food in read(str(TABLE)) if food.source != SOURCE}
    kept.extend(row(recipe) for recipe in recipes(RECIPES, foods))
    return sorted(
        kept, key=lambda cells: (FOOD_GROUPS.index(cells["food_group"]), cells["name"].casefold())
    )


def main() -> None:
    """Writes the computed rows into foods.csv, which must keep its rules."""
    rows = written()
    draft = TABLE.with_suffix(".new")
    with draft.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
    read(str(draft))
    draft.replace(TABLE)
    sys.stdout.write(f"{sum(cells['source'] == SOURCE for cells in rows)} rows by recipe\n")


if __name__ == "__main__":
    main()
