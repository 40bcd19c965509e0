"""Days on which a large dose is due and not recorded: by habit, and by an agreed schedule."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from b12track.analysis.due_doses import DueDay, DueDoses
from b12track.analysis.yardstick import Yardstick
from b12track.diary.plans import Plan
from b12track.diary.profile import ALWAYS, Fact
from b12track.diary.regimens import Regimen
from tests.analysis.diaries import FIRST, day_intakes

#: What the tablet of the short diaries is taken for, µg.
ABSORBED = 25.2
#: Every Sunday, as the days of the short diaries begin with one.
WEEKLY = Plan("oral", None, 2_000_000, 1, 1, "week", "6")


def _due(text: str, *regimens: Regimen, first: int = 0) -> list[DueDay]:
    intakes = day_intakes(text)
    return DueDoses(intakes, regimens, Yardstick([])).unrecorded(first, len(intakes) - 1)


def _places(text: str, *regimens: Regimen) -> list[int]:
    return [due.place for due in _due(text, *regimens)]


def _followed(plan: Plan, starts: int = 0, stopped: int | None = None) -> Regimen:
    stopped_on = None if stopped is None else FIRST + timedelta(days=stopped)
    return Regimen(1, 1, plan, FIRST + timedelta(days=starts), stopped_on, None)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("T 6*1 T 6*1 . 6*1", [14]),
        ("T 6*1 T 6*1 ~1 6*1", [14]),
        ("T 6*1 T 6*1 1 6*1", []),  # recorded without it: it was not taken
        ("T 6*1 . 6*1", []),  # once is no habit
        ("T 6*1 T 6*1 7*1 7*1 . 6*1", [28]),  # two of four recorded Sundays
        ("T 6*1 T 6*1 7*1 7*1 7*1 . 6*1", []),  # two of five
        ("T 6*1 T 6*1 7*. . 6*1", [14, 21]),  # what is not recorded does not count
        ("14*1 7*.", []),
    ],
)
def test_a_weekday_is_a_habit_by_half_of_its_recorded_days(text: str, places: list[int]) -> None:
    assert _places(text) == places


def test_a_habit_is_that_of_twelve_weeks() -> None:
    assert _places("T 6*1 T 6*1 70*.") == [*range(14, 84, 7)]
    assert _places("T 6*1 T 6*1 71*.") == []  # of two doses the first is too long ago


def test_a_due_day_says_where_when_and_how_much() -> None:
    assert _due("T 6*1 T 6*1 . 6*1") == [DueDay(14, FIRST + timedelta(days=14), ABSORBED)]
    assert _due("T 6*1 T 6*1 . 6*1 . 6*1", first=15) == [
        DueDay(21, FIRST + timedelta(days=21), ABSORBED)
    ]


@pytest.mark.parametrize(
    ("plan", "starts", "stopped", "places"),
    [
        (WEEKLY, 0, None, [0, 7, 14]),
        (WEEKLY, 1, None, [7, 14]),
        (WEEKLY, 0, 14, [0, 7]),
        (WEEKLY, 0, 7, [0]),
        (WEEKLY._replace(weekdays="6,2"), 0, None, [0, 3, 7, 10, 14, 17]),
        (WEEKLY._replace(weekdays=None), 2, None, [2, 9, 16]),
        (WEEKLY._replace(weekdays=None, doses=2), 0, None, [0, 3, 6, 9, 12, 15, 18]),
        (WEEKLY._replace(dose_ng=50_000), 0, None, []),  # no dose of a week's need
        (WEEKLY._replace(route="injection", form="cyanocobalamin"), 0, None, []),
    ],
)
def test_a_schedule_names_its_days(
    plan: Plan, starts: int, stopped: int | None, places: list[int]
) -> None:
    assert _places("21*.", _followed(plan, starts, stopped)) == places
    assert _places("21*1", _followed(plan, starts, stopped)) == []


@pytest.mark.parametrize(("authority", "places"), [("us", []), ("uk", [0, 7])])
def test_a_large_dose_is_a_weeks_need_of_the_persons_own(authority: str, places: list[int]) -> None:
    # 4.8 µg absorbed: more than a week of 0.625 µg a day, less than one of 1.0.
    regimen = _followed(WEEKLY._replace(dose_ng=300_000))
    yardstick = Yardstick([Fact(1, 1, "authority", authority, ALWAYS, None)])
    due = DueDoses(day_intakes("14*."), [regimen], yardstick).unrecorded(0, 13)
    assert [day.place for day in due] == places


def test_the_larger_of_habit_and_schedule_is_what_is_missed() -> None:
    (small,) = _due("T 6*1 T 6*1 .", _followed(WEEKLY._replace(dose_ng=500_000)))
    assert small.absorbed_ug == ABSORBED
    (large,) = _due("T 6*1 T 6*1 .", _followed(WEEKLY._replace(dose_ng=10_000_000)))
    assert large.absorbed_ug > ABSORBED
    assert large.date == date(2026, 1, 18)
