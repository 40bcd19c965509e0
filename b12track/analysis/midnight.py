"""How things stood when the day began: all that a judgement of today needs of the days before."""

from __future__ import annotations

from b12track.analysis.dose_cover import LONGEST_BY_MOUTH
from b12track.analysis.judged_window import WINDOW_DAYS
from b12track.hints import TYPE_CHECKING, Final
from b12track.record import NamedTuple

if TYPE_CHECKING:
    from datetime import date

    from b12track.analysis.course import Course
    from b12track.analysis.low_periods import Stretch
    from b12track.analysis.span import Span

#: The longest window of a rule, and the days before it that its neighbours need.
_LOOK_BACK_DAYS: Final = 86


class Midnight(NamedTuple):
    """What the days before today leave to it.

    `begun` is the first day of the history, `since` the first that a judgement of today can still
    look at, `reset` that from which judging began anew. The last four are of the low period that
    is open: its first day, that on which it was opened, its last low one, its tier.
    """

    begun: date
    since: date
    reset: date
    start: date | None = None
    opened_on: date | None = None
    last_low: date | None = None
    tier: str | None = None

    def run(self, first: date) -> Stretch | None:
        """The run of low days that is open, its places counted from a day."""
        if self.start is None or self.opened_on is None or self.last_low is None:
            return None
        from b12track.analysis.low_periods import Stretch

        run = Stretch((self.start - first).days, (self.opened_on - first).days, self.tier or "")
        run.last_low = (self.last_low - first).days
        return run


def midnight_of(span: Span) -> Midnight:
    """How things stood before the last day of a span that was read whole."""
    from b12track.analysis.low_periods import Walk

    course, last = span.course(span.last), len(span.intakes) - 1
    walk = Walk(course).go_on(last)
    run, day = walk.current, [intake.day.date for intake in course.intakes]
    since = day[_first_needed(course, None if run is None else run.start)]
    if run is None:
        return Midnight(day[0], since, day[walk.reset])
    return Midnight(
        day[0],
        since,
        day[walk.reset],
        day[run.start],
        day[run.opened_at],
        day[run.last_low],
        run.tier,
    )


def _first_needed(course: Course, start: int | None) -> int:
    """The place of the first day that a judgement of the last one can look at."""
    from b12track.analysis.judgement import place_of_source

    last = len(course.intakes) - 1
    # The window of 28 days begins with the diary, which is seen by a day that is not empty.
    ahead = range(last - WINDOW_DAYS - 1, -1, -1)
    begun = next((i for i in ahead if course.intakes[i].day.state != "unrecorded"), 0)
    needed = [last - _LOOK_BACK_DAYS, begun, place_of_source(course, last - 1)]
    # Whether a day is covered is said by the dose before it.
    return max(0, min(needed if start is None else [*needed, start]) - LONGEST_BY_MOUTH)
