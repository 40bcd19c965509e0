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
from b12track.diary.exchange.tables import Table, with_columns

if TYPE_CHECKING:
    from collections.abc import Iterator

_NEEDED: Final = ("date", "name", "quantity", "units", "deleted")


def rows(table: Table, asked: Asked) -> Iterator[Row]:
    """The foods in their order, those deleted there left out."""
    date, name, count, unit, deleted, meal = table.cells(*_NEEDED, "meal|type")
    foods = asked.foods() if asked.match_foods else None

    def read(line: int, row: list[str]) -> Row:
        # The app writes 03/25/2026 everywhere in the world.
        day = cells.day(date(row), asked.style.dates or "mdy")
        food = name_of(name(row), "the food's name")
        if deleted(row) not in ("0", "", "n/a"):
            return Skipped(line, f"{day}: {food} was deleted there")
        number, of = (cell(row).replace("n/a", "").strip() for cell in (count, unit))
        amount = amount_of(f"{number} {of}" if number else "")
        serving = Serving(
            line=line,
            day=day,
            food=food,
            amount=amount,
            b12_ng=None,
            occasion=occasion_of(meal(row)),
            portion_mg=cells.grams_in(amount),
            named=(day.isoformat(), food),
        )
        return serving if foods is None else looked_up(serving, foods)

    return table.each(read)


_ABOUT: Final = About(
    "Lose It! food log, csv",
    "one entry a food, without those deleted there",
    "unknown, or with `--match-foods` from our food table",
    "where the unit is a mass",
)
FORMAT: Final = Format("lose-it", "Lose It! food log", Table, with_columns(*_NEEDED), rows, _ABOUT)
