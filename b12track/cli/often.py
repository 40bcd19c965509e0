"""`often`: what is eaten again and again, with the ids that `again` repeats."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import click

from b12track.cli.options import Whole, for_person, shaped
from b12track.diary.often import eaten_often
from b12track.report.document import entry_document
from b12track.report.text import entry_lines

if TYPE_CHECKING:
    from b12track.cli.session import Session
    from b12track.cli.shape import Shape

_DAYS = 90


@click.command()
@click.option("--last", metavar="N", type=Whole(1, 100), default=8, help="How many (else 8).")
@for_person
@shaped
@click.pass_obj
def often(session: Session, last: int, shape: Shape) -> None:
    """List what is eaten most often.

    The number before each is its ID: b12track again ID writes it down once more. It looks at
    the last 90 days.

    \b
    Examples:
      b12track often
      b12track often --last 20
    """
    with session.reading() as diary:
        since = session.today - timedelta(days=_DAYS - 1)
        habits = eaten_often(diary, session.person_id, since, last)
    rows = [{**entry_document(habit.entry), "times": habit.times} for habit in habits]
    lines = entry_lines([habit.entry for habit in habits], session.preference("clock"))
    text = "\n".join(lines) or f"Nothing was eaten twice in the last {_DAYS} days."
    shape.say({"often": rows}, rows, "id food food_code amount grams b12_ug times", text)
