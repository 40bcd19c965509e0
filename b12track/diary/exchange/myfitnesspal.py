"""MyFitnessPal's nutrition summary, which holds no B12 and names meals, not foods."""

from __future__ import annotations

from typing import Final, NoReturn

from b12track.diary.exchange.format import About, Asked, Format
from b12track.diary.exchange.tables import Table
from b12track.errors import InputRefused

KIND: Final = "MyFitnessPal"


def is_summary(table: Table) -> bool:
    """Whether the header is that of a MyFitnessPal nutrition summary."""
    named = (table.place(name) for name in ("date", "meal", "calories", "vitamin a"))
    return None not in list(named)


def refuse(table: Table, _: Asked) -> NoReturn:
    """Says that nothing in it could be taken."""
    names = "" if table.place("food", "food name") is not None else " and names meals, not foods"
    raise InputRefused(
        f"{table.name} is from MyFitnessPal, which exports no B12{names}:"
        " there is nothing that could be taken."
    )


FORMAT: Final = Format(
    "myfitnesspal",
    KIND,
    "myfitnesspal",
    Table,
    is_summary,
    refuse,
    About("MyFitnessPal", "nothing: meals without foods", "it exports none"),
)
