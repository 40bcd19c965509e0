"""What is taken up by mouth and by injection on each day, and its moving means; no pandas, which
takes longer to load than a picture to draw."""

from __future__ import annotations

from itertools import accumulate
from math import isnan, nan
from typing import TYPE_CHECKING, NamedTuple

from b12track.analysis.absorbed import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from b12track.analysis.absorbed import ByDay
    from b12track.diary.days import Day


class MovingWindow(NamedTuple):
    """The days of a moving mean, and how many of them have to be known."""

    days: int
    least: int


class Uptake(NamedTuple):
    """µg taken up on each day of a span, NaN where it is not known."""

    low_ug: list[float]
    best_ug: list[float]
    high_ug: list[float]


class DailyUptake(NamedTuple):
    """What is absorbed by mouth on each day of a span, and what injections give on it, in µg."""

    by_mouth: Uptake
    injected_ug: list[float]


def daily_uptake(
    days: Sequence[Day], by_day: ByDay, injected_ug: Mapping[date, float]
) -> DailyUptake:
    """What each calendar day gives (docs/method.md#absorption); by mouth NaN where the day is not
    known.

    A day known in part counts where a tablet was taken on it: a lower bound can only clear a day.
    A day of which only another tracker's total is known does not count.
    """
    ends = [
        by_day.get(day.date.isoformat(), NOTHING) if _is_known(day) else (nan, nan, nan)
        for day in days
    ]
    low, best, high = ([each[place] for each in ends] for place in range(3))
    return DailyUptake(Uptake(low, best, high), [injected_ug.get(day.date, 0.0) for day in days])


def _is_known(day: Day) -> bool:
    return (day.is_recorded or day.supplement_ng > 0) and not day.total_from


def moving_uptake(daily: DailyUptake, window: MovingWindow) -> Uptake:
    """The mean over the window up to each day.

    By mouth the mean of its known days; injections over all of its days. A gap stays a gap, unless
    injections give something: then what is taken up is at least that. After the last known day
    nothing by mouth is said, for an unfinished day moves no mean.

    >>> by_mouth = Uptake(*([1.0, nan, 3.0, nan],) * 3)
    >>> moving_uptake(DailyUptake(by_mouth, [0.0, 0.0, 0.0, 0.0]), MovingWindow(2, 1)).best_ug
    [1.0, 1.0, 3.0, nan]
    >>> moving_uptake(DailyUptake(by_mouth, [0.0, 0.0, 0.0, 4.0]), MovingWindow(2, 1)).best_ug
    [1.0, 1.0, 3.0, 2.0]
    """
    injected = list(_moving_mean(daily.injected_ug, MovingWindow(window.days, 1)))
    known = [place for place, ug in enumerate(daily.by_mouth.best_ug) if not isnan(ug)]
    # After the last known day a window only loses days.
    last = known[-1] if known else -1
    low, best, high = (
        [
            mean + given if place <= last and not isnan(mean) else given or nan
            for place, (mean, given) in enumerate(
                zip(_moving_mean(end, window), injected, strict=True)
            )
        ]
        for end in daily.by_mouth
    )
    return Uptake(low, best, high)


def _moving_mean(values: list[float], window: MovingWindow) -> Iterator[float]:
    """The mean of the known values in the window up to each day, NaN where too few are known."""
    sums = list(accumulate((0.0 if isnan(value) else value for value in values), initial=0.0))
    counts = list(accumulate((not isnan(value) for value in values), initial=0))
    for end in range(1, len(values) + 1):
        start = max(0, end - window.days)
        known = counts[end] - counts[start]
        yield (sums[end] - sums[start]) / known if known >= window.least else nan
