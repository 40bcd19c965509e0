"""MacroFactor's food log: one row a food, its B12 in µg."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from b12track.diary.exchange import cells
from b12track.diary.exchange.format import About, Asked, Format
from b12track.diary.exchange.servings import Row, Serving, amount_of, name_of
from b12track.diary.exchange.style import styled
from b12track.diary.exchange.tables import Table
from b12track.quantity import MASS_MG, MG_PER_G, plain, unit, whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

TRACKER: Final = "macrofactor"
KIND: Final = "MacroFactor food log"
_NEEDED: Final = ("date", "food name", "serving size", "serving qty", "serving weight (g)")
_NG_PER_MG: Final = 1_000_000
_LARGEST_MG: Final = 5_000_000


def is_log(table: Table) -> bool:
    """Whether the header is that of a food log."""
    return None not in [table.place(name) for name in _NEEDED]


def rows(table: Table, asked: Asked) -> Iterator[Row]:
    """The foods in their order; a log without B12 has it unknown."""
    column = cells.b12_column(table.header, asked.b12_column)
    date_at, food_at, size_at, count_at, grams_at = (table.place(name) or 0 for name in _NEEDED)
    time_at = table.place("time")
    b6_at, b1_at = table.place("b6, pyridoxine (mg)"), table.place("b1, thiamine (mg)")

    numbers = (column.place if column else None, count_at, grams_at)
    table, (style, dates) = styled(table, asked.style, date_at, numbers)

    def value(row: list[str], place: int | None) -> Decimal | None:
        text = row[place].strip() if place is not None else ""
        return cells.number(text, style) if text else None

    def read(line: int, row: list[str]) -> Row:
        day = cells.day(row[date_at], dates)
        at = cells.clock(row[time_at]) if time_at is not None else None
        count, grams = value(row, count_at), value(row, grams_at)
        b6, thiamin = value(row, b6_at), value(row, b1_at)
        food = name_of(row[food_at], "the food's name")
        moment = cells.instant(day, at, asked.now) if at else None
        return Serving(
            line=line,
            day=day,
            food=food,
            amount=amount_of(f"{plain(count) if count is not None else ''} {row[size_at]}"),
            b12_ng=cells.b12(row[column.place], column.unit, style) if column else None,
            at=moment,
            portion_mg=_portion_mg(row[size_at], count, grams),
            b6_ng=None if b6 is None else whole(b6 * _NG_PER_MG),
            thiamin_ng=None if thiamin is None else whole(thiamin * _NG_PER_MG),
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
    mass = MASS_MG.get(unit(size.strip()) or "")
    mg = None
    if mass is not None and count is not None:
        mg = whole(count * mass)
    elif count == 1 and grams is not None:
        mg = whole(grams * MG_PER_G)
    return mg if mg is not None and 1 <= mg <= _LARGEST_MG else None


FORMAT: Final = Format(
    "macrofactor",
    KIND,
    TRACKER,
    Table,
    is_log,
    rows,
    About(
        "MacroFactor food log, xlsx or csv",
        "one entry a food",
        "`B12, Cobalamin (mcg)`",
        "one serving with its weight, or a count of grams",
        "yes",
    ),
)
