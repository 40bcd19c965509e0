import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b12track.errors import InputRefused
from b12track.science.band import Band
from b12track.science.body_store import (
    LOSS_PER_DAY,
    Store,
    loss_per_day,
    retained_ug,
    store_after_ug,
    store_series,
    years_band,
    years_to_threshold,
)

ug = st.floats(0, 5000)


def exact(value: float) -> Band:
    return Band(value, value, value)


@pytest.mark.parametrize(("start", "years"), [(1000, 3.3), (2000, 5.2), (3000, 6.3)])
def test_c3_years_of_the_iom_appendix(start: float, years: float) -> None:
    lasting = years_to_threshold(start, 0.0, 0.001)
    assert lasting == pytest.approx(years, abs=0.05)
    assert lasting == pytest.approx((math.log(start) - math.log(300)) / 0.001 / 365.25)


@pytest.mark.parametrize(("pool", "loss"), [(1000, 1.0), (3000, 3.0)])
def test_c3_loss_per_day_at_the_pool(pool: float, loss: float) -> None:
    # an uptake equal to the loss keeps the pool as it is
    assert store_after_ug(100, pool, loss, 0.001) == pytest.approx(pool, rel=1e-12)
    assert LOSS_PER_DAY["healthy"].best * pool == pytest.approx(loss)


def test_the_closed_formula_agrees_with_small_steps() -> None:
    pool, steps = 2500.0, 20_000
    for _ in range(steps):
        pool += (1.0 - 0.001 * pool) * 365 / steps
    assert store_after_ug(365, 2500, 1.0, 0.001) == pytest.approx(pool, rel=1e-4)


@settings(max_examples=100, deadline=None)
@given(ug, st.floats(0, 5), st.floats(0.0005, 0.002))
def test_at_the_year_found_the_store_is_the_threshold(
    start: float, uptake: float, loss: float
) -> None:
    years = years_to_threshold(start, uptake, loss)
    if years is None:
        assert uptake / loss >= 300 and start > 300
    elif start > 300:
        after = store_after_ug(years * 365.25, start, uptake, loss)
        assert after == pytest.approx(300, abs=0.01)
    else:
        assert years == 0.0


def test_never_is_none_and_already_below_is_now() -> None:
    assert years_to_threshold(2500, 0.3, 0.001) is None
    assert years_to_threshold(2500, 0.29, 0.001) is not None
    assert years_to_threshold(250, 9.0, 0.001) == 0.0


def test_the_band_runs_from_the_worst_to_the_most_favourable_case() -> None:
    years = years_band(Store())
    assert years.low == pytest.approx(math.log(2000 / 300) / 0.002 / 365.25)
    assert years.best == pytest.approx(math.log(2500 / 300) / 0.001 / 365.25)
    assert years.high == pytest.approx(math.log(3000 / 300) / 0.0005 / 365.25)


def test_a_series_without_injections_follows_the_formula() -> None:
    store = Store(uptake_ug_per_day=Band(0.5, 1.0, 1.5))
    points = store_series(store, days=400, step_days=90)
    assert [point.day for point in points] == [0, 90, 180, 270, 360, 400]
    for point in points:
        assert point.low == pytest.approx(store_after_ug(point.day, 2000, 0.5, 0.002))
        assert point.best == pytest.approx(store_after_ug(point.day, 2500, 1.0, 0.001))
        assert point.high == pytest.approx(store_after_ug(point.day, 3000, 1.5, 0.0005))
        assert point.low <= point.best <= point.high


def test_injections_add_what_they_retain_on_their_day() -> None:
    store = Store(start_ug=exact(1000), loss_per_day=exact(0.001))
    plain = store_series(store, 60, 1)
    shot = store_series(store, 60, 1, retained={10: Band(100, 200, 300)})
    assert shot[9] == plain[9]
    assert shot[10].best - plain[10].best == pytest.approx(200)
    assert shot[60].best - plain[60].best == pytest.approx(200 * math.exp(-0.001 * 50))
    assert shot[60].low < shot[60].best < shot[60].high


def test_regular_injections_can_keep_a_store_up() -> None:
    store = Store(loss_per_day=loss_per_day("pernicious-anaemia"))
    every_two_months = dict.fromkeys(range(0, 3650, 61), retained_ug(1000, "hydroxocobalamin"))
    without = store_series(store, 3650, 1)
    with_shots = store_series(store, 3650, 1, every_two_months)
    below = next(point.day for point in without if point.best < 300)
    assert below == pytest.approx(math.log(2500 / 300) / 0.002, abs=2)
    assert min(point.low for point in with_shots) > 300


@pytest.mark.parametrize(("dose", "kept"), [(10, 9.7), (100, 55), (1000, 150)])
def test_cyanocobalamin_is_within_4_per_cent_of_carmel(dose: float, kept: float) -> None:
    assert retained_ug(dose, "cyanocobalamin").best == pytest.approx(kept, rel=0.04)


@pytest.mark.parametrize(
    ("form", "dose", "share"),
    [
        *(("cyanocobalamin", 500, 0.40), ("cyanocobalamin", 1000, 0.31)),
        *(("cyanocobalamin", 1000, 0.09), ("cyanocobalamin", 1000, 0.16)),
        *(("hydroxocobalamin", 500, 0.84), ("hydroxocobalamin", 1000, 0.73)),
        *(("hydroxocobalamin", 1000, 0.275), ("hydroxocobalamin", 1000, 0.28)),
    ],
)
def test_the_band_holds_the_published_retention(form: str, dose: float, share: float) -> None:
    low, _, high = retained_ug(dose, form)
    assert low <= share * dose * (1 + 1e-12) and share * dose <= high * (1 + 1e-12)


@settings(max_examples=100, deadline=None)
@given(ug, st.sampled_from(["cyanocobalamin", "hydroxocobalamin", "methylcobalamin"]))
def test_no_injection_leaves_more_than_it_held(dose: float, form: str) -> None:
    low, best, high = retained_ug(dose, form)
    assert 0 <= low <= best <= high <= dose
    assert best >= retained_ug(dose, "cyanocobalamin").best


def test_an_unknown_form_is_refused() -> None:
    with pytest.raises(InputRefused, match="not a form") as caught:
        retained_ug(1000, "b12")
    assert "hydroxocobalamin" in caught.value.suggestions
    with pytest.raises(ValueError, match="cannot be"):
        retained_ug(-1, "cyanocobalamin")


@pytest.mark.parametrize(
    ("profile", "best"),
    [
        *(("healthy", 0.0010), ("over-50", 0.0010), ("ileum-resection", 0.0020)),
        *(("over-50+atrophic-gastritis", 0.0015), ("ppi+pernicious-anaemia", 0.0020)),
    ],
)
def test_loss_by_profile(profile: str, best: float) -> None:
    assert loss_per_day(profile).best == best
