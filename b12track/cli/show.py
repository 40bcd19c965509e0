"""`today`, `day`, `week`, `month`, `show` and `gaps`: reading the diary."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import click

from b12track.cli.day_page import show_day
from b12track.cli.options import (
    NEGATIVE_ARGUMENTS,
    day_argument,
    detail,
    for_person,
    shaped,
    until_day,
)
from b12track.cli.span_page import MONTH_DAYS, WEEK_DAYS, show_span
from b12track.diary import dates
from b12track.diary.days import Day, days, first_and_last
from b12track.wording import of_days

if TYPE_CHECKING:
    from b12track.cli.session import Session
    from b12track.cli.shape import Shape


@click.command()
@for_person
@shaped
@detail
@click.pass_obj
def today(session: Session, shape: Shape) -> None:
    """Show today: entries, total, reference.

    The reference is what an authority recommends a day; profile set chooses whose. The number
    before each entry is its ID, for edit, delete and again.

    \b
    Examples:
      b12track today
      b12track today --detail
    """
    show_day(session, session.today, shape)


@click.command(context_settings=NEGATIVE_ARGUMENTS)
@day_argument
@for_person
@shaped
@detail
@click.pass_obj
def day(session: Session, day: str, shape: Shape) -> None:
    """Show one day: entries, total, reference.

    DAY is today, yesterday, mon, -3d, 7 apr or 2026-03-01; without it, today.

    \b
    Examples:
      b12track day yesterday
      b12track day 7 nov
    """
    show_day(session, dates.day(day, session.today), shape)


@click.command(context_settings=NEGATIVE_ARGUMENTS)
@day_argument
@click.option("--calendar", is_flag=True, help="The calendar week so far, not the last seven days.")
@for_person
@shaped
@detail
@click.pass_obj
def week(session: Session, day: str, calendar: bool, shape: Shape) -> None:
    """Show the seven days up to DAY.

    DAY is today, yesterday, mon, -3d, 7 apr or 2026-03-01; without it, today. b12track chart week
    --words says the bars in sentences.

    \b
    Examples:
      b12track week
      b12track week sunday
      b12track week --calendar
    """
    start, end = session.days_meant(None, day, WEEK_DAYS)
    if calendar:
        start = dates.week_start(end, session.preference("week-starts"))
        end = min(start + timedelta(days=WEEK_DAYS - 1), session.today)
    show_span(session, (start, end), shape)


@click.command(context_settings=NEGATIVE_ARGUMENTS)
@day_argument
@for_person
@shaped
@detail
@click.pass_obj
def month(session: Session, day: str, shape: Shape) -> None:
    """Show the thirty days up to DAY.

    DAY is today, yesterday, mon, -3d, 7 apr or 2026-03-01; without it, today.

    \b
    Examples:
      b12track month
      b12track month 2026-10-31
    """
    show_span(session, session.days_meant(None, day, MONTH_DAYS), shape)


@click.command()
@click.option("--from", "start", metavar="DAY", required=True, help="The first day.")
@until_day
@for_person
@shaped
@detail
@click.pass_obj
def show(session: Session, start: str, end: str, shape: Shape) -> None:
    """Show every day of a span, and the mean of those recorded.

    Recorded are days marked complete or fasting, and past days with meals.

    \b
    Examples:
      b12track show --from "1 nov"
      b12track show --from 2026-11-01 --to yesterday --csv
    """
    span = dates.span(*session.days_meant(start, end))
    show_span(session, (span[0], span[-1]), shape)


@click.command()
@click.option("--from", "start", metavar="DAY", help="The first day (else the diary's first).")
@click.option("--to", "end", metavar="DAY", help="The last day (else yesterday).")
@for_person
@shaped
@click.pass_obj
def gaps(session: Session, start: str | None, end: str | None, shape: Shape) -> None:
    """List the days that are unrecorded or partial.

    Unrecorded is a day of which nothing is written down, partial one of which something is
    missing. b12track mark says what a day was.

    \b
    Examples:
      b12track gaps
      b12track gaps --from -30d
    """
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
    return "\n".join([*lines, f"Not fully recorded: {counted} of {of_days(total)}."])
