"""Low-intake periods: the issue's examples, gaps, and pandas as a second derivation."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b12track.analysis.intake import daily_intake
from b12track.analysis.low_periods import SURENESS, LowPeriod, low_periods
from b12track.diary.days import Day
from b12track.science.student_t import t_quantile

FIRST = date(2026, 1, 1)
RDA = 2400


def diary(text: str) -> list[Day]:
    """Days in short: 0.3 complete, . unrecorded, ~0.5 partial, 1? with an unknown food, p paused;
    "30*0.3" is thirty such days."""
    days: list[Day] = []
    for word in text.split():
        times, star, what = word.rpartition("*")
        days += [_day(len(days) + n, what) for n in range(int(times) if star else 1)]
    return days


def _day(number: int, what: str) -> Day:
    day = FIRST + timedelta(days=number)
    if what in (".", "p"):
        state = "unrecorded" if what == "." else "paused"
        return Day(day, state, None, 0, 0, 0, 0, 0)
    ng = int(Decimal(what.strip("~?")) * 1000)
    state = "partial" if what.startswith("~") else "complete"
    return Day(day, state, ng, int(what.endswith("?")), 3, ng, 0, 0)


def periods(text: str) -> list[LowPeriod]:
    days = diary(text)
    return low_periods(days, RDA, days[-1].date)


def test_thirty_low_days_are_one_period_with_exact_figures() -> None:
    (period,) = periods("30*0.3")
    assert period == LowPeriod(
        start=FIRST,
        end=FIRST + timedelta(days=29),
        is_open=True,
        days=30,
        recorded_days=30,
        mean_ng_per_day=Decimal(300),
        threshold_ng_per_day=2400,
        deficit_ng=30 * 2100,
    )


@pytest.mark.parametrize(
    "text",
    [
        "30*.",  # unrecorded is never low
        "52*2000 10*.",
        "2000 6*0.2 2000 6*0.2 2000 6*0.2 2000 6*0.2",  # a weekly tablet
        "6*0.2 2000 6*0.2 2000 6*0.2",  # the tablet at the end of the week
        "30*5",
        "20*5 4*0.1 20*5",  # a few low days are no period
        "30*~0.3",  # partial days say nothing of what is missing
        "30*0.3?",  # neither do unknown foods
        "30*p",
        "0.1 . . 0.1 . . 0.1 . . 0.1 . . 0.1 . .",  # too few recorded days in any week
    ],
)
def test_what_is_no_period(text: str) -> None:
    assert periods(text) == []


def test_logged_zeros_count() -> None:
    (period,) = periods("20*0")
    assert (period.mean_ng_per_day, period.deficit_ng) == (0, 20 * RDA)


def test_a_gap_separates_periods_and_is_not_part_of_either() -> None:
    first, second = periods("20*0.5 20*. 20*0.5")
    assert (first.end, second.start) == (FIRST + timedelta(19), FIRST + timedelta(40))
    assert (first.recorded_days, second.recorded_days) == (20, 20)


def test_short_gaps_are_bridged_but_not_counted() -> None:
    (period,) = periods("5*0.5 . 5*0.5 . . 5*0.5")
    assert (period.days, period.recorded_days, period.deficit_ng) == (18, 15, 15 * 1900)


def test_a_partial_day_that_reaches_the_threshold_counts_as_not_low() -> None:
    assert periods("3*0.2 ~50 3*0.2 ~50 3*0.2 ~50 3*0.2") == []


def test_recovery_closes_a_period_and_silence_does_after_a_week() -> None:
    assert [p.is_open for p in periods("30*0.3 7*5")] == [False]
    assert [p.is_open for p in periods("30*0.3 6*.")] == [True]
    assert [p.is_open for p in periods("30*0.3 9*.")] == [False]


def test_an_unfinished_today_does_not_end_an_open_period() -> None:
    assert [p.is_open for p in periods("30*0.3 ~0")] == [True]


def test_a_new_tablet_ends_the_period() -> None:
    assert [p.is_open for p in periods("30*0.3 2000")] == [False]


def _upper_limit(ug: pd.Series) -> float:
    """The upper end of the 99 % t interval of a mean, by the quantile instead of the test."""
    if ug.nunique() == 1:
        return float(ug.iloc[0])
    return float(ug.mean() + t_quantile(SURENESS, len(ug) - 1) * ug.sem())


def test_a_run_that_its_own_scatter_could_explain_is_no_period() -> None:
    assert periods("5*4 3*0.5 3.9 2*1.2 3.9 3*1.1 5*4") == []
    assert len(periods("5*4 3*0.5 1.9 2*1.2 1.9 3*1.1 5*4")) == 1


def test_a_new_reference_never_judges_the_days_before_it() -> None:
    days = diary("30*3")
    thresholds = [2400] * 20 + [4000] * 10
    (period,) = low_periods(days, thresholds, days[-1].date)
    assert (period.start, period.threshold_ng_per_day) == (FIRST + timedelta(20), 4000)
    assert period.deficit_ng == 10 * 1000
    assert low_periods(days, [2400] * 30, days[-1].date) == []


amounts = st.lists(st.one_of(st.none(), st.integers(0, 6000)), min_size=1, max_size=80)


@settings(max_examples=200, deadline=None)
@given(amounts)
def test_low_days_agree_with_pandas(values: list[int | None]) -> None:
    """The same pooling written independently: pandas' centred rolling mean."""
    days = [_day(n, "." if v is None else str(Decimal(v) / 1000)) for n, v in enumerate(values)]
    frame = daily_intake(days)
    pooled = frame["b12_ug"].rolling(7, center=True, min_periods=4).mean()
    # Nanograms are exact in our sum; a float mean may differ in its last digit.
    low = pooled.notna() & (pooled < RDA / 1000 - 1e-9)
    runs = (low != low.shift()).cumsum()
    expected = []
    for _, run in frame[low].groupby(runs[low]):
        recorded = run[run["recorded"]]
        long = len(recorded) and (recorded.index[-1] - recorded.index[0]).days >= 6
        if long and _upper_limit(recorded["b12_ug"]) < RDA / 1000 - 1e-9:
            expected.append((recorded.index[0].date(), recorded.index[-1].date(), len(recorded)))
    found = low_periods(days, RDA, days[-1].date)
    assert [(p.start, p.end, p.recorded_days) for p in found] == expected


@settings(max_examples=100, deadline=None)
@given(amounts)
def test_a_period_never_holds_more_than_its_days_say(values: list[int | None]) -> None:
    days = [_day(n, "." if v is None else str(Decimal(v) / 1000)) for n, v in enumerate(values)]
    known = {day.date: day.b12_ng for day in days if day.b12_ng is not None}
    for period in low_periods(days, RDA, days[-1].date):
        inside = [ng for day, ng in known.items() if period.start <= day <= period.end]
        assert len(inside) == period.recorded_days >= 4
        assert period.deficit_ng == RDA * len(inside) - sum(inside)
        assert float(period.mean_ng_per_day) == pytest.approx(pd.Series(inside).mean())
