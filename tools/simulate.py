"""How often each lens flags falsely and misses a true drop, on invented diaries of a year.

Usage: python -m tools.simulate [years]; prints the table of docs/method.md.

A day of the invented omnivore: in 93 % of days lognormal(ln 2.6, 0.65) µg, in 7 % lognormal(ln 30,
1.0) µg, eaten in three equal meals. Mean 6.5, median 2.8, CV about 330 %: as noisy as real one-day
recalls. A drop lasts 90 days, in which every day has that share of its amount.
"""

from __future__ import annotations

import math
import random
import sys
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from b12track.analysis.absorbed_periods import absorbed_periods

from b12track.analysis.low_periods import low_periods
from b12track.diary.days import Day
from b12track.science.absorbed_requirement import absorbed_requirement
from b12track.science.absorption import crystalline_absorbed_ug
from b12track.science.reference_values import adult_reference

if TYPE_CHECKING:
    from collections.abc import Sequence

    from b12track.analysis.low_periods import LowPeriod

YEARS = 400
SHARES = (1.0, 0.75, 0.5, 0.3)
DROPS = (0.5, 0.25)
DROP = (150, 240)
_FIRST, _DAYS, _SEED = date(2025, 1, 1), 365, 5


class Rates(NamedTuple):
    """Of so many years: with a false period, and with a drop that no period told of."""

    falsely: float
    missed: tuple[float, ...]


def omnivore(draw: random.Random) -> list[float]:
    """The µg of each day of a year by the recipe above."""
    return [
        draw.lognormvariate(math.log(30), 1.0)
        if draw.random() < 0.07
        else draw.lognormvariate(math.log(2.6), 0.65)
        for _ in range(_DAYS)
    ]


def dropped(year: Sequence[float], share: float) -> list[float]:
    """The year with only a share of each amount on the days of the drop."""
    return [ug * share if DROP[0] <= n < DROP[1] else ug for n, ug in enumerate(year)]


def periods(lens: str, year: Sequence[float], is_recorded: Sequence[bool]) -> list[LowPeriod]:
    """What a lens finds in a year of which only some days are recorded."""
    days = [_day(n, ug, told) for n, (ug, told) in enumerate(zip(year, is_recorded, strict=True))]
    if lens == "intake":
        return low_periods(days, adult_reference("us").per_day_ng, days[-1].date)
    absorbed = [3 * crystalline_absorbed_ug(ug / 3) for ug in year]
    required = absorbed_requirement("us")
    assert required is not None
    return absorbed_periods(days, absorbed, [required.ug_per_day] * _DAYS, days[-1].date)


def _day(number: int, ug: float, is_recorded: bool) -> Day:
    on = _FIRST + timedelta(days=number)
    if not is_recorded:
        return Day(on, "unrecorded", None, 0, 0, 0, 0, 0)
    ng = round(ug * 1000)
    return Day(on, "complete", ng, 0, 3, ng, 0, 0)


def tells_of_drop(period: LowPeriod) -> bool:
    """Whether most of a period's days lie in the drop."""
    first, last = (_FIRST + timedelta(days=n) for n in (DROP[0], DROP[1] - 1))
    inside = (min(period.end, last) - max(period.start, first)).days + 1
    return 2 * inside > period.days


def rates(lens: str, share: float, years: int) -> Rates:
    """The rates of a lens where this share of days is recorded, each day by its own chance."""
    draw = random.Random(_SEED)
    falsely, missed = 0, [0] * len(DROPS)
    for _ in range(years):
        year = omnivore(draw)
        told = [draw.random() < share for _ in year]
        falsely += bool(periods(lens, year, told))
        for index, drop in enumerate(DROPS):
            found = periods(lens, dropped(year, drop), told)
            missed[index] += not any(tells_of_drop(period) for period in found)
    return Rates(falsely / years, tuple(count / years for count in missed))


def table(years: int) -> str:
    """The table of docs/method.md, a line for each recorded share."""
    lines = []
    for share in SHARES:
        cells = [f"{share:.0%}"]
        for lens in ("intake", "absorbed"):
            found = rates(lens, share, years)
            cells += [f"{rate:.0%}" for rate in (found.falsely, *found.missed)]
        lines.append(f"| {' | '.join(cells)} |".replace("%", " %"))
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(int(sys.argv[1]) if len(sys.argv) > 1 else YEARS))
