"""What injections leave in the body on an average day of the last year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from b12track.analysis.store_outlook import injected_ug_per_day, outlook
from b12track.diary.doses import Injection
from b12track.science.band import Band
from b12track.science.body_store import Store, retained_ug

TODAY = date(2026, 11, 22)


def _given(days_ago: int, dose_ng: int = 1_000_000, form: str = "hydroxocobalamin") -> Injection:
    given_on = (TODAY - timedelta(days=days_ago)).isoformat()
    return Injection(1, 1, given_on, None, None, dose_ng, form, None)


def _kept(*given: Injection) -> Band:
    return injected_ug_per_day(given, TODAY)


@pytest.mark.parametrize(
    ("days_ago", "days"),
    [
        ((0,), 91),  # one alone counts as long as the longest published interval
        ((91,), 91),
        ((200,), 200),
        ((364,), 364),
        ((84, 0), 168),  # the last one counts as long as the one before it
        ((90, 60, 30), 90),
        ((90, 80, 70), 90),
        ((400, 84, 0), 168),  # of the last year alone
        ((0, 0), 1),
    ],
)
def test_a_year_of_injections_is_spread_over_its_days(days_ago: tuple[int, ...], days: int) -> None:
    given = [_given(ago) for ago in days_ago]
    number = sum(ago < 365 for ago in days_ago)
    expected = [number * ug / days for ug in retained_ug(1000, "hydroxocobalamin")]
    assert list(_kept(*given)) == pytest.approx(expected)


def test_what_lies_ahead_or_too_far_back_does_not_count() -> None:
    assert _kept() == Band(0.0, 0.0, 0.0)
    assert _kept(_given(365), _given(-1)) == Band(0.0, 0.0, 0.0)


def test_each_form_keeps_its_own_share_and_an_unknown_one_that_of_the_first() -> None:
    cyano, unknown = _kept(_given(0, form="cyanocobalamin")), _kept(_given(0, form="other"))
    assert list(cyano) == pytest.approx([ug / 91 for ug in retained_ug(1000, "cyanocobalamin")])
    assert unknown in (cyano, _kept(_given(0)))
    assert _kept(_given(0, 100_000)) != _kept(_given(0))


def test_an_outlook_has_a_point_every_thirty_days() -> None:
    store = Store(uptake_ug_per_day=Band(0.0, 0.0, 0.0))
    projection = outlook(store, 90)
    assert [point.day for point in projection.series] == [0, 30, 60, 90]
    assert projection.store is store
    assert projection.years.best is not None
