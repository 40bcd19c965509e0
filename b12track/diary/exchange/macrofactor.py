"""MacroFactor's food log: one row a food, its B12 in µg."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from b12track.diary.exchange import cells
from b12track.diary.exchange.format import About, Asked, Format
from b12track.diary.exchange.servings import Row, Serving, amount_of, name_of
from b12track.diary.exchange.style import styled
from b12track.diary.exchange.tables import Table, with_columns
from b12track.quantity import MASS_MG, MG_PER_G, plain, unit, whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

_NEEDED: Final = ("date", "food name", "serving size", "serving qty", "serving weight (g)")
_LARGEST_MG: Final = 5_000_000


def rows(table: Table, asked: Asked) -> Iterator[Row]:
    """The foods in their order; a log without B12 has it unknown."""
    column = cells.b12_column(table.header, asked.b12_column)
    places = [table.place(name) for name in _NEEDED]
    numbers = (column.place if column else None, places[3], places[4])
    table, (style, dates) = styled(table, asked.style, places[0] or 0, numbers)
    vitamins = ("b6, pyridoxine (mg)", "b1, thiamine (mg)")
    date, name, size, count, grams, time, *mg = table.cells(*_NEEDED, "time", *vitamins)

    def read(line: int, row: list[str]) -> Row:
        day = cells.day(date(row), dates)
        number, weight = (
            cells.number(cell(row), style) if cell(row) else None for cell in (count, grams)
        )
        food = name_of(name(row), "the food's name")
        return Serving(
            line=line,
            day=day,
            food=food,
            amount=amount_of(f"{'' if number is None else plain(number)} {size(row)}"),
            b12_ng=cells.b12_in(row, column, style),
            at=cells.instant(day, cells.clock(time(row)), asked.now),
            portion_mg=_portion_mg(size(row), number, weight),
            b6_ng=cells.milligrams(mg[0](row), style),
            thiamin_ng=cells.milligrams(mg[1](row), style),
            named=(day.isoformat(), food),
        )

    return table.each(read)


def _portion_mg(size: str, count: Decimal | None, grams: Decimal | None) -> int | None:
    """The weight eaten where it is certain: a count of a mass, or one serving with its weight.

    For other counts the log does not say whether the weight is of one serving or of all.

    >>> from decimal import Decimal
    >>> _portion_mg("g", Decimal(150), Decimal(1)), _portion_mg("large", Decimal(1), Decimal(50))
    (150000, 50000)
    >>> _portion_mg("large", Decimal(2), Decimal(50)) is None
    True
    """
    mass = MASS_MG.get(unit(size) or "")
    mg = None
    if mass is not None and count is not None:
        mg = whole(count * mass)
    elif count == 1 and grams is not None:
        mg = whole(grams * MG_PER_G)
    return mg if mg is not None and 1 <= mg <= _LARGEST_MG else None


_ABOUT: Final = About(
    "MacroFactor food log, xlsx or csv",
    "one entry a food",
    "`B12, Cobalamin (mcg)`",
    "one serving with its weight, or a count of grams",
    "yes",
)
FORMAT: Final = Format(
    "macrofactor", "MacroFactor food log", Table, with_columns(*_NEEDED), rows, _ABOUT
)
