"""Means: which days enter them, and that unknown and unrecorded never count as zero."""

from __future__ import annotations

import math
from datetime import date

import pytest

from b12track.analysis.intake import against_reference, daily_intake, moving_mean
from b12track.analysis.summary import below, summary
from tests.analysis.diaries import diary


def test_mean_is_over_recorded_days_only() -> None:
    mean = summary(diary("1 2 . ~9 p 0"))
    assert (mean.total_days, mean.recorded_days, mean.zero_days) == (6, 3, 1)
    assert (mean.mean_ng_per_day, mean.median_ng_per_day) == (1000, 1000)


def test_no_recorded_day_has_no_mean() -> None:
    mean = summary(diary(". . ~1"))
    assert (mean.recorded_days, mean.mean_ng_per_day, mean.median_ng_per_day) == (0, None, None)


def test_lower_bounds_are_counted_and_never_called_below() -> None:
    days = diary("1? 1 5")
    assert summary(days).lower_bound_days == 1
    assert below(days, 2400) == 1


def test_frames_keep_unknown_as_nan() -> None:
    frame = daily_intake(diary("1 . 3"))
    assert frame.index[0].date() == date(2026, 1, 4)
    assert frame["b12_ug"].tolist()[::2] == [1.0, 3.0]
    assert math.isnan(frame["b12_ug"].iloc[1])
    assert against_reference(frame, 2.4)["difference_ug"].iloc[2] == pytest.approx(0.6)


def test_moving_mean_leaves_gaps_where_too_little_is_recorded() -> None:
    means = moving_mean(daily_intake(diary("1 1 1 1 4*. 2")), 7, 4)
    assert math.isnan(means.iloc[2])
    assert means.iloc[3] == 1.0
    assert math.isnan(means.iloc[8])
