"""Foods of one's own: added from a label, edited and retired, never changing what was eaten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from b12track.diary import journal
from b12track.diary.storage import rows
from b12track.errors import InputRefused
from b12track.foods.table import Food, Portion, food_key
from b12track.record import NamedTuple

if TYPE_CHECKING:
    import sqlite3


class OwnFood(NamedTuple):
    """A row of own_food: amounts per 100 g in nanograms, None = unknown."""

    own_food_id: int
    food_code: str
    name: str
    name_key: str
    retired: int
    b12_ng_per_100g: int | None
    b12_origin: str
    matrix: str
    portions: str
    default_portion: str
    diet: str
    label: str
    label_year: int


def own_foods(connection: sqlite3.Connection) -> list[OwnFood]:
    """Every own food, retired ones too, by name."""
    return rows.records(connection, "own_food", OwnFood, "1 ORDER BY name_key, own_food_id")


def own_food(connection: sqlite3.Connection, name: str) -> OwnFood:
    """The own food of this name that is not retired; raises InputRefused where there is none."""
    key = food_key(name)
    records = rows.records(connection, "own_food", OwnFood, "retired = 0 AND name_key = ?", (key,))
    if not records:
        known = tuple(food.name for food in own_foods(connection) if not food.retired)
        raise InputRefused(f"'{name}' is no food of your own (see b12track foods add).", known[:6])
    return records[0]


def add(connection: sqlite3.Connection, act_id: int, values: dict[str, object]) -> OwnFood:
    """Writes a new own food; raises InputRefused where the name is taken by another one.

    `values` are the columns but key, codes and `retired`.
    """
    name = str(values["name"])
    key = _key(name)
    taken = {food.name_key for food in own_foods(connection) if not food.retired}
    if key in taken:
        raise InputRefused(f"You have a food '{name}' already: b12track foods edit changes it.")
    codes = {food.food_code for food in own_foods(connection)}
    row = {**values, "name_key": key, "food_code": _free_code(key, codes), "retired": 0}
    journal.add(connection, act_id, "own_food", row)
    return own_food(connection, name)


def change(
    connection: sqlite3.Connection, act_id: int, food: OwnFood, values: dict[str, object]
) -> None:
    """Changes columns of an own food; entries keep what it was when they were written."""
    if "name" in values:
        values = {**values, "name_key": _key(str(values["name"]))}
    journal.change(connection, act_id, ("own_food", food.own_food_id), values)


def _key(name: str) -> str:
    key = food_key(name)
    if not key or len(name) > 100:
        raise InputRefused("A food's name has 1 to 100 characters, a letter or digit among them.")
    return key


def _free_code(key: str, codes: set[str]) -> str:
    """A code that no own food ever had: entries refer to codes for good."""
    slug = f"own-{key.replace(' ', '-')}"[:80]
    if slug not in codes:
        return slug
    return next(code for n in range(2, 10_000) if (code := f"{slug}-{n}") not in codes)


def as_food(own: OwnFood) -> Food:
    """The own food as a row of the food table."""
    lines = (line.partition(" ") for line in own.portions.split("\n") if line)
    is_added = own.b12_origin != "natural" and own.matrix == "crystalline"
    return Food(
        food_code=own.food_code,
        name=own.name,
        aliases=(),
        food_group="supplement" if own.b12_origin == "supplement" else "own food",
        b12_ng_per_100g=own.b12_ng_per_100g,
        b12_origin=own.b12_origin,
        b12_added_ng_per_100g=own.b12_ng_per_100g if is_added else None,
        matrix=own.matrix,
        b6_ng_per_100g=None,
        thiamin_ng_per_100g=None,
        portions=tuple(Portion(name, int(mg)) for mg, _, name in lines),
        default_portion=own.default_portion,
        diet=own.diet,
        data_quality="label",
        source="own label",
        source_code=own.label,
        source_year=own.label_year,
        note="",
    )


def portion_lines(portions: list[Portion]) -> str:
    """Portions as the table keeps them, one a line."""
    return "\n".join(f"{portion.portion_mg} {portion.name}" for portion in portions)
