"""Statistics of a span: the primary one on absorbed µg, and the refusals with their reasons."""

from __future__ import annotations

import statistics
from typing import TYPE_CHECKING

import pytest

from b12track.analysis.usual_intake import UsualIntake, usual_intake
from b12track.science.band import Band
from b12track.science.reference_values import adult_reference, reference_for
from tests.analysis.diaries import diary

if TYPE_CHECKING:
    from tests.conftest import Tool

EAR = reference_for("b12", "us", kind="EAR")
RDA = adult_reference("us")


def usual_of(text: str, requirement: object = EAR) -> UsualIntake:
    """The statistics of days in short; half of each amount is taken for absorbed."""
    days = diary(text)
    by_day = {
        day.date.isoformat(): Band(0, (day.b12_ng or 0) / 2000, 9) for day in days if day.b12_ng
    }
    return usual_intake(days, by_day, RDA, requirement)  # type: ignore[arg-type]


def test_the_mean_absorbed_has_an_interval_from_seven_days_on() -> None:
    assert usual_of("6*2").absorbed.low is None
    assert usual_of("6*2").more_days_for_interval == 1
    week = usual_of("1 3 2 . 1 3 2 1 3")
    assert (week.absorbed.days, week.absorbed.mean) == (8, 1.0)
    assert week.absorbed.low < 1.0 < week.absorbed.high
    assert (week.more_days_for_interval, week.more_days) == (0, 6)


def test_unrecorded_days_are_no_zeros_and_zeros_count() -> None:
    with_gaps = usual_of("2 . . 2 ~9 2 2 2 2 2 p")
    assert (with_gaps.zero_share, with_gaps.absorbed.mean) == (0.0, 1.0)
    assert with_gaps.geometric.mean == pytest.approx(2.0)
    assert with_gaps.more_days == 7
    assert usual_of("0 2 2 2 2 2 2 2").zero_share == 0.125


def test_the_geometric_mean_stands_beside_it() -> None:
    assert usual_of("1 4 1 4 1 4 1 4").geometric.mean == pytest.approx(2.0)
    assert usual_of("8*0").geometric is None


def test_the_z_test_is_refused_for_scattered_days_with_the_reason() -> None:
    scattered = usual_of("13*1 30").z_test
    assert scattered.z is None
    assert "above a CV of 60-70 % the method is unreliable (IOM 2000)" in scattered.refused
    assert usual_of("1 3 2 1 3 2 1 3").z_test.z is not None
    # Against the EAR of 2.0 the mean is neither below nor above, against the RDA of 2.4 below.
    assert usual_of("1 3 2 1 3 2 1 3").z_test.z == 0.0
    assert usual_of("1 3 2 1 3 2 1 3", requirement=None).z_test.z == pytest.approx(-1.222, abs=1e-3)
    assert usual_of("8*2.1").z_test.z == pytest.approx(0.5)  # 0.1 above, of an SD of 0.2
    assert usual_of("3*2").z_test.refused == "refused: fewer than 7 recorded days"


def test_an_ai_allows_no_probability() -> None:
    without = usual_of("14*5", requirement=None)
    assert without.below is None
    assert "an AI allows none" in without.no_band
    assert usual_of("14*5").below == "<10 %"
    assert usual_of("14*1").below == ">90 %"


def test_a_weekly_tablet_is_added_after_the_food() -> None:
    days = [day._replace(food_ng=300, b12_ng=300) for day in diary("28*0.3")]
    days = [
        day._replace(b12_ng=2_000_300, supplement_ng=2_000_000) if n % 7 == 0 else day
        for n, day in enumerate(days)
    ]
    assert usual_intake(days, {}, RDA, EAR).below == "<10 %"


def test_a_small_daily_tablet_is_added_as_it_is() -> None:
    days = [day._replace(food_ng=300, b12_ng=1_300, supplement_ng=1_000) for day in diary("28*1.3")]
    assert usual_intake(days, {}, RDA, EAR).below == ">90 %"
    days = [day._replace(supplement_ng=2_000) for day in days]
    assert usual_intake(days, {}, RDA, EAR).below == "<10 %"


def test_the_spread_between_days_is_that_of_a_week_and_more() -> None:
    assert usual_of("1 3 2 1 3 2 1").cv == pytest.approx(
        statistics.stdev([1, 3, 2, 1, 3, 2, 1]) / (13 / 7)
    )
    assert usual_of("1 3 2 1 3 2").cv is None
    assert usual_of("8*0").cv is None


def test_days_without_b12_have_no_logarithm() -> None:
    assert "no place on the log scale" in usual_of("0 13*3").no_band


def test_month_shows_them_and_week_does_not(tool: Tool) -> None:
    for back in range(20, 0, -1):
        tool.ok(f"log {60 + back * 37 % 50} g salmon --on -{back}d --meal dinner")
    document = tool.ok("month --json").json
    usual = document["usual_intake"]
    amounts = [day["b12_ug"] for day in document["days"] if day["b12_ug"] is not None]
    assert usual["geometric_mean"]["mean"] == pytest.approx(
        statistics.geometric_mean(amounts), abs=0.001
    )
    assert usual["absorbed_mean"]["mean"] == document["absorbed_ug_per_day"]["best"]
    assert usual["below_requirement"]["authority"] == "us"
    out = " ".join(tool.ok("month --detail").out.split())
    assert "Mean absorbed, by a model: " in out
    assert "lies below the US/Canada EAR of 2.0 µg" in out
    assert "Mean absorbed, by a model" not in tool.ok("month").out
    assert "usual_intake" not in tool.ok("week --json").json
    tool.ok("profile set --authority efsa --since always")
    assert (
        "No probability is said: the authority has set no average" in tool.ok("month --detail").out
    )
