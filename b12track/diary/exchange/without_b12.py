"""Files of trackers that keep no B12: MyFitnessPal and Samsung Health, told plainly."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from b12track.diary.exchange import cells
from b12track.diary.exchange.plain import looked_up
from b12track.diary.exchange.servings import Row, Serving, name_of
from b12track.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from b12track.diary.exchange.tables import Table
    from b12track.foods.phrase import Foods

MYFITNESSPAL: Final = "MyFitnessPal"
SAMSUNG: Final = "Samsung Health"
#: Samsung's own codes; others are left without a meal.
_MEALS: Final = {"100001": "breakfast", "100002": "lunch", "100003": "dinner"}
_MOMENT: Final = re.compile(r"(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?", re.ASCII)


def is_myfitnesspal(table: Table) -> bool:
    """Whether the header is that of a MyFitnessPal nutrition summary."""
    named = (table.place(name) for name in ("date", "meal", "calories", "vitamin a"))
    return None not in list(named)


def is_samsung(table: Table) -> bool:
    """Whether it is a food table of Samsung Health, whose header stands in the second line."""
    ends = {name.strip().rpartition(".")[2] for name in table.header}
    return table.title.startswith("com.samsung") or {"datauuid", "start_time", "title"} <= ends


def refuse_myfitnesspal(table: Table) -> InputRefused:
    """What to say of a MyFitnessPal file."""
    names = "" if table.place("food", "food name") is not None else " and names meals, not foods"
    return InputRefused(
        f"{table.file.name} is from MyFitnessPal, which exports no B12{names}:"
        " there is nothing that could be taken."
    )


def samsung(table: Table, foods: Foods | None, now: datetime) -> Iterator[Row]:
    """The foods matched by name, one usual portion each; without `foods` it is refused plainly."""
    if foods is None:
        raise InputRefused(
            f"{table.file.name} is from Samsung Health, which exports no B12. With --match-foods"
            " its foods are looked up by name in the food table, one usual portion each."
        )
    header = [name.strip().rpartition(".")[2] for name in table.header]
    if not {"title", "start_time"} <= set(header):
        raise InputRefused(f"{table.file.name} is from Samsung Health, but names no foods.")
    title_at, start_at = header.index("title"), header.index("start_time")
    meal_at = header.index("meal_type") if "meal_type" in header else None

    def read(line: int, row: list[str]) -> Row:
        moment = _MOMENT.match(row[start_at].strip())
        if moment is None:
            raise InputRefused(f"'{row[start_at]}' is no moment.")
        day, at = cells.day(moment.group(1)), cells.clock(moment.group(2))
        food = name_of(row[title_at], "the food's name")
        serving = Serving(
            line=line,
            day=day,
            food=food,
            amount="?",
            b12_ng=None,
            at=cells.instant(day, at, now) if at else None,
            occasion=_MEALS.get(row[meal_at].strip()) if meal_at is not None else None,
            named=(day.isoformat(), food),
        )
        return looked_up(serving, foods)

    return table.each(read)
