"""The Canadian Nutrient File: foods, nutrients, amounts and measures in files of their own."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from b12track.errors import InputRefused
from b12track.foods.sources import values
from b12track.foods.sources.format import AboutTable, FolderFormat
from b12track.foods.sources.header import MICROGRAMS
from b12track.foods.sources.joined import columns_of, numbered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from b12track.foods.sources.folders import Folder
    from b12track.foods.table import Food, Portion

SOURCE: Final = "Canadian Nutrient File"
_LATIN: Final = "cp1252"
#: Number of a nutrient → nanograms in its unit, and how that is written; 578 is a part of 418.
_NUTRIENTS: Final = {
    "418": (1_000, MICROGRAMS),
    "578": (1_000, MICROGRAMS),
    "415": (1_000_000, ("mg",)),
    "404": (1_000_000, ("mg",)),
}
_WANTED: Final = re.compile(rf"\b(?:{'|'.join(_NUTRIENTS)})\b")
_MEASURE: Final = re.compile(r"([0-9]+(?:\.[0-9]+)?) ?(\D.*)")


def foods(folder: Folder) -> Iterator[values.Line]:
    """The foods in the order of FOOD NAME.csv."""
    _check_units(folder)
    amounts: dict[tuple[str, str], list[str]] = {}
    names = ("FoodID", "NutrientID", "NutrientValue")
    for food_id, nutrient, amount in columns_of(
        folder.needed("nutrient amount.csv", _LATIN), names, _WANTED
    ):
        if nutrient in _NUTRIENTS:
            amounts.setdefault((food_id, nutrient), []).append(amount)
    groups_file = folder.text("food group.csv", _LATIN)
    groups = dict(columns_of(groups_file, ("FoodGroupID", "FoodGroupName"))) if groups_file else {}
    rows = numbered(
        folder.needed("food name.csv", _LATIN), ("FoodID", "FoodDescription", "FoodGroupID")
    )
    yield from values.each(rows, partial(_food, amounts, groups, _portions(folder)))


def _check_units(folder: Folder) -> None:
    """Refuses the data set where a nutrient is missing or in another unit."""
    file = folder.needed("nutrient name.csv", _LATIN)
    units = dict(columns_of(file, ("NutrientID", "NutrientUnit"), _WANTED))
    for nutrient, (_, known) in _NUTRIENTS.items():
        unit = units.get(nutrient)
        if unit is None and nutrient == "578":
            continue
        if unit is None or unit.strip().casefold() not in known:
            what = "missing" if unit is None else f"in {unit or 'no unit'}, not in {known[0]}"
            raise InputRefused(f"{file.name}: nutrient {nutrient} is {what}.")


def _portions(folder: Folder) -> dict[str, list[Portion | None]]:
    """Food → its household measures; a factor is the weight in 100 g."""
    measures_file = folder.text("measure name.csv", _LATIN)
    factors_file = folder.text("conversion factor.csv", _LATIN)
    portions: dict[str, list[Portion | None]] = {}
    if measures_file is None or factors_file is None:
        return portions
    measures = dict(columns_of(measures_file, ("MeasureID", "MeasureDescription")))
    names = ("FoodID", "MeasureID", "ConversionFactorValue")
    for food_id, measure, factor in columns_of(factors_file, names):
        words = _MEASURE.fullmatch(measures.get(measure, "").strip())
        grams = values.amount(factor, 100_000_000)
        if words and grams is not None:
            portion = values.portion(words.group(1), words.group(2), str(grams / 1_000_000))
            portions.setdefault(food_id, []).append(portion)
    return portions


def _food(
    amounts: dict[tuple[str, str], list[str]],
    groups: dict[str, str],
    portions: dict[str, list[Portion | None]],
    cells: list[str],
) -> Food:
    food_id, name, group = cells
    known: dict[str, int | None] = {}
    for nutrient, (ng, _) in _NUTRIENTS.items():
        several = amounts.get((food_id, nutrient), [""])
        if len(several) > 1:
            raise InputRefused(f"{name}: nutrient {nutrient} stands twice.")
        known[nutrient] = values.amount(several[0], ng)
    code, group = values.code_of("cnf", food_id), groups.get(group, "").lower()
    identity = values.Identity(code, values.name_of(name), group, SOURCE, food_id)
    contents = values.Contents(known["418"], known["578"], known["415"], known["404"])
    return values.food(identity, contents, values.unlike(portions.get(food_id, ())))


FORMAT: Final = FolderFormat(
    SOURCE,
    lambda names: {"food name.csv", "nutrient amount.csv", "nutrient name.csv"} <= names,
    foods,
    AboutTable(
        "Canadian Nutrient File, the folder or zip of csv files",
        "nutrient 418 in µg, 578 is the added part",
        "Open Government Licence – Canada",
    ),
)
