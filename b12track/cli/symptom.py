"""`symptom`: what was felt, in the person's own words, on the same days as meals and doses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from b12track.cli.numbers import row_number_argument
from b12track.cli.options import (
    NEGATIVE_ARGUMENTS,
    Whole,
    as_json,
    for_person,
    no_option,
    noted,
    on_day,
    shaped,
    since_day,
    until_day,
)
from b12track.cli.records import columns_of, deletion, put_right
from b12track.cli.saving import Saving, one_act
from b12track.cli.saving_options import saves
from b12track.cli.session import Session, json_text, say_saved
from b12track.diary import dates, symptoms
from b12track.diary.symptoms import Noted
from b12track.errors import InputRefused
from b12track.report import symptoms as report
from b12track.text import accepted
from b12track.wording import row_number

if TYPE_CHECKING:
    from collections.abc import Callable

    from b12track.cli.shape import Shape


@click.group()
def symptom() -> None:
    """Keep symptoms, shown beside intake and never explained by it.

    \b
    Examples:
      b12track symptom log cold feet 3
      b12track symptom list
      b12track symptom red-flags
    """


@symptom.command(context_settings=NEGATIVE_ARGUMENTS)
@click.argument("words", metavar="WORDS… SEVERITY", nargs=-1, required=True, callback=no_option)
@click.option(
    "--side",
    type=click.Choice(symptoms.SIDES),
    metavar="SIDE",
    help="Which side: left, right or both (else as in the words).",
)
@click.option("--since", metavar="DAY", help="Since which day: monday, '7 apr'.")
@click.option(
    "--term", metavar="TERM", help="Which symptom of the standard list (else by the words)."
)
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

    SEVERITY is that number; it stands last.

    \b
    Examples:
      b12track symptom log tingling in both feet 4 --since monday
      b12track symptom log cold feet 3
    """
    noted = _noted(session, " ".join(words), term, saving)
    noted = noted._replace(
        side=side or _side_in(noted.words), since=_day(since, session) if since else None
    )
    _refuse_late_beginning(noted._asdict())
    with one_act(session, saving, "symptom log") as act:
        earlier = symptoms.last_before(act.diary, noted)
        if act.act_id is None:
            saved, verb = symptoms.symptoms_of(act.diary, act.key), act.verb
        else:
            saved = [symptoms.note(act.diary, act.act_id, noted)]
            number = row_number("symptom", saved[0].symptom_id)
            verb = act.verb if saving.dry_run else f"{act.verb} symptom {number}"
    lines = [report.saved_text(symptom, verb, earlier) for symptom in saved] or [f"{verb}."]
    _tell(saved, "\n".join(lines), as_json=saving.as_json)


def _noted(session: Session, typed: str, term: str | None, saving: Saving) -> Noted:
    """The symptom that words and a number from 0 to 10 say; InputRefused for others."""
    from b12track.science.symptoms import meant
    from b12track.science.symptoms import symptom as listed

    *name, last = typed.split()
    strength = last.removesuffix("/10")
    if not (strength.isascii() and strength.isdecimal() and int(strength) <= 10 and name):
        raise InputRefused(
            "Say what is felt and how strong it is from 0 (gone) to 10:"
            " b12track symptom log tingling in both feet 4"
        )
    words = accepted(" ".join(name), "the symptom")
    kind = listed(term) if term else meant(words)
    on, about = _day(saving.on or "today", session), (words, kind.term, kind.hpo or None)
    return Noted(0, session.person_id, on, None, *about, int(strength), None, saving.kept_note)


def _day(text: str, session: Session) -> str:
    return dates.day(text, session.today).isoformat()


def _side_in(text: str) -> str | None:
    """The side that the words name, if they name one."""
    words = text.lower().split()
    named = [side for side in symptoms.SIDES if side in words]
    if "left" in named and "right" in named:
        return "both"
    return named[0] if len(named) == 1 else None


def _refuse_late_beginning(row: dict[str, object]) -> None:
    if row["since"] and str(row["since"]) > str(row["noted_on"]):
        raise InputRefused(f"It began on {row['since']}, which is after {row['noted_on']}.")


def _tell(saved: list[Noted], text: str, *, as_json: bool) -> None:
    say_saved(json_text({"symptoms": report.documents(saved)}) if as_json else text)


@symptom.command("list")
@since_day("all")
@until_day
@for_person
@shaped
@click.pass_obj
def list_symptoms(session: Session, start: str | None, end: str, shape: Shape) -> None:
    """List the symptoms by day.

    \b
    Examples:
      b12track symptom list
      b12track symptom list --from 2026-01-01
    """
    first, last = session.days_meant(start, end)
    with session.reading() as diary:
        noted = symptoms.symptoms(diary, session.person_id, first, last)
    rows, columns = report.documents(noted), "id date since term hpo severity side text"
    shape.say({"symptoms": rows}, rows, columns, report.list_text(noted))


@symptom.command("red-flags")
@shaped
def red_flags(shape: Shape) -> None:
    """Show which signs need help at once, and how soon.

    \b
    Example:
      b12track symptom red-flags
    """
    rows = report.red_flag_documents()
    shape.say({"red_flags": rows}, rows, "urgency sign what_to_do", report.red_flags_text())


@symptom.command()
@row_number_argument("symptom")
@click.option("--severity", metavar="N", type=Whole(0, 10), help="How strong, 0 is gone.")
@click.option("--words", metavar="TEXT", help="What was felt, in your own words.")
@click.option(
    "--side",
    type=click.Choice(symptoms.SIDES),
    metavar="SIDE",
    help="Which side: left, right or both.",
)
@click.option("--since", metavar="DAY", help="Since which day: monday, '7 apr'.")
@on_day("as it is")
@noted(", in place of the one before")
@for_person
@as_json
@click.pass_obj
def edit(
    session: Session, /, number: int, severity: int | None, as_json: bool, **options: str | None
) -> None:
    """Put a symptom right; b12track undo takes that back.

    ID is the number that symptom list shows. What you do not name stays as it is.

    \b
    Example:
      b12track symptom edit s1 --severity 3 --side left
    """
    values = columns_of(options, _readers(session))
    values |= {} if severity is None else {"severity": severity}
    if not values:
        raise click.UsageError("Say what to change: --severity, --words, --side, --since, --on.")

    def checked(before: dict[str, object]) -> dict[str, object]:
        _refuse_late_beginning({**before, **values})
        return values

    changed = put_right(session, "symptom", ("symptom", number), checked, symptoms.symptom)
    _tell([changed], report.changed_text(changed), as_json=as_json)


def _readers(session: Session) -> dict[str, Callable[[str], dict[str, object]]]:
    """What each option says of the columns of a symptom."""
    from b12track.science.symptoms import meant

    def words(text: str) -> dict[str, object]:
        kept, side = accepted(text, "the symptom"), _side_in(text)
        columns = {"words": kept, "term": meant(kept).term, "hpo": meant(kept).hpo or None}
        return {**columns, **({"side": side} if side else {})}

    return {
        "words": words,
        "side": lambda side: {"side": side},
        "since": lambda text: {"since": _day(text, session)},
        "on": lambda text: {"noted_on": _day(text, session)},
        "note": lambda text: {"note": accepted(text, "the note")},
    }


delete = deletion("symptom", "symptoms")(symptom)
