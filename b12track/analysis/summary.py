"""Means of a span of days, each with its denominator; no pandas, so that `week` is instant."""

from __future__ import annotations

from decimal import Decimal

from b12track.hints import TYPE_CHECKING
from b12track.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from b12track.diary.days import Day


class Summary(NamedTuple):
    """What can be said of a span: nanograms per day over `recorded_days` of `total_days`."""

    total_days: int
    recorded_days: int
    mean_ng_per_day: Decimal | None
    median_ng_per_day: Decimal | None
    zero_days: int
    lower_bound_days: int


def summary(days: Sequence[Day]) -> Summary:
    """Mean, median and share of zero days over the recorded days alone.

    Unrecorded, partial and paused days are not in the mean, and so neither is an unfinished
    today; a recorded zero is. The mean is a lower bound when `lower_bound_days` is above zero.
    """
    amounts = [day.b12_ng for day in days if day.is_recorded and day.b12_ng is not None]
    return Summary(
        total_days=len(days),
        recorded_days=len(amounts),
        mean_ng_per_day=Decimal(sum(amounts)) / len(amounts) if amounts else None,
        median_ng_per_day=_median(amounts) if amounts else None,
        zero_days=sum(amount == 0 for amount in amounts),
        lower_bound_days=sum(day.is_recorded and day.is_lower_bound for day in days),
    )


def _median(amounts: list[int]) -> Decimal:
    """The middle amount, or the mean of the two in the middle (importing statistics costs 7 ms)."""
    ordered, middle = sorted(amounts), len(amounts) // 2
    return Decimal(ordered[middle] + ordered[~middle]) / 2


def below(days: Sequence[Day], per_day_ng: int) -> int:
    """How many recorded days are certainly below an amount: lower bounds cannot be."""
    return sum(
        day.is_recorded and not day.is_lower_bound and (day.b12_ng or 0) < per_day_ng
        for day in days
    )
