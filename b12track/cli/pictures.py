"""The pictures of a diary before they are shown: lines for a terminal and JSON beside each."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from b12track.charts import picture
from b12track.diary import dates, doses
from b12track.diary.days import days
from b12track.errors import InputRefused
from b12track.report import text, text_charts
from b12track.wording import of_days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from b12track.analysis.contributors import Contributor
    from b12track.charts.picture import Picture
    from b12track.charts.timeline import Timeline
    from b12track.cli.session import Session


class Shown(NamedTuple):
    """A picture with its lines for a terminal and its JSON."""

    picture: Picture
    lines: str
    document: dict[str, object]


def _timeline(session: Session, days: list[date]) -> Timeline:
    """The days with everything that is drawn on them, under the judgement of the last."""
    from b12track.charts.timeline import timeline_of

    return timeline_of(session.span(days[0], days[-1], with_entries=False))


def _recorded_days(session: Session, span: list[date]) -> int:
    with session.reading() as diary:
        known = days(diary, session.person_id, span, session.today)
    return sum(day.is_recorded for day in known)


def _headline(session: Session, on: date) -> str:
    """The judgement of a day in its one sentence."""
    from b12track.analysis.judgement import judgement
    from b12track.analysis.judgement_words import sentence

    span = session.span(on, on)
    return sentence(judgement(span), None if span.is_alone else span.person.name)


def week_shown(session: Session, span: list[date]) -> Shown:
    """The week chart of consecutive days, swallowed and absorbed."""
    from b12track.analysis.absorbed import mean_absorbed
    from b12track.analysis.summary import summary

    week = _timeline(session, span)
    mean = mean_absorbed(week.days, week.absorbed)
    lines = text.span_text(week.days, summary(week.days), session.reference(span[-1]), mean)
    return Shown(picture.week_picture(week), lines, _days_document(session, week))


def trend_shown(session: Session, span: list[date]) -> Shown:
    """The trend chart; days before the span are read too, to judge the periods that reach in."""
    from b12track.analysis.low_periods import low_periods
    from b12track.charts.timeline import timeline_of
    from b12track.charts.trend import Trend
    from b12track.report.document import period_document

    whole = session.span(span[0], span[-1], None, with_entries=False)
    seen = timeline_of(whole)
    periods = [each for each in low_periods(whole, span[-1]) if each.end >= span[0]]
    required_ug = seen.required_ug or seen.line.per_day_ng / 2000
    lines = text_charts.trend_lines(_stretches(seen), required_ug)
    if periods:
        words = (text.wrapped(text.period_text(period), "  ") for period in periods)
        lines = "\n".join([lines, *words])
    document = _days_document(session, seen)
    document["periods"] = [period_document(period) for period in periods]
    document["marks"] = [
        {"date": mark.date.isoformat(), "kind": mark.kind, "text": mark.words}
        for mark in seen.marks
    ]
    return Shown(picture.trend_picture(Trend(seen, periods)), lines, document)


def _stretches(seen: Timeline) -> list[text_charts.TrendRow]:
    """The weeks, months or years of a timeline with their means."""
    from b12track.analysis.absorbed import mean_absorbed

    parts = []
    for name, group in text_charts.stretches(seen.days):
        recorded = [day for day in group if day.is_recorded]
        food = [(day.b12_ng or 0) - day.supplement_ng for day in recorded]
        by_mouth = mean_absorbed(group, seen.absorbed)
        injected = sum(seen.by_injection_ug.get(day.date, 0.0) for day in group) / len(group)
        taken = by_mouth.best + injected if by_mouth else injected or None
        mean = sum(food) / len(food) / 1000 if food else None
        parts.append(text_charts.TrendRow(name, len(recorded), len(group), mean, taken))
    return parts


def calendar_shown(session: Session, span: list[date], week_starts: int) -> Shown:
    """The calendar of consecutive days."""

    seen = _timeline(session, span)
    return Shown(
        picture.calendar_picture(seen, week_starts),
        text_charts.calendar_lines(seen.days, seen.states),
        _days_document(session, seen),
    )


def symptoms_shown(session: Session, span: list[date]) -> Shown:
    """Symptoms over injections."""
    from b12track.analysis.symptom_series import series_of
    from b12track.charts.symptoms import Symptoms
    from b12track.charts.timeline import timeline_of

    whole = session.span(span[0], span[-1], with_entries=False)
    seen = timeline_of(whole)
    first = span[0].isoformat()
    noted = [note for note in whole.record.symptoms if note.noted_on >= first]
    document = _days_document(session, seen)
    document["symptoms"] = [
        {
            "date": note.noted_on,
            "term": note.term,
            "severity": note.severity,
            "side": note.side,
            "text": note.words,
        }
        for note in noted
    ]
    rows = []
    for series in series_of(noted):
        notes = [(date.fromisoformat(note.noted_on), note.severity) for note in series.notes]
        rows.append(text_charts.SymptomRow(series.name, notes))
    injected = [dose.on for dose in seen.doses_of("injection")]
    lines = text_charts.symptom_lines(rows, injected, span[0], span[-1])
    return Shown(picture.symptoms_picture(Symptoms(seen, noted)), lines, document)


def store_shown(session: Session, span: list[date], years: int) -> Shown:
    """The projection of `b12track store`, with the uptake of the span's recorded days."""
    from b12track.charts.store import Projection
    from b12track.cli.store import NITROUS_OXIDE, Assumptions, projected, projects_nothing
    from b12track.report.store import store_document

    if projects_nothing(session):
        raise InputRefused(NITROUS_OXIDE)
    recorded = _recorded_days(session, span)
    if not recorded:
        raise InputRefused("No complete recorded day in this time: there is nothing to project.")
    assumed = Assumptions(start_ug=None, uptake_ug_per_day=None, profile=None)
    outlook = projected(session, years, assumed, span)
    routes = "by mouth and by injection" if _is_injected(session) else "by mouth"
    uptake_from = f"{routes}, the mean of {of_days(recorded, 'recorded day')}"
    headline = _headline(session, span[-1])
    projection = Projection(outlook.store, outlook.series, outlook.years, uptake_from, headline)
    return Shown(
        picture.store_picture(projection),
        text_charts.store_lines(outlook.series, outlook.store.threshold_ug),
        {**store_document(outlook, session.today), "recorded_days": recorded},
    )


def _is_injected(session: Session) -> bool:
    """Whether an injection enters the uptake that a projection goes on with."""
    from b12track.analysis.store_outlook import INJECTION_DAYS

    first = session.today - timedelta(days=INJECTION_DAYS - 1)
    with session.reading() as diary:
        return bool(doses.injections(diary, session.person_id, first, session.today))


def sources_shown(
    session: Session, parts: Sequence[Contributor], span: list[date], by: str
) -> Shown:
    """The contributors of these days, the largest first."""
    from b12track.charts.sources import Sources

    recorded = _recorded_days(session, span)
    headline = _headline(session, span[-1])
    drawn = picture.sources_picture(Sources(parts, span[0], span[-1], recorded, by, headline))
    rows = [dict(zip(drawn.table.columns, row, strict=True)) for row in drawn.table.rows]
    document = {"by": by, "recorded_days": recorded, "sources": rows}
    return Shown(drawn, text_charts.source_lines(parts), document)


def fridge_shown(session: Session, on: date, week_starts: int) -> Shown:
    """The sheet for the fridge: this week and this month up to a day, and what is due."""
    from b12track.charts.calendar import week_around
    from b12track.charts.fridge import DueDose, Fridge, due_words
    from b12track.diary import plans, regimens

    first = min(on.replace(day=1), week_around(on, week_starts)[0])
    seen = _timeline(session, dates.span(first, on))
    with session.reading() as diary:
        due = regimens.due(diary, session.person_id, on)
    doses = [DueDose(each.due_on, plans.words_of(each.regimen.plan)) for each in due]
    sheet = Fridge(session.person.name, seen, on, doses)
    drawn = picture.fridge_picture(sheet, week_starts)
    lines = [text.wrapped(f"{due_words(dose, on)}.", "  ") for dose in doses]
    lines.append(text_charts.calendar_lines(seen.days, seen.states))
    document = _days_document(session, seen)
    document["due"] = [{"date": dose.on.isoformat(), "words": dose.words} for dose in doses]
    return Shown(drawn, "\n".join(lines), document)


def _days_document(session: Session, seen: Timeline) -> dict[str, object]:
    from b12track.analysis.absorbed import mean_absorbed
    from b12track.analysis.summary import summary
    from b12track.report.document import span_document

    reference = session.reference(seen.days[-1].date)
    mean = mean_absorbed(seen.days, seen.absorbed)
    return span_document(seen.days, summary(seen.days), reference, mean)
