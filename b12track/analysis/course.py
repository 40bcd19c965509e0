"""How every day of a history stands to what has to be absorbed, and which windows of it are low."""

from __future__ import annotations

from b12track.analysis.due_doses import DueDoses
from b12track.analysis.windows import Windows
from b12track.hints import TYPE_CHECKING, Final
from b12track.record import NamedTuple
from b12track.science.absorbed_requirement import ASSUMED_SHARE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from b12track.analysis.day_intakes import DayIntake
    from b12track.analysis.due_doses import DueDay
    from b12track.analysis.low_periods import Stretch
    from b12track.analysis.span import Span
    from b12track.analysis.windows import Window
    from b12track.analysis.yardstick import Yardstick


class Rule(NamedTuple):
    """One tier: the days of its window, and how many of them have to be known."""

    tier: str
    window_days: int
    least_known: int


#: docs/method.md#when-it-is-low gives the reasons for each of these.
RULES: Final = (Rule("note", 7, 5), Rule("notice", 28, 14), Rule("flag", 84, 42))
FORTNIGHT: Final = 14
#: "RDA for B12 is 120 percent of the EAR" (IOM 1998 ch. 9).
_RECOMMENDED_SHARE: Final = 1.2
#: Absorption profiles whose best value is that of healthy people.
_UNCHANGED: Final = ("healthy", "over-50")
_NG_PER_UG: Final = 1000


class Course:
    """How every day of a span's history stands to what has to be absorbed on it, up to a day.

    `differences` are absorbed less required µg, None where the day is not known. Days that a
    dose covers count as no less than the requirement; of a day that is not fully known the known
    part counts where that alone reaches the requirement.
    """

    def __init__(self, span: Span, as_of: date) -> None:
        self.span = span
        intakes = span.intakes
        is_whole = not intakes or intakes[-1].day.date <= as_of
        self.intakes = intakes if is_whole else [i for i in intakes if i.day.date <= as_of]
        self.required = [span.yardstick.required_ug(i.day.date) for i in self.intakes]
        self.is_covered = _covered(self.intakes, span)
        self.absorbed = [
            counted_ug(intake, required, span.yardstick)
            for intake, required in zip(self.intakes, self.required, strict=True)
        ]
        each = zip(self.intakes, self.absorbed, self.required, self.is_covered, strict=True)
        self.differences = [_difference(*day) for day in each]
        self.windows = Windows(self.differences)
        self._fortnights = self.windows.totals(FORTNIGHT)
        #: Whether any window that ends on a day lacks anything: else no rule is asked of it.
        self.lacks = _lacks(self.windows, len(self.intakes))
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
        if rule.tier != "note" and self._without_worst_fortnight(first, last, window) >= 0:
            return False
        return not self.rests_on_due(first, last, window)

    def _without_worst_fortnight(self, first: int, last: int, window: Window) -> float:
        """What a window has together without its worst 14 days: one of them is no bad month."""
        return window.total - min(self._fortnights[first : last - FORTNIGHT + 2])

    def rests_on_due(self, first: int, last: int, window: Window) -> list[DueDay]:
        """The possible doses with which a low window would not be low; empty where it stays."""
        due = self.due_in(first, last)
        with_doses = window
        for day in due:
            need = self.required[day.place] or 0.0
            with_doses = with_doses.and_days(1, day.absorbed_ug - need)
        return due if due and not with_doses.is_below_zero() else []


def _lacks(windows: Windows, days: int) -> list[bool]:
    """Whether the window of any rule that ends on a day lies below zero in its sum."""
    sums = [[0.0] * (rule.window_days - 1) + windows.totals(rule.window_days) for rule in RULES]
    return [min(of_day) < 0 for of_day in zip(*sums, strict=False)][:days]


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
    if (absorbed >= required and not intake.day.total_from) or intake.is_judged:
        return absorbed - required
    return None
