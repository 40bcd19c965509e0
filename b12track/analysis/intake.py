"""Daily intake as pandas frames, for charts and for analysts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from b12track.diary.days import Day


def daily_intake(days: Sequence[Day]) -> pd.DataFrame:
    """One row per calendar day, indexed by date; amounts in µg swallowed.

    Columns: `state`, `recorded`, `b12_ug` (NaN = not known, never 0 for that reason),
    `b12_unknown_entries`, and the parts `food_ug`, `fortified_ug`, `supplement_ug`.
    """
    import pandas as pd

    known = [float("nan") if day.b12_ng is None else day.b12_ng / 1000 for day in days]
    return pd.DataFrame(
        {
            "state": [day.state for day in days],
            "recorded": [day.is_recorded for day in days],
            "b12_ug": known,
            "b12_unknown_entries": [day.b12_unknown_entries for day in days],
            "food_ug": [day.food_ng / 1000 for day in days],
            "fortified_ug": [day.fortified_ng / 1000 for day in days],
            "supplement_ug": [day.supplement_ng / 1000 for day in days],
        },
        index=pd.DatetimeIndex([day.date.isoformat() for day in days], name="date"),
    )


def moving_mean(frame: pd.DataFrame, window_days: int, least_recorded: int) -> pd.Series[float]:
    """Mean µg per recorded day in the `window_days` up to each day.

    NaN where fewer than `least_recorded` days of the window are recorded: gaps stay gaps.
    """
    recorded = frame["b12_ug"].where(frame["recorded"])
    return recorded.rolling(window_days, min_periods=least_recorded).mean()


def against_reference(frame: pd.DataFrame, ug_per_day: float | Sequence[float]) -> pd.DataFrame:
    """The frame with `reference_ug`, one for all days or each, and `difference_ug`.

    The difference is NaN on days that are not recorded.
    """
    beside = frame.assign(reference_ug=ug_per_day)
    recorded = beside["b12_ug"].where(beside["recorded"])
    return beside.assign(difference_ug=recorded - beside["reference_ug"])
