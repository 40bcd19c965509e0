"""`symptom edit`: a note put right; what it was before stays in the history."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

import click

from b12track.cli.numbers import row_number_argument
from b12track.cli.options import as_json, for_person
from b12track.cli.session import Session, json_text, say_saved
from b12track.diary import dates, doses, journal, symptoms
from b12track.errors import InputRefused
from b12track.report.symptoms import changed_text, documents
from b12track.text import accepted

if TYPE_CHECKING:
    from typing import Unpack


class SymptomOptions(TypedDict):
    """What the options of `symptom edit` say is otherwise."""

    severity: int | None
    words: str | None
    side: str | None
    since: str | None
    on: str | None
    note: str | None


@click.command("edit")
@row_number_argument("symptom")
@click.option("--severity", metavar="0-10", type=click.IntRange(0, 10), help="How strong it was.")
@click.option("--words", metavar="TEXT", help="What was felt, filed anew under its term.")
@click.option("--side", type=click.Choice(symptoms.SIDES), help="Which side.")
@click.option("--since", metavar="DAY", help="When it began.")
@click.option("--on", metavar="DAY", help="The day it was felt.")
@click.option("--note", metavar="TEXT", help="The note in its place.")
@for_person
@as_json
@click.pass_obj
def edit_symptom(
    session: Session, /, number: int, as_json: bool, **options: Unpack[SymptomOptions]
) -> None:
    """Put a symptom right; b12track undo takes that back."""
    values = _new_values(session, options)
    with session.writing() as diary:
        before = doses.own_row(diary, "symptom", session.person_id, number, "change")
        _refuse_late_beginning({**before, **values})
        act_id = journal.begin(diary, session.act("symptom edit"))
        journal.change(diary, act_id or 0, ("symptom", number), values)
        changed = symptoms.symptom(diary, number)
    if as_json:
        say_saved(json_text({"symptoms": documents([changed])}))
    else:
        say_saved(changed_text(changed))


def _new_values(session: Session, options: SymptomOptions) -> dict[str, object]:
    """The columns that the options change."""
    from b12track.science.symptoms import meant

    values: dict[str, object] = {}
    if options["severity"] is not None:
        values["severity"] = options["severity"]
    if options["words"]:
        text = accepted(options["words"], "the symptom")
        kind = meant(text)
        values |= {"words": text, "term": kind.term, "hpo": kind.hpo or None}
        values |= {"side": side_in(text)} if side_in(text) else {}
    if options["side"]:
        values["side"] = options["side"]
    for day, column in ((options["since"], "since"), (options["on"], "noted_on")):
        if day:
            values[column] = dates.day(day, session.today).isoformat()
    if options["note"]:
        values["note"] = accepted(options["note"], "the note")
    if not values:
        raise click.UsageError("Say what to change: --severity, --words, --side, --since, --on.")
    return values


def _refuse_late_beginning(row: dict[str, object]) -> None:
    if row["since"] and str(row["since"]) > str(row["noted_on"]):
        raise InputRefused(f"It began on {row['since']}, which is after {row['noted_on']}.")


def side_in(text: str) -> str | None:
    """The side that the words name, if they name one."""
    words = text.lower().split()
    named = [side for side in symptoms.SIDES if side in words]
    if "left" in named and "right" in named:
        return "both"
    return named[0] if len(named) == 1 else None
