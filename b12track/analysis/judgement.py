"""The one judgement of a day: covered, enough, low, low if complete, or cannot be judged."""

from __future__ import annotations

from b12track.analysis.course import RULES
from b12track.analysis.dose_cover import DoseCover, regimen_covers
from b12track.analysis.flags import flags
from b12track.analysis.judged_window import LEAST_RECORDED, judged_window, window_places
from b12track.analysis.low_periods import TIERS
from b12track.analysis.sooner import reasons_for_sooner
from b12track.analysis.windows import Windows
from b12track.hints import TYPE_CHECKING, Final
from b12track.record import NamedTuple
from b12track.science.absorbed_requirement import ASSUMED_SHARE
from b12track.science.absorption import crystalline_absorbed_ug
from b12track.science.band import Band, total

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from b12track.analysis.course import Course
    from b12track.analysis.day_intakes import DayIntake
    from b12track.analysis.judged_window import JudgedWindow
    from b12track.analysis.low_periods import LowPeriod
    from b12track.analysis.span import Span
    from b12track.science.absorbed_requirement import AbsorbedRequirement
    from b12track.science.reference_values import DietaryReferenceValue

COVERED: Final = "covered"
ENOUGH: Final = "enough"
LOW: Final = "low"
LOW_IF_COMPLETE: Final = "low-if-complete"
NOT_JUDGED: Final = "cannot-be-judged"

#: Recorded days without a reliable source after which a vegan diet is noted, noticed, flagged.
VEGAN_DAYS: Final = {"note": 7, "notice": 28, "flag": 84}
#: After so many days in a row that are not known, nobody can say what was taken meanwhile.
_FORGET_AFTER: Final = 28
_RECOMMENDED: Final = ("RDA", "PRI", "RNI", "RDI")
_NG_PER_UG: Final = 1000


class Judgement(NamedTuple):
    """The answer for one day with all that its sentence says (analysis.judgement_words).

    `answer` is one of the five words above, `tier` note, notice or flag where it is low, "note"
    where it is enough for half of people. `because` is a code for scripts. Of the µg a day,
    `absorbed` is by mouth over the window (the period where it is low), `intake` swallowed.
    `due_days` are those on which a dose was due and that are not recorded. `profile` is the
    absorption profile of the day, `named` the conditions and medicines that hold on it.
    `is_today` says whether the day is the one on which it is read.
    """

    as_of: date
    answer: str
    because: str
    window: JudgedWindow
    required: AbsorbedRequirement | None
    reference: DietaryReferenceValue
    tier: str | None = None
    since: date | None = None
    until: date | None = None
    absorbed: Band | None = None
    intake_ug: float | None = None
    cover: DoseCover | None = None
    period: LowPeriod | None = None
    due_days: tuple[date, ...] = ()
    days_without_source: int = 0
    has_tablets: bool = False
    #: Whether totals of days, which may leave foods out, are among what keeps it open.
    has_totals: bool = False
    profile: str = "healthy"
    named: tuple[str, ...] = ()
    is_today: bool = True

    @property
    def is_alarm(self) -> bool:
        """Whether it is a notice or a flag."""
        return self.answer == LOW and self.tier in ("notice", "flag")


def judgement(span: Span, as_of: date | None = None) -> Judgement:
    """The answer for a day of the span, its last one unless said; pure, reads nothing.

    Rule and sources: docs/method.md#the-judgement.
    """
    on = span.last if as_of is None else as_of
    course = span.course(on)
    facts = _Facts(span, course, on)
    return (
        facts.covered()
        or facts.low()
        or facts.low_if_complete()
        or facts.enough()
        or facts.not_judged()
    )


class _Facts:
    """What the answers are made of: the window of 28 finished days, and the period that is open."""

    def __init__(self, span: Span, course: Course, on: date) -> None:
        self._span, self._course, self._on = span, course, on
        intakes = course.intakes
        self._first, self._last = window_places(intakes)
        self._intakes = intakes[self._first : self._last + 1]
        periods = flags(span, on, span.flag_notes)
        self.period = next((each for each in reversed(periods) if each.is_open), None)
        self.without_source = days_without_source(course)
        self.window = judged_window(intakes, on)

    def _answer(self, answer: str, because: str) -> Judgement:
        now = self._span.yardstick.circumstances(self._on)
        return Judgement(
            self._on,
            answer,
            because,
            self.window,
            self._span.yardstick.required(self._on),
            self._span.yardstick.reference(self._on),
            absorbed=_mean_absorbed(self._intakes),
            intake_ug=_mean_intake(self._intakes),
            period=self.period,
            days_without_source=self.without_source,
            has_tablets=any(intake.day.supplement_ng for intake in self._intakes),
            has_totals=any(intake.day.total_is_least for intake in self._intakes),
            profile=self._span.yardstick.profile(self._on).name,
            named=(*now.conditions, *now.medicines),
            is_today=self._span.today in (None, self._on),
        )

    def covered(self) -> Judgement | None:
        """A dose or a followed schedule covers the day."""
        covers = [*self._span.dose_covers, *_regimen_covers(self._span, self._on)]
        lasting = [cover for cover in covers if cover.on <= self._on <= cover.until]
        if not lasting:
            return None
        cover = max(lasting, key=lambda each: (each.until, each.is_injection))
        because = "injection" if cover.is_injection else "dose-by-mouth"
        answer = self._answer(COVERED, because)
        return answer._replace(cover=cover, since=cover.on, until=cover.until)

    def low(self) -> Judgement | None:
        """A period is open, or a vegan diet has had no reliable source."""
        period, tier = self.period, self._tier()
        if tier is None or (tier == "note" and self._reaches_requirement()):
            return None
        if period is None:
            answer = self._answer(LOW, "no-reliable-source")
            return answer._replace(tier=tier, since=self._since_source())
        because = "no-reliable-source" if self.without_source >= 7 else "absorbed"
        return self._answer(LOW, because)._replace(
            tier=tier, since=period.start, absorbed=period.band
        )

    def _tier(self) -> str | None:
        """The highest tier of the open period and of the rule for vegan diets."""
        tiers = [self.period.tier] if self.period else []
        if tiers == ["notice"] and reasons_for_sooner(self._span, self._on):
            tiers.append("flag")
        if not self._reaches_requirement():
            tiers += [tier for tier, days in VEGAN_DAYS.items() if self.without_source >= days]
        return max(tiers, key=TIERS.index, default=None)

    def _since_source(self) -> date:
        """The first of the recorded days without a source."""
        left = self.without_source
        for intake in reversed(self._course.intakes):
            left -= intake.day.is_recorded and not intake.day.total_from
            if left <= 0:
                return intake.day.date
        return self._on

    def _reaches_requirement(self) -> bool:
        """Whether the mean absorbed of the window is known and not below the requirement."""
        least = self._known(_least_difference)
        return len(least) >= LEAST_RECORDED and sum(least) >= 0

    def _known(self, difference: _Difference) -> list[float]:
        course, places = self._course, slice(self._first, self._last + 1)
        columns = course.absorbed[places], course.required[places], course.is_covered[places]
        each = (difference(*day) for day in zip(self._intakes, *columns, strict=True))
        return [ug for ug in each if ug is not None]

    def _sure_days(self) -> int:
        """How many days of the window are known in full, or covered by a dose."""
        course, places = self._course, slice(self._first, self._last + 1)
        days = zip(self._intakes, course.required[places], course.is_covered[places], strict=True)
        return sum(
            required is not None and (intake.is_judged or is_covered)
            for intake, required, is_covered in days
        )

    def _has_lower_bounds(self) -> bool:
        """Whether the person said of a total in the window that more may have been eaten."""
        return any(intake.day.total_reading == "least" for intake in self._intakes)

    def low_if_complete(self) -> Judgement | None:
        """Low only where totals, and foods without a value, hold nothing more than is known."""
        if self.window.recorded < LEAST_RECORDED:
            return None
        if self._reaches_requirement() or self._has_lower_bounds():
            return None
        most = self._known(_difference_if_complete)
        has_more = any(i.day.is_recorded and not i.is_judged for i in self._intakes)
        if not has_more or not Windows(most).between(0, len(most) - 1).is_below_zero():
            return None
        totals = any(intake.day.total_from for intake in self._intakes)
        return self._answer(LOW_IF_COMPLETE, "totals" if totals else "unknown-foods")

    def enough(self) -> Judgement | None:
        """The mean absorbed of the window is not below the requirement."""
        if self.window.recorded < LEAST_RECORDED or not self._reaches_requirement():
            return None
        reference, answer = self._span.yardstick.reference(self._on), self._answer(ENOUGH, "mean")
        if reference.kind in _RECOMMENDED and not any(self._course.is_covered[self._first :]):
            lacks = [
                (i.day.b12_ng or 0) / _NG_PER_UG - reference.per_day_ng / _NG_PER_UG
                for i in self._intakes
                if i.day.is_recorded and not i.day.is_lower_bound
            ]
            window = Windows(lacks).between(0, len(lacks) - 1)
            if len(lacks) >= LEAST_RECORDED and window.is_below_zero():
                return answer._replace(because="below-recommendation", tier="note")
        return answer

    def not_judged(self) -> Judgement:
        """Why nothing can be said."""
        if self._span.yardstick.required(self._on) is None:
            return self._answer(NOT_JUDGED, "no-requirement")
        due = self._deciding_doses()
        if due:
            return self._answer(NOT_JUDGED, "due-doses")._replace(due_days=due)
        if self.window.recorded < LEAST_RECORDED:
            return self._answer(NOT_JUDGED, "few-recorded-days")
        if self._sure_days() < LEAST_RECORDED:
            return self._answer(NOT_JUDGED, "unknown-b12")
        return self._answer(NOT_JUDGED, "near-requirement")

    def _deciding_doses(self) -> tuple[date, ...]:
        """The due days not recorded without which the window would be low."""
        for rule in RULES[1:]:
            first, window = self._course.window(self._last, rule.window_days)
            if window.days >= LEAST_RECORDED and window.is_below_zero():
                due = self._course.rests_on_due(first, self._last, window)
                if due:
                    return tuple(day.date for day in due)
        return ()


if TYPE_CHECKING:
    from collections.abc import Callable

    #: Of a day: what it counts as absorbed, what it requires (µg), whether a dose covers it.
    _Difference = Callable[[DayIntake, float, float | None, bool], float | None]


def _least_difference(
    intake: DayIntake, absorbed: float, required: float | None, is_covered: bool
) -> float | None:
    """Absorbed less required µg, at least: of a bare total as if eaten at once."""
    if intake.day.total_from:
        absorbed = max(absorbed, crystalline_absorbed_ug((intake.day.b12_ng or 0) / _NG_PER_UG))
    return _recorded_difference(intake, absorbed, required, is_covered)


def _difference_if_complete(
    intake: DayIntake, absorbed: float, required: float | None, is_covered: bool
) -> float | None:
    """The same as if nothing more had been eaten: of a bare total half of it is absorbed."""
    if intake.day.total_from:
        absorbed = max(absorbed, (intake.day.b12_ng or 0) / _NG_PER_UG * ASSUMED_SHARE)
    return _recorded_difference(intake, absorbed, required, is_covered)


def _recorded_difference(
    intake: DayIntake, absorbed: float, required: float | None, is_covered: bool
) -> float | None:
    if required is None or not (intake.day.is_recorded or is_covered):
        return None
    return max(absorbed - required, 0.0 if is_covered else -required)


def _regimen_covers(span: Span, on: date) -> list[DoseCover]:
    if not span.record.regimens:
        return []
    from datetime import date as day_of

    doses = {i.day.date: i.day.supplement_ng for i in span.intakes if i.day.supplement_ng}
    injected: dict[date, int] = {}
    for injection in span.record.injections:
        given = day_of.fromisoformat(injection.given_on)
        injected[given] = injected.get(given, 0) + injection.dose_ng
    return regimen_covers(span.record.regimens, doses, injected, span.yardstick, on)


def _mean_absorbed(intakes: Sequence[DayIntake]) -> Band | None:
    """The mean µg absorbed by mouth over the days that are recorded with their foods."""
    known = [i.absorbed for i in intakes if i.day.is_recorded and not i.day.total_from]
    return Band(*(end / len(known) for end in total(known))) if known else None


def _mean_intake(intakes: Sequence[DayIntake]) -> float | None:
    known = [i.day.b12_ng for i in intakes if i.day.is_recorded and i.day.b12_ng is not None]
    return sum(known) / len(known) / _NG_PER_UG if known else None


def days_without_source(course: Course) -> int:
    """Recorded days of a vegan diet up to the last one since a reliable source or cover ended.

    Days that are not known add nothing and end nothing, unless 28 follow one another. 0 for
    every other diet.
    """
    last = len(course.intakes) - 1
    since = course.intakes[place_of_source(course, last) + 1 :]
    return sum(each.day.is_recorded and not each.day.total_from for each in since)


def place_of_source(course: Course, last: int) -> int:
    """The last place up to one that ends the days without a source, -1 where there is none.

    A source, a cover, or the last of 28 days that are not known; the place itself where the
    diet of the course's last day is not vegan.
    """
    if not course.intakes:
        return last
    today = course.span.yardstick.circumstances(course.intakes[-1].day.date)
    if today.diet != "vegan":
        return last
    unknown = 0
    for place in range(last, -1, -1):
        intake = course.intakes[place]
        if intake.has_source or course.is_covered[place] or unknown >= _FORGET_AFTER:
            return place
        unknown = 0 if intake.day.is_recorded else unknown + 1
    return -1
