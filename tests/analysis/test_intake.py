"""Frames of days: each column says what it counts, and unknown is no number."""

from __future__ import annotations

import math
from datetime import date

from b12track.analysis.intake import daily_intake
from b12track.diary.days import Day


def test_a_day_in_micrograms_by_origin() -> None:
    first, second = date(2026, 3, 1), date(2026, 3, 2)
    days = [
        Day(first, "complete", 6_000, 0, 3, 1_000, 2_000, 3_000),
        Day(second, "unrecorded", None, 1, 0, 0, 0, 0),
    ]
    frame = daily_intake(days)
    assert frame.loc["2026-03-01"].to_dict() == {
        "state": "complete",
        "recorded": True,
        "b12_ug": 6.0,
        "b12_unknown_entries": 0,
        "food_ug": 1.0,
        "fortified_ug": 2.0,
        "supplement_ug": 3.0,
    }
    assert math.isnan(frame.loc["2026-03-02", "b12_ug"])
    assert [bool(recorded) for recorded in frame["recorded"]] == [True, False]
    assert list(frame.index.date) == [first, second] and frame.index.name == "date"
