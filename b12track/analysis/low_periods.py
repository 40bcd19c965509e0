"""Low-intake periods: runs of days whose pooled intake lies below a threshold (run theory)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from b12track.diary.days import Day

#: docs/method.md#low-intake-periods gives the reasons for each of these.
WINDOW_DAYS: Final = 7
LEAST_RECORDED: Final = 4
SHORTEST_DAYS: Final = 7
OPEN_WITHIN_DAYS: Final = 7


class LowPeriod(NamedTuple):
    """A run of days below a threshold; amounts in nanograms swallowed.

    `deficit_ng` is what the recorded days lack to the threshold; unrecorded days add nothing.
    """

    start: date
    end: date
    is_open: bool
    days: int
    recorded_days: int
    mean_ng_per_day: Decimal
    threshold_ng_per_day: int
    deficit_ng: int


def low_periods(days: Sequence[Day], threshold_ng: int, as_of: date) -> list[LowPeriod]:
    """The low-intake periods of consecutive calendar days, the oldest first.

    Threshold-level method of run theory (Yevjevich 1967), with pooling by a moving average
    (Tallaksen, Madsen & Clausen 1997): a day is low when the mean of the recorded days in the
    seven days centred on it lies below the threshold and at least four of them are recorded.
    A period is a run of low days of at least seven days, trimmed to its recorded days.

    Days that are not known (unrecorded, partial, paused, unknown foods) never make a period;
    a lower bound that reaches the threshold counts, because then the day cannot have been low.
    """
    amounts = [_judged(day, threshold_ng) for day in days]
    low = [_is_low(amounts, index, threshold_ng) for index in range(len(days))]
    periods = []
    for first, last in _runs(low):
        ended = False in low[last + 1 :]
        period = _period(days, amounts, (first, last), threshold_ng)
        if period and period.days >= SHORTEST_DAYS:
            recent = period.end >= as_of - timedelta(days=OPEN_WITHIN_DAYS)
            periods.append(period._replace(is_open=recent and not ended))
    return periods


def _judged(day: Day, threshold_ng: int) -> int | None:
    """The day's intake where it can be judged against the threshold, else None."""
    if day.b12_ng is None or day.state in ("paused", "unrecorded"):
        return None
    return None if day.is_lower_bound and day.b12_ng < threshold_ng else day.b12_ng


def _is_low(amounts: Sequence[int | None], index: int, threshold_ng: int) -> bool | None:
    """Whether the mean of the window centred on a day is low; None with too few recorded days."""
    half = WINDOW_DAYS // 2
    window = [a for a in amounts[max(0, index - half) : index + half + 1] if a is not None]
    if len(window) < LEAST_RECORDED:
        return None
    return sum(window) < threshold_ng * len(window)


def _runs(low: Sequence[bool | None]) -> list[tuple[int, int]]:
    """First and last index of each run of True; a day that cannot be judged ends a run.

    >>> _runs([True, True, None, True, False])
    [(0, 1), (3, 3)]
    """
    runs: list[tuple[int, int]] = []
    for index, value in enumerate(low):
        if value and runs and runs[-1][1] == index - 1:
            runs[-1] = (runs[-1][0], index)
        elif value:
            runs.append((index, index))
    return runs


def _period(
    days: Sequence[Day], amounts: Sequence[int | None], run: tuple[int, int], threshold_ng: int
) -> LowPeriod | None:
    """The period of one run, from its first to its last recorded day."""
    recorded = [index for index in range(run[0], run[1] + 1) if amounts[index] is not None]
    if not recorded:
        return None
    first, last = days[recorded[0]].date, days[recorded[-1]].date
    total = sum(amounts[index] or 0 for index in recorded)
    return LowPeriod(
        start=first,
        end=last,
        is_open=False,
        days=(last - first).days + 1,
        recorded_days=len(recorded),
        mean_ng_per_day=Decimal(total) / len(recorded),
        threshold_ng_per_day=threshold_ng,
        deficit_ng=threshold_ng * len(recorded) - total,
    )
