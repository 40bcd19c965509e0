"""`take` with its part: the supplements on record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from b12track.cli.default_group import DefaultGroup
from b12track.cli.options import for_person, shaped, since_day, until_day
from b12track.cli.take import take as save_supplement
from b12track.diary import doses
from b12track.diary.days import entries_between
from b12track.report.document import ug
from b12track.text import escaped

if TYPE_CHECKING:
    from b12track.cli.session import Session
    from b12track.cli.shape import Shape
    from b12track.diary.doses import Supplement
    from b12track.diary.journal import Entry

take = DefaultGroup(save_supplement)


@take.command("list")
@since_day("the last 90 days")
@until_day
@for_person
@shaped
@click.pass_obj
def list_taken(session: Session, start: str | None, end: str, shape: Shape) -> None:
    """List the supplements that were swallowed, by day.

    \b
    Examples:
      b12track take list
      b12track take list --from 2026-01-01
    """
    ends = (session.person_id, *session.days_meant(start, end, 90))
    with session.reading() as diary:
        known = doses.supplements(diary, *ends)
        entries = entries_between(diary, *ends)
    supplements = [entry for entry in entries if entry.b12_origin == "supplement"]
    rows = [_document(entry, known.get(entry.entry_id)) for entry in supplements]
    text = "\n".join(map(_line, rows)) or "No supplement on these days: b12track take 50 µg"
    columns = "id date name amount b12_ug form route"
    shape.say({"supplements": rows}, rows, columns, text)


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
