"""The absorbed lens: what it flags, what never flags, and that unrecorded days do neither."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b12track.analysis.absorbed_periods import absorbed_periods
from b12track.science.usual_intake import mean_interval
from tests.analysis.test_low_periods import FIRST, diary

if TYPE_CHECKING:
    from b12track.analysis.low_periods import LowPeriod

REQUIRED = 1.0


def periods(text: str, required: float | None = REQUIRED) -> list[LowPeriod]:
    """The periods of days in short, whose amounts stand for absorbed µg here."""
    days = diary(text)
    absorbed = [(day.b12_ng or 0) / 1000 for day in days]
    return absorbed_periods(days, absorbed, [required] * len(days), days[-1].date)


def test_thirty_low_days_are_one_open_period_with_exact_figures() -> None:
    (period,) = periods("30*0.3")
    assert (period.start, period.days, period.recorded_days) == (FIRST, 30, 30)
    assert (period.lens, period.is_open) == ("absorbed", True)
    assert (period.mean_ng_per_day, period.threshold_ng_per_day) == (300, 1000)
    assert period.deficit_ng == 30 * 700


@pytest.mark.parametrize(
    "text",
    [
        "60*.",
        "40*1.2",
        "13*0.1",  # too short to say anything
        "20*1.5 10*0.2 20*1.5",
        "25.2 6*0.1 25.2 6*0.1 25.2 6*0.1 25.2 6*0.1",  # 2,000 µg a week
        "60*~0.3",
        "60*0.3?",
        "0.1 . . 0.1 . . 0.1 . . 0.1 . . 0.1 . . 0.1 . . 0.1 . . 0.1 . . 0.1 . . 0.1 . .",
        " ".join(["0.1 1.8"] * 20),  # below on average, but no more than its own scatter
    ],
)
def test_what_is_no_period(text: str) -> None:
    assert periods(text) == []


def test_without_a_requirement_nothing_is_said() -> None:
    assert periods("60*0.1", required=None) == []


def test_a_bare_total_of_another_tracker_says_nothing_of_absorption() -> None:
    days = [day._replace(total_from="another") for day in diary("40*0.3")]
    assert absorbed_periods(days, [0.0] * 40, [REQUIRED] * 40, days[-1].date) == []


def test_a_tablet_on_a_partial_day_counts() -> None:
    assert periods("12*0.2 ~25 20*0.2") == []
    assert len(periods("12*0.2 . 20*0.2")) == 1


def test_recovery_closes_a_period_and_silence_does_after_a_week() -> None:
    assert [p.is_open for p in periods("40*0.3 28*2")] == [False]
    assert [p.is_open for p in periods("40*0.3 6*.")] == [True]
    assert [p.is_open for p in periods("40*0.3 9*.")] == [False]
    assert [p.is_open for p in periods("40*0.3 ~0")] == [True]


def test_the_days_before_a_drop_are_not_part_of_the_period() -> None:
    (period,) = periods("30*1.5 40*0.2")
    assert period.start == FIRST + timedelta(30)


def test_a_new_requirement_never_judges_the_days_before_it() -> None:
    days = diary("60*1.1")
    absorbed = [1.1] * 60
    required = [1.0] * 40 + [1.5] * 20
    (period,) = absorbed_periods(days, absorbed, required, days[-1].date)
    assert period.start == FIRST + timedelta(40)


amounts = st.lists(st.one_of(st.none(), st.floats(0, 3).map(lambda x: round(x, 3))), max_size=70)


@settings(max_examples=100, deadline=None)
@given(amounts)
def test_the_last_day_agrees_with_the_interval_itself(values: list[float | None]) -> None:
    """The same verdict by the quantile: the upper end of the interval of the last 28 days."""
    days = diary(" ".join("." if value is None else f"{value}" for value in values) or ".")
    window = ([None] * 28 + values)[-28:]
    known = [value for value in window if value is not None]
    found = absorbed_periods(
        days, [value or 0.0 for value in values] or [0.0], [REQUIRED] * len(days), days[-1].date
    )
    if len(known) >= 14 and values[-1] is not None and values[-1] < REQUIRED:
        upper = mean_interval(window).high
        if upper is not None and abs(upper - REQUIRED) > 1e-6:
            assert (upper < REQUIRED) == any(period.end == days[-1].date for period in found)


@settings(max_examples=100, deadline=None)
@given(amounts, st.integers(1, 60))
def test_unrecorded_days_at_the_end_never_raise_one(values: list[float | None], gap: int) -> None:
    text = " ".join("." if value is None else f"{value}" for value in values) or "."
    before, after = periods(text), periods(f"{text} {gap}*.")
    assert [period[:2] for period in after] == [period[:2] for period in before]
