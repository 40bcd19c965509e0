"""The pictures of a diary before they are shown: each gathers its days, words, lines and JSON."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from b12track.diary.days import days, entries_between
from b12track.errors import InputRefused
from b12track.report import text
from b12track.wording import authority_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.figure import Figure

    from b12track.analysis.contributors import Contributor
    from b12track.analysis.low_periods import LowPeriod
    from b12track.charts.style import Look
    from b12track.charts.words import Mark, ReferenceLine, Words
    from b12track.cli.session import Session
    from b12track.diary.days import Day


class Picture(NamedTuple):
    """One chart before it is shown: its words, lines for a terminal, JSON, and how to draw it."""

    words: Words
    lines: str
    document: dict[str, Any]
    draw: Callable[[Look], Figure]


def week_picture(session: Session, span: list[date]) -> Picture:
    """The week chart of consecutive days, swallowed and absorbed."""
    from b12track.analysis.absorbed import absorbed_by_day, mean_absorbed
    from b12track.analysis.summary import summary
    from b12track.charts.week import week_figure, week_words
    from b12track.report.document import span_document

    with session.reading() as diary:
        shown = days(diary, session.person_id, span, session.today)
        entries = entries_between(diary, session.person_id, span[0], span[-1])
    absorbed = absorbed_by_day(entries, session.profile_on)
    mean = mean_absorbed(shown, absorbed)
    reference, line = session.reference(span[-1]), reference_line(session, span)
    return Picture(
        week_words(shown, line, absorbed),
        text.span_text(shown, summary(shown), reference, mean),
        span_document(shown, summary(shown), reference, mean),
        lambda look: week_figure(shown, line, look, absorbed),
    )


def trend_picture(session: Session, span: list[date]) -> Picture:
    """The trend chart; days before the span are read too, to judge the periods that reach in."""
    from b12track.analysis.summary import summary
    from b12track.charts.trend import Trend, trend_figure, trend_words
    from b12track.report.document import period_document, span_document
    from b12track.report.text_charts import trend_lines

    shown, periods = _judged(session, span)
    picture = Trend(shown, periods, reference_line(session, span), _marks(session, span))

    def draw(look: Look) -> Figure:
        from b12track.analysis.intake import daily_intake

        return trend_figure(daily_intake(shown), picture, look)

    reference = session.reference(span[-1])
    lines = trend_lines(shown, reference.per_day_ng)
    if periods:
        lines += f"\n{text.periods_text(periods)}"
    document = span_document(shown, summary(shown), reference)
    document["periods"] = [period_document(period) for period in periods]
    document["marks"] = [
        {"date": mark.date.isoformat(), "kind": mark.kind, "text": mark.words}
        for mark in picture.marks
    ]
    return Picture(trend_words(picture), lines, document, draw)


def _judged(session: Session, span: list[date]) -> tuple[list[Day], list[LowPeriod]]:
    """The days of a span, and the low periods that reach into it."""
    from b12track.analysis.low_periods import low_periods

    whole = session.span(span[0], span[-1], None)
    periods = [period for period in low_periods(whole, span[-1]) if period.end >= span[0]]
    return list(whole.days), periods


def _marks(session: Session, span: list[date]) -> list[Mark]:
    """Injections, blood tests and symptoms of a span as marks, in order of time."""
    from b12track.analysis.beside import beside
    from b12track.charts.words import Mark
    from b12track.quantity import ug_text

    with session.reading() as diary:
        found = beside(diary, session.person_id, span[0], span[-1], session.today)
    marks = [
        Mark(date.fromisoformat(one.given_on), "injection", f"{ug_text(one.dose_ng)} µg {one.form}")
        for one in found.injections
    ]
    marks += [
        Mark(date.fromisoformat(one.taken_on), "blood test", f"{one.marker} {one.value} {one.unit}")
        for one in found.labs
    ]
    marks += [
        Mark(date.fromisoformat(one.noted_on), "symptom", f"{one.words}, {one.severity} of 10")
        for one in found.symptoms
    ]
    return sorted(marks, key=lambda mark: mark.date)


def calendar_picture(session: Session, span: list[date]) -> Picture:
    """The calendar of consecutive days."""
    from b12track.analysis.summary import summary
    from b12track.charts.calendar import calendar_figure, calendar_words
    from b12track.report.document import span_document
    from b12track.report.text_charts import calendar_lines

    with session.reading() as diary:
        shown = days(diary, session.person_id, span, session.today)
    reference, line = session.reference(span[-1]), reference_line(session, span)
    return Picture(
        calendar_words(shown, line),
        calendar_lines(shown, reference.per_day_ng),
        span_document(shown, summary(shown), reference),
        lambda look: calendar_figure(shown, line, look),
    )


def symptoms_picture(session: Session, span: list[date]) -> Picture:
    """Symptoms above intake."""
    from b12track.analysis.beside import beside
    from b12track.analysis.summary import summary
    from b12track.charts.symptoms import Symptoms, name_of, symptoms_figure, symptoms_words
    from b12track.report.document import span_document
    from b12track.report.text_charts import symptom_lines

    with session.reading() as diary:
        shown = days(diary, session.person_id, span, session.today)
        found = beside(diary, session.person_id, span[0], span[-1], session.today)
    picture = Symptoms(shown, found.symptoms, reference_line(session, span))
    document = span_document(shown, summary(shown), session.reference(span[-1]))
    document["symptoms"] = [
        {"date": one.noted_on, "term": one.term, "severity": one.severity, "side": one.side,
         "text": one.words}
        for one in found.symptoms
    ]  # fmt: skip

    def draw(look: Look) -> Figure:
        from b12track.analysis.intake import daily_intake

        return symptoms_figure(daily_intake(shown), picture, look)

    rows = [(one.noted_on, one.severity, name_of(one)) for one in found.symptoms]
    return Picture(symptoms_words(picture), symptom_lines(rows), document, draw)


def store_picture(session: Session, span: list[date], years: int) -> Picture:
    """The projection of `b12track store`, with the uptake of the span's recorded days."""
    from b12track.charts.store import Projection, store_figure, store_words
    from b12track.cli.store import NITROUS_OXIDE, projected, projects_nothing
    from b12track.report.store import store_document
    from b12track.report.text_charts import store_lines
    from b12track.wording import of_days

    if projects_nothing(session):
        raise InputRefused(NITROUS_OXIDE)
    with session.reading() as diary:
        shown = days(diary, session.person_id, span, session.today)
    if not any(day.is_recorded for day in shown):
        raise InputRefused("No complete recorded day in this time: there is nothing to project.")
    assumed = {"profile": None, "start_ug": None, "uptake_ug_per_day": None}
    found = projected(session, years, assumed, span)
    recorded = sum(day.is_recorded for day in shown)
    told = f"by mouth and by injection, the mean of {of_days(recorded, 'recorded day')}"
    picture = Projection(found.store, found.series, found.years, told)
    return Picture(
        store_words(picture),
        store_lines(found.series),
        {**store_document(found, session.today), "recorded_days": recorded},
        lambda look: store_figure(picture, look),
    )


def sources_picture(parts: list[Contributor], shown: list[Day], by: str) -> Picture:
    """The contributors of these days, the largest first."""
    from b12track.charts.sources import Sources, sources_figure, sources_words
    from b12track.report.text_charts import source_lines

    recorded = sum(day.is_recorded for day in shown)
    picture = Sources(parts, shown[0].date, shown[-1].date, recorded, by)
    return Picture(
        sources_words(picture),
        source_lines(parts),
        {"by": by, "recorded_days": recorded, "sources": source_documents(parts)},
        lambda look: sources_figure(picture, look),
    )


def source_documents(parts: list[Contributor]) -> list[dict[str, Any]]:
    """Contributors for JSON: `b12_ug` is a lower bound when `b12_unknown_entries` is above 0."""
    from b12track.report.document import ug

    return [
        {
            "name": part.name,
            "food_code": part.food_code or None,
            "origin": part.b12_origin,
            "b12_ug": None if part.unknown_entries == part.entries else ug(part.b12_ng),
            "b12_unknown_entries": part.unknown_entries,
            "entries": part.entries,
        }
        for part in parts
    ]


def reference_line(session: Session, span: list[date]) -> ReferenceLine:
    """The reference as charts name it: that of the last day, and each day's own if it changed."""
    from b12track.charts.words import ReferenceLine

    reference = session.reference(span[-1])
    daily = tuple(one.per_day_ng for one in session.references(span))
    return ReferenceLine(
        reference.per_day_ng,
        authority_name(reference.authority),
        f"{reference.kind} {reference.year}",
        reference.source,
        daily if len(set(daily)) > 1 else (),
    )
