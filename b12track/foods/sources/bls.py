"""BLS 4.0, the German table: one sheet, each nutrient with its unit in square brackets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from b12track.foods.sources import values
from b12track.foods.sources.format import TRACES_ARE_UNKNOWN, AboutTable, TableFormat, row_by_row

if TYPE_CHECKING:
    from b12track.foods.sources.format import Reader
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


def is_header(cells: list[str]) -> bool:
    """Whether these are the columns of the BLS."""
    return values.has_columns(cells, _COLUMNS, ("code", "german", "b12"))


def reader(header: list[str]) -> Reader:
    """How to read the rows under this header; B6 is in µg here, so each unit is read."""
    # Each nutrient has two more columns that begin with its name.
    names = ["" if cell.strip().endswith(_ABOUT_VALUE) else cell for cell in header]
    places = values.columns(names, _COLUMNS)
    factors = {
        name: values.unit_ng(header, places[name]) for name in _NUTRIENTS if places[name] >= 0
    }
    width = len(header)
    return lambda cells: _food(values.as_wide(cells, width), places, factors)


def _food(cells: list[str], places: dict[str, int], factors: dict[str, int]) -> Food:
    cell = {name: cells[place].strip() if place >= 0 else "" for name, place in places.items()}
    code = values.code_of("bls", cell["code"])
    name = values.name_in_two_languages(cell["name"], cell["german"])
    known = {name: values.number_or_word(cell[name]) for name in _NUTRIENTS}
    amounts = {
        name: values.amount(number, factors.get(name, 1), comma=True)
        for name, (number, _) in known.items()
    }
    identity = values.Identity(code, name, "", SOURCE, cell["code"], _YEAR)
    contents = values.Contents(
        amounts["b12"], None, amounts["b6"], amounts["thiamin"], known["b12"][1]
    )
    return values.food(identity, contents)


FORMAT: Final = TableFormat(
    SOURCE,
    is_header,
    row_by_row(reader),
    AboutTable(
        "BLS 4.0 (Germany), xlsx",
        f"{TRACES_ARE_UNKNOWN} (`TR`, `<LOD`, `<LOQ`)",
        "CC BY 4.0",
    ),
)
