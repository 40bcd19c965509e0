"""Lose It!'s food log, which holds no B12: its foods are unknown, or looked up by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from b12track.diary.exchange import cells
from b12track.diary.exchange.format import About, Asked, Format
from b12track.diary.exchange.servings import (
    Row,
    Serving,
    Skipped,
    amount_of,
    looked_up,
    name_of,
    occasion_of,
)
from b12track.diary.exchange.tables import Table

if TYPE_CHECKING:
    from collections.abc import Iterator

TRACKER: Final = "lose-it"
KIND: Final = "Lose It! food log"
_NEEDED: Final = ("date", "name", "quantity", "units", "deleted")


def is_log(table: Table) -> bool:
    """Whether the header is that of a food log."""
    return None not in [table.place(name) for name in _NEEDED]


def rows(table: Table, asked: Asked) -> Iterator[Row]:
    """The foods in their order, those deleted there left out."""
    date_at, name_at, count_at, unit_at, deleted_at = (table.place(name) or 0 for name in _NEEDED)
    meal_at = table.place("meal", "type")
    foods = asked.foods() if asked.match_foods else None

    def read(line: int, row: list[str]) -> Row:
        # The app writes 03/25/2026 everywhere in the world.
        day = cells.day(row[date_at], asked.style.dates or "mdy")
        food = name_of(row[name_at], "the food's name")
        if row[deleted_at].strip() not in ("0", "", "n/a"):
            return Skipped(line, f"{day}: {food} was deleted there")
        count, unit = (row[place].replace("n/a", "").strip() for place in (count_at, unit_at))
        amount = amount_of(f"{count} {unit}" if count else "")
        serving = Serving(
            line=line,
            day=day,
            food=food,
            amount=amount,
            b12_ng=None,
            occasion=occasion_of(row[meal_at]) if meal_at is not None else None,
            portion_mg=cells.grams_in(amount),
            named=(day.isoformat(), food),
        )
        return serving if foods is None else looked_up(serving, foods)

    return table.each(read)


FORMAT: Final = Format(
    "lose-it",
    KIND,
    TRACKER,
    Table,
    is_log,
    rows,
    About(
        "Lose It! food log, csv",
        "one entry a food, without those deleted there",
        "unknown, or with `--match-foods` from our food table",
        "where the unit is a mass",
    ),
)
