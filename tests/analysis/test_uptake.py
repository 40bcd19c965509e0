"""What is taken up on each day, and which days are known well enough to count."""

from __future__ import annotations

from datetime import date
from math import isnan

import pytest

from b12track.analysis.uptake import daily_uptake
from b12track.diary.days import Day
from b12track.science.band import Band

ON = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("day", "is_known"),
    [
        (Day(ON, "complete", 500, 0, 1, 500, 0, 0), True),
        (Day(ON, "fasting", 0, 0, 0, 0, 0, 0), True),
        (Day(ON, "partial", 500, 0, 1, 500, 0, 0), False),
        (Day(ON, "unrecorded", None, 0, 0, 0, 0, 0), False),
        (Day(ON, "partial", 1, 0, 1, 0, 0, 1), True),
        (Day(ON, "complete", 500, 0, 0, 500, 0, 0, "a tracker"), False),
        (Day(ON, "complete", 500, 0, 1, 0, 0, 500, "a tracker"), False),
    ],
)
def test_a_day_counts_where_it_is_recorded_or_a_tablet_was_taken(day: Day, is_known: bool) -> None:
    uptake = daily_uptake([day], {ON.isoformat(): Band(1.0, 2.0, 3.0)}, {ON: 4.0})
    amounts = [*uptake.by_mouth.low_ug, *uptake.by_mouth.best_ug, *uptake.by_mouth.high_ug]
    assert amounts == [1.0, 2.0, 3.0] if is_known else all(isnan(ug) for ug in amounts)
    assert uptake.injected_ug == [4.0]


def test_a_known_day_without_entries_gives_nothing() -> None:
    uptake = daily_uptake([Day(ON, "fasting", 0, 0, 0, 0, 0, 0)], {}, {})
    assert (uptake.by_mouth.best_ug, uptake.injected_ug) == ([0.0], [0.0])
