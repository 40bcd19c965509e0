"""AUSNUT, what Australian surveys count foods as: one row a food, every value imputed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from b12track.foods.sources import values
from b12track.foods.sources.format import AboutTable, TableFormat, row_by_row
from b12track.foods.sources.header import by_name, columns_in_ug_and_mg, has_columns

if TYPE_CHECKING:
    from b12track.foods.sources.header import Reader
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


def reader(header: list[str]) -> Reader:
    """How to read the rows under this header; raises InputRefused where a unit is another."""
    return by_name(header, columns_in_ug_and_mg(header, _COLUMNS), _food)


def _food(cell: dict[str, str]) -> Food:
    code, name = values.code_of("ausnut", cell["code"]), values.name_of(cell["name"])
    identity = values.Identity(code, name, "", SOURCE, cell["code"])
    return values.food(identity, values.in_ug_and_mg(cell), quality="calculated")


FORMAT: Final = TableFormat(
    SOURCE,
    partial(has_columns, wanted=_COLUMNS, needed=("code", "survey", "name", "b12")),
    row_by_row(reader),
    AboutTable("AUSNUT (Australia), csv or xlsx", "µg in 100 g"),
)
