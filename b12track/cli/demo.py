"""`demo`: a year of an invented person in a throw-away diary, shown as the tool shows it."""

from __future__ import annotations

import os
from datetime import datetime
from typing import TYPE_CHECKING

import click

from b12track.cli.options import on_day
from b12track.cli.progress_line import progress_bar
from b12track.cli.session import Session, say
from b12track.diary import dates, journal
from b12track.diary.invented_year import DAYS, InventedDay, invented_year

if TYPE_CHECKING:
    import sqlite3

    from b12track.foods.weighing import Item


@click.command()
@on_day("today", "today")
@click.pass_context
def demo(ctx: click.Context, on: str) -> None:
    """Show a year of an invented person, up to today or another day.

    It is written to a diary of its own, in a folder for files that may be thrown away; your own
    diary is not touched.

    \b
    Example:
      b12track demo
    """
    import tempfile

    real: Session = ctx.obj
    folder = tempfile.mkdtemp(prefix="b12track-demo-")
    session = Session(os.path.join(folder, "diary.db"))
    ctx.call_on_close(session.close)
    day = dates.day(on, real.today)
    # The afternoon of that day, so that the same day always gives the same pages.
    session.now = datetime.combine(day, datetime.min.time().replace(hour=14)).astimezone()
    write_year(session)
    ctx.obj = session
    _tell(ctx, os.path.join(folder, "week.png"))


def write_year(session: Session) -> None:
    """Logs the year through the same steps as `log`, in one transaction."""
    from b12track.foods.phrase import items

    catalogue = session.catalogue()
    understood: dict[str, list[Item]] = {}
    with session.writing() as diary, progress_bar("Writing the invented year") as progress:
        for number, day in enumerate(invented_year(session.today)):
            for meal in day.meals:
                if meal.phrase not in understood:
                    understood[meal.phrase] = items(meal.phrase, catalogue)
            _log(session, diary, day, understood)
            progress((number + 1) / DAYS)


def _log(
    session: Session, diary: sqlite3.Connection, day: InventedDay, understood: dict[str, list[Item]]
) -> None:
    for meal in day.meals:
        at = datetime.combine(day.date, meal.at).astimezone()
        eaten = journal.Eaten(session.person_id, day.date, at, meal.occasion)
        act_id = journal.begin(diary, journal.Act("log", at))
        journal.record(diary, act_id or 0, eaten, understood[meal.phrase])
    if day.mark:
        act_id = journal.begin(diary, journal.Act(f"mark {day.mark}", session.now))
        journal.mark(diary, act_id or 0, session.person_id, [day.date], day.mark)


def _tell(ctx: click.Context, picture: str) -> None:
    """Today, the week, the flags, the charts, and where everything lies."""
    from b12track.cli import chart, flags, show

    session: Session = ctx.obj
    say("An invented person: omnivore, then vegan, then with a tablet every Sunday.\n")
    for line, command, given in (
        ("today", show.today, {}),
        ("week", show.week, {"day": "today"}),
        ("flags", flags.flags, {}),
        ("chart trend", chart.trend, {}),
    ):
        say(f"$ b12track {line}")
        ctx.invoke(command, **given)
        say("")
    say(f"$ b12track chart week -o {picture}")
    ctx.invoke(chart.week, path=picture)
    say(f"\nThe picture:  {picture}\nThe diary:    {session.path}")
    say(f"Look around:  b12track --diary {session.path} month")
    say(f"As a page:    b12track --diary {session.path} open")
