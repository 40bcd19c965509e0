"""Windows: the same figures as the statistics of usual intake, in constant time."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12track.analysis.windows import SURENESS, Window, Windows
from b12track.science.student_t import t_quantile
from b12track.science.usual_intake import effective_days, mean_of, recorded, standard_deviation

DAYS = st.lists(
    st.none() | st.floats(-1.0, 3.0).map(lambda ug: round(ug, 3)), min_size=1, max_size=60
)


@given(DAYS)
def test_a_window_is_the_t_interval_of_its_days(days: list[float | None]) -> None:
    known = recorded(days)
    window = Windows(days).between(0, len(days) - 1)
    assert window.days == len(known)
    if not known or len(known) < 2 or standard_deviation(known) < 0.01:
        return
    mean, n = mean_of(known), effective_days(days)
    if abs(n - 2.0) < 1e-9:
        return  # what is left of 16 digits decides on which side they are
    if n < 2.0:
        assert not window.is_below_zero()
        return
    upper = mean + t_quantile(SURENESS, n - 1) * standard_deviation(known) / math.sqrt(n)
    if abs(upper) > 1e-6:
        assert window.is_below_zero() == (upper < 0)


@pytest.mark.parametrize(
    ("days", "effective"),
    [
        ([-2.0, -2.0, -2.0, 0.0, 0.0, 0.0], 1.5),  # r = 0.6: 6 × 0.4 / 1.6
        ([-1.0, 1.0] * 5, 10.0),
        ([-2.0, None, -2.0, None, 0.0], 3.0),
        ([-1.0, -1.0, None, 0.0, 1.0, 1.0, 1.0], None),
    ],
)
def test_days_count_as_in_the_statistics_of_usual_intake(
    days: list[float | None], effective: float | None
) -> None:
    window = Windows(days).between(0, len(days) - 1)
    counted = window._effective_days(window.squares / window.days - window.mean**2)
    assert counted == pytest.approx(effective_days(days))
    assert effective is None or counted == pytest.approx(effective)


@given(DAYS, st.integers(1, 70))
def test_the_sums_of_all_windows_are_those_of_each(days: list[float | None], wide: int) -> None:
    windows = Windows(days)
    places = range(len(days) - wide + 1)
    assert windows.totals(wide) == [windows.between(n, n + wide - 1).total for n in places]


def test_a_pair_that_reaches_out_of_the_window_is_not_in_it() -> None:
    windows = Windows([5.0, -1.0, -2.0, -1.0])
    assert windows.between(1, 3) == Windows([-1.0, -2.0, -1.0]).between(0, 2)


def test_equal_days_need_no_test() -> None:
    assert Windows([-0.5] * 7).between(0, 6).is_below_zero()
    assert not Windows([0.0] * 7).between(0, 6).is_below_zero()


def test_more_days_are_added_as_if_recorded() -> None:
    added = Window(2, -2.0, 2.0).and_days(2, 24.0)
    assert (added.days, added.total, added.squares) == (4, 46.0, pytest.approx(1154.0))


def test_days_in_a_row_that_are_alike_count_as_fewer() -> None:
    """Sixteen days in two halves are as sure as seven and a half that do not follow each other."""
    window = Windows([-1.0] * 8 + [0.3] * 8).between(0, 15)
    assert not window.is_below_zero()
    assert window._replace(pairs=0).is_below_zero()
