"""FNDDS "At A Glance", what US surveys count foods as: total and added B12 for every food."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from b12track.foods.sources import values
from b12track.foods.sources.format import AboutTable, TableFormat
from b12track.foods.sources.header import by_name, columns_in_ug_and_mg, has_columns, must_be_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from b12track.foods.sources.format import Sheet
    from b12track.foods.sources.values import Line
    from b12track.foods.table import Food

_COLUMNS: Final = {
    "code": ("food code",),
    "name": ("main food description",),
    "group": ("wweia category description",),
    "b12": ("vitamin b 12 mcg",),
    "added": ("vitamin b 12 added",),
    "b6": ("vitamin b 6",),
    "thiamin": ("thiamin",),
}


def foods(sheet: Sheet) -> Iterator[Line]:
    """The foods of the sheet in their order; the edition stands in the title above the header."""
    places = columns_in_ug_and_mg(sheet.header, _COLUMNS)
    must_be_in(sheet.header, places["added"], ("mcg",))
    edition = re.search(r"\b20[0-9]{2}-(20[0-9]{2})\b", sheet.title)
    source = f"FNDDS {edition.group()}" if edition else "FNDDS"
    year = int(edition.group(1)) if edition else None
    return values.each(sheet.rows, by_name(sheet.header, places, partial(_food, source, year)))


def _food(source: str, year: int | None, cell: dict[str, str]) -> Food:
    code, name = values.code_of("fndds", cell["code"]), values.name_of(cell["name"])
    group = " ".join(cell["group"].lower().split())
    identity = values.Identity(code, name, group, source, cell["code"], year)
    return values.food(identity, values.with_added(cell), quality="calculated")


FORMAT: Final = TableFormat(
    "FNDDS",
    partial(has_columns, wanted=_COLUMNS, needed=("code", "name", "b12")),
    foods,
    AboutTable(
        'FNDDS "At A Glance" nutrient values (United States), xlsx or csv',
        "mcg in 100 g, total and added",
        "US government work, CC0",
    ),
)
