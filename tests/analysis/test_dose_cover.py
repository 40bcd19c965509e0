"""Until when a dose covers: by what is kept of it, and no longer than published schedules."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from b12track.analysis.dose_cover import (
    DoseCover,
    covered_until,
    injection_covers,
    regimen_covers,
    tablet_covers,
)
from b12track.analysis.yardstick import Yardstick
from b12track.diary.doses import Injection
from b12track.diary.plans import Plan
from b12track.diary.profile import ALWAYS, Fact
from b12track.diary.regimens import Regimen
from b12track.science.band import Band
from tests.analysis.diaries import FIRST, day_intakes

#: A Sunday, the day of the weekly dose.
ON = date(2026, 11, 22)
WEEKLY = Plan("oral", None, 2_000_000, 1, 1, "week", "6")
FACTS = [Fact(1, 1, "medicine", "metformin", ALWAYS, None)]


def _days_after(days: int) -> date:
    return ON + timedelta(days=days)


def _covers(
    plan: Plan, taken: dict[date, int], on: date = ON, **regimen: date | None
) -> list[DoseCover]:
    ends = {"starts_on": date(2026, 1, 4), "stopped_on": None, **regimen}
    starts_on = ends["starts_on"] or ON
    followed = Regimen(1, 1, plan, starts_on, ends["stopped_on"], None)
    is_injected = plan.route == "injection"
    by_mouth, injected = ({}, taken) if is_injected else (taken, {})
    return regimen_covers([followed], by_mouth, injected, Yardstick(FACTS), on)


def test_a_schedule_covers_from_its_dose_to_the_next() -> None:
    (cover,) = _covers(WEEKLY, {ON: 2_000_000})
    assert (cover.on, cover.until) == (ON, _days_after(7))
    assert (cover.dose_ug, cover.form, cover.is_injection) == (2000.0, "", False)
    # Seven days of what the schedule brings in with metformin (docs/method.md#absorption).
    assert 7 * 1.0 <= cover.kept_ug.best < 7 * 3.61
    assert cover.kept_ug.low < cover.kept_ug.best < cover.kept_ug.high
    assert _covers(WEEKLY, {ON: 2_000_000}, _days_after(7)) == [cover]
    assert _covers(WEEKLY, {ON: 2_000_000}, _days_after(8)) == []


def test_the_newest_dose_up_to_the_day_counts() -> None:
    taken = {_days_after(-7): 2_000_000, ON: 2_000_000, _days_after(7): 2_000_000}
    assert [cover.on for cover in _covers(WEEKLY, taken)] == [ON]
    assert [cover.on for cover in _covers(WEEKLY, taken, _days_after(-1))] == [_days_after(-7)]
    assert _covers(WEEKLY, {_days_after(1): 2_000_000}) == []
    assert _covers(WEEKLY, {ON: 50_000}) == []  # a tablet of another size is not the dose
    assert _covers(WEEKLY, {}) == []


@pytest.mark.parametrize(
    ("starts_on", "stopped_on", "is_followed"),
    [(0, None, True), (1, None, False), (0, 0, False), (-7, 1, True)],
)
def test_a_schedule_covers_while_it_is_followed(
    starts_on: int, stopped_on: int | None, is_followed: bool
) -> None:
    stopped = None if stopped_on is None else _days_after(stopped_on)
    covers = _covers(WEEKLY, {ON: 2_000_000}, starts_on=_days_after(starts_on), stopped_on=stopped)
    assert bool(covers) == is_followed


def test_by_mouth_no_schedule_covers_more_than_a_week() -> None:
    plan = WEEKLY._replace(dose_ng=10_000_000, every_number=2, weekdays=None)
    (cover,) = _covers(plan, {ON: 10_000_000})
    assert cover.until == _days_after(7)


def test_a_schedule_without_a_dose_hides_no_other() -> None:
    start = date(2026, 1, 4)
    followed = [
        Regimen(number, 1, plan, start, None, None)
        for number, plan in enumerate((WEEKLY._replace(dose_ng=9_000_000), WEEKLY), 1)
    ]
    (cover,) = regimen_covers(followed, {ON: 2_000_000}, {}, Yardstick(FACTS), ON)
    assert cover.dose_ug == 2000.0


def test_a_schedule_that_brings_in_too_little_covers_nothing() -> None:
    assert _covers(WEEKLY._replace(dose_ng=5_000, weekdays=None), {ON: 5_000}) == []


def test_an_injected_schedule_covers_as_long_as_published_ones() -> None:
    plan = Plan("injection", "hydroxocobalamin", 1_000_000, 1, 12, "week", None)
    (cover,) = _covers(plan, {ON: 1_000_000})
    assert (cover.until, cover.form, cover.is_injection) == (
        _days_after(84),
        "hydroxocobalamin",
        True,
    )
    (other,) = _covers(plan._replace(form="cyanocobalamin"), {ON: 1_000_000})
    assert (other.until, other.form) == (_days_after(30), "cyanocobalamin")


@pytest.mark.parametrize(
    ("form", "dose_ng", "days"),
    [
        ("hydroxocobalamin", 1_000_000, 91),
        ("cyanocobalamin", 1_000_000, 30),
        ("other", 1_000, None),
    ],
)
def test_an_injection_covers_by_what_is_kept_of_it(
    form: str, dose_ng: int, days: int | None
) -> None:
    injection = Injection(1, 1, ON.isoformat(), None, None, dose_ng, form, None)
    covers = injection_covers([injection], lambda _: 1.0)
    assert [cover.until for cover in covers] == ([] if days is None else [_days_after(days)])
    assert injection_covers([injection], lambda _: None) == []


def test_a_tablet_covers_where_it_gave_a_week_s_need() -> None:
    intakes = day_intakes("0.3 T 2")
    (cover,) = tablet_covers(intakes, lambda _: 2.0)
    assert (cover.on, cover.until) == (FIRST + timedelta(days=1), FIRST + timedelta(days=8))
    assert [cover.until for cover in tablet_covers(intakes, lambda _: 25.2 / 7)] == [cover.until]
    assert tablet_covers(intakes, lambda _: 25.3 / 7) == []


def test_each_dose_has_a_cover_of_its_own() -> None:
    given = [
        Injection(n, 1, _days_after(n).isoformat(), None, None, 1_000_000, "cyanocobalamin", None)
        for n in (1, 2)
    ]
    assert [c.on for c in injection_covers(given, lambda _: 1.0)] == [
        _days_after(1),
        _days_after(2),
    ]
    tablets = tablet_covers(day_intakes("T 0.1 T"), lambda _: 1.0)
    assert [cover.on for cover in tablets] == [FIRST, FIRST + timedelta(days=2)]


def test_the_longest_cover_that_reaches_a_day_counts() -> None:
    kept = Band(7.0, 7.0, 7.0)
    covers = [DoseCover(_days_after(n), _days_after(n + 7), 2000.0, "", kept) for n in (-9, -3, 1)]
    covers.append(DoseCover(_days_after(-2), _days_after(2), 2000.0, "", kept))
    assert covered_until(covers, ON) == _days_after(4)
    assert covered_until(covers, _days_after(-3)) == _days_after(4)
    assert covered_until(covers, _days_after(-10)) is None
    assert covered_until(covers, _days_after(9)) is None
