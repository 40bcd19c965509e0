"""CIQUAL, the French table of Anses: decimal commas, `-`, `traces` and `< 0,1` in xlsx or csv."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from b12track.foods.sources import values
from b12track.foods.sources.format import TRACES_ARE_UNKNOWN, AboutTable, TableFormat, row_by_row
from b12track.foods.sources.header import by_name, columns_in_ug_and_mg, has_columns

if TYPE_CHECKING:
    from b12track.foods.sources.header import Reader
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


def reader(header: list[str]) -> Reader:
    """How to read the rows under this header; raises InputRefused where a unit is another."""
    return by_name(header, columns_in_ug_and_mg(header, _COLUMNS), _food)


def _food(cell: dict[str, str]) -> Food:
    code, name = values.code_of("ciqual", cell["code"]), values.name_of(cell["name"])
    group = " ".join(cell["group"].lower().split()).strip("-")
    identity = values.Identity(code, name, group, SOURCE, cell["code"])
    return values.food(identity, values.in_ug_and_mg(cell, comma=True))


FORMAT: Final = TableFormat(
    SOURCE,
    partial(has_columns, wanted=_COLUMNS, needed=("code", "name", "b12")),
    row_by_row(reader),
    AboutTable(
        "CIQUAL (France), csv, xls or xlsx, French or English edition",
        TRACES_ARE_UNKNOWN,
        "Licence Ouverte / Etalab 2.0",
    ),
    fallback="cp1252",
)
