"""The timeline of a span of the diary, for every picture of days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from b12track.diary import dates, doses
from b12track.diary.days import days, entries_between, first_and_last
from b12track.quantity import ug_text
from b12track.report.text import AUTHORITY_NAMES

if TYPE_CHECKING:
    from b12track.analysis.covers import Cover
    from b12track.analysis.low_periods import LowPeriod
    from b12track.charts.timeline import Dose, Timeline
    from b12track.charts.words import Mark, ReferenceLine
    from b12track.cli.session import Session
    from b12track.diary.days import Day

_COVERED_BEFORE: Final = 7
#: A supplement of so many references is a dose, drawn apart from food.
_DOSE_REFERENCES: Final = 5


def timeline(session: Session, span: list[date]) -> Timeline:
    """The days of a span with everything that is drawn on them."""
    from b12track.analysis.absorbed import absorbed_by_day
    from b12track.analysis.covers import injection_covers, tablet_covers
    from b12track.charts.timeline import Timeline

    begun = span[0] - timedelta(days=_COVERED_BEFORE)
    with session.reading() as diary:
        recorded = days(diary, session.person_id, span, session.today)
        entries = entries_between(diary, session.person_id, begun, span[-1])
        given = doses.injections(diary, session.person_id, date.min, span[-1])
    required = session.required(span[-1])
    required_ug = required.ug_per_day if required else None

    def required_on(_day: str) -> float | None:
        return required_ug

    covers = injection_covers(given, required_on)
    covers += tablet_covers(entries, session.profile_on, required_on)
    line = reference_line(session, span)
    absorbed = absorbed_by_day(entries, session.profile_on)
    return Timeline(
        recorded,
        line,
        "",
        absorbed,
        required_ug,
        _doses(covers, recorded, line),
        _marks(session, span),
    )


def _doses(covers: list[Cover], recorded: list[Day], line: ReferenceLine) -> list[Dose]:
    """Injections and tablets that cover, and large tablets that do not, in order of time."""
    from b12track.charts.timeline import Dose
    from b12track.science.band import Band

    found = [
        Dose(
            cover.on,
            "injection" if cover.is_injection else "tablet",
            round(cover.dose_ug * 1000),
            cover.kept_ug,
            cover.until,
        )
        for cover in covers
    ]
    covering = {dose.on for dose in found if dose.kind == "tablet"}
    found += [
        Dose(day.date, "tablet", day.supplement_ng, Band(0, 0, 0))
        for day in recorded
        if day.supplement_ng > _DOSE_REFERENCES * line.per_day_ng and day.date not in covering
    ]
    return sorted(found, key=lambda dose: dose.on)


def periods_of(session: Session, span: list[date]) -> list[LowPeriod]:
    """The periods by the lens of intake that reach into a span."""
    from b12track.analysis.lenses import Record, intake_periods

    with session.reading() as diary:
        ends = first_and_last(diary, session.person_id)
        first = min(span[0], date.fromisoformat(ends[0])) if ends else span[0]
        whole = dates.span(first, span[-1])
        recorded = days(diary, session.person_id, whole, session.today)
        given = doses.injections(diary, session.person_id, date.min, span[-1])
    record = Record(recorded, [], given, session.profile_on)
    record.judged_by(session.references(whole), [session.required(day) for day in whole])
    return [period for period in intake_periods(record) if period.end >= span[0]]


def _marks(session: Session, span: list[date]) -> list[Mark]:
    """Injections, blood tests and symptoms of a span as marks, in order of time."""
    from b12track.analysis.beside import beside
    from b12track.charts.words import Mark

    with session.reading() as diary:
        found = beside(diary, session.person_id, span[0], span[-1], session.today)
    marks = [
        Mark(
            date.fromisoformat(given.given_on),
            "injection",
            f"{ug_text(given.dose_ng)} µg {given.form}",
        )
        for given in found.injections
    ]
    marks += [
        Mark(date.fromisoformat(lab.taken_on), "blood test", f"{lab.marker} {lab.value} {lab.unit}")
        for lab in found.labs
    ]
    marks += [
        Mark(date.fromisoformat(note.noted_on), "symptom", f"{note.words}, {note.severity} of 10")
        for note in found.symptoms
    ]
    return sorted(marks, key=lambda mark: mark.date)


def reference_line(session: Session, span: list[date]) -> ReferenceLine:
    """The reference as charts name it: that of the last day, and each day's own if it changed."""
    from b12track.charts.words import ReferenceLine

    reference = session.reference(span[-1])
    daily = tuple(value.per_day_ng for value in session.references(span))
    return ReferenceLine(
        reference.per_day_ng,
        AUTHORITY_NAMES.get(reference.authority, reference.authority),
        f"{reference.kind} {reference.year}",
        reference.source,
        daily if len(set(daily)) > 1 else (),
    )
