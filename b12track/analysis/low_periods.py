"""Low-intake periods: runs of days whose pooled intake lies below a threshold (run theory)."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from b12track.diary.days import Day
    from b12track.science.band import Band

#: docs/method.md#low-intake-periods gives the reasons for each of these.
WINDOW_DAYS: Final = 7
LEAST_RECORDED: Final = 4
SHORTEST_DAYS: Final = 7
OPEN_WITHIN_DAYS: Final = 7
#: How surely a run must lie below its threshold, by a one-sided t test over its recorded days.
SURENESS: Final = 0.995


class LowPeriod(NamedTuple):
    """A run of days below a threshold; amounts in nanograms, swallowed or absorbed (`lens`).

    `deficit_ng` is what the recorded days lack to the threshold; unrecorded days add nothing.
    The threshold is the one in force on the last day. `covered_until` is set where an injection
    bridges the period, which then is not open; `band` is how wide the model of absorption makes
    the mean, in µg.
    """

    start: date
    end: date
    is_open: bool
    days: int
    recorded_days: int
    mean_ng_per_day: Decimal
    threshold_ng_per_day: int
    deficit_ng: int
    lens: str = "intake"
    covered_until: date | None = None
    band: Band | None = None


def low_periods(
    days: Sequence[Day], threshold_ng: int | Sequence[int], as_of: date
) -> list[LowPeriod]:
    """The low-intake periods of consecutive calendar days, the oldest first.

    The threshold is one for all days, or one for each where the reference changed between them.

    Threshold-level method of run theory (Yevjevich 1967), with pooling by a moving average
    (Tallaksen, Madsen & Clausen 1997): a day is low when the mean of the recorded days in the
    seven days centred on it lies below the threshold and at least four of them are recorded.
    A period is a run of low days of at least seven days, trimmed to its recorded days, in which
    the upper end of the t interval of the mean lies below the threshold too.

    Days that are not known (unrecorded, partial, paused, unknown foods) never make a period;
    a lower bound that reaches the threshold counts, because then the day cannot have been low.
    """
    each = [threshold_ng] * len(days) if isinstance(threshold_ng, int) else threshold_ng
    amounts = [_judged(day, limit) for day, limit in zip(days, each, strict=True)]
    lacks = [None if a is None else limit - a for a, limit in zip(amounts, each, strict=True)]
    low = [_is_low(amounts, index, limit) for index, limit in enumerate(each)]
    periods = []
    for run in runs(low):
        found = judged_part(lacks, run)
        if found and found[-1] - found[0] + 1 >= SHORTEST_DAYS and _is_sure(lacks, found):
            is_open = still_open(days[found[-1]].date, as_of, False in low[run[1] + 1 :])
            period = period_of(days, each, [(index, lacks[index] or 0) for index in found])
            periods.append(period._replace(is_open=is_open))
    return periods


def _judged(day: Day, threshold_ng: int) -> int | None:
    """The day's intake where it can be judged against the threshold, else None."""
    if day.b12_ng is None or day.state in ("paused", "unrecorded"):
        return None
    return None if day.is_lower_bound and day.b12_ng < threshold_ng else day.b12_ng


def _is_low(amounts: Sequence[int | None], index: int, threshold_ng: int) -> bool | None:
    """Whether the window centred on a day is low; None with too few recorded days.

    The day's own threshold judges all of its window, so that a new one never reaches back.
    """
    half = WINDOW_DAYS // 2
    window = [a for a in amounts[max(0, index - half) : index + half + 1] if a is not None]
    if len(window) < LEAST_RECORDED:
        return None
    return sum(window) < threshold_ng * len(window)


def runs(low: Sequence[bool | None]) -> list[tuple[int, int]]:
    """First and last index of each run of True; a day that cannot be judged ends a run.

    >>> runs([True, True, None, True, False])
    [(0, 1), (3, 3)]
    """
    found: list[tuple[int, int]] = []
    for index, value in enumerate(low):
        if value and found and found[-1][1] == index - 1:
            found[-1] = (found[-1][0], index)
        elif value:
            found.append((index, index))
    return found


def judged_part(lacks: Sequence[int | None], run: tuple[int, int]) -> list[int]:
    """The indices of a run's recorded days: its first and last are those of the period."""
    return [index for index in range(run[0], run[1] + 1) if lacks[index] is not None]


def _is_sure(lacks: Sequence[int | None], found: Sequence[int]) -> bool:
    """Whether what the days lack is more than their own scatter would make of nothing."""
    values = [lacks[index] or 0 for index in found]
    n, mean = len(values), sum(values) / len(values)
    squares = sum((value - mean) ** 2 for value in values)
    if mean <= 0 or not squares:
        return mean > 0
    from b12track.science.student_t import t_cdf

    return t_cdf(mean / (squares / (n - 1) / n) ** 0.5, n - 1) > SURENESS


def still_open(end: date, as_of: date, is_followed: bool) -> bool:
    """Whether a period is open: its end is near, and no judged day after it is better."""
    return not is_followed and end >= as_of - timedelta(days=OPEN_WITHIN_DAYS)


def period_of(
    days: Sequence[Day], thresholds_ng: Sequence[int], found: Sequence[tuple[int, int]]
) -> LowPeriod:
    """The period of some recorded days, given with their index and what each lacks in ng."""
    first, last = found[0][0], found[-1][0]
    deficit_ng = sum(lack for _, lack in found)
    total = sum(thresholds_ng[index] for index, _ in found) - deficit_ng
    return LowPeriod(
        start=days[first].date,
        end=days[last].date,
        is_open=False,
        days=last - first + 1,
        recorded_days=len(found),
        mean_ng_per_day=Decimal(total) / len(found),
        threshold_ng_per_day=thresholds_ng[last],
        deficit_ng=deficit_ng,
    )
