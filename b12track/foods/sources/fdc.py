"""USDA FoodData Central as CSV: its many tables joined through a scratch store on disk."""

from __future__ import annotations

import re
import sqlite3
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.errors import InputRefused
from b12track.foods.sources import values
from b12track.foods.sources.format import AboutTable, FolderFormat
from b12track.foods.sources.joined import columns_of, numbered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from b12track.foods.sources.folders import Folder
    from b12track.foods.table import Food, Portion

#: Kind of food → its data set as a citation, and how its values came to be.
_KINDS: Final = {
    "foundation_food": ("USDA FDC Foundation", "measured"),
    "sr_legacy_food": ("USDA FDC SR Legacy", "measured"),
    "survey_fndds_food": ("USDA FDC Survey", "calculated"),
    "branded_food": ("USDA FDC Branded", "label"),
}
#: FDC id, number and unit of each nutrient; 1246 is a part of 1178, never to be added to it.
_NUTRIENTS: Final = {
    "b12": ("1178", "418", "UG"),
    "added": ("1246", "578", "UG"),
    "b6": ("1175", "415", "MG"),
    "thiamin": ("1165", "404", "MG"),
}
#: What the export writes where no unit is determined.
_NO_UNIT: Final = ("", "undetermined")


_PORTION_COLUMNS: Final = "fdc_id amount measure_unit_id portion_description modifier gram_weight"
_BRANDED_COLUMNS: Final = (
    "fdc_id brand_owner brand_name ingredients serving_size serving_size_unit"
    " household_serving_fulltext"
)
#: Other data sets have a food.csv too, so one of these alone says nothing.
_FILES: Final = {"food.csv", "nutrient.csv", "food_nutrient.csv"}


class _Branded(NamedTuple):
    """What a branded food says beside its nutrients."""

    brand: str
    added: int
    grams: str
    household: str


def foods(folder: Folder) -> Iterator[values.Line]:
    """Every food of the data set, in the order of food.csv; samples behind the means are None.

    Nutrients and portions stand in files of another order, so they are gathered on disk first:
    memory stays bounded at any size.
    """
    scratch = sqlite3.connect("")  # a private file that SQLite removes itself
    try:
        scratch.execute("PRAGMA journal_mode=OFF")
        _gather(scratch, folder)
        yield from _joined(scratch, folder)
    finally:
        scratch.close()


def _gather(scratch: sqlite3.Connection, folder: Folder) -> None:
    wanted = _nutrient_ids(folder)
    numbers = "|".join(wanted)
    scratch.execute("CREATE TABLE amount (fdc_id INTEGER, kind TEXT, amount TEXT)")
    rows = columns_of(
        folder.needed("food_nutrient.csv"),
        ("fdc_id", "nutrient_id", "amount"),
        re.compile(rf"\b(?:{numbers})\b"),
    )
    scratch.executemany(
        "INSERT INTO amount VALUES (?, ?, ?)",
        ((row[0], wanted[row[1]], row[2]) for row in rows if row[1] in wanted),
    )
    scratch.execute("CREATE INDEX amount_of ON amount (fdc_id)")
    scratch.execute("CREATE TABLE portion (fdc_id INTEGER, count TEXT, name TEXT, grams TEXT)")
    scratch.executemany("INSERT INTO portion VALUES (?, ?, ?, ?)", _household_measures(folder))
    scratch.execute("CREATE INDEX portion_of ON portion (fdc_id)")
    scratch.execute(
        "CREATE TABLE branded (fdc_id INTEGER PRIMARY KEY, brand TEXT, added INTEGER, grams TEXT,"
        " household TEXT)"
    )
    scratch.executemany("INSERT OR REPLACE INTO branded VALUES (?, ?, ?, ?, ?)", _branded(folder))


def _nutrient_ids(folder: Folder) -> dict[str, str]:
    """Nutrient id → which of ours it is; refused where nutrient.csv gives another unit.

    Some editions refer to nutrients by their number (418), most by their id (1178).
    """
    wanted = {}
    by_id = {
        row[0]: (row[1], row[2]) for row in columns_of(folder.needed("nutrient.csv"), _NUTRIENT)
    }
    for kind, (number, old_number, unit) in _NUTRIENTS.items():
        known = by_id.get(number) or by_id.get(old_number)
        if known is None or known[0].upper() != unit:
            what = "missing" if known is None else f"in {known[0] or 'no unit'}, not {unit}"
            raise InputRefused(
                f"{folder.path}: nutrient.csv: nutrient {number} ({kind}) is {what}."
            )
        wanted[number] = wanted[old_number] = kind
    return wanted


_NUTRIENT: Final = ("id", "unit_name", "nutrient_nbr")


def _household_measures(folder: Folder) -> Iterator[tuple[str, str, str, str]]:
    """Portions as fdc_id, count, name and grams, whichever way this edition names them."""
    file = folder.text("food_portion.csv")
    if file is None:
        return
    units_file = folder.text("measure_unit.csv")
    units = dict(columns_of(units_file, ("id", "name"))) if units_file else {}
    names = tuple(_PORTION_COLUMNS.split())
    for fdc_id, count, unit_id, described, modifier, grams in columns_of(file, names):
        unit = units.get(unit_id, "")
        if unit.lower() in _NO_UNIT:
            count, name = _described(count, described or modifier)
        else:
            name = "serving" if unit == "RACC" else ", ".join(filter(None, (unit, modifier)))
        yield fdc_id, count, name, grams


def _described(count: str, words: str) -> tuple[str, str]:
    """ "1 cup" of the survey's descriptions is a count and a name; other names have a column."""
    match = re.match(r"([0-9]+(?:\.[0-9]+)?) (.+)", words)
    if match and not count:
        return match.group(1), match.group(2)
    return count, "" if words == "Quantity not specified" else words


def _branded(folder: Folder) -> Iterator[tuple[str, str, int, str, str]]:
    file = folder.text("branded_food.csv")
    if file is None:
        return
    names = tuple(_BRANDED_COLUMNS.split())
    for fdc_id, owner, brand, ingredients, size, unit, household in columns_of(file, names):
        grams = size if unit.strip().lower() in ("g", "grm") else ""
        yield fdc_id, brand or owner, int(values.is_b12_added(ingredients)), grams, household


def _joined(scratch: sqlite3.Connection, folder: Folder) -> Iterator[values.Line]:
    groups_file = folder.text("food_category.csv")
    groups = dict(columns_of(groups_file, ("id", "description"))) if groups_file else {}
    file = folder.needed("food.csv")
    names = ("fdc_id", "data_type", "description", "food_category_id", "publication_date")
    food_of = partial(_food, scratch, groups)
    yield from values.each(numbered(file, names), food_of)


def _food(scratch: sqlite3.Connection, groups: dict[str, str], cells: list[str]) -> Food | None:
    fdc_id, kind, name, group, published = cells
    if kind not in _KINDS:
        return None
    source, quality = _KINDS[kind]
    code = values.code_of("fdc", fdc_id)
    amounts = dict(
        scratch.execute("SELECT kind, amount FROM amount WHERE fdc_id = ?", (fdc_id,)).fetchall()
    )
    row = scratch.execute(
        "SELECT brand, added, grams, household FROM branded WHERE fdc_id = ?", (fdc_id,)
    ).fetchone()
    branded = _Branded(*row) if row else None
    if branded and branded.brand and branded.brand.lower() not in name.lower():
        name = f"{name}, {branded.brand}"
    year = int(published[:4]) if published[:4].isascii() and published[:4].isdecimal() else None
    group = groups.get(group, "" if group.isdecimal() else group).lower()
    identity = values.Identity(code, values.name_of(name), group, source, fdc_id, year)
    contents = values.with_added({**dict.fromkeys(_NUTRIENTS, ""), **amounts})
    food = values.food(identity, contents, _portions(scratch, fdc_id, branded), quality=quality)
    return values.fortified(food) if branded and branded.added else food


def _portions(
    scratch: sqlite3.Connection, fdc_id: str, branded: _Branded | None
) -> tuple[Portion, ...]:
    rows = scratch.execute(
        "SELECT count, name, grams FROM portion WHERE fdc_id = ? ORDER BY rowid", (fdc_id,)
    )
    portions = [values.portion(count, name, grams) for count, name, grams in rows]
    if branded and branded.grams:
        count, name = _described("", branded.household)
        portions += [
            values.portion("1", "serving", branded.grams),
            values.portion(count, name, branded.grams),
        ]
    return values.unlike(portions)


FORMAT: Final = FolderFormat(
    "USDA FoodData Central",
    lambda names: len(names & _FILES) > 1,
    foods,
    AboutTable(
        "USDA FoodData Central (United States), the zip of csv files or its folder",
        "nutrient 1178 in µg; 1246 is the added part",
        "US government work, CC0",
    ),
)
