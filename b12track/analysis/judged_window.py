"""The finished days that a judgement rests on: up to 28, none before the diary's first.

Here is also what is said where too few of them are recorded.
"""

from __future__ import annotations

from datetime import timedelta

from b12track.hints import TYPE_CHECKING, Final
from b12track.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from b12track.analysis.day_intakes import DayIntake

WINDOW_DAYS: Final = 28
LEAST_RECORDED: Final = 14


class JudgedWindow(NamedTuple):
    """The finished days that an answer rests on; `unjudged` are those not known in full."""

    first: date
    last: date
    days: int
    recorded: int
    unjudged: int


def window_places(intakes: Sequence[DayIntake]) -> tuple[int, int]:
    """First and last place of the window among the days; a last day not recorded is unfinished.

    A view may begin before the diary does: those days are in no window, whatever is looked at.
    """
    end = len(intakes) - (1 if intakes and intakes[-1].day.is_recorded else 2)
    places = enumerate(intakes)
    begun = next((n for n, each in places if each.day.state != "unrecorded"), len(intakes))
    return max(0, begun, end - WINDOW_DAYS + 1), end


def judged_window(intakes: Sequence[DayIntake], on: date) -> JudgedWindow:
    """The window of the days up to `on`, which is the last of them where there are any."""
    begin, end = window_places(intakes)
    days = intakes[begin : end + 1]
    last = on if end >= 0 and end == len(intakes) - 1 else on - timedelta(days=1)
    recorded = sum(intake.day.is_recorded for intake in days)
    unjudged = sum(not intake.is_judged for intake in days)
    first = days[0].day.date if days else last
    return JudgedWindow(first, last, len(days), recorded, unjudged)


def few_recorded_words(recorded: int) -> str:
    """Why too few recorded days are not judged: "Not judged yet: 1 day is recorded; …".

    >>> few_recorded_words(0)
    'Not judged yet: no day is recorded in full; 14 are needed.'
    """
    if not recorded:
        days = "no day is recorded in full"
    else:
        days = "1 day is recorded" if recorded == 1 else f"{recorded} days are recorded"
    return f"Not judged yet: {days}; {LEAST_RECORDED} are needed."
