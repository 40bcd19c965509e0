"""AUSNUT, what Australian surveys count foods as: one row a food, every value imputed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from b12track.foods.sources import values
from b12track.foods.sources.format import AboutTable, TableFormat, row_by_row

if TYPE_CHECKING:
    from b12track.foods.sources.format import Reader
    from b12track.foods.table import Food

SOURCE: Final = "AUSNUT"
_COLUMNS: Final = {
    "code": ("food id",),
    "survey": ("survey id",),
    "name": ("food name",),
    "b12": ("vitamin b12",),
    "b6": ("vitamin b6",),
    "thiamin": ("thiamin",),
}


def is_header(cells: list[str]) -> bool:
    """Whether these are the columns of AUSNUT's nutrient file."""
    return values.has_columns(cells, _COLUMNS, ("code", "survey", "name", "b12"))


def reader(header: list[str]) -> Reader:
    """How to read the rows under this header; raises InputRefused where a unit is another."""
    places = values.columns_in_ug_and_mg(header, _COLUMNS)
    width = len(header)
    return lambda cells: _food(values.as_wide(cells, width), places)


def _food(cells: list[str], places: dict[str, int]) -> Food:
    cell = {name: cells[place].strip() if place >= 0 else "" for name, place in places.items()}
    code = values.code_of("ausnut", cell["code"])
    identity = values.Identity(code, values.name_of(cell["name"]), "", SOURCE, cell["code"], None)
    number, word = values.number_or_word(cell["b12"])
    b6, thiamin = (values.mg(values.number_or_word(cell[name])[0]) for name in ("b6", "thiamin"))
    contents = values.Contents(values.ug(number), None, b6, thiamin, word)
    return values.food(identity, contents, quality="calculated")


FORMAT: Final = TableFormat(
    SOURCE,
    is_header,
    row_by_row(reader),
    AboutTable("AUSNUT (Australia), csv or xlsx", "µg in 100 g"),
)
