"""`often`: what is eaten again and again, with the ids that `again` repeats."""

from __future__ import annotations

from datetime import timedelta

import click

from b12track.cli.options import as_csv, as_json, for_person, one_format, table_text
from b12track.cli.session import Session, say, say_json
from b12track.diary.often import eaten_often
from b12track.report.document import entry_document
from b12track.report.text import entry_lines

_DAYS = 90


@click.command()
@click.option(
    "--last",
    metavar="N",
    type=click.IntRange(1, 100),
    default=8,
    show_default=True,
    help="How many.",
)
@for_person
@as_json
@as_csv
@click.pass_obj
def often(session: Session, last: int, as_json: bool, as_csv: bool) -> None:
    """List what is eaten most often.

    b12track again ID writes it down once more.
    """
    with session.reading() as diary:
        since = session.today - timedelta(days=_DAYS - 1)
        habits = eaten_often(diary, session.person_id, since, last)
    one_format(as_json, as_csv)
    documents = [{**entry_document(habit.entry), "times": habit.times} for habit in habits]
    if as_json:
        say_json({"often": documents})
    elif as_csv:
        say(
            table_text(["id", "food", "food_code", "amount", "grams", "b12_ug", "times"], documents)
        )
    else:
        lines = entry_lines([habit.entry for habit in habits], session.preference("clock"))
        say("\n".join(lines) or f"Nothing was eaten twice in the last {_DAYS} days.")
