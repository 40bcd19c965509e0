import math
import random
import statistics

import pytest

from b12track.science.absorption import crystalline_absorbed_ug
from b12track.science.student_t import t_quantile
from b12track.science.usual_intake import (
    coefficient_of_variation,
    effective_days,
    geometric_mean_interval,
    lag_1_correlation,
    mean_interval,
    mean_of,
    percentile,
    reference_z,
    requirement_band,
    requirement_z,
    standard_deviation,
    zero_share,
)

DAYS = [1.2, 0.4, 2.2, 0.9, 1.7, 0.3, 1.1, 2.0, 0.8, 1.4]


def test_the_interval_by_the_standard_library() -> None:
    assert lag_1_correlation(DAYS) < 0  # so all ten days count
    result = mean_interval(DAYS)
    half = t_quantile(0.975, 9) * statistics.stdev(DAYS) / math.sqrt(10)
    assert result.mean == pytest.approx(statistics.mean(DAYS))
    assert (result.low, result.high) == pytest.approx((result.mean - half, result.mean + half))


def test_missing_is_not_zero() -> None:
    with_gaps = [value for day in DAYS for value in (day, None)]
    assert mean_interval(with_gaps).mean == mean_interval(DAYS).mean
    assert percentile([None, 3.0, None], 0.5) == 3.0
    assert zero_share([None, 0.0, 1.0, 1.0, None, 1.0]) == 0.25


def test_six_days_have_a_mean_and_no_interval() -> None:
    assert mean_interval(DAYS[:6])[3:] == (None, None)
    assert mean_interval(DAYS[:7]).low is not None


def test_resembling_neighbours_widen_the_interval() -> None:
    alternating, blocks = [1.0, 2.0] * 14, ([1.0] * 3 + [2.0] * 3) * 4 + [1.0, 1.0, 2.0, 2.0]
    narrow, wide = mean_interval(alternating), mean_interval(blocks)
    assert narrow.mean == wide.mean and narrow.effective_days == 28
    assert wide.effective_days < 20
    assert narrow.low is not None and wide.low is not None and wide.low < narrow.low - 0.05


def test_days_that_only_drift_have_no_interval() -> None:
    drifting = [float(day) for day in range(100)]
    assert effective_days(drifting) < 2
    assert mean_interval(drifting)[3:] == (None, None)


def test_effective_days_of_a_known_correlation() -> None:
    r = lag_1_correlation([1.0, 1.0, 2.0, 2.0, 1.0, 1.0, 2.0, 2.0])
    assert r == pytest.approx((4 - 3) / 7)  # four like pairs, three unlike, of seven
    assert effective_days([1.0, 1.0, 2.0, 2.0, 1.0, 1.0, 2.0, 2.0]) == pytest.approx(8 * 6 / 8)


def test_days_across_a_gap_are_no_neighbours() -> None:
    assert lag_1_correlation([1.0, None, 1.0, None, 2.0, None, 2.0]) == 0.0


def test_the_same_amount_every_day_is_known_exactly() -> None:
    result = mean_interval([0.82] * 28)
    assert (result.low, result.high) == pytest.approx((0.82, 0.82))


def test_the_geometric_mean_leaves_zero_days_out() -> None:
    result = geometric_mean_interval([*DAYS, 0.0, None])
    assert result.mean == pytest.approx(statistics.geometric_mean(DAYS))
    assert result.days == 10
    assert result.low is not None and result.high is not None
    assert result.low * result.high == pytest.approx(result.mean**2)


def test_nothing_recorded_has_no_statistics() -> None:
    for statistic in (mean_interval, geometric_mean_interval, zero_share):
        with pytest.raises(ValueError, match="no complete day"):
            statistic([None, None])
    with pytest.raises(ValueError, match="two days"):
        standard_deviation([1.0])


def test_percentiles_by_the_standard_library() -> None:
    tenths = statistics.quantiles(DAYS, n=10, method="inclusive")
    assert percentile(DAYS, 0.1) == pytest.approx(tenths[0])
    assert percentile(DAYS, 0.9) == pytest.approx(tenths[8])
    assert percentile(DAYS, 0.5) == statistics.median(DAYS)
    assert percentile(DAYS, 0.0) == min(DAYS) and percentile(DAYS, 1.0) == max(DAYS)


# ---- check C5


def test_c5a_the_example_of_the_iom() -> None:
    result = requirement_z(mean=320, ear=265, sd_within=86, days=3, sd_requirement=26.5)
    assert result.z == pytest.approx(0.98, abs=0.01)
    assert result.probability == pytest.approx(0.845, abs=0.015)
    assert result.refused is None


@pytest.mark.parametrize(
    ("z", "confidence"), [(2.0, 0.98), (1.65, 0.95), (1.5, 0.93), (1.0, 0.85), (0.5, 0.70)]
)
def test_c5b_table_b_1(z: float, confidence: float) -> None:
    # with many days only the requirement's spread is left: mean - EAR = z SD_r
    above = requirement_z(100 + z * 10, 100, sd_within=1e-9, days=10**6)
    below = requirement_z(100 - z * 10, 100, sd_within=1e-9, days=10**6)
    assert above.z == pytest.approx(z) and above.probability == pytest.approx(confidence, abs=0.015)
    assert below.probability == pytest.approx(1 - confidence, abs=0.015)


def test_c5c_b12_is_refused_with_the_reason() -> None:
    for result in (
        requirement_z(5.0, 2.0, 2.12 * 5.0, 28),
        reference_z(5.0, 4.0, 2.12 * 5.0, 28),
    ):
        assert result.z is None and result.probability is None
        assert (
            result.refused is not None and "60-70 %" in result.refused and "212%" in result.refused
        )


def test_b6_and_thiamin_are_not_refused() -> None:
    assert requirement_z(1.5, 1.1, 0.53 * 1.5, 28).refused is None
    assert requirement_z(1.0, 1.1, 0.60 * 1.0, 28).refused is None
    assert requirement_z(1.0, 1.1, 0.61 * 1.0, 28).refused is not None
    assert requirement_z(0.0, 1.1, 0.0, 28).refused is not None


def test_a_reference_is_met_or_missed_symmetrically() -> None:
    above, below = reference_z(12, 10, 4, 4), reference_z(8, 10, 4, 4)
    assert above.z == pytest.approx(1.0) and below.z == pytest.approx(-1.0)
    assert reference_z(12, 10, 0, 4).probability == 1.0


# ---- probability bands


@pytest.mark.parametrize(
    ("usual", "words"),
    [(1.5, ">90 %"), (1.9, "50-90 %"), (1.9925, "10-50 %"), (2.1, "10-50 %"), (3.0, "<10 %")],
)
def test_bands_of_the_requirement(usual: float, words: str) -> None:
    assert requirement_band("EAR", 2.0, math.log(usual), 0.05) == words


def test_the_band_by_simulation() -> None:
    draw = random.Random(12)
    sigma = math.sqrt(math.log(1.01))
    below = sum(
        draw.lognormvariate(math.log(2.4), 0.3)
        < draw.lognormvariate(math.log(2.0) - sigma**2 / 2, sigma)
        for _ in range(20_000)
    )
    assert 0.1 < below / 20_000 < 0.5
    assert requirement_band("EAR", 2.0, math.log(2.4), 0.3) == "10-50 %"


@pytest.mark.parametrize("kind", ["AI", "RDA", "UL", "provisional-AR"])
def test_nothing_probabilistic_is_said_without_an_average_requirement(kind: str) -> None:
    assert requirement_band(kind, 2.0, 0.0, 0.1) is None


# ---- days needed


# ---- why the absorbed mean is the primary statistic


def test_the_absorbed_mean_keeps_its_promise_where_the_raw_mean_does_not() -> None:
    draw = random.Random(5)

    def day() -> float:
        if draw.random() < 0.93:
            return draw.lognormvariate(math.log(2.6), 0.65)
        return draw.lognormvariate(math.log(30), 1.0)

    def absorbed(intake: float) -> float:
        return 3 * crystalline_absorbed_ug(0.83 * intake / 3)

    long_run = [day() for _ in range(40_000)]
    true_raw, true_absorbed = mean_of(long_run), mean_of([absorbed(x) for x in long_run])
    assert coefficient_of_variation([absorbed(x) for x in long_run]) < 0.60
    assert coefficient_of_variation(long_run) > 2
    held = {"raw": 0, "absorbed": 0}
    for _ in range(150):
        days = [day() for _ in range(14)]
        raw, taken = mean_interval(days), mean_interval([absorbed(x) for x in days])
        assert raw.low is not None and raw.high is not None
        assert taken.low is not None and taken.high is not None
        held["raw"] += raw.low <= true_raw <= raw.high
        held["absorbed"] += taken.low <= true_absorbed <= taken.high
    assert held["absorbed"] / 150 > 0.87 > 0.80 > held["raw"] / 150


# ---- at the edges


def test_three_days_are_enough_for_a_correlation_and_two_are_not() -> None:
    assert lag_1_correlation([1.0, 2.0]) == 0.0
    # Mean 2: neighbours (-1, 0) and (0, 1) give 0 each; (1, 1, 4): (1 - 2) = -2/3 of the variance.
    assert lag_1_correlation([1.0, 1.0, 4.0]) == pytest.approx((1 - 2) / 2 / (6 / 3))


@pytest.mark.parametrize(("ear", "log_sd"), [(2.0, 0.05), (1.8, 0.3), (2.0, 0.9)])
def test_the_band_is_that_of_the_probability_by_simulation(ear: float, log_sd: float) -> None:
    """Usual intake and requirement drawn at random, as the formula takes them."""
    draw = random.Random(3)
    requirement_sd = math.sqrt(math.log1p(0.1**2))
    middle = math.log(2.4)
    drawn = 20_000
    below = sum(
        draw.gauss(middle, log_sd)
        < math.log(ear) - requirement_sd**2 / 2 + draw.gauss(0, requirement_sd)
        for _ in range(drawn)
    )
    share = below / drawn
    words = "<10 %" if share < 0.1 else "10-50 %" if share < 0.5 else "50-90 %"
    assert requirement_band("EAR", ear, middle, log_sd) == words


def test_a_test_that_is_refused_says_why_and_by_whom() -> None:
    refusal = requirement_z(1.0, 2.0, 5.0, 7).refused
    assert refusal == (
        "refused: daily amounts vary by 500% of their mean, and above a CV of 60-70 % the method"
        " is unreliable (IOM 2000)"
    )
