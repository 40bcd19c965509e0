"""CIQUAL, the French table of Anses: decimal commas, `-`, `traces` and `< 0,1` in xlsx or csv."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from b12track.foods.sources import values
from b12track.foods.sources.format import TRACES_ARE_UNKNOWN, AboutTable, TableFormat, row_by_row

if TYPE_CHECKING:
    from collections.abc import Callable

    from b12track.foods.table import Food

SOURCE: Final = "CIQUAL"
#: Header cells by the first words of their key; the French and the English edition.
_COLUMNS: Final = {
    "code": ("alim code",),
    "name": ("alim nom fr", "alim nom eng"),
    "group": ("alim ssgrp nom fr", "alim ssgrp nom eng"),
    "b12": ("vitamine b12", "vitamin b12"),
    "b6": ("vitamine b6", "vitamin b6"),
    "thiamin": ("vitamine b1", "vitamin b1"),
}
_UNITS: Final = {"b12": ("µg", "μg"), "b6": ("mg",), "thiamin": ("mg",)}


def is_header(cells: list[str]) -> bool:
    """Whether these are CIQUAL's columns."""
    return values.has_columns(cells, _COLUMNS, ("code", "name", "b12"))


def reader(header: list[str]) -> Callable[[list[str]], Food | None]:
    """How to read the rows under this header; raises InputRefused where a unit is another."""
    places = values.columns(header, _COLUMNS)
    for name, units in _UNITS.items():
        values.must_be_in(header, places[name], units)
    width = len(header)
    return lambda cells: _food(values.as_wide(cells, width), places)


def _food(cells: list[str], places: dict[str, int]) -> Food:
    cell = {name: cells[place].strip() if place >= 0 else "" for name, place in places.items()}
    code = values.code_of("ciqual", cell["code"])
    group = " ".join(cell["group"].lower().split()).strip("-")
    identity = values.Identity(
        code, values.name_of(cell["name"]), group, SOURCE, cell["code"], None
    )
    b12, word = _measured(cell["b12"])
    thiamin, b6 = (values.mg(_number(cell[name]), comma=True) for name in ("thiamin", "b6"))
    return values.food(identity, values.Contents(b12, None, b6, thiamin, word))


def _number(cell: str) -> str:
    """The cell where it is a number: `-` is missing, `traces` and `< 0,1` are no numbers."""
    return "" if cell in ("-", "traces") or cell.startswith("<") else cell


def _measured(cell: str) -> tuple[int | None, str]:
    """Nanograms, and what stands there instead of a number."""
    number = _number(cell)
    return values.ug(number, comma=True), "" if number or cell in ("", "-") else cell


FORMAT: Final = TableFormat(
    SOURCE,
    is_header,
    row_by_row(reader),
    AboutTable(
        "CIQUAL (France), csv, xls or xlsx, French or English edition",
        TRACES_ARE_UNKNOWN,
        "Licence Ouverte / Etalab 2.0",
    ),
    fallback="cp1252",
)
