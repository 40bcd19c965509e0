"""The Swiss food composition database: a header below a title, traces, foods in 100 ml."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from b12track.errors import InputRefused
from b12track.foods.sources import values
from b12track.foods.sources.format import TRACES_ARE_UNKNOWN, AboutTable, TableFormat, row_by_row
from b12track.foods.sources.header import by_name, columns_in_ug_and_mg, has_columns
from b12track.quantity import decimal, whole

if TYPE_CHECKING:
    from b12track.foods.sources.header import Reader
    from b12track.foods.table import Food

SOURCE: Final = "Swiss Food Composition Database"
_EXACT: Final = ("ID", "Name", "Category", "Density", "Matrix unit")
_COLUMNS: Final = {
    "b12": ("vitamin b12",),
    "b6": ("vitamin b6",),
    "thiamin": ("vitamin b1",),
}


def is_header(cells: list[str]) -> bool:
    """Whether these are the columns of the database, in English."""
    names = [cell.strip() for cell in cells]
    return {"ID", "Name", "Matrix unit"} <= set(names) and has_columns(cells, _COLUMNS, ("b12",))


def reader(header: list[str]) -> Reader:
    """How to read the rows under this header; raises InputRefused where a unit is another."""
    names = [cell.strip() for cell in header]
    places = columns_in_ug_and_mg(header, _COLUMNS)
    places |= {name: names.index(name) if name in names else -1 for name in _EXACT}
    return by_name(header, places, _food)


def _food(cell: dict[str, str]) -> Food:
    code = values.code_of("swiss", cell["ID"])
    group = cell["Category"].partition(";")[0].lower()
    identity = values.Identity(code, values.name_of(cell["Name"]), group, SOURCE, cell["ID"])
    contents = values.in_ug_and_mg(cell)
    unit = cell["Matrix unit"].casefold().replace(" ", "")
    if "100ml" in unit:
        return _in_100_ml(identity, contents, cell["Density"])
    if "100g" not in unit:
        raise InputRefused(f"'{cell['Matrix unit']}' is neither 100 g nor 100 ml.")
    return values.food(identity, contents)


def _in_100_ml(identity: values.Identity, contents: values.Contents, density: str) -> Food:
    """A food whose amounts are in 100 ml: by its density, else 1 ml is taken as 1 g, and said."""
    weight = decimal(density) if density else Decimal(1)
    if not weight:
        raise InputRefused("the density is 0.")

    def in_100_g(ng: int | None) -> int | None:
        return None if ng is None else whole(ng / weight)

    b12, added, b6, thiamin, word = contents
    food = values.food(
        identity, values.Contents(in_100_g(b12), added, in_100_g(b6), in_100_g(thiamin), word)
    )
    if density:
        return food
    return food._replace(note=f"{food.note} In 100 ml; 1 ml is taken as 1 g.".strip())


FORMAT: Final = TableFormat(
    SOURCE,
    is_header,
    row_by_row(reader),
    AboutTable(
        "Swiss Food Composition Database, xlsx, English edition",
        f"{TRACES_ARE_UNKNOWN} (`tr.`, `n.d.`); rows in 100 ml by their density",
    ),
)
