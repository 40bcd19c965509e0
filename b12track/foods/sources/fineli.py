"""Fineli, the Finnish table: components, names and measures in files of their own."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from b12track.errors import InputRefused
from b12track.foods.sources import values
from b12track.foods.sources.format import AboutTable, FolderFormat
from b12track.foods.sources.joined import columns_of, numbered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from b12track.foods.sources.folders import Folder
    from b12track.foods.table import Food, Portion

SOURCE: Final = "Fineli"
_LATIN: Final = "iso-8859-1"
#: Our name of each component; B12 is in µg, the other two in mg.
_COMPONENTS: Final = {"VITB12": "b12", "VITPYRID": "b6", "THIA": "thiamin"}
#: English first, then the two languages of the country.
_NAMES: Final = ("foodname_en.csv", "foodname_fi.csv", "foodname_sv.csv")
_WANTED: Final = re.compile(rf"\b(?:{'|'.join(_COMPONENTS)})\b")
#: Codes of measures that are words of people; the others have their name in foodunit_EN.csv.
_MEASURES: Final = {"DL": "dl", "RKL": "tbsp", "TL": "tsp"}


def foods(folder: Folder) -> Iterator[values.Line]:
    """The foods in the order of their names; what has a component twice is refused alone."""
    amounts: dict[str, dict[str, list[str]]] = {}
    names = ("FOODID", "EUFDNAME", "BESTLOC")
    file = folder.needed("component_value.csv", _LATIN)
    for food_id, component, amount in columns_of(file, names, _WANTED):
        if component in _COMPONENTS:
            amounts.setdefault(food_id, {}).setdefault(component, []).append(amount)
    name_file = next((name for name in _NAMES if name in folder.names), _NAMES[0])
    rows = numbered(folder.needed(name_file, _LATIN), ("FOODID", "FOODNAME"))
    yield from values.each(rows, partial(_food, amounts, _portions(folder)))


def _portions(folder: Folder) -> dict[str, list[Portion | None]]:
    """Food → its household measures with their weights."""
    measures = dict(_MEASURES)
    file = folder.text("foodunit_en.csv", _LATIN)
    if file is not None:
        for code, name in columns_of(file, ("THSCODE", "DESCRIPT")):
            measures.setdefault(code, name)
    portions: dict[str, list[Portion | None]] = {}
    file = folder.text("foodaddunit.csv", _LATIN)
    if file is not None:
        for food_id, unit, mass in columns_of(file, ("FOODID", "FOODUNIT", "MASS")):
            portion = values.portion("1", measures.get(unit, ""), mass.replace(",", "."))
            portions.setdefault(food_id, []).append(portion)
    return portions


def _food(
    amounts: dict[str, dict[str, list[str]]],
    portions: dict[str, list[Portion | None]],
    cells: list[str],
) -> Food:
    food_id, name = cells
    known = amounts.get(food_id, {})
    for component, several in known.items():
        if len(several) > 1:
            raise InputRefused(f"{name}: {component} stands twice.")
    cell = {ours: known.get(component, [""])[0] for component, ours in _COMPONENTS.items()}
    code = values.code_of("fineli", food_id)
    identity = values.Identity(code, values.name_of(name), "", SOURCE, food_id)
    contents = values.in_ug_and_mg(cell, comma=True)
    return values.food(identity, contents, values.unlike(portions.get(food_id, ())))


FORMAT: Final = FolderFormat(
    SOURCE,
    lambda names: "component_value.csv" in names and bool(names & set(_NAMES)),
    foods,
    AboutTable(
        "Fineli (Finland), the folder or zip of csv files",
        "`VITB12`, µg in 100 g, decimal comma",
        "CC BY 4.0",
    ),
)
