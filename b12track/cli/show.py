"""`today`, `day`, `week`, `month`, `show`, `gaps` and the bare command: reading the diary."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import click

from b12track.analysis.summary import summary
from b12track.cli.options import (
    NEGATIVE_ARGUMENTS,
    as_csv,
    as_json,
    csv_text,
    day_argument,
    for_person,
    one_format,
)
from b12track.cli.session import Session, say, say_json
from b12track.diary import dates
from b12track.diary.days import Day, days, entries_between, entries_on, first_and_last
from b12track.report import text

if TYPE_CHECKING:
    import sqlite3

    from b12track.analysis.beside import Beside
    from b12track.diary.journal import Entry
    from b12track.report.companions import References
    from b12track.science.band import Band


@click.command()
@click.pass_obj
def glance(session: Session) -> None:
    """Today, and the last 14 days in one line."""
    with session.reading() as diary:
        span = dates.span(session.today - timedelta(days=13), session.today)
        fortnight = days(diary, session.person_id, span, session.today)
        entries = entries_on(diary, session.person_id, session.today)
        others = _beside(session, diary, [session.today])
        empty = first_and_last(diary, session.person_id) is None
        empty = empty and _beside(session, diary, span).is_empty
    if empty:
        say("The diary is empty. Log a first meal:\n\n    b12track log 2 eggs, a glass of milk\n")
        say(text.wrapped(text.FOOTER))
        return
    reference = session.reference()
    absorbed = _absorbed(session, fortnight[-1], entries)
    say(_with(text.day_text(fortnight[-1], entries, reference, absorbed), others, with_day=False))
    say(text.glance_text(fortnight, reference))


@click.command()
@for_person
@as_json
@as_csv
@click.pass_obj
def today(session: Session, as_json: bool, as_csv: bool) -> None:
    """Show today: entries, total, reference."""
    _show_day(session, session.today, as_json, as_csv)


@click.command(context_settings=NEGATIVE_ARGUMENTS)
@day_argument()
@for_person
@as_json
@as_csv
@click.pass_obj
def day(session: Session, day: str, as_json: bool, as_csv: bool) -> None:
    """Show one day: entries, total, reference."""
    _show_day(session, dates.day(day, session.today), as_json, as_csv)


def _show_day(session: Session, on: date, as_json: bool, as_csv: bool) -> None:
    one_format(as_json, as_csv)
    with session.reading() as diary:
        (shown_day,) = days(diary, session.person_id, [on], session.today)
        entries = entries_on(diary, session.person_id, on)
        person = _person(diary, session.person_id)
        others = _beside(session, diary, [on])
    absorbed = _absorbed(session, shown_day, entries)
    if as_json or as_csv:
        from b12track.report.document import day_document

        document = day_document(shown_day, entries, session.reference(on), person, absorbed)
        if as_json:
            say_json({**document, **_documents(others)})
        else:
            say(_rows_as_csv(document["entries"]))
    else:
        reference = session.reference(on)
        say(_with(text.day_text(shown_day, entries, reference, absorbed), others, with_day=False))


def _beside(session: Session, diary: sqlite3.Connection, span: list[date]) -> Beside:
    """Injections, symptoms and blood tests of the days, which are no part of any total."""
    from b12track.analysis.beside import beside

    return beside(diary, session.person_id, span[0], span[-1], session.today)


def _with(page: str, others: Beside, with_day: bool) -> str:
    """A page with the lines of what stands beside the meals."""
    if others.is_empty:
        return page
    from b12track.report.beside import beside_lines

    return "\n".join([page, *beside_lines(others, with_day)])


def _documents(others: Beside) -> dict[str, Any]:
    from b12track.report.beside import beside_document

    return beside_document(others)


def _absorbed(session: Session, shown_day: Day, entries: list[Entry]) -> Band | None:
    """What the model says was absorbed of a day; None where nothing of the day is known."""
    from b12track.analysis.absorbed import absorbed_of

    if shown_day.b12_ng is None:
        return None
    return absorbed_of(entries, session.profile_on(shown_day.date.isoformat()))


def _person(diary: sqlite3.Connection, person_id: int) -> str:
    (name,) = diary.execute("SELECT name FROM person WHERE person_id = ?", (person_id,)).fetchone()
    return str(name)


def _rows_as_csv(rows: list[dict[str, Any]]) -> str:
    header = list(rows[0]) if rows else ["id"]
    return csv_text(header, [list(row.values()) for row in rows])


@click.command(context_settings=NEGATIVE_ARGUMENTS)
@day_argument()
@for_person
@as_json
@as_csv
@click.pass_obj
def week(session: Session, day: str, as_json: bool, as_csv: bool) -> None:
    """Show the seven days up to DAY."""
    end = dates.day(day, session.today)
    _show_span(session, dates.span(end - timedelta(days=6), end), as_json, as_csv)


@click.command(context_settings=NEGATIVE_ARGUMENTS)
@day_argument()
@for_person
@as_json
@as_csv
@click.pass_obj
def month(session: Session, day: str, as_json: bool, as_csv: bool) -> None:
    """Show the thirty days up to DAY."""
    end = dates.day(day, session.today)
    _show_span(session, dates.span(end - timedelta(days=29), end), as_json, as_csv)


@click.command()
@click.option("--from", "start", metavar="DAY", required=True, help="The first day.")
@click.option("--to", "end", metavar="DAY", default="today", help="The last day (else today).")
@for_person
@as_json
@as_csv
@click.pass_obj
def show(session: Session, start: str, end: str, as_json: bool, as_csv: bool) -> None:
    """Show every day of a span, and the mean of those recorded."""
    span = dates.span(dates.day(start, session.today), dates.day(end, session.today))
    _show_span(session, span, as_json, as_csv)


def _show_span(session: Session, span: list[date], as_json: bool, as_csv: bool) -> None:
    from b12track.analysis.absorbed import absorbed_by_day, mean_absorbed
    from b12track.analysis.companions import companions
    from b12track.diary.doses import supplements

    one_format(as_json, as_csv)
    with session.reading() as diary:
        shown = days(diary, session.person_id, span, session.today)
        entries = entries_between(diary, session.person_id, span[0], span[-1])
        others = _beside(session, diary, span)
        known = supplements(diary, session.person_id, span[0], span[-1])
    end = span[-1]
    references = _companion_references(session, end)
    along = companions(shown, entries, known), references, session.age_months(end)
    by_day = absorbed_by_day(entries, session.profile_on)
    absorbed, usual = mean_absorbed(shown, by_day), _usual_intake(session, shown, by_day)
    reference = session.reference(span[-1])
    if as_json or as_csv:
        from b12track.report.document import span_document

        document = span_document(shown, summary(shown), reference, absorbed)
        if as_json:
            from b12track.report.companions import companion_document

            say_json({**document, **usual[0], **_documents(others), **companion_document(*along)})
        else:
            say(_rows_as_csv(document["days"]))
    else:
        page = text.span_text(shown, summary(shown), reference, absorbed)
        from b12track.report.companions import companion_lines

        page = "\n".join([page, *usual[1], *companion_lines(*along)])
        say(_with(page, others, with_day=True))


def _usual_intake(
    session: Session, shown: list[Day], by_day: dict[str, Band]
) -> tuple[dict[str, Any], list[str]]:
    """What a span of more than a week says of usual intake, for scripts and in lines."""
    if len(shown) <= 7:
        return {}, []  # a week says too little, and is instant without the statistics
    from b12track.analysis.usual_intake import usual_intake
    from b12track.report.usual_intake import usual_intake_document, usual_intake_text

    on = shown[-1].date
    requirement = session.yardstick.average_requirement(on)
    found = usual_intake(shown, by_day, session.reference(on), requirement)
    document = {"usual_intake": usual_intake_document(found, requirement)}
    return document, usual_intake_text(found, requirement).splitlines()


def _companion_references(session: Session, on: date) -> References:
    """The values of B6 and thiamin by the same authority, None where it prints none."""
    return session.yardstick.value_of("b6", on), session.yardstick.value_of("thiamin", on)


@click.command()
@click.option("--from", "start", metavar="DAY", help="The first day (else the diary's first).")
@click.option("--to", "end", metavar="DAY", help="The last day (else yesterday).")
@for_person
@as_json
@as_csv
@click.pass_obj
def gaps(session: Session, start: str | None, end: str | None, as_json: bool, as_csv: bool) -> None:
    """List the days that are unrecorded or partial."""
    one_format(as_json, as_csv)
    with session.reading() as diary:
        ends = first_and_last(diary, session.person_id)
        last = dates.day(end or "yesterday", session.today)
        first = dates.day(start, session.today) if start else _first(ends, last)
        found = []
        if first <= last:
            found = days(diary, session.person_id, dates.span(first, last), session.today)
    missing = [one for one in found if one.state in ("unrecorded", "partial")]
    runs = _same_state_runs(missing)
    rows = [
        {"start": a.date.isoformat(), "end": b.date.isoformat(), "state": a.state,
         "days": (b.date - a.date).days + 1}
        for a, b in runs
    ]  # fmt: skip
    if as_json:
        say_json({"gaps": rows, "total_days": len(found)})
    elif as_csv:
        say(csv_text(["start", "end", "state", "days"], [list(row.values()) for row in rows]))
    else:
        say(_gaps_text(rows, len(found)))


def _first(ends: tuple[str, str] | None, last: date) -> date:
    return date.fromisoformat(ends[0]) if ends else last


def _same_state_runs(missing: list[Day]) -> list[tuple[Day, Day]]:
    """First and last day of each run of consecutive days in one state."""
    runs: list[tuple[Day, Day]] = []
    for one in missing:
        if runs:
            first, last = runs[-1]
            if last.state == one.state and one.date == last.date + timedelta(days=1):
                runs[-1] = (first, one)
                continue
        runs.append((one, one))
    return runs


def _gaps_text(rows: list[dict[str, Any]], total: int) -> str:
    if not rows:
        return f"No gaps in {total} day{'' if total == 1 else 's'}."
    lines = [
        f"{row['start']}: {row['state']}"
        if row["days"] == 1
        else f"{row['start']} to {row['end']}: {row['state']}, {row['days']} days"
        for row in rows
    ]
    counted = sum(row["days"] for row in rows)
    return "\n".join([*lines, f"{counted} of {total} days are not fully recorded."])
