"""CoFID, the UK table (McCance and Widdowson): `Tr` is a trace, `N` present but unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from b12track.errors import InputRefused
from b12track.foods.sources import values
from b12track.foods.sources.format import AboutTable, TableFormat, row_by_row
from b12track.foods.sources.header import MICROGRAMS, by_name, columns, has_columns, must_be_in

if TYPE_CHECKING:
    from b12track.foods.sources.header import Reader
    from b12track.foods.table import Food

SOURCE: Final = "CoFID"
_COLUMNS: Final = {
    "code": ("food code",),
    "name": ("food name",),
    "group": ("group",),
    "b12": ("vitamin b12",),
    "b6": ("vitamin b6",),
    "thiamin": ("thiamin",),
}
#: The first letter of CoFID's group codes.
_GROUPS: Final = {
    "A": "cereals",
    "B": "milk",
    "C": "eggs",
    "D": "vegetables",
    "F": "fruit",
    "G": "nuts",
    "H": "herbs and spices",
    "J": "fish",
    "M": "meat",
    "O": "fats and oils",
    "P": "drinks",
    "Q": "alcoholic drinks",
    "S": "sugars and snacks",
    "W": "soups and sauces",
}


def is_header(cells: list[str]) -> bool:
    """Whether these are the columns of a sheet of CoFID, of whichever nutrients."""
    return has_columns(cells, _COLUMNS, ("code", "name", "group")) and "Previous" in cells


def reader(header: list[str]) -> Reader:
    """How to read the rows under this header; raises InputRefused for a sheet without B12."""
    places = columns(header, _COLUMNS)
    if places["b12"] < 0:
        raise InputRefused("this sheet of CoFID has no vitamin B12; take the one of vitamins.")
    if "(" in header[places["b12"]]:  # the csv edition gives no units, the workbook does
        must_be_in(header, places["b12"], MICROGRAMS)
    return by_name(header, places, _food)


def _food(cell: dict[str, str]) -> Food | None:
    if not cell["code"]:
        return None  # the second and third line of the header
    group = _GROUPS.get(cell["group"][:1], "")
    code, name = values.code_of("cofid", cell["code"]), values.name_of(cell["name"])
    identity = values.Identity(code, name, group, SOURCE, cell["code"])
    return values.food(identity, values.in_ug_and_mg(cell))


FORMAT: Final = TableFormat(
    SOURCE,
    is_header,
    row_by_row(reader),
    AboutTable(
        "CoFID (United Kingdom), csv or xlsx, the sheet of vitamins",
        "µg in 100 g; `Tr` and `N` are unknown",
        "Open Government Licence v3.0",
    ),
)
