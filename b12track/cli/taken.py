"""`take` with its part: the supplements on record."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

import click

from b12track.cli.default_group import DefaultGroup
from b12track.cli.options import as_csv, as_json, csv_text, for_person, one_format
from b12track.cli.session import Session, say, say_json
from b12track.cli.take import take as save_supplement
from b12track.diary import dates, doses
from b12track.diary.days import entries_between
from b12track.report.document import ug
from b12track.text import escaped

if TYPE_CHECKING:
    from b12track.diary.doses import Supplement
    from b12track.diary.journal import Entry

_DAYS: Final = 90

take = DefaultGroup(save_supplement)


@take.command("list")
@click.option("--from", "start", metavar="DAY", help="The first day (else the last 90 days).")
@click.option("--to", "end", metavar="DAY", default="today", help="The last day (else today).")
@for_person
@as_json
@as_csv
@click.pass_obj
def list_taken(session: Session, start: str | None, end: str, as_json: bool, as_csv: bool) -> None:
    """List the supplements that were swallowed, by day."""
    one_format(as_json, as_csv)
    last = dates.day(end, session.today)
    first = dates.day(start, session.today) if start else last - timedelta(days=_DAYS - 1)
    ends = (session.person_id, first, last)
    with session.reading() as diary:
        known = doses.supplements(diary, *ends)
        supplements = [
            entry for entry in entries_between(diary, *ends) if entry.b12_origin == "supplement"
        ]
    documents = [_document(entry, known.get(entry.entry_id)) for entry in supplements]
    if as_json:
        say_json({"supplements": documents})
    elif as_csv:
        header = ["id", "date", "name", "amount", "b12_ug", "form", "route"]
        say(csv_text(header, [[entry[key] for key in header] for entry in documents]))
    else:
        say("\n".join(map(_line, documents)) or "No supplement on these days: b12track take 50 µg")


def _document(entry: Entry, known: Supplement | None) -> dict[str, object]:
    return {
        "id": entry.entry_id,
        "date": entry.eaten_on,
        "name": entry.food_name,
        "amount": entry.amount,
        "b12_ug": ug(entry.b12_ng),
        "form": known.form if known else None,
        "route": known.route if known else "oral",
    }


def _line(row: dict[str, object]) -> str:
    amount = "B12 unknown" if row["b12_ug"] is None else f"{row['b12_ug']:g} µg"
    form = f", {row['form']}" if row["form"] else ""
    return escaped(f"{row['date']}  #{row['id']} {row['name']}, {row['amount']}{form}: {amount}")
