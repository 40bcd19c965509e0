"""MyFitnessPal's nutrition summary, which holds no B12 and names meals, not foods."""

from __future__ import annotations

from typing import Final, NoReturn

from b12track.diary.exchange.format import About, Asked, Format
from b12track.diary.exchange.tables import Table, with_columns
from b12track.errors import InputRefused


def refuse(table: Table, _: Asked) -> NoReturn:
    """Says that nothing in it could be taken."""
    names = "" if table.place("food", "food name") is not None else " and names meals, not foods"
    raise InputRefused(
        f"{table.name} is from MyFitnessPal, which exports no B12{names}:"
        " there is nothing that could be taken."
    )


_ABOUT: Final = About("MyFitnessPal", "nothing: meals without foods", "it exports none")
FORMAT: Final = Format(
    "myfitnesspal",
    "MyFitnessPal",
    Table,
    with_columns("date", "meal", "calories", "vitamin a"),
    refuse,
    _ABOUT,
)
