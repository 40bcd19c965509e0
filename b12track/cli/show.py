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
    one_format,
)
from b12track.cli.session import Session, say, say_json
from b12track.diary import dates
from b12track.diary.days import Day, days, entries_on, first_and_last
from b12track.report import text

if TYPE_CHECKING:
    import sqlite3


@click.command()
@click.pass_obj
def glance(session: Session) -> None:
    """Today, and the last 14 days in one line."""
    with session.reading() as diary:
        span = dates.span(session.today - timedelta(days=13), session.today)
        fortnight = days(diary, session.person_id, span, session.today)
        entries = entries_on(diary, session.person_id, session.today)
        empty = first_and_last(diary, session.person_id) is None
    if empty:
        say("The diary is empty. Log a first meal:\n\n    b12track log 2 eggs, a glass of milk\n")
        say(text.wrapped(text.FOOTER))
        return
    reference = session.reference()
    say(text.day_text(fortnight[-1], entries, reference))
    say(text.glance_text(fortnight, reference))


@click.command()
@as_json
@as_csv
@click.pass_obj
def today(session: Session, as_json: bool, as_csv: bool) -> None:
    """Show today: entries, total, reference."""
    _show_day(session, session.today, as_json, as_csv)


@click.command(context_settings=NEGATIVE_ARGUMENTS)
@day_argument()
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
    if as_json or as_csv:
        from b12track.report.document import day_document

        document = day_document(shown_day, entries, session.reference(), person)
        if as_json:
            say_json(document)
        else:
            say(_rows_as_csv(document["entries"]))
    else:
        say(text.day_text(shown_day, entries, session.reference()))


def _person(diary: sqlite3.Connection, person_id: int) -> str:
    (name,) = diary.execute("SELECT name FROM person WHERE person_id = ?", (person_id,)).fetchone()
    return str(name)


def _rows_as_csv(rows: list[dict[str, Any]]) -> str:
    header = list(rows[0]) if rows else ["id"]
    return csv_text(header, [list(row.values()) for row in rows])


@click.command(context_settings=NEGATIVE_ARGUMENTS)
@day_argument()
@as_json
@as_csv
@click.pass_obj
def week(session: Session, day: str, as_json: bool, as_csv: bool) -> None:
    """Show the seven days up to DAY."""
    end = dates.day(day, session.today)
    _show_span(session, dates.span(end - timedelta(days=6), end), as_json, as_csv)


@click.command(context_settings=NEGATIVE_ARGUMENTS)
@day_argument()
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
@as_json
@as_csv
@click.pass_obj
def show(session: Session, start: str, end: str, as_json: bool, as_csv: bool) -> None:
    """Show every day of a span, with the mean over its recorded days."""
    span = dates.span(dates.day(start, session.today), dates.day(end, session.today))
    _show_span(session, span, as_json, as_csv)


def _show_span(session: Session, span: list[date], as_json: bool, as_csv: bool) -> None:
    one_format(as_json, as_csv)
    with session.reading() as diary:
        shown = days(diary, session.person_id, span, session.today)
    reference = session.reference()
    if as_json or as_csv:
        from b12track.report.document import span_document

        document = span_document(shown, summary(shown), reference)
        if as_json:
            say_json(document)
        else:
            say(_rows_as_csv(document["days"]))
    else:
        say(text.span_text(shown, summary(shown), reference))


@click.command()
@click.option("--from", "start", metavar="DAY", help="The first day (else the diary's first).")
@click.option("--to", "end", metavar="DAY", help="The last day (else yesterday).")
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
        return f"No gaps in {total} days."
    lines = [
        f"{row['start']}: {row['state']}"
        if row["days"] == 1
        else f"{row['start']} to {row['end']}: {row['state']}, {row['days']} days"
        for row in rows
    ]
    counted = sum(row["days"] for row in rows)
    return "\n".join([*lines, f"{counted} of {total} days are not fully recorded."])
