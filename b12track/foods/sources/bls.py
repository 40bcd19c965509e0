"""BLS 4.0, the German table: one sheet, each nutrient with its unit in square brackets."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from b12track.foods.sources import values
from b12track.foods.sources.format import TRACES_ARE_UNKNOWN, AboutTable, TableFormat, row_by_row
from b12track.foods.sources.header import by_name, columns, has_columns, unit_ng

if TYPE_CHECKING:
    from b12track.foods.sources.header import Reader
    from b12track.foods.table import Food

SOURCE: Final = "BLS"
_YEAR: Final = 2025
_COLUMNS: Final = {
    "code": ("bls code",),
    "german": ("lebensmittelbezeichnung",),
    "name": ("food name",),
    "b12": ("vitb12 vitamin b12",),
    "b6": ("vitb6 vitamin b6",),
    "thiamin": ("thia",),
}
_ABOUT_VALUE: Final = ("Datenherkunft", "Referenz")
_NUTRIENTS: Final = ("b12", "b6", "thiamin")


def reader(header: list[str]) -> Reader:
    """How to read the rows under this header; B6 is in µg here, so each unit is read."""
    # Each nutrient has two more columns that begin with its name.
    names = ["" if cell.strip().endswith(_ABOUT_VALUE) else cell for cell in header]
    places = columns(names, _COLUMNS)
    factors = {name: unit_ng(header, places[name]) for name in _NUTRIENTS if places[name] >= 0}
    return by_name(header, places, partial(_food, factors))


def _food(factors: dict[str, int], cell: dict[str, str]) -> Food:
    code = values.code_of("bls", cell["code"])
    name = values.name_in_two_languages(cell["name"], cell["german"])
    identity = values.Identity(code, name, "", SOURCE, cell["code"], _YEAR)
    known = {name: values.number_or_word(cell[name]) for name in _NUTRIENTS}
    b12, b6, thiamin = (
        values.amount(number, factors.get(name, 1), comma=True)
        for name, (number, _) in known.items()
    )
    return values.food(identity, values.Contents(b12, None, b6, thiamin, known["b12"][1]))


FORMAT: Final = TableFormat(
    SOURCE,
    partial(has_columns, wanted=_COLUMNS, needed=("code", "german", "b12")),
    row_by_row(reader),
    AboutTable(
        "BLS 4.0 (Germany), xlsx",
        f"{TRACES_ARE_UNKNOWN} (`TR`, `<LOD`, `<LOQ`)",
        "CC BY 4.0",
    ),
)
