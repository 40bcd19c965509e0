"""Samsung Health's foods, which hold no B12: told plainly, or looked up by name on request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from b12track.diary.exchange import cells
from b12track.diary.exchange.format import About, Asked, Format
from b12track.diary.exchange.servings import Row, Serving, looked_up, name_of
from b12track.diary.exchange.tables import Table
from b12track.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Samsung's own codes; others are left without a meal.
_MEALS: Final = {"100001": "breakfast", "100002": "lunch", "100003": "dinner"}
_MOMENT: Final = re.compile(r"(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?", re.ASCII)


def is_samsung(table: Table) -> bool:
    """Whether it is a food table of Samsung Health, whose header stands in the second line."""
    ends = {_end(name) for name in table.header}
    return table.title.startswith("com.samsung") or {"datauuid", "start_time", "title"} <= ends


def _end(name: str) -> str:
    return name.strip().rpartition(".")[2]


def rows(table: Table, asked: Asked) -> Iterator[Row]:
    """The foods matched by name where that was asked for, one usual portion each."""
    if not asked.match_foods:
        raise InputRefused(
            f"{table.name} is from Samsung Health, which exports no B12. With --match-foods"
            " its foods are looked up by name in the food table, one usual portion each."
        )
    table = table._replace(header=[_end(name) for name in table.header])
    if not {"title", "start_time"} <= set(table.header):
        raise InputRefused(f"{table.name} is from Samsung Health, but names no foods.")
    foods = asked.foods()
    title, start, meal = table.cells("title", "start_time", "meal_type")

    def read(line: int, row: list[str]) -> Row:
        moment = _MOMENT.match(start(row))
        if moment is None:
            raise InputRefused(f"'{start(row)}' is no moment.")
        day, at = cells.day(moment.group(1)), cells.clock(moment.group(2))
        food = name_of(title(row), "the food's name")
        serving = Serving(
            line=line,
            day=day,
            food=food,
            amount="?",
            b12_ng=None,
            at=cells.instant(day, at, asked.now),
            occasion=_MEALS.get(meal(row)),
            named=(day.isoformat(), food),
        )
        return looked_up(serving, foods)

    return table.each(read)


_ABOUT: Final = About(
    "Samsung Health `com.samsung.health.food_intake…csv`",
    "only with `--match-foods`: one usual portion of each food",
    "from our food table",
    "as there",
    "yes",
)
FORMAT: Final = Format("samsung", "Samsung Health", Table, is_samsung, rows, _ABOUT)
