"""Absorbed µg of days: grouped by time and meal, over the recorded days, never more than eaten."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b12track.analysis.absorbed import (
    NOTHING,
    absorbed_by_day,
    absorbed_of,
    ingested,
    mean_absorbed,
)
from b12track.diary.journal import Entry
from b12track.science.absorption_profiles import HEALTHY, profile
from b12track.science.eating_occasions import Ingested
from tests.analysis.diaries import diary

MIDNIGHT_S = 1_767_225_600  # 2026-01-01T00:00Z


def eaten(
    ug: float | None,
    at_min: int | None = None,
    meal: str | None = None,
    origin: str = "supplement",
    day: str = "2026-01-01",
    offset_s: int = 0,
) -> Entry:
    """One entry in the words of the tests: µg, minutes after local midnight, meal, origin."""
    matrix = {"supplement": "crystalline", "fortified": "mixed"}.get(origin, "meat")
    at = None if at_min is None else MIDNIGHT_S + at_min * 60 - offset_s
    return Entry(
        1,
        1,
        day,
        at,
        None if at is None else offset_s,
        meal,
        "x",
        "x",
        "",
        "1",
        1000,
        None if ug is None else int(Decimal(str(ug)) * 1000),
        None,
        origin,
        matrix,
        None,
        None,
        None,
    )


def best(*entries: Entry) -> float:
    return round(absorbed_of(entries, HEALTHY).best, 2)


def test_three_portions_at_three_times_are_worth_more_than_one() -> None:
    assert best(*(eaten(0.8, hour * 60) for hour in (8, 13, 19))) == 1.4
    assert best(eaten(2.4, 480)) == 0.82
    assert best(*(eaten(0.8, 480 + minutes) for minutes in (0, 30, 60))) == 0.82


def test_meals_stand_for_times_where_none_is_known() -> None:
    assert best(*(eaten(0.8, meal=meal) for meal in ("breakfast", "lunch", "dinner"))) == 1.4
    assert best(*(eaten(0.8) for _ in range(3))) == 0.82


def test_local_times_decide_and_not_the_offset_they_were_written_in() -> None:
    assert best(eaten(0.8, 480, offset_s=0), eaten(0.8, 540, offset_s=7200)) == best(eaten(1.6))


def test_an_unknown_amount_adds_nothing_and_a_day_without_entries_absorbs_nothing() -> None:
    assert absorbed_of([eaten(None), eaten(2.4)], HEALTHY) == absorbed_of([eaten(2.4)], HEALTHY)
    assert absorbed_of([], HEALTHY) == NOTHING


def test_an_entry_as_absorption_asks_about_it() -> None:
    assert ingested(eaten(None)) == Ingested(0, None, "supplement", "crystalline", None, None)
    entry = eaten(2.4, 480, "lunch", "fortified", offset_s=7200)._replace(b12_added_ng=7)
    at = MIDNIGHT_S // 60 + 480  # minutes of the clock on the wall
    assert ingested(entry) == Ingested(2400, 7, "fortified", "mixed", at, "lunch")


def test_each_day_has_the_profile_in_force_on_it() -> None:
    days = ("2026-01-01", "2026-01-02")
    profiles = dict(zip(days, (HEALTHY, profile("pernicious-anaemia")), strict=True))
    cached = absorbed_by_day([eaten(1000, day=day) for day in days], profiles.__getitem__)
    assert [round(cached[day].best, 1) for day in days] == [13.2, 12.0]


def test_the_mean_is_over_the_recorded_days_alone() -> None:
    days = diary("1 . ~9 0 1")
    by_day = absorbed_by_day(
        [eaten(9, day=day.date.isoformat()) for day in days if day.b12_ng], lambda _: HEALTHY
    )
    alone = absorbed_of([eaten(9)], HEALTHY)
    mean = mean_absorbed(days, by_day)
    assert mean is not None
    assert mean.best == pytest.approx(2 * alone.best / 3)
    assert mean_absorbed(diary(". ~1"), by_day) is None


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.builds(
            eaten,
            st.one_of(st.none(), st.floats(0, 3000).map(lambda ug: round(ug, 3))),
            st.one_of(st.none(), st.integers(0, 1439)),
            st.sampled_from([None, "lunch", "dinner"]),
            st.sampled_from(["natural", "fortified", "supplement"]),
        ),
        max_size=12,
    ),
    st.sampled_from(["healthy", "over-50", "ppi", "pernicious-anaemia"]),
)
def test_never_more_than_eaten_and_always_in_order(entries: list[Entry], name: str) -> None:
    low, middle, high = absorbed_of(entries, profile(name))
    swallowed = sum(entry.b12_ng or 0 for entry in entries) / 1000
    assert 0 <= low <= middle <= high <= swallowed + 1e-9
