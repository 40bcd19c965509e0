"""NEVO, the Dutch table: columns between bars, decimal commas, traces told in a list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from b12track.errors import InputRefused
from b12track.foods.sources import values
from b12track.foods.sources.format import AboutTable, TableFormat, row_by_row
from b12track.foods.sources.header import by_name, columns, has_columns

if TYPE_CHECKING:
    from b12track.foods.sources.header import Reader
    from b12track.foods.table import Food

SOURCE: Final = "NEVO"
_COLUMNS: Final = {
    "code": ("nevo code",),
    "name": ("engelse naam food name",),
    "dutch": ("voedingsmiddelnaam dutch food name",),
    "group": ("food group", "voedingsmiddelgroep food group"),
    "quantity": ("hoeveelheid quantity",),
    "traces": ("bevat sporen van contains traces of",),
    "fortified": ("is verrijkt met is fortified with",),
    "b12": ("vitb12 µg", "vitb12 μg"),
    "b6": ("vitb6 mg",),
    "thiamin": ("thia mg",),
}
_OF_B12: Final = re.compile(r"\bVITB12\b|\bvitamine? B12\b", re.IGNORECASE)


def is_header(cells: list[str]) -> bool:
    """Whether these are the columns of NEVO."""
    return has_columns(cells, _COLUMNS, ("code", "name")) and any(
        cell.strip().startswith("VITB12") for cell in cells
    )


def reader(header: list[str]) -> Reader:
    """How to read the rows under this header; raises InputRefused where B12 is not in µg."""
    places = columns(header, _COLUMNS)
    if places["b12"] < 0:
        raise InputRefused("the column of VITB12 is not in µg.")
    return by_name(header, places, _food)


def _food(cell: dict[str, str]) -> Food:
    code = values.code_of("nevo", cell["code"])
    name = values.name_in_two_languages(cell["name"], cell["dutch"])
    identity = values.Identity(code, name, cell["group"].lower(), SOURCE, cell["code"])
    if _OF_B12.search(cell["traces"]):  # the table writes 0 for a trace
        cell["b12"] = "traces"
    food = values.food(identity, values.in_ug_and_mg(cell, comma=True))
    if "ml" in cell["quantity"].casefold():
        food = food._replace(note=f"{food.note} In 100 ml; 1 ml is taken as 1 g.".strip())
    return values.fortified(food) if _OF_B12.search(cell["fortified"]) else food


FORMAT: Final = TableFormat(
    SOURCE,
    is_header,
    row_by_row(reader),
    AboutTable(
        "NEVO (Netherlands), csv with bars",
        "µg in 100 g, decimal comma; a trace is unknown, and what is fortified with it is said",
        "own conditions of RIVM",
    ),
    fallback="cp1252",
)
