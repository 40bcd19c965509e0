"""`symptom`: what was felt, in the person's own words, on the same days as meals and doses."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from b12track.cli.options import (
    NEGATIVE_ARGUMENTS,
    as_csv,
    as_json,
    csv_text,
    for_person,
    one_format,
    request_key,
)
from b12track.cli.removal import deletion
from b12track.cli.session import Session, json_text, say, say_json, say_saved
from b12track.diary import dates, journal, symptoms
from b12track.diary.symptoms import Noted
from b12track.errors import InputRefused
from b12track.report.symptoms import documents, list_text, saved_text
from b12track.text import accepted


@click.group()
def symptom() -> None:
    """Symptoms: recorded, shown beside intake, never explained by it."""


@symptom.command(context_settings=NEGATIVE_ARGUMENTS)
@click.argument("words", metavar="WORDS… SEVERITY", nargs=-1, required=True)
@click.option("--side", type=click.Choice(symptoms.SIDES), help="Which side (else as in words).")
@click.option("--since", metavar="DAY", help="When it began.")
@click.option("--on", metavar="DAY", default="today", help="The day it was felt.")
@click.option("--term", metavar="TERM", help="The standard term or HPO id it is filed under.")
@click.option("--note", metavar="TEXT", help="Anything else: what helped, when it is worse.")
@for_person
@request_key
@click.option("--dry-run", is_flag=True, help="Show what would be saved; save nothing.")
@as_json
@click.pass_obj
def log(session: Session, /, words: tuple[str, ...], **options: Any) -> None:
    """Save a symptom with how strong it is, from 0 (gone) to 10.

    \b
    b12track symptom log tingling in both feet 4 --since monday
    b12track symptom log cold feet 3
    """
    noted = _noted(session, words, options)
    key = accepted(options["key"], "the key") if options["key"] else None
    with (session.trying if options["dry_run"] else session.writing)() as diary:
        act_id = journal.begin(diary, session.act("symptom log", key))
        if act_id is None:
            saved, verb = symptoms.symptoms_of(diary, key or ""), "Already saved with this key"
        else:
            saved = [symptoms.note(diary, act_id, noted)]
            number = saved[0].symptom_id
            verb = "Would save" if options["dry_run"] else f"Saved symptom #{number}"
    if options["as_json"]:
        say_saved(json_text({"symptoms": documents(saved)}))
    else:
        say_saved("\n".join(saved_text(one, verb) for one in saved) or f"{verb}.")


def _noted(session: Session, words: tuple[str, ...], options: dict[str, Any]) -> Noted:
    """The symptom as it will be written; InputRefused without a number from 0 to 10."""
    from b12track.science.symptoms import meant
    from b12track.science.symptoms import symptom as listed

    *said, last = " ".join(words).split()
    strength = last.removesuffix("/10")
    if not (strength.isascii() and strength.isdecimal() and int(strength) <= 10 and said):
        raise InputRefused(
            "Say what is felt and how strong it is from 0 (gone) to 10:"
            " b12track symptom log tingling in both feet 4"
        )
    text = accepted(" ".join(said), "the symptom")
    on = dates.day(options["on"], session.today)
    since = dates.day(options["since"], session.today) if options["since"] else None
    if since and since > on:
        raise InputRefused(f"It began on {since}, which is after {on}.")
    kind = listed(options["term"]) if options["term"] else meant(text)
    note = accepted(options["note"], "the note") if options["note"] else None
    return Noted(
        0, session.person_id, on.isoformat(), since.isoformat() if since else None, text,
        kind.term, kind.hpo or None, int(strength), options["side"] or _side(text), note or None,
    )  # fmt: skip


def _side(text: str) -> str | None:
    """The side that the words name, if they name one."""
    words = text.lower().split()
    named = [side for side in symptoms.SIDES if side in words]
    if "left" in named and "right" in named:
        return "both"
    return named[0] if len(named) == 1 else None


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
        found = symptoms.symptoms(diary, session.person_id, first, last)
    if as_json:
        say_json({"symptoms": documents(found)})
    elif as_csv:
        header = ["id", "date", "since", "term", "hpo", "severity", "side", "text"]
        say(csv_text(header, [[one[key] for key in header] for one in documents(found)]))
    else:
        say(list_text(found))


delete = deletion("symptom", "symptoms")(symptom)
