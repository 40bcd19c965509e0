"""Frida, the Danish table: one row for each parameter of each food."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.errors import InputRefused
from b12track.foods.sources import values
from b12track.foods.sources.format import AboutTable, TableFormat
from b12track.foods.sources.header import MICROGRAMS, as_wide

if TYPE_CHECKING:
    from collections.abc import Iterator

    from b12track.foods.sources.format import Sheet
    from b12track.foods.sources.values import Line
    from b12track.foods.table import Food

SOURCE: Final = "Frida"
_NEEDED: Final = ("FoodID", "FoodName", "ParameterName", "ResVal")
#: Parameter → what it is here; the Danish names, and the English ones.
_PARAMETERS: Final = {
    "b12-vitamin": "b12",
    "vitamin b12": "b12",
    "b6-vitamin": "b6",
    "vitamin b6": "b6",
    "b1-vitamin": "thiamin",
    "vitamin b1": "thiamin",
    "thiamin": "thiamin",
    "thiamin (b1-vitamin)": "thiamin",
    "thiamin (vitamin b1)": "thiamin",
}
_UNITS: Final = {"b12": MICROGRAMS, "b6": ("mg",), "thiamin": ("mg",)}


class _Gathered(NamedTuple):
    """What the rows of one food said, and the line of the first."""

    line: int
    code: str
    name: str
    amounts: dict[str, str]


def is_header(cells: list[str]) -> bool:
    """Whether these are the columns of the sheet Data_Normalised."""
    return set(_NEEDED) <= {cell.strip() for cell in cells}


def foods(sheet: Sheet) -> Iterator[Line]:
    """The foods in the order of their first rows."""
    names = [cell.strip() for cell in sheet.header]
    danish = next((n for n, name in enumerate(names) if name.casefold() == "fødevarenavn"), -1)
    code_at, name_at, parameter_at, value_at = (names.index(name) for name in _NEEDED)
    danish_at = next((n for n, name in enumerate(names) if name == "ParameterNavn"), parameter_at)
    unit_at = next((n for n, name in enumerate(names) if name in ("Unit", "Enhed")), -1)
    gathered: dict[str, _Gathered] = {}
    refused: dict[str, tuple[int, str]] = {}
    for line, cells in sheet.rows:
        code = cells[code_at].strip() if len(cells) > code_at else ""
        try:
            as_wide(cells, len(names))
            other = cells[danish] if danish >= 0 else ""
            name = values.name_in_two_languages(cells[name_at], other)
            food = gathered.setdefault(code, _Gathered(line, code, name, {}))
            unit = cells[unit_at].strip() if unit_at >= 0 else None
            for parameter in (cells[parameter_at], cells[danish_at]):
                if _gather(food, parameter, cells[value_at], unit):
                    break
        except InputRefused as fault:
            refused.setdefault(code, (line, str(fault)))
    yield from refused.values()
    for code, food in gathered.items():
        if code in refused:
            continue  # of two values neither is known to be the right one
        try:
            yield food.line, _food(food)
        except InputRefused as fault:
            yield food.line, str(fault)


def _gather(food: _Gathered, parameter: str, value: str, unit: str | None) -> bool:
    """Keeps the value of a wanted parameter; whether it is one."""
    nutrient = _PARAMETERS.get(parameter.strip().casefold())
    if nutrient is None:
        return False
    if unit is not None and not any(unit.startswith(known) for known in _UNITS[nutrient]):
        raise InputRefused(f"{parameter.strip()} is in {unit}, not in {_UNITS[nutrient][0]}.")
    if nutrient in food.amounts:
        raise InputRefused(f"{food.name}: {parameter.strip()} stands twice.")
    food.amounts[nutrient] = value
    return True


def _food(food: _Gathered) -> Food:
    code = values.code_of("frida", food.code)
    identity = values.Identity(code, food.name, "", SOURCE, food.code)
    cell = {name: food.amounts.get(name, "") for name in _UNITS}
    return values.food(identity, values.in_ug_and_mg(cell, comma=True))


FORMAT: Final = TableFormat(
    SOURCE,
    is_header,
    foods,
    AboutTable(
        "Frida (Denmark), xlsx with the sheet `Data_Normalised`",
        "`B12-vitamin`, µg in 100 g",
    ),
)
