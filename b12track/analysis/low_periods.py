"""Low periods: when too little was absorbed, in three tiers, from their opening to their end."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from b12track.analysis.course import RULES
from b12track.analysis.dose_cover import covered_until
from b12track.hints import TYPE_CHECKING, Final
from b12track.record import NamedTuple
from b12track.science.band import Band, total

if TYPE_CHECKING:
    from datetime import date

    from b12track.analysis.course import Course, Rule
    from b12track.analysis.span import Span
    from b12track.diary.flag_notes import FlagNote

#: docs/method.md#when-it-is-low gives the reasons for each of these.
TIERS: Final = ("note", "notice", "flag")
#: A period closes after so many known days whose mean reaches the requirement, never by silence.
CLOSING_DAYS: Final = 14
#: After so many days without a record an open period is stale, and says so.
STALE_DAYS: Final = 14
_NG_PER_UG: Final = 1000
_ROUNDING: Final = 1e-9


class LowPeriod(NamedTuple):
    """Days in which too little was absorbed, by the model; amounts in nanograms absorbed.

    `tier` is the highest it reached: note, notice or flag. `state` is open, stale (nothing was
    recorded for 14 days), snoozed or closed. `deficit_ng` is what its known days lack to the
    requirement (`threshold_ng_per_day`, that of the last day); `band` is the doubt of the model
    about the mean, in µg. `covered_until` is set where a dose covers the day of judging,
    `snooze` where the person put it off.
    """

    start: date
    end: date
    tier: str
    state: str
    days: int
    recorded_days: int
    mean_ng_per_day: Decimal
    threshold_ng_per_day: int
    deficit_ng: int
    band: Band
    covered_until: date | None = None
    lens: str = "absorbed"
    snooze: FlagNote | None = None

    @property
    def is_open(self) -> bool:
        """Whether it has not ended: an open, stale or snoozed period."""
        return self.state != "closed"

    @property
    def flag_id(self) -> str:
        """How commands name it: "low-2026-10-04", by its first day."""
        return f"low-{self.start.isoformat()}"


class Stretch:
    """A low period while it grows: its places, its tier, where it was opened and closed."""

    def __init__(self, start: int, opened_at: int, tier: str) -> None:
        self.start, self.opened_at, self.tier = start, opened_at, tier
        self.last_low = start
        self.closed_at: int | None = None


def low_periods(span: Span, as_of: date) -> list[LowPeriod]:
    """The low periods of a span's history as they stand on a day, the oldest first.

    A period opens when the window of a tier lies below the requirement by the upper 95 % t limit
    of its mean, and closes after 14 known days whose mean reaches it, from where judging begins
    anew. Days that are not known never open and never close one.
    """
    course = span.course(as_of)
    return [_period(course, stretch) for stretch in stretches(course)]


class Walk:
    """The days of a course walked through one by one: what is open after them, and the runs so far.

    It begins where the midnight of the span left it, else before the first day. `reset` is the
    place from which judging begins anew.
    """

    def __init__(self, course: Course) -> None:
        self._course = course
        self.current: Stretch | None = None
        self.reset = self.next = 0
        midnight = course.span.midnight
        if midnight is not None:
            first = course.intakes[0].day.date
            self.current, self.reset = midnight.run(first), (midnight.reset - first).days
            self.next = len(course.intakes) - 1
        self.runs = [] if self.current is None else [self.current]

    def go_on(self, end: int) -> Walk:
        """Walks through the days before a place, every day once."""
        for index in range(self.next, end):
            if self.current is not None or self._course.lacks[index]:
                self._step(index)
        self.next = max(self.next, end)
        return self

    def _step(self, index: int) -> None:
        course, current = self._course, self.current
        tier = _tier(course, index, self.reset) if course.lacks[index] else None
        if current is not None and current.tier == "notice":
            tier = "flag" if course.is_low_for_long(current, index) else tier
        if current is None:
            if tier is None:
                return
            rule = RULES[TIERS.index(tier)]
            current = Stretch(_first_low(course, index, rule, self.reset), index, tier)
            self.current = current
            self.runs.append(current)
        elif tier and TIERS.index(tier) > TIERS.index(current.tier):
            current.tier = tier
        recovered = recovered_from(course, current, index)
        if recovered is not None:
            current.closed_at, self.reset, self.current = index, recovered, None
        elif (course.differences[index] or 0.0) < 0:
            current.last_low = index


def stretches(course: Course) -> list[Stretch]:
    """The runs of low days of a course, the oldest first; every day is passed once."""
    return Walk(course).go_on(len(course.intakes)).runs


def _tier(course: Course, index: int, reset: int) -> str | None:
    """The highest tier whose window is low on a day."""
    return next((r.tier for r in reversed(RULES) if course.is_low(r, index, reset)), None)


def _first_low(course: Course, index: int, rule: Rule, reset: int) -> int:
    """The first day below the requirement in the window that opened a period, which has one."""
    first = max(index - rule.window_days + 1, reset)
    differences = enumerate(course.differences[first:], first)
    return next(place for place, ug in differences if ug is not None and ug < 0)


def recovered_from(course: Course, stretch: Stretch, index: int) -> int | None:
    """The first of 14 known days after an opening that reach the requirement, ending here.

    Their running mean never lies below it. One large dose makes up for one day: what lasts of
    it counts as the days that it covers.
    """
    if course.differences[index] is None:
        return None
    known: list[int] = []
    for place in range(index, stretch.opened_at, -1):
        if course.differences[place] is not None:
            known.append(place)
            if len(known) == CLOSING_DAYS:
                break
    if len(known) < CLOSING_DAYS:
        return None
    together = 0.0
    for place in reversed(known):
        together += min(course.differences[place] or 0.0, course.required[place] or 0.0)
        if together < -_ROUNDING:
            return None
    return known[-1]


def _period(course: Course, stretch: Stretch) -> LowPeriod:
    """The period from its first to its last day below the requirement."""
    places = range(stretch.start, stretch.last_low + 1)
    if stretch.closed_at is not None:
        places = _without_recovery(course, stretch)
    known = [i for i in places if course.differences[i] is not None]
    recorded = [i for i in known if course.intakes[i].is_judged] or known
    start, end = course.intakes[places[0]].day, course.intakes[places[-1]].day
    bands = [course.intakes[i].absorbed for i in recorded]
    mean = Band(*(ug / len(bands) for ug in total(bands)))
    lack = sum(min(0.0, course.differences[i] or 0.0) for i in known)
    as_of = course.intakes[-1].day.date
    return LowPeriod(
        start=start.date,
        end=end.date,
        tier=stretch.tier,
        state="closed" if stretch.closed_at is not None else state_of(course),
        days=len(places),
        recorded_days=len(recorded),
        mean_ng_per_day=Decimal(round(mean.best * _NG_PER_UG)),
        threshold_ng_per_day=round((course.required[places[-1]] or 0.0) * _NG_PER_UG),
        deficit_ng=round(-lack * _NG_PER_UG),
        band=mean,
        covered_until=covered_until(course.span.dose_covers, as_of),
    )


def _without_recovery(course: Course, stretch: Stretch) -> range:
    """The places up to the last day below the requirement before the days that closed it."""
    recovered = recovered_from(course, stretch, stretch.closed_at or 0) or stretch.last_low + 1
    end = max(
        (i for i in range(stretch.start, recovered) if (course.differences[i] or 0.0) < 0),
        default=stretch.start,
    )
    return range(stretch.start, end + 1)


def state_of(course: Course) -> str:
    """Open, or stale where nothing was recorded for 14 days."""
    if not course.intakes:
        return "stale"
    last = course.intakes[-1].day.date
    recent = (i for i in course.intakes if i.day.date > last - timedelta(days=STALE_DAYS))
    # Today is unfinished and partial: what is in it counts as a record all the same.
    return "open" if any(i.day.is_recorded or i.day.entries for i in recent) else "stale"
