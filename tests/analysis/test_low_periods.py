"""Low periods: tiers by windows, one lapse one period, closed by records and never by gaps."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b12track.analysis.course import Course
from b12track.analysis.health_record import HealthRecord
from b12track.analysis.low_periods import LowPeriod, low_periods, stretches
from b12track.diary.doses import Injection
from tests.analysis.diaries import FIRST, day_intakes, span_of, span_with


def periods(text: str, *facts: tuple[str, str]) -> list[LowPeriod]:
    span = span_of(text, *facts)
    return low_periods(span, span.last)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


@pytest.mark.parametrize(
    ("text", "tier"),
    [
        ("6*0.2", None),
        ("7*0.2", "note"),
        ("27*0.2", "note"),
        ("28*0.2", "notice"),
        ("83*0.2", "notice"),
        ("84*0.2", "flag"),
        ("14*0.2 14*.", "note"),  # silence makes nothing worse
        (" ".join([". 0.2"] * 14), "notice"),
        (" ".join([". 0.2"] * 42), "flag"),
        (" ".join(["0.2 . ."] * 28), None),  # too few of any window are recorded
    ],
)
def test_tiers_by_the_length_of_the_window(text: str, tier: str | None) -> None:
    assert [period.tier for period in periods(text)] == ([tier] if tier else [])


@pytest.mark.parametrize(
    "text",
    [
        "90*.",  # unrecorded is never low
        "90*~0.1",  # partial days say nothing of what is missing
        "90*0.1?",  # neither do unknown foods
        "90*=0.5",  # nor totals without foods
        "90*p",
        "90*1",  # the requirement itself
        " ".join(["T 6*0.1"] * 13),  # a tablet every Sunday
        " ".join([". 6*0.1"] * 13).replace(". 6", "T 6", 6),  # of which the last are not recorded
    ],
)
def test_what_is_no_period(text: str) -> None:
    assert [period.tier for period in periods(text) if period.tier != "note"] == []


def test_a_tablet_not_taken_on_a_recorded_sunday_is_none() -> None:
    # Six Sundays with a tablet, then recorded ones without.
    (period,) = periods(" ".join(["T 6*0.1"] * 6 + ["7*0.1"] * 13))
    assert (period.tier, period.is_open) == ("flag", True)


def test_one_lapse_is_one_period_with_gaps_inside() -> None:
    (period,) = periods("28*2 20*0.1 10*. 20*0.1 10*. 20*0.1 28*2")
    assert (period.start, period.end) == (day(28), day(107))
    assert (period.state, period.days, period.recorded_days) == ("closed", 80, 60)


def test_a_notice_that_lasts_becomes_a_flag_though_few_days_are_recorded_since() -> None:
    # Never are 42 of 84 days known; of all since the first low one 45 are in the end.
    assert periods(" ".join(["20*0.2", *["3*. 0.2"] * 25]))[0].tier == "flag"
    assert periods(" ".join(["20*0.2", *["3*. 0.2"] * 15]))[0].tier == "notice"


def test_a_period_closes_after_fourteen_recorded_days_and_not_before() -> None:
    assert periods("28*2 30*0.1 13*2")[0].state == "open"
    assert periods("28*2 30*0.1 14*2")[0].state == "closed"
    assert periods("28*2 30*0.1 7*2 60*.")[0].state == "stale"
    assert periods("28*2 30*0.1 7*2 60*. 7*2")[0].state == "closed"


def test_one_tablet_covers_a_week_and_closes_nothing() -> None:
    assert periods("84*0.1 T 13*0.1")[0].is_open
    assert not periods("84*0.1 T 6*0.1 T 7*0.1")[0].is_open


def test_after_a_close_judging_begins_anew() -> None:
    first, second = periods("84*0.1 28*2 28*0.1")
    assert (first.state, second.state, second.tier) == ("closed", "open", "notice")
    assert second.start == day(112)


def test_figures_are_those_of_the_recorded_days() -> None:
    (period,) = periods("10*0.25 5*. 15*0.25")
    assert (period.days, period.recorded_days) == (30, 25)
    assert (period.mean_ng_per_day, period.threshold_ng_per_day) == (250, 1000)
    assert period.deficit_ng == 25 * 750
    assert period.band == pytest.approx((0.125, 0.25, 0.5))


def test_without_intrinsic_factor_more_is_needed() -> None:
    (period,) = periods("28*1.2", ("condition", "gastrectomy"))
    assert period.threshold_ng_per_day == 1500
    assert periods("28*1.2") == []


WORDS = st.sampled_from(["0.1", "0.4", "1.5", "2.5", ".", "~0.3", "0.2?", "T"])


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, min_size=30, max_size=120), st.data())
def test_taking_records_away_never_turns_an_open_period_into_a_closed_one(
    words: list[str], data: st.DataObject
) -> None:
    """Silence closes nothing: without records after the lapse it stays open, or was never there."""
    intakes = day_intakes(" ".join(["30*0.1", *words]))
    span = span_with(intakes)
    if not any(period.is_open for period in low_periods(span, span.last)):
        return
    gone = data.draw(st.sets(st.integers(30, len(intakes) - 1)))
    blank = day_intakes(f"{len(intakes)}*.")
    fewer = span_with([blank[n] if n in gone else intakes[n] for n in range(len(intakes))])
    first = low_periods(fewer, fewer.last)[0]
    if all(n in gone or words[n - 30] not in ("1.5", "2.5", "T") for n in range(30, len(intakes))):
        assert first.is_open


@settings(max_examples=40, deadline=None)
@given(st.lists(WORDS, min_size=30, max_size=120))
def test_nothing_opens_and_closes_within_fourteen_days(words: list[str]) -> None:
    course = Course(span_of(" ".join(words)), FIRST + timedelta(days=len(words) - 1))
    for stretch in stretches(course):
        assert stretch.closed_at is None or stretch.closed_at - stretch.opened_at >= 14


@pytest.mark.parametrize("back", [1, 3, 90, 400])
def test_an_injection_that_covered_only_days_before_the_first_covers_none(back: int) -> None:
    # Its cover of 91 days ended before the history began, by fewer days than the history has.
    given = FIRST - timedelta(days=91 + back)
    record = HealthRecord(
        [Injection(1, 1, str(given), None, None, 1_000_000, "hydroxocobalamin", None)]
    )
    span = span_with(day_intakes("120*0.2"), record=record)
    assert span.course(span.last).is_covered == [False] * 120
    assert [period.tier for period in low_periods(span, span.last)] == ["flag"]


def test_a_period_ends_on_its_last_low_day_not_in_the_pause_before_the_recovery() -> None:
    (first,) = periods("56*0.2 35*p 84*2")
    assert (first.tier, first.start, first.end) == ("flag", day(0), day(55))
