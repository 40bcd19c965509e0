"""`symptom`: what was felt, in the person's own words, on the same days as meals and doses."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import click

from b12track.cli.options import (
    NEGATIVE_ARGUMENTS,
    as_csv,
    as_json,
    for_person,
    one_format,
    table_text,
)
from b12track.cli.removal import deletion
from b12track.cli.saving import Saving, one_act
from b12track.cli.saving_options import saves
from b12track.cli.session import Session, json_text, say, say_json, say_saved
from b12track.cli.symptom_edit import edit_symptom, side_in
from b12track.diary import dates, symptoms
from b12track.diary.symptoms import Noted
from b12track.errors import InputRefused
from b12track.report.symptoms import (
    documents,
    list_text,
    red_flag_documents,
    red_flags_text,
    saved_text,
)
from b12track.text import accepted
from b12track.wording import row_number


@click.group()
def symptom() -> None:
    """Symptoms: shown beside intake, never explained by it."""


@symptom.command(context_settings=NEGATIVE_ARGUMENTS)
@click.argument("words", metavar="WORDS… SEVERITY", nargs=-1, required=True)
@click.option("--side", type=click.Choice(symptoms.SIDES), help="Which side (else as in words).")
@click.option("--since", metavar="DAY", help="When it began.")
@click.option("--term", metavar="TERM", help="The standard term or HPO id it is filed under.")
@saves(time=False, meal=False)
@click.pass_obj
def log(
    session: Session,
    /,
    words: tuple[str, ...],
    side: str | None,
    since: str | None,
    term: str | None,
    saving: Saving,
) -> None:
    """Save a symptom with how strong it is, from 0 (gone) to 10.

    \b
    b12track symptom log tingling in both feet 4 --since monday
    b12track symptom log cold feet 3
    """
    noted = _noted(session, Felt(" ".join(words), side, since, term), saving)
    with one_act(session, saving, "symptom log") as act:
        earlier = symptoms.last_before(act.diary, noted)
        if act.act_id is None:
            saved, verb = symptoms.symptoms_of(act.diary, act.key), act.verb
        else:
            saved = [symptoms.note(act.diary, act.act_id, noted)]
            number = row_number("symptom", saved[0].symptom_id)
            verb = act.verb if saving.dry_run else f"{act.verb} symptom {number}"
    if saving.as_json:
        say_saved(json_text({"symptoms": documents(saved)}))
    else:
        say_saved("\n".join(saved_text(symptom, verb, earlier) for symptom in saved) or f"{verb}.")


class Felt(NamedTuple):
    """A symptom as it was typed."""

    words: str
    side: str | None
    since: str | None
    term: str | None


def _noted(session: Session, felt: Felt, saving: Saving) -> Noted:
    """The symptom as it will be written; InputRefused without a number from 0 to 10."""
    from b12track.science.symptoms import meant
    from b12track.science.symptoms import symptom as listed

    *name, last = felt.words.split()
    strength = last.removesuffix("/10")
    if not (strength.isascii() and strength.isdecimal() and int(strength) <= 10 and name):
        raise InputRefused(
            "Say what is felt and how strong it is from 0 (gone) to 10:"
            " b12track symptom log tingling in both feet 4"
        )
    text = accepted(" ".join(name), "the symptom")
    on = dates.day(saving.on or "today", session.today)
    since = dates.day(felt.since, session.today) if felt.since else None
    if since and since > on:
        raise InputRefused(f"It began on {since}, which is after {on}.")
    kind = listed(felt.term) if felt.term else meant(text)
    return Noted(
        0,
        session.person_id,
        on.isoformat(),
        since.isoformat() if since else None,
        text,
        kind.term,
        kind.hpo or None,
        int(strength),
        felt.side or side_in(text),
        saving.kept_note,
    )


@symptom.command("list")
@click.option("--from", "start", metavar="DAY", help="The first day (else all).")
@click.option("--to", "end", metavar="DAY", default="today", help="The last day (else today).")
@for_person
@as_json
@as_csv
@click.pass_obj
def list_symptoms(
    session: Session, start: str | None, end: str, as_json: bool, as_csv: bool
) -> None:
    """List the symptoms by day."""
    one_format(as_json, as_csv)
    first = dates.day(start, session.today) if start else date.min
    with session.reading() as diary:
        last = dates.day(end, session.today)
        noted = symptoms.symptoms(diary, session.person_id, first, last)
    if as_json:
        say_json({"symptoms": documents(noted)})
    elif as_csv:
        header = ["id", "date", "since", "term", "hpo", "severity", "side", "text"]
        say(table_text(header, documents(noted)))
    else:
        say(list_text(noted))


@symptom.command("red-flags")
@as_json
@as_csv
def red_flags(as_json: bool, as_csv: bool) -> None:
    """Show which signs need help at once, and how soon."""
    one_format(as_json, as_csv)
    if as_json:
        say_json({"red_flags": red_flag_documents()})
    elif as_csv:
        say(table_text(["urgency", "sign", "what_to_do"], red_flag_documents()))
    else:
        say(red_flags_text())


delete = deletion("symptom", "symptoms")(symptom)
symptom.add_command(edit_symptom)
