"""The absorbed lens: when the mean absorbed µg of 28 days lies below what has to be absorbed."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from b12track.analysis.low_periods import LowPeriod, judged_part, period_of, runs, still_open
from b12track.science.student_t import t_cdf
from b12track.science.usual_intake import FLAG_DAYS, effective_days, mean_of, standard_deviation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from b12track.diary.days import Day

#: docs/method.md#the-absorbed-lens gives the reasons for each of these.
WINDOW_DAYS: Final = 28
#: The upper end of a two-sided 95 % t interval is a one-sided test at this share.
_ONE_SIDED: Final = 0.975
_NG_PER_UG: Final = 1000
#: Below a nanogram, days are alike and their correlation is rounding.
_NO_SPREAD: Final = 0.001


def absorbed_periods(
    days: Sequence[Day],
    absorbed_ug: Sequence[float],
    required_ug: Sequence[float | None],
    as_of: date,
) -> list[LowPeriod]:
    """The periods in which too little was absorbed by the model, the oldest first.

    `absorbed_ug` is the best value of each consecutive day, injections counted as what covers the
    day; `required_ug` what has to be absorbed on it, None where no authority says so. A day is
    low when the upper end of the 95 % t interval of the mean of the 28 days up to it lies below
    its requirement, with at least 14 of them recorded. A period is what the windows of a run of
    low days have seen, trimmed to its first and last recorded day below the requirement.

    Days that are not known never make a period; a lower bound counts where it reaches the
    requirement, because then the day cannot have been low.
    """
    each = [0.0 if required is None else required for required in required_ug]
    amounts = [_judged(*known) for known in zip(days, absorbed_ug, each, strict=True)]
    low = _bridged([_is_low(amounts, index, required) for index, required in enumerate(each)])
    periods: list[LowPeriod] = []
    told = 0
    for first, last in runs(low):
        # The window of a second run reaches back into the first, which has told of its days.
        period = _period(days, amounts, each, (max(told, _first_seen(required_ug, first)), last))
        told = last + 1
        if period is not None:
            is_open = still_open(period.end, as_of, False in low[last + 1 :])
            periods.append(period._replace(is_open=is_open))
    return periods


def _judged(day: Day, absorbed_ug: float, required_ug: float) -> float | None:
    """What the day absorbed where it can be judged against the requirement, else None."""
    if day.state in ("paused", "unrecorded") or day.total_from:
        return None  # of a bare total nobody knows the foods and meals
    if day.is_recorded and not day.is_lower_bound:
        return absorbed_ug
    return absorbed_ug if absorbed_ug >= required_ug > 0 else None


def _is_low(amounts: Sequence[float | None], index: int, required_ug: float) -> bool | None:
    """Whether the 28 days up to a day are low; None where too few of them are recorded."""
    window = amounts[max(0, index - WINDOW_DAYS + 1) : index + 1]
    known = [amount for amount in window if amount is not None]
    if len(known) < FLAG_DAYS or not required_ug:
        return None
    lacking = required_ug - mean_of(known)
    spread = standard_deviation(known)
    if lacking <= 0 or spread < _NO_SPREAD:
        return lacking > 0
    n = effective_days(window)
    return n >= 2.0 and t_cdf(lacking * math.sqrt(n) / spread, n - 1.0) > _ONE_SIDED


def _bridged(low: Sequence[bool | None]) -> list[bool | None]:
    """Days that cannot be judged between low ones count as low, fewer than 28 of them.

    A window that lacks one recorded day to be judged tells of no recovery.

    >>> _bridged([True, None, True, None, False])
    [True, True, True, None, False]
    """
    filled, last = list(low), None
    for index, value in enumerate(low):
        if value is None:
            continue
        if value and last is not None and index - last <= WINDOW_DAYS:
            filled[last + 1 : index] = [True] * (index - last - 1)
        last = index if value else None
    return filled


def _first_seen(required_ug: Sequence[float | None], first_low: int) -> int:
    """The first day that the windows of a run have seen under the same requirement."""
    first = max(0, first_low - WINDOW_DAYS + 1)
    # A new authority or a birthday judges from its day on, never the days before it.
    changes = [i for i in range(first + 1, first_low + 1) if required_ug[i] != required_ug[i - 1]]
    return changes[-1] if changes else first


def _period(
    days: Sequence[Day],
    amounts: Sequence[float | None],
    required_ug: Sequence[float],
    seen: tuple[int, int],
) -> LowPeriod | None:
    """The period of the days seen, from its first to its last day below the requirement."""
    thresholds = [round(required * _NG_PER_UG) for required in required_ug]
    lacks = [
        None if amount is None else limit - round(amount * _NG_PER_UG)
        for amount, limit in zip(amounts, thresholds, strict=True)
    ]
    low = [index for index in judged_part(lacks, seen) if (lacks[index] or 0) > 0]
    if not low:
        return None
    found = judged_part(lacks, (low[0], low[-1]))
    period = period_of(days, thresholds, [(index, lacks[index] or 0) for index in found])
    return period._replace(lens="absorbed") if period.deficit_ng > 0 else None
