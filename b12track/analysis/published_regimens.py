"""A person's schedule beside the published ones, each with what the model says it brings in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.science.absorption_profiles import HEALTHY, Profile
from b12track.science.regimens import REGIMENS, Phase, uptake_ug_per_day

if TYPE_CHECKING:
    from b12track.diary.plans import Plan
    from b12track.science.band import Band
    from b12track.science.regimens import PublishedRegimen

#: Reference intakes in so many meals are no dosing schedules; children's doses are not an adult's.
_NOT_COMPARED: Final = ("reference-", "child-")


class Compared(NamedTuple):
    """A published schedule beside the person's own; µg a day absorbed, or retained if injected."""

    published: PublishedRegimen
    ug_per_day: Band
    is_same: bool


def phase_of(plan: Plan) -> Phase:
    """The plan as science knows schedules; every route but the needle goes through the gut."""
    injected = plan.route == "injection"
    return Phase(
        "injection" if injected else "oral",
        (plan.form or "") if injected else "",
        plan.dose_ng / 1000,
        plan.doses,
        plan.period_days,
    )


def own_ug_per_day(plan: Plan, profile: Profile = HEALTHY) -> Band:
    """What the plan brings in per day on average, by the model, for a profile."""
    return uptake_ug_per_day(phase_of(plan), profile)


def compared(plan: Plan, profile: Profile = HEALTHY) -> list[Compared]:
    """The published schedules by the same route, the smallest uptake first.

    A schedule of several phases stands with its last one, which has no end.
    """
    own = phase_of(plan)
    schedules = [
        Compared(each, uptake_ug_per_day(each.phases[-1], profile), _same(own, each.phases[-1]))
        for each in REGIMENS
        if each.phases[-1].route == own.route and not each.key.startswith(_NOT_COMPARED)
    ]
    return sorted(schedules, key=lambda each: (each.ug_per_day.best, each.published.key))


def _same(own: Phase, published: Phase) -> bool:
    """Whether the person's doses and intervals lie within the published ones."""
    far_dose = published.dose_ug_to or published.dose_ug
    far_period = published.period_days_to or published.period_days
    return (
        own.form == published.form
        and published.dose_ug <= own.dose_ug <= far_dose
        and own.doses == published.doses
        # "Every 8 weeks" is what people say for "every 2 months".
        and published.period_days - 5 * (published.period_days > 7) <= own.period_days <= far_period
    )
