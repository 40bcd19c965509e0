"""FNDDS "At A Glance", what US surveys count foods as: total and added B12 for every food."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from b12track.foods.sources import values
from b12track.foods.sources.format import AboutTable, TableFormat

if TYPE_CHECKING:
    from collections.abc import Iterator

    from b12track.foods.sources.format import Reader, Sheet
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


def is_header(cells: list[str]) -> bool:
    """Whether these are the columns of "FNDDS Nutrient Values"."""
    return values.has_columns(cells, _COLUMNS, ("code", "name", "b12"))


def reader(header: list[str], title: str) -> Reader:
    """How to read the rows under this header; the edition stands in the title above it."""
    places = values.columns(header, _COLUMNS)
    values.must_be_in(header, places["added"], ("mcg",))
    for name in ("b6", "thiamin"):
        values.must_be_in(header, places[name], ("mg",))
    edition = re.search(r"\b(20[0-9]{2})-(20[0-9]{2})\b", title)
    source = f"FNDDS {edition.group()}" if edition else "FNDDS"
    year = int(edition.group(2)) if edition else None
    return lambda cells: _food(values.as_wide(cells, len(header)), places, source, year)


def _food(cells: list[str], places: dict[str, int], source: str, year: int | None) -> Food:
    cell = {name: cells[place].strip() if place >= 0 else "" for name, place in places.items()}
    code, name = values.code_of("fndds", cell["code"]), values.name_of(cell["name"])
    group = " ".join(cell["group"].lower().split())
    contents = values.Contents(
        values.ug(cell["b12"]),
        values.ug(cell["added"]),
        values.mg(cell["b6"]),
        values.mg(cell["thiamin"]),
    )
    identity = values.Identity(code, name, group, source, cell["code"], year)
    return values.food(identity, contents, quality="calculated")


def foods(sheet: Sheet) -> Iterator[Line]:
    """The foods of the sheet in their order."""
    return values.each(sheet.rows, reader(sheet.header, sheet.title))


FORMAT: Final = TableFormat(
    "FNDDS",
    is_header,
    foods,
    AboutTable(
        'FNDDS "At A Glance" nutrient values (United States), xlsx or csv',
        "mcg in 100 g, total and added",
        "US government work, CC0",
    ),
)
