"""The dates on an axis of time: days, months or years, as many as there is room for."""

from __future__ import annotations

import math
from datetime import date, timedelta


def date_ticks(first: date, last: date, room_em: float) -> tuple[list[int], list[str]]:
    """The days, months or years to name on an axis so wide (in letter sizes): ordinals, names.

    >>> date_ticks(date(2026, 1, 15), date(2026, 4, 2), 40)[1]
    ['Feb', 'Mar', 'Apr']
    """
    total = (last - first).days + 1
    if total <= 75:
        step = next((s for s in (1, 2, 7, 14, 28) if total / s <= room_em / 5.5), 28)
        days = [first + timedelta(days=number) for number in range(0, total, step)]
        return [day.toordinal() for day in days], [f"{day.day} {day:%b}" for day in days]
    count = (last.year - first.year) * 12 + last.month - first.month
    months = [
        date(first.year + n // 12, n % 12 + 1, 1) for n in range(first.month, first.month + count)
    ]
    step = next((s for s in (1, 2, 3, 6) if len(months) / s <= room_em / 3.5), 12)
    if len(months) <= 36 and step < 12:
        kept = [month for month in months if (month.month - 1) % step == 0]
        # Where one name has two lines all have, else they would not stand on one.
        below = "\n" if any(month.month == 1 for month in kept) else ""
        years_below = [str(month.year) if month.month == 1 else "" for month in kept]
        names = [f"{month:%b}{below}{year}" for month, year in zip(kept, years_below, strict=True)]
        return [month.toordinal() for month in kept], names
    years = [month for month in months if month.month == 1]
    kept = years[:: max(1, math.ceil(len(years) * 4 / room_em))]
    return [year.toordinal() for year in kept], [str(year.year) for year in kept]
