"""`today`, `day`, `week`, `month`, `show` and `gaps`: reading the diary."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

import click

from b12track.analysis.day_sentence import day_sentence
from b12track.analysis.summary import summary
from b12track.cli.day_page import doses_to_write, record_documents, show_day, with_record
from b12track.cli.options import (
    NEGATIVE_ARGUMENTS,
    day_argument,
    detail,
    for_person,
    shaped,
    until_day,
)
from b12track.cli.session import Session, say
from b12track.diary import dates
from b12track.diary.days import Day, days, first_and_last
from b12track.report import text
from b12track.wording import of_days

if TYPE_CHECKING:
    from b12track.analysis.span import Span
    from b12track.cli.shape import Shape

#: A view of no more days up to today needs no more history than its sentence.
_SHORT_DAYS: Final = 31


@click.command()
@for_person
@shaped
@detail
@click.pass_obj
def today(session: Session, shape: Shape) -> None:
    """Show today: entries, total, reference."""
    show_day(session, session.today, shape)


@click.command(context_settings=NEGATIVE_ARGUMENTS)
@day_argument
@for_person
@shaped
@detail
@click.pass_obj
def day(session: Session, day: str, shape: Shape) -> None:
    """Show one day: entries, total, reference."""
    show_day(session, dates.day(day, session.today), shape)


@click.command(context_settings=NEGATIVE_ARGUMENTS)
@day_argument
@click.option("--calendar", is_flag=True, help="The calendar week so far, not seven days.")
@for_person
@shaped
@detail
@click.pass_obj
def week(session: Session, day: str, calendar: bool, shape: Shape) -> None:
    """Show the seven days up to DAY.

    --calendar: its calendar week, which starts as profile set --week-starts says.
    """
    start, end = session.days_meant(None, day, 7)
    if calendar:
        start = dates.week_start(end, session.preference("week-starts"))
        end = min(start + timedelta(days=6), session.today)
    _show_span(session, (start, end), shape)


@click.command(context_settings=NEGATIVE_ARGUMENTS)
@day_argument
@for_person
@shaped
@detail
@click.pass_obj
def month(session: Session, day: str, shape: Shape) -> None:
    """Show the thirty days up to DAY."""
    _show_span(session, session.days_meant(None, day, 30), shape)


@click.command()
@click.option("--from", "start", metavar="DAY", required=True, help="The first day.")
@until_day
@for_person
@shaped
@detail
@click.pass_obj
def show(session: Session, start: str, end: str, shape: Shape) -> None:
    """Show every day of a span, and the mean of those recorded."""
    span = dates.span(*session.days_meant(start, end))
    _show_span(session, (span[0], span[-1]), shape)


def _show_span(session: Session, ends: tuple[date, date], shape: Shape) -> None:
    from b12track.analysis.absorbed import mean_absorbed
    from b12track.analysis.other_nutrients import other_nutrients
    from b12track.diary.doses import supplements

    with session.reading() as diary:  # one opening for all that is read
        count = (ends[1] - ends[0]).days + 1
        is_short = ends[1] == session.today and count <= _SHORT_DAYS
        span = session.todays_span(count, with_entries=True) if is_short else session.span(*ends)
        waiting = doses_to_write(session, diary, span)
        known = supplements(diary, session.person_id, *ends)
    yardstick, age = session.yardstick, session.age_months(ends[1])
    references = yardstick.value_of("b6", ends[1]), yardstick.value_of("thiamin", ends[1])
    along = other_nutrients(span.days, span.entries, known), references, age
    means = summary(span.days), session.reference(ends[1]), mean_absorbed(span.days, span.absorbed)
    if shape.is_for_scripts:
        from b12track.analysis.judgement import judgement
        from b12track.report import document
        from b12track.report.other_nutrients import nutrient_document

        rows = document.day_rows_absorbed(span.days, means[1], span.absorbed)
        whole = {
            **document.span_document(span.days, *means),
            "days": rows,
            "person": span.person.name,
            "judgement": document.judgement_document(judgement(span)),
            **_usual_intake(span)[0],
            **record_documents(span),
            **nutrient_document(*along),
        }
        shape.say(whole, rows, " ".join(rows[0]))
        return
    from b12track.report.other_nutrients import nutrient_lines

    lines = [text.wrapped(day_sentence(span))]
    lines.append(text.span_text(span.days, *means, detail=shape.detail))
    lines += _usual_intake(span)[1] if shape.detail else []
    page = "\n".join([*lines, *nutrient_lines(*along)])
    say(with_record(page, span, waiting, with_day=True))


def _usual_intake(span: Span) -> tuple[dict[str, object], list[str]]:
    """What a span of more than a week says of usual intake, for scripts and in lines."""
    if len(span.days) <= 7:
        return {}, []  # a week says too little, and is instant without the statistics
    from b12track.analysis.usual_intake import usual_intake
    from b12track.report.usual_intake import usual_intake_document, usual_intake_text

    reference = span.yardstick.reference(span.last)
    requirement = span.yardstick.average_requirement(span.last)
    usual = usual_intake(span.days, span.absorbed, reference, requirement)
    document: dict[str, object] = {"usual_intake": usual_intake_document(usual, requirement)}
    return document, usual_intake_text(usual, requirement).splitlines()


@click.command()
@click.option("--from", "start", metavar="DAY", help="The first day (else the diary's first).")
@click.option("--to", "end", metavar="DAY", help="The last day (else yesterday).")
@for_person
@shaped
@click.pass_obj
def gaps(session: Session, start: str | None, end: str | None, shape: Shape) -> None:
    """List the days that are unrecorded or partial."""
    with session.reading() as diary:
        ends = first_and_last(diary, session.person_id)
        last = dates.day(end or "yesterday", session.today)
        first = date.fromisoformat(ends[0]) if ends else last
        first = dates.day(start, session.today) if start else first
        known = []
        if first <= last:
            known = days(diary, session.person_id, dates.span(first, last), session.today)
    missing = [day for day in known if day.state in ("unrecorded", "partial")]
    rows = [
        {
            "start": a.date.isoformat(),
            "end": b.date.isoformat(),
            "state": a.state,
            "days": (b.date - a.date).days + 1,
        }
        for a, b in _same_state_runs(missing)
    ]
    document = {"person": session.person.name, "gaps": rows, "total_days": len(known)}
    shape.say(document, rows, "start end state days", _gaps_text(rows, len(known)))


def _same_state_runs(missing: list[Day]) -> list[tuple[Day, Day]]:
    """First and last day of each run of consecutive days in one state."""
    runs: list[tuple[Day, Day]] = []
    for day in missing:
        if runs:
            first, last = runs[-1]
            if last.state == day.state and day.date == last.date + timedelta(days=1):
                runs[-1] = (first, day)
                continue
        runs.append((day, day))
    return runs


def _gaps_text(rows: list[dict[str, object]], total: int) -> str:
    if not rows:
        return f"No gaps in {of_days(total)}."
    lines = [
        f"{row['start']}: {row['state']}"
        if row["days"] == 1
        else f"{row['start']} to {row['end']}: {row['state']}, {row['days']} days"
        for row in rows
    ]
    counted = sum(int(str(row["days"])) for row in rows)
    return "\n".join([*lines, f"{counted} of {total} days are not fully recorded."])
