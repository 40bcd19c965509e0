"""Low periods: when too little was absorbed, in three tiers, from their opening to their end."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from b12track.analysis.dose_cover import covered_until
from b12track.analysis.due_doses import DueDoses
from b12track.analysis.windows import Windows
from b12track.hints import TYPE_CHECKING, Final
from b12track.record import NamedTuple
from b12track.science.absorbed_requirement import ASSUMED_SHARE
from b12track.science.band import Band, total

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from b12track.analysis.day_intakes import DayIntake
    from b12track.analysis.due_doses import DueDay
    from b12track.analysis.span import Span
    from b12track.analysis.windows import Window
    from b12track.analysis.yardstick import Yardstick
    from b12track.diary.flag_notes import FlagNote

#: docs/method.md#when-it-is-low gives the reasons for each of these.
TIERS: Final = ("note", "notice", "flag")


class Rule(NamedTuple):
    """One tier: the days of its window, and how many of them have to be known."""

    tier: str
    window_days: int
    least_known: int


RULES: Final = (Rule("note", 7, 5), Rule("notice", 28, 14), Rule("flag", 84, 42))
#: A period closes after so many known days whose mean reaches the requirement, never by silence.
CLOSING_DAYS: Final = 14
#: After so many days without a record an open period is stale, and says so.
STALE_DAYS: Final = 14
FORTNIGHT: Final = 14
#: "RDA for B12 is 120 percent of the EAR" (IOM 1998 ch. 9).
_RECOMMENDED_SHARE: Final = 1.2
#: Absorption profiles whose best value is that of healthy people.
_UNCHANGED: Final = ("healthy", "over-50")
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


class Course:
    """How every day of a span's history stands to what has to be absorbed on it, up to a day.

    `differences` are absorbed less required µg, None where the day is not known. Days that a
    dose covers count as no less than the requirement; of a day that is not fully known the known
    part counts where that alone reaches the requirement.
    """

    def __init__(self, span: Span, as_of: date) -> None:
        self.span = span
        self.intakes = [i for i in span.intakes if i.day.date <= as_of]
        self.required = [span.yardstick.required_ug(i.day.date) for i in self.intakes]
        self.is_covered = _covered(self.intakes, span)
        self.absorbed = [
            counted_ug(intake, required, span.yardstick)
            for intake, required in zip(self.intakes, self.required, strict=True)
        ]
        each = zip(self.intakes, self.absorbed, self.required, self.is_covered, strict=True)
        self.differences = [_difference(*day) for day in each]
        self.windows = Windows(self.differences)
        self.due = DueDoses(self.intakes, span.record.regimens, span.yardstick)

    def window(self, last: int, days: int, reset: int = 0) -> tuple[int, Window]:
        """First place and known days of the window that ends at a place."""
        first = max(last - days + 1, reset)
        return first, self.windows.between(first, last)

    def due_in(self, first: int, last: int) -> list[DueDay]:
        """The possible doses between two places."""
        return self.due.unrecorded(first, last)

    def is_low(self, rule: Rule, last: int, reset: int) -> bool:
        """Whether the window of a rule is surely low on a day."""
        return self._is_low_since(last - rule.window_days + 1, last, rule, reset)

    def is_low_for_long(self, stretch: Stretch, last: int) -> bool:
        """Whether a notice has lasted as long as a flag asks for, low as a whole."""
        rule = RULES[-1]
        since = min(stretch.start, last - rule.window_days + 1)
        return stretch.start == since and self._is_low_since(since, last, rule, stretch.start)

    def _is_low_since(self, first: int, last: int, rule: Rule, reset: int) -> bool:
        # A day that is not known says nothing new: silence makes nothing worse.
        if first < reset or self.differences[last] is None:
            return False
        window = self.windows.between(first, last)
        if window.days < rule.least_known or not window.is_below_zero():
            return False
        if rule.tier != "note" and self._without_worst_fortnight(first, last) >= 0:
            return False
        return not self.rests_on_due(first, last, window)

    def _without_worst_fortnight(self, first: int, last: int) -> float:
        """What a window has together without its worst 14 days: one of them is no bad month."""
        starts = range(first, last - FORTNIGHT + 2)
        worst = min(self.windows.between(n, n + FORTNIGHT - 1).total for n in starts)
        return self.windows.between(first, last).total - worst

    def rests_on_due(self, first: int, last: int, window: Window) -> list[DueDay]:
        """The possible doses with which a low window would not be low; empty where it stays."""
        due = self.due_in(first, last)
        with_doses = window
        for day in due:
            need = self.required[day.place] or 0.0
            with_doses = with_doses.and_days(1, day.absorbed_ug - need)
        return due if due and not with_doses.is_below_zero() else []


def _covered(intakes: Sequence[DayIntake], span: Span) -> list[bool]:
    """Whether a dose covers each day."""
    if not intakes or not span.dose_covers:
        return [False] * len(intakes)
    first = intakes[0].day.date
    is_covered = [False] * len(intakes)
    for cover in span.dose_covers:
        start = max(0, (cover.on - first).days)
        # A cover that ended before the first day ends nowhere here.
        end = max(start, min(len(intakes), (cover.until - first).days + 1))
        is_covered[start:end] = [True] * (end - start)
    return is_covered


def counted_ug(intake: DayIntake, required: float | None, yardstick: Yardstick) -> float:
    """What a day counts as absorbed: the best curve, where intake alone does not say enough.

    Whoever swallowed the recommended amount (1.2 times the average requirement, IOM 1998) has
    not lacked by the model alone, which reads low at 2 to 3 µg in one meal (Kurpad 2023); with a
    condition or medicine that changes absorption the model stands.
    """
    ug, day = intake.absorbed.best, intake.day
    if required is None or ug >= required or not day.b12_ng or day.total_from:
        return ug
    recommended_ug = _RECOMMENDED_SHARE * required / ASSUMED_SHARE
    is_met = day.b12_ng >= recommended_ug * _NG_PER_UG
    return required if is_met and yardstick.profile(day.date).name in _UNCHANGED else ug


def _difference(
    intake: DayIntake, absorbed: float, required: float | None, is_covered: bool
) -> float | None:
    if required is None or intake.day.state == "paused":
        return None
    if is_covered:
        return max(absorbed - required, 0.0)
    if intake.is_judged or (absorbed >= required and not intake.day.total_from):
        return absorbed - required
    return None


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
            self._step(index)
        self.next = max(self.next, end)
        return self

    def _step(self, index: int) -> None:
        course, current = self._course, self.current
        tier = _tier(course, index, self.reset)
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
    """The first day below the requirement in the window that opened a period."""
    first = max(index - rule.window_days + 1, reset)
    below = (i for i in range(first, index + 1) if (course.differences[i] or 0.0) < 0)
    return next(below, index)


def recovered_from(course: Course, stretch: Stretch, index: int) -> int | None:
    """The first of 14 known days after an opening that reach the requirement, ending here.

    Their running mean never lies below it. One large dose makes up for one day: what lasts of
    it counts as the days that it covers.
    """
    known: list[int] = []
    for place in range(index, stretch.opened_at, -1):
        if course.differences[place] is not None:
            known.append(place)
            if len(known) == CLOSING_DAYS:
                break
    if len(known) < CLOSING_DAYS or course.differences[index] is None:
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
