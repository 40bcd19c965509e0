"""A person's schedule beside the published ones by the same route, and which of them it is."""

from __future__ import annotations

import pytest

from b12track.analysis.published_regimens import compared, own_ug_per_day, phase_of
from b12track.diary.plans import Plan
from b12track.science.absorption_profiles import PROFILES
from b12track.science.regimens import Phase

WEEKLY = Plan("oral", None, 2_000_000, 1, 1, "week", "6")
INJECTED = Plan("injection", "hydroxocobalamin", 1_000_000, 1, 12, "week", None)


@pytest.mark.parametrize(
    ("plan", "phase"),
    [
        (WEEKLY, Phase("oral", "", 2000.0, 1, 7)),
        (
            WEEKLY._replace(route="sublingual", form="methylcobalamin"),
            Phase("oral", "", 2000, 1, 7),
        ),
        (INJECTED, Phase("injection", "hydroxocobalamin", 1000.0, 1, 84)),
        (
            WEEKLY._replace(doses=2, every_number=1, every_unit="month"),
            Phase("oral", "", 2000, 2, 30),
        ),
    ],
)
def test_a_plan_as_science_knows_schedules(plan: Plan, phase: Phase) -> None:
    assert phase_of(plan) == phase


def _same(plan: Plan) -> list[str]:
    return [each.published.key for each in compared(plan) if each.is_same]


@pytest.mark.parametrize(
    ("plan", "same"),
    [
        (WEEKLY, ["weekly-2000"]),
        (WEEKLY._replace(dose_ng=1_999_000), []),
        (WEEKLY._replace(dose_ng=2_001_000), []),
        (WEEKLY._replace(dose_ng=1_000_000, doses=2), ["twice-weekly-1000"]),
        (WEEKLY._replace(dose_ng=50_000, every_unit="day"), ["daily-50", "uk-dietary"]),
        (WEEKLY._replace(dose_ng=150_000, every_unit="day"), ["uk-dietary"]),
        (WEEKLY._replace(dose_ng=151_000, every_unit="day"), []),
        (WEEKLY._replace(dose_ng=50_000, every_number=2, every_unit="day"), []),
        (INJECTED, ["bnf"]),
        (INJECTED._replace(every_number=13), ["bnf"]),
        (INJECTED._replace(every_number=14), []),
        (INJECTED._replace(every_number=8), ["bnf", "bnf-neurological"]),
        (INJECTED._replace(every_number=7), []),
        (INJECTED._replace(form="cyanocobalamin", every_number=30, every_unit="day"), ["us-usual"]),
        (INJECTED._replace(form="cyanocobalamin", every_number=31, every_unit="day"), []),
    ],
)
def test_a_schedule_is_the_one_whose_doses_and_intervals_hold_it(
    plan: Plan, same: list[str]
) -> None:
    assert _same(plan) == same


def test_only_schedules_by_the_same_route_stand_beside_it_the_smallest_first() -> None:
    by_mouth, injected = compared(WEEKLY), compared(INJECTED)
    assert {each.published.phases[-1].route for each in by_mouth} == {"oral"}
    assert {each.published.phases[-1].route for each in injected} == {"injection"}
    for schedules in (by_mouth, injected):
        best = [each.ug_per_day.best for each in schedules]
        assert best == sorted(best)
        keys = [each.published.key for each in schedules]
        assert not [key for key in keys if key.startswith(("reference-", "child-"))]
    assert [each.published.key for each in injected] == [
        "us-label",
        "bnf",
        "bnf-neurological",
        "us-usual",
    ]


def test_what_is_brought_in_is_that_of_the_profile() -> None:
    (published,) = [each for each in compared(WEEKLY) if each.is_same]
    assert own_ug_per_day(WEEKLY) == published.ug_per_day
    without = PROFILES["gastrectomy"]
    assert own_ug_per_day(WEEKLY, without).best < own_ug_per_day(WEEKLY).best
    assert [e.ug_per_day for e in compared(WEEKLY, without) if e.is_same] == [
        own_ug_per_day(WEEKLY, without)
    ]
