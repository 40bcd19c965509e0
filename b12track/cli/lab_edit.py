"""`lab edit`: a result put right; what it was before stays in the history."""

from __future__ import annotations

from decimal import Decimal

import click

from b12track.cli.numbers import row_number_argument
from b12track.cli.options import as_json, for_person
from b12track.cli.session import Session, json_text, say_saved
from b12track.diary import dates, doses, journal, labs
from b12track.errors import InputRefused
from b12track.report.health_record import lab_document
from b12track.report.labs import changed_text
from b12track.text import accepted


@click.command("edit")
@row_number_argument("lab")
@click.option("--value", metavar="N", help="The value as it was printed.")
@click.option("--unit", metavar="UNIT", help="Its unit as it was printed.")
@click.option("--on", metavar="DAY", help="The day the blood was taken.")
@click.option("--low", metavar="N", help="The low end of the laboratory's own range.")
@click.option("--high", metavar="N", help="The high end of the laboratory's own range.")
@click.option("--note", metavar="TEXT", help="The note in its place.")
@for_person
@as_json
@click.pass_obj
def edit_lab(session: Session, /, number: int, as_json: bool, **options: str | None) -> None:
    """Put a result right; b12track undo takes that back."""
    if not any(options.values()):
        raise click.UsageError("Say what to change: --value, --unit, --on, --low, --high, --note.")
    with session.writing() as diary:
        before = doses.own_row(diary, "lab", session.person_id, number, "change")
        values = _new_values(session, str(before["marker"]), options)
        _refuse_turned_range({**before, **values})
        act_id = journal.begin(diary, session.act("lab edit"))
        journal.change(diary, act_id or 0, ("lab", number), values)
        changed = labs.lab(diary, number)
    if as_json:
        say_saved(json_text({"labs": [lab_document(changed)]}))
    else:
        say_saved(changed_text(changed))


def _new_values(session: Session, marker: str, options: dict[str, str | None]) -> dict[str, object]:
    """The columns that the options change; InputRefused for what cannot be a result."""
    from b12track.cli.lab import end_of_range, result, unit_of

    values: dict[str, object] = {}
    if options["value"]:
        values["value"] = result(options["value"])
    if options["unit"]:
        values["unit"] = unit_of(marker, options["unit"])
    for end in ("low", "high"):
        if options[end]:
            values[end] = end_of_range(options[end])
    if options["on"]:
        values["taken_on"] = dates.day(options["on"], session.today).isoformat()
    if options["note"]:
        values["note"] = accepted(options["note"], "the note")
    return values


def _refuse_turned_range(row: dict[str, object]) -> None:
    if row["low"] and row["high"] and Decimal(str(row["low"])) > Decimal(str(row["high"])):
        raise InputRefused(f"The low end {row['low']} lies above the high end {row['high']}.")
