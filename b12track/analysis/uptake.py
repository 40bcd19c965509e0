"""What is taken up by mouth and by injection, as frames with moving means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.analysis.absorbed import NOTHING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    import pandas as pd

    from b12track.analysis.absorbed import ByDay
    from b12track.diary.days import Day

ENDS: Final = ["low_ug", "best_ug", "high_ug"]


class MovingWindow(NamedTuple):
    """The days of a moving mean, and how many of them have to be known."""

    days: int
    least: int


def daily_uptake(
    days: Sequence[Day], by_day: ByDay, injected_ug: Mapping[date, float]
) -> pd.DataFrame:
    """One row per calendar day, indexed by date: `known`, `injected_ug`, and `low_ug`, `best_ug`,
    `high_ug` absorbed by mouth (docs/method.md#absorption), NaN where the day is not known.

    A day known in part counts where a tablet was taken on it: a lower bound can only clear a day.
    A day of which only another tracker's total is known does not count.
    """
    import pandas as pd

    known = [
        (day.is_recorded or (day.entries > 0 and day.supplement_ng > 0)) and not day.total_from
        for day in days
    ]
    frame = pd.DataFrame(
        [by_day.get(day.date.isoformat(), NOTHING) for day in days],
        columns=ENDS,
        index=pd.DatetimeIndex([day.date.isoformat() for day in days], name="date"),
    )
    frame.loc[[not is_known for is_known in known], ENDS] = float("nan")
    return frame.assign(known=known, injected_ug=[injected_ug.get(day.date, 0.0) for day in days])


def moving_uptake(frame: pd.DataFrame, window: MovingWindow) -> pd.DataFrame:
    """`low_ug`, `best_ug`, `high_ug` per day over the window up to each day.

    By mouth the mean of its known days; injections over all of its days. A gap stays a gap, unless
    injections give something: then what is taken up is at least that. After the last known day
    nothing by mouth is said, for an unfinished day moves no mean.
    """
    by_mouth = frame[ENDS].rolling(window.days, min_periods=window.least).mean()
    # After the last known day a window only loses days.
    by_mouth = by_mouth.where(frame["known"][::-1].cummax()[::-1], float("nan"))
    injected = frame["injected_ug"].rolling(window.days, min_periods=1).mean()
    taken = by_mouth.add(injected, axis=0)
    for end in ENDS:
        taken[end] = taken[end].fillna(injected.where(injected > 0))
    return taken
