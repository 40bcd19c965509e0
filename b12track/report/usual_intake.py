"""The statistics of usual intake as people and scripts read them, each with what it rests on."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from b12track.quantity import about_ug_text
from b12track.report.text import wrapped
from b12track.wording import authority_name

if TYPE_CHECKING:
    from b12track.analysis.usual_intake import UsualIntake
    from b12track.science.reference_values import DietaryReferenceValue
    from b12track.science.usual_intake import Interval


def usual_intake_document(
    usual: UsualIntake, requirement: DietaryReferenceValue | None
) -> dict[str, object]:
    """The statistics as JSON; null where nothing honest can be said, with the reason beside it."""
    z = usual.z_test
    return {
        "absorbed_mean": _interval(usual.absorbed),
        "geometric_mean": _interval(usual.geometric),
        "zero_share": round(usual.zero_share, 4),
        "cv": None if usual.cv is None or math.isinf(usual.cv) else round(usual.cv, 3),
        "z_test": {"z": z.z, "probability": z.probability, "refused": z.refused},
        "below_requirement": {
            "band": usual.below,
            "reason": usual.no_band,
            "authority": requirement and requirement.authority,
            "ug_per_day": requirement and float(requirement.value),
        },
        "more_days_for_interval": usual.more_days_for_interval,
        "more_days_for_flag": usual.more_days,
    }


def _interval(interval: Interval | None) -> dict[str, object] | None:
    if interval is None:
        return None
    rounded = {
        name: None if value is None else round(value, 3)
        for name, value in interval._asdict().items()
    }
    return {**rounded, "confidence": 0.95}


def usual_intake_text(usual: UsualIntake, requirement: DietaryReferenceValue | None) -> str:
    """What can be said of usual intake, and what cannot with the reason: one line each."""
    lines = []
    if usual.absorbed is not None and usual.absorbed.low is not None:
        lines.append(f"Mean absorbed, by a model: {_with_ends(usual.absorbed)}.")
    elif usual.absorbed is not None and not usual.more_days_for_interval:
        lines.append("No interval of the mean absorbed: neighbouring days are too much alike.")
    if usual.geometric is not None:
        lines.append(f"Geometric mean of intake: {_with_ends(usual.geometric)}.")
    if usual.zero_share:
        lines.append(f"Days without any B12: {usual.zero_share:.0%} of the recorded days.")
    if usual.more_days_for_interval:
        lines.append(_more(usual.more_days_for_interval, "an interval can be given"))
    else:
        lines.append(_probability(usual, requirement))
        if usual.z_test.refused:
            lines.append(f"The IOM's individual test is {usual.z_test.refused}.")
        if usual.more_days:
            lines.append(_more(usual.more_days, "a low period can be told by the absorbed lens"))
    return "\n".join(wrapped(line.replace("%", " %").replace("  %", " %"), "  ") for line in lines)


def _with_ends(interval: Interval) -> str:
    days = f"{interval.days} {'day' if interval.days == 1 else 'days'}"
    mean = f"{about_ug_text(interval.mean)} µg"
    if interval.low is None or interval.high is None:
        return f"{mean} on {days}"
    low, high = about_ug_text(interval.low), about_ug_text(interval.high)
    return f"{mean}, 95 % interval {low} to {high}, {days}"


def _more(days: int, then: str) -> str:
    return f"{days} more recorded {'day' if days == 1 else 'days'} until {then}."


def _probability(usual: UsualIntake, requirement: DietaryReferenceValue | None) -> str:
    if usual.below is None or requirement is None:
        return f"No probability is said: {usual.no_band}."
    name = authority_name(requirement.authority)
    return (
        f"Rough probability that usual intake lies below the {name} {requirement.kind} of"
        f" {requirement.value} µg: {usual.below}."
    )
