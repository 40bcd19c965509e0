"""What the recorded days of a span allow to be said about usual intake, and what they do not."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from b12track.analysis.absorbed import NOTHING
from b12track.science.usual_intake import (
    FLAG_DAYS,
    INTERVAL_DAYS,
    Interval,
    ZTest,
    coefficient_of_variation,
    effective_days,
    geometric_mean_interval,
    mean_interval,
    mean_of,
    recorded,
    reference_z,
    requirement_band,
    requirement_z,
    standard_deviation,
    zero_share,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from b12track.analysis.absorbed import ByDay
    from b12track.diary.days import Day
    from b12track.science.reference_values import DietaryReferenceValue

_NG_PER_UG = 1000
_FEW = f"fewer than {INTERVAL_DAYS} recorded days"


class UsualIntake(NamedTuple):
    """Statistics of the recorded days in µg per day; None where nothing honest can be said.

    `absorbed` is the primary one. `below` is a rough probability band that usual intake lies
    below the average requirement, `no_band` the reason where there is none. `more_days` is how
    many recorded days are still missing until a flag could be given.
    """

    absorbed: Interval | None
    geometric: Interval | None
    zero_share: float
    cv: float | None
    z_test: ZTest
    below: str | None
    no_band: str | None
    more_days: int
    more_days_for_interval: int


def usual_intake(
    days: Sequence[Day],
    by_day: ByDay,
    reference: DietaryReferenceValue,
    requirement: DietaryReferenceValue | None,
) -> UsualIntake:
    """The statistics of consecutive days, unrecorded ones left out and never counted as zero.

    `requirement` is the authority's EAR, None where it has only an AI. Source and limits:
    docs/method.md#usual-intake.
    """
    amounts = [_ug(day) for day in days]
    absorbed = [
        by_day.get(day.date.isoformat(), NOTHING).best
        if day.is_recorded and not day.total_from
        else None
        for day in days
    ]
    complete = recorded(amounts)
    n = len(complete)
    above_zero = any(complete)
    below, no_band = _band(days, requirement)
    return UsualIntake(
        absorbed=mean_interval(absorbed) if recorded(absorbed) else None,
        geometric=geometric_mean_interval(amounts) if above_zero else None,
        zero_share=zero_share(amounts) if n else 0.0,
        cv=coefficient_of_variation(amounts) if n >= INTERVAL_DAYS and above_zero else None,
        z_test=_z_test(complete, requirement or reference),
        below=below,
        no_band=no_band,
        more_days=max(0, FLAG_DAYS - n),
        more_days_for_interval=max(0, INTERVAL_DAYS - n),
    )


def _ug(day: Day) -> float | None:
    return day.b12_ng / _NG_PER_UG if day.is_recorded and day.b12_ng is not None else None


def _z_test(complete: list[float], value: DietaryReferenceValue) -> ZTest:
    """The IOM's individual test against an EAR, else an AI, or why it is refused."""
    n = len(complete)
    if n < INTERVAL_DAYS:
        return ZTest(None, None, f"refused: {_FEW}")
    mean, spread, limit = mean_of(complete), standard_deviation(complete), float(value.value)
    test = requirement_z if value.kind == "EAR" else reference_z
    return test(mean, limit, spread, n)


def _band(
    days: Sequence[Day], requirement: DietaryReferenceValue | None
) -> tuple[str | None, str | None]:
    """The band and, where there is none, the reason.

    Food first, on the log scale; then the mean of supplements is added, as the IOM advises:
    a weekly tablet would otherwise look like six low days.
    """
    if requirement is None:
        return None, "the authority has set no average requirement, and an AI allows none"
    known = [day for day in days if day.is_recorded and not day.total_from]
    if len(known) < INTERVAL_DAYS:
        return None, _FEW
    supplements_ug = sum(day.supplement_ng for day in known) / len(known) / _NG_PER_UG
    left_ug = float(requirement.value) - supplements_ug
    if left_ug <= 0:
        return requirement_band(requirement.kind, 1.0, math.inf, 1.0), None
    # Days without any B12 have no logarithm: a part of them would be left out in silence.
    food = [(day.food_ng + day.fortified_ng) / _NG_PER_UG for day in known]
    if not all(food):
        return None, "days without any B12 in food have no place on the log scale"
    logs = [math.log(ug) for ug in food]
    spread = standard_deviation(logs) / math.sqrt(effective_days(logs))
    return requirement_band(requirement.kind, left_ug, mean_of(logs), spread), None
