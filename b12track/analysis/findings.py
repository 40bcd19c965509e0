"""The one sentence a reader should take from a span of days; charts and text say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from b12track.analysis.summary import below, summary
from b12track.wording import of_days, span_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from b12track.analysis.contributors import Contributor
    from b12track.analysis.low_periods import LowPeriod
    from b12track.diary.days import Day


def days_below(days: Sequence[Day], reference_ng: int | Sequence[int]) -> int:
    """How many recorded days are certainly below the reference, one for all or one for each."""
    if isinstance(reference_ng, int):
        return below(days, reference_ng)
    return sum(below((day,), ng) for day, ng in zip(days, reference_ng, strict=True))


def _unsure(days: Sequence[Day], reference_ng: int | Sequence[int]) -> int:
    """How many recorded days have an unknown part and stay below: they cannot be judged."""
    each = [reference_ng] * len(days) if isinstance(reference_ng, int) else reference_ng
    return sum(
        day.is_recorded and day.is_lower_bound and (day.b12_ng or 0) < ng
        for day, ng in zip(days, each, strict=True)
    )


def intake_finding(days: Sequence[Day], reference_ng: int | Sequence[int]) -> str:
    """How many recorded days lie below a reference (ng per day); what is not known is said."""
    recorded = summary(days).recorded_days
    if not recorded:
        return f"No complete recorded day among {of_days(len(days))}"
    low, unsure = days_below(days, reference_ng), _unsure(days, reference_ng)
    tail = f"; {unsure} not certain" if unsure else ""
    if low == recorded == 1:
        return "Below the reference on the one recorded day"
    if low:
        return f"Below the reference on {low:,} of {of_days(recorded, 'recorded day')}{tail}"
    if unsure:
        return (
            f"At or above the reference on {recorded - unsure} of"
            f" {of_days(recorded, 'recorded day')}{tail}"
        )
    if recorded == 1:
        return "At or above the reference on the one recorded day"
    return f"At or above the reference on all {of_days(recorded, 'recorded day')}"


def periods_finding(days: Sequence[Day], periods: Sequence[LowPeriod]) -> str:
    """The low-intake periods of a span, or how many recorded days hold none."""
    recorded = summary(days).recorded_days
    if not recorded:
        return f"No complete recorded day among {of_days(len(days))}"
    still = ", still open" if any(period.is_open for period in periods) else ""
    if len(periods) == 1:
        (only,) = periods
        return f"Low intake for {of_days(only.days)}, {span_name(only.start, only.end)}{still}"
    if periods:
        first, end = days[0].date, days[-1].date
        low = sum((min(period.end, end) - max(period.start, first)).days + 1 for period in periods)
        last = ", the last still open" if still else ""
        return f"{len(periods)} low-intake periods, {low:,} of {of_days(len(days))}{last}"
    return f"No low-intake period in {recorded:,} recorded of {of_days(len(days))}"


def sources_finding(parts: Sequence[Contributor], name: str | None = None) -> str:
    """Which part gave the most B12, with its share of all that is known.

    `parts` come with the largest first; `name` is how the first is to be called.
    """
    total = sum(part.b12_ng for part in parts)
    if not total:
        return "No B12 in what was recorded" if parts else "Nothing recorded in this time"
    share = share_text(parts[0].b12_ng, total)
    return f"Largest source: {name or parts[0].name}, {share} of the recorded B12"


def share_text(part_ng: int, total_ng: int) -> str:
    """A share in whole percent that never says all or nothing where that is not so.

    >>> share_text(1, 3), share_text(1, 1000), share_text(999, 1000), share_text(5, 5)
    ('33 %', '<1 %', '>99 %', '100 %')
    """
    if not total_ng:
        return "-"
    percent = round(100 * part_ng / total_ng)
    if percent == 0 and part_ng:
        return "<1 %"
    return ">99 %" if percent == 100 and part_ng < total_ng else f"{percent} %"
