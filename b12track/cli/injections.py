"""`inject` with its parts: the injections on record, one put right, one taken out."""

from __future__ import annotations

from datetime import date

import click

from b12track.cli.default_group import DefaultGroup
from b12track.cli.numbers import row_number_argument
from b12track.cli.options import as_csv, as_json, csv_text, for_person, one_format
from b12track.cli.removal import deletion
from b12track.cli.session import Session, json_text, say, say_json, say_saved
from b12track.cli.take import inject as save_injection
from b12track.diary import dates, doses, journal, plans
from b12track.errors import InputRefused
from b12track.report.health_record import injection_document, injection_text
from b12track.report.text import wrapped
from b12track.text import accepted
from b12track.wording import row_number

inject = DefaultGroup(save_injection)


@inject.command("list")
@click.option("--from", "start", metavar="DAY", help="The first day (else all).")
@click.option("--to", "end", metavar="DAY", default="today", help="The last day (else today).")
@for_person
@as_json
@as_csv
@click.pass_obj
def list_injections(
    session: Session, start: str | None, end: str, as_json: bool, as_csv: bool
) -> None:
    """List the injections by day."""
    one_format(as_json, as_csv)
    first = dates.day(start, session.today) if start else date.min
    with session.reading() as diary:
        last = dates.day(end, session.today)
        given = doses.injections(diary, session.person_id, first, last)
    documents = [injection_document(injection) for injection in given]
    if as_json:
        say_json({"injections": documents})
    elif as_csv:
        header = ["id", "date", "dose_ug", "form", "note"]
        say(csv_text(header, [[injection[key] for key in header] for injection in documents]))
    else:
        lines = [_line(injection) for injection in given]
        say("\n".join(lines) or "No injection recorded: b12track inject 1 mg hydroxocobalamin")


def _line(injection: doses.Injection) -> str:
    number = row_number("injection", injection.injection_id)
    return wrapped(f"{injection.given_on}  {number} {injection_text(injection)}.", "  ")


@inject.command()
@row_number_argument("injection")
@click.option("--dose", metavar="DOSE", help="What was really given: 1 mg, 1000 µg.")
@click.option("--form", metavar="FORM", help="hydroxocobalamin, cyanocobalamin …")
@click.option("--on", metavar="DAY", help="The day it was really given.")
@click.option("--note", metavar="TEXT", help="The note in its place.")
@for_person
@as_json
@click.pass_obj
def edit(session: Session, /, number: int, as_json: bool, **options: str | None) -> None:
    """Put an injection right; b12track undo takes that back."""
    values = _new_values(session, options)
    with session.writing() as diary:
        doses.own_row(diary, "injection", session.person_id, number, "change")
        act_id = journal.begin(diary, session.act("inject edit"))
        journal.change(diary, act_id or 0, ("injection", number), values)
        (changed,) = doses.injections_with(diary, [number])
    if as_json:
        say_saved(json_text({"injections": [injection_document(changed)]}))
    else:
        say_saved(f"Changed: {_line(changed)}")


def _new_values(session: Session, options: dict[str, str | None]) -> dict[str, object]:
    """The columns that the options change; InputRefused for what is not understood."""
    values: dict[str, object] = {}
    if options["dose"]:
        values["dose_ng"], left = plans.dose_in(accepted(options["dose"], "the dose").lower())
        if left:
            raise InputRefused(f"'{left}' is not understood: --dose '1 mg'")
    if options["form"]:
        form, left = plans.form_in(accepted(options["form"], "the form").lower())
        if form is None or left:
            raise InputRefused(f"'{options['form']}' is not a form of B12:", plans.FORMS)
        values["form"] = form
    if options["on"]:
        on = dates.day(options["on"], session.today)
        values |= {"given_on": on.isoformat(), "given_at_s": None, "utc_offset_s": None}
    if options["note"]:
        values["note"] = accepted(options["note"], "the note")
    if not values:
        raise click.UsageError("Say what to change: --dose, --form, --on or --note.")
    return values


delete = deletion("injection", "injections")(inject)
