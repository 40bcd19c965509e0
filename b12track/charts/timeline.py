"""What the pictures of days are drawn from: days, what covers them, doses and other marks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from b12track.analysis.span import Span
    from b12track.charts.words import Mark, ReferenceLine
    from b12track.diary.days import Day
    from b12track.science.band import Band

State = Literal["enough", "covered", "below", "none", "unsure", "paused", "unrecorded"]
#: A supplement of so many references is a dose, drawn apart from food.
_DOSE_REFERENCES: Final = 5
#: What a state is called under a picture.
STATE_NAMES: Final[dict[State, str]] = {
    "enough": "at the reference or above",
    "covered": "covered by a dose",
    "below": "below",
    "none": "none eaten",
    "unsure": "not certain",
    "paused": "paused",
    "unrecorded": "no record",
}


class Dose(NamedTuple):
    """A tablet or an injection: nanograms, what is kept of it (µg), the last day it covers."""

    on: date
    kind: Literal["tablet", "injection"]
    dose_ng: int
    kept_ug: Band
    until: date | None = None


@dataclass(frozen=True)
class Timeline:
    """Consecutive days of one person and all that is drawn on them.

    `headline` is the judgement's sentence, "" where there is none; `absorbed` are µg by mouth by
    day ("2026-03-01"); `required_ug` has to be absorbed on a day, None where nobody says so.
    `doses` may lie before the first day, for what they cover.
    """

    days: Sequence[Day]
    line: ReferenceLine
    headline: str = ""
    absorbed: Mapping[str, Band] = field(default_factory=dict)
    required_ug: float | None = None
    doses: Sequence[Dose] = ()
    marks: Sequence[Mark] = ()

    @cached_property
    def covered(self) -> frozenset[date]:
        """The days that a dose covers."""
        return frozenset(
            dose.on + timedelta(days=number)
            for dose in self.doses
            if dose.until
            for number in range((dose.until - dose.on).days + 1)
        )

    @cached_property
    def states(self) -> list[State]:
        """The state of each day of the span."""
        return [
            _state(day, self.line.on(index), day.date in self.covered)
            for index, day in enumerate(self.days)
        ]

    @cached_property
    def by_injection_ug(self) -> dict[date, float]:
        """What injections give on each day: the best guess of what is kept, spread over its cover.

        A later injection takes the place of an earlier one on the days of both.
        """
        given: dict[date, float] = {}
        for dose in self.doses:
            if dose.kind == "injection" and dose.until:
                days = (dose.until - dose.on).days + 1
                for number in range(days):
                    given[dose.on + timedelta(days=number)] = dose.kept_ug.best / days
        return given

    def doses_of(self, kind: str) -> list[Dose]:
        """The tablets or injections that lie in the span."""
        first, last = self.days[0].date, self.days[-1].date
        return [dose for dose in self.doses if dose.kind == kind and first <= dose.on <= last]


def _state(day: Day, reference_ng: int, is_covered: bool) -> State:
    """A day by its amount; a day that a dose covers is never below."""
    if day.b12_ng is not None and day.b12_ng >= reference_ng:
        return "enough"
    if is_covered:
        return "covered"
    if day.b12_ng is None:
        return "unsure" if day.entries else "paused" if day.state == "paused" else "unrecorded"
    if day.is_lower_bound:
        return "unsure"
    return "below" if day.b12_ng else "none"


def timeline_of(span: Span) -> Timeline:
    """The days of a span under the judgement of its last day, with doses and marks."""
    from b12track.analysis.judgement import judgement
    from b12track.analysis.judgement_words import sentence

    name = None if span.is_alone else span.person.name
    line = _reference_line(span)
    return Timeline(
        span.days,
        line,
        sentence(judgement(span), name),
        span.absorbed,
        span.yardstick.required_ug(span.last),
        _doses(span, line),
        _marks(span),
    )


def _reference_line(span: Span) -> ReferenceLine:
    """The reference as charts name it: that of the last day, and each day's own if it changed."""
    from b12track.charts.words import ReferenceLine
    from b12track.wording import authority_name

    values = span.yardstick.references([day.date for day in span.days])
    daily, last = tuple(value.per_day_ng for value in values), values[-1]
    return ReferenceLine(
        last.per_day_ng,
        authority_name(last.authority),
        f"{last.kind} {last.year}",
        last.source,
        daily if len(set(daily)) > 1 else (),
    )


def _doses(span: Span, line: ReferenceLine) -> list[Dose]:
    """Injections and large tablets, in order of time, with what each covers."""
    from b12track.analysis.absorbed import NOTHING
    from b12track.science.body_store import retained_ug

    covers = {(cover.on, cover.is_injection): cover for cover in span.dose_covers}
    doses = []
    for given in span.record.injections:
        on = date.fromisoformat(given.given_on)
        cover = covers.get((on, True))
        kept = cover.kept_ug if cover else retained_ug(given.dose_ng / 1000, given.form)
        doses.append(Dose(on, "injection", given.dose_ng, kept, cover and cover.until))
    for day in span.history:
        cover = covers.get((day.date, False))
        if cover or day.supplement_ng > _DOSE_REFERENCES * line.per_day_ng:
            dose_ng = round(cover.dose_ug * 1000) if cover else day.supplement_ng
            kept = cover.kept_ug if cover else span.absorbed.get(day.date.isoformat(), NOTHING)
            doses.append(Dose(day.date, "tablet", dose_ng, kept, cover and cover.until))
    return sorted(doses, key=lambda dose: dose.on)


def _marks(span: Span) -> list[Mark]:
    """Injections, blood tests and symptoms of the days, in order of time."""
    from b12track.charts.words import Mark
    from b12track.quantity import ug_text

    record = span.record
    marks = [
        *(
            (i.given_on, "injection", f"{ug_text(i.dose_ng)} µg {i.form}")
            for i in record.injections
        ),
        *((t.taken_on, "blood test", f"{t.marker} {t.value} {t.unit}") for t in record.labs),
        *((n.noted_on, "symptom", f"{n.words}, {n.severity} of 10") for n in record.symptoms),
    ]
    in_span = [Mark(date.fromisoformat(on), kind, words) for on, kind, words in marks]
    return sorted((m for m in in_span if m.date >= span.first), key=lambda mark: mark.date)
