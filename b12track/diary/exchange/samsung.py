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

TRACKER: Final = "samsung"
KIND: Final = "Samsung Health"
#: Samsung's own codes; others are left without a meal.
_MEALS: Final = {"100001": "breakfast", "100002": "lunch", "100003": "dinner"}
_MOMENT: Final = re.compile(r"(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?", re.ASCII)


def is_samsung(table: Table) -> bool:
    """Whether it is a food table of Samsung Health, whose header stands in the second line."""
    ends = {name.strip().rpartition(".")[2] for name in table.header}
    return table.title.startswith("com.samsung") or {"datauuid", "start_time", "title"} <= ends


def rows(table: Table, asked: Asked) -> Iterator[Row]:
    """The foods matched by name where that was asked for, one usual portion each."""
    if not asked.match_foods:
        raise InputRefused(
            f"{table.name} is from Samsung Health, which exports no B12. With --match-foods"
            " its foods are looked up by name in the food table, one usual portion each."
        )
    header = [name.strip().rpartition(".")[2] for name in table.header]
    if not {"title", "start_time"} <= set(header):
        raise InputRefused(f"{table.name} is from Samsung Health, but names no foods.")
    foods = asked.foods()
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
            at=cells.instant(day, at, asked.now) if at else None,
            occasion=_MEALS.get(row[meal_at].strip()) if meal_at is not None else None,
            named=(day.isoformat(), food),
        )
        return looked_up(serving, foods)

    return table.each(read)


FORMAT: Final = Format(
    "samsung",
    KIND,
    TRACKER,
    Table,
    is_samsung,
    rows,
    About(
        "Samsung Health `com.samsung.health.food_intake…csv`",
        "only with `--match-foods`: one usual portion of each food",
        "from our food table",
        "as there",
        "yes",
    ),
)
