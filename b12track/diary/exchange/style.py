"""How one table writes its days and numbers: what was said, else what all of its rows prove."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from b12track.diary.exchange import cells
from b12track.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from b12track.diary.exchange.tables import Table


def styled(
    table: Table, style: cells.Style, day_at: int, numbers_at: Sequence[int | None] = ()
) -> tuple[Table, cells.Style]:
    """The table with the style of its days, in the column `day_at`, and of its numbers.

    Where nothing has to be proved, the rows are not read ahead. A comma between cells proves no
    decimal comma. Raises InputRefused for days that contradict each other.
    """
    first = next(table.rows, None)
    if first is None:
        return table, style
    table = table._replace(rows=chain((first,), table.rows))
    asks_dates = style.dates is None and not first[1][day_at].strip()[:4].isdigit()
    asks_decimal = style.decimal is None and table.delimiter not in ("", ",")
    if not (asks_dates or asks_decimal):
        return table, style
    rows = list(table.rows)
    dates, decimal = style.dates, style.decimal
    if asks_dates:
        try:
            dates = cells.order_of(row[day_at] for _, row in rows)
        except InputRefused as fault:
            raise table.refused(1, fault) from None
    if asks_decimal:
        places = [place for place in numbers_at if place is not None]
        decimal = cells.decimal_of(row[place] for _, row in rows for place in places)
    return table._replace(rows=iter(rows)), cells.Style(decimal, dates)
