"""`edit`, `delete`, `undo`, `redo`, `history` and `mark`: changing what is written."""

from __future__ import annotations

import os
from decimal import Decimal
from typing import TYPE_CHECKING

import click

from b12track.cli.numbers import row_number
from b12track.cli.options import (
    NEGATIVE_ARGUMENTS,
    Whole,
    as_json,
    at_time,
    for_meal,
    for_person,
    no_option,
    on_day,
    shaped,
)
from b12track.cli.saving import Saving, moment
from b12track.cli.session import Session, json_text, say, say_json, say_saved
from b12track.diary import dates, journal, people
from b12track.diary import history as acts_of
from b12track.diary.days import MARKS, entries_on
from b12track.errors import InputRefused
from b12track.report.document import entry_document
from b12track.report.text import entry_lines, wrapped
from b12track.text import accepted
from b12track.wording import day_name

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from datetime import date

    from b12track.cli.shape import Shape
    from b12track.foods.table import Food
    from b12track.foods.weighing import Item


@click.command(context_settings=NEGATIVE_ARGUMENTS)
@click.argument("entry_id", metavar="ID", type=row_number("entry", may_count=True))
@click.option("--amount", metavar="AMOUNT", help="How much it was: 60g, or with quotes '2 slices'.")
@click.option("--food", metavar="NAME", help="Which food it was.")
@on_day("as it is")
@at_time("as it is")
@for_meal("as it is")
@for_person
@as_json
@click.pass_obj
def edit(session: Session, /, entry_id: int, as_json: bool, **given: str | None) -> None:
    """Change one entry.

    ID is the number that day or today shows, or -1 for the last entry, -2 for the one before.
    What you do not name stays as it is; a new amount counts at the B12 value that the entry was
    saved with.

    \b
    Examples:
      b12track edit -1 --amount 60g
      b12track edit 3 --food salmon --amount 150g
    """
    if not any(given.values()):
        raise click.UsageError("Say what to change: --amount, --food, --on, --at or --meal.")
    with session.acting("edit") as (diary, act_id):
        session.keep_flags(diary)
        number = journal.entry_id_at(diary, session.person_id, entry_id)
        values = _new_values(session, journal.entry(diary, number), given)
        journal.amend(diary, act_id, number, values)
        if given["food"]:
            _keep_form(diary, act_id, number)
        changed = journal.entry(diary, number)
        clock = session.preference("clock")
    text = "\n".join([f"Changed, {changed.eaten_on}:", *entry_lines([changed], clock)])
    say_saved(json_text({"entries": [entry_document(changed)]}) if as_json else text)


def _new_values(
    session: Session, entry: journal.Entry, given: dict[str, str | None]
) -> dict[str, object]:
    """The columns that the options change."""
    values: dict[str, object] = {}
    if given["amount"] or given["food"]:
        values |= _weighed_again(session, entry, given["amount"], given["food"])
    saving = Saving(on=given["on"] or entry.eaten_on, at=given["at"], meal=given["meal"])
    if given["meal"]:
        values["eating_occasion"] = saving.occasion
    if given["on"] or given["at"]:
        when = moment(session, saving)
        at = journal.instant(when.at) if when.at else (None, None)
        values |= {"eaten_on": when.on.isoformat(), "eaten_at_s": at[0], "utc_offset_s": at[1]}
    return values


def _keep_form(diary: sqlite3.Connection, act_id: int, number: int) -> None:
    """The form of a supplement follows its food."""
    from b12track.diary import doses
    from b12track.diary.meal import form_of

    if doses.supplement(diary, number) is not None:
        entry = journal.entry(diary, number)
        form = form_of(entry.food_code, entry.food_name)
        journal.change(diary, act_id, ("supplement", number), {"form": form})


def _weighed_again(
    session: Session, entry: journal.Entry, amount: str | None, food_name: str | None
) -> dict[str, object]:
    """Amount and contents: the entry's own values scaled, or those of another food."""
    from b12track.foods.naming import food_named
    from b12track.foods.phrase import weighed_again

    catalogue = session.catalogue()
    food = catalogue.by_code(entry.food_code)
    if food_name:
        food = food_named(accepted(food_name, "the food").lower(), catalogue)
    if food is None:
        raise InputRefused(f"{entry.food_name} is not in the food table; give --food.")
    item = weighed_again(food, amount or entry.amount)
    values = journal.snapshot(item) if food_name else _scaled(entry, item, food)
    return {**values, "amount": item.amount}


def _scaled(entry: journal.Entry, item: Item, food: Food) -> dict[str, object]:
    """The entry's own contents for another amount: the food of then, not of today."""
    from b12track.foods.phrase import weighed_again
    from b12track.quantity import whole

    if entry.portion_mg is None:  # a supplement, or an entry of another tracker
        before = weighed_again(food, entry.amount).weight_mg
    else:
        before = Decimal(entry.portion_mg)
    share = item.weight_mg / before
    if item.portion_mg is None and item.amount.endswith(("µg", "mg")) and entry.b12_ng:
        # A dose is what was typed, whatever the label says today.
        share = Decimal(item.b12_ng or 0) / entry.b12_ng
    contents = ("b12_ng", "b12_added_ng", "b6_ng", "thiamin_ng")
    scaled = {
        name: None if value is None else whole(value * share)
        for name in contents
        for value in [getattr(entry, name)]
    }
    return {"portion_mg": item.portion_mg, **scaled}


@click.command(context_settings=NEGATIVE_ARGUMENTS)
@click.argument(
    "entry_ids",
    metavar="ID…",
    type=row_number("entry", may_count=True),
    nargs=-1,
    required=True,
)
@for_person
@click.pass_obj
def delete(session: Session, entry_ids: tuple[int, ...]) -> None:
    """Delete entries by id; -1 is the last one.

    ID is the number that day or today shows. b12track undo brings back what was deleted.

    \b
    Examples:
      b12track delete -1
      b12track delete 2 3
    """
    with session.acting("delete") as (diary, act_id):
        session.keep_flags(diary)
        numbers = [journal.entry_id_at(diary, session.person_id, number) for number in entry_ids]
        gone = [journal.entry(diary, number) for number in dict.fromkeys(numbers)]
        journal.remove(diary, act_id, [entry.entry_id for entry in gone])
        clock = session.preference("clock")
    say_saved("\n".join(["Deleted (b12track undo brings it back):", *entry_lines(gone, clock)]))


@click.command()
@click.argument("number", metavar="[N]", type=Whole(1, 1000), default=1)
@click.option("--change", metavar="N", type=int, help="Only if change N of history is the last.")
@click.option("--show", is_flag=True, help="Say what would be taken back; change nothing.")
@as_json
@click.pass_obj
def undo(session: Session, number: int, change: int | None, show: bool, as_json: bool) -> None:
    """Take back the last change, or the last N.

    b12track redo does it again.

    \b
    Examples:
      b12track undo --show
      b12track undo
      b12track undo 2
    """
    if show or as_json:
        _show_last(session, show, as_json)
        return

    def step(diary: sqlite3.Connection) -> tuple[int, str] | None:
        return acts_of.undo(diary, session.now)

    _step_through(session, number, step, change)


def _show_last(session: Session, show: bool, as_json: bool) -> None:
    if not show:
        raise click.UsageError("--json goes with --show.")
    with session.reading() as diary:
        last = acts_of.last_act(diary)
    if as_json:
        last_act = last and {"change": last.act_id, "command": last.command, "person": last.person}
        say_json({"last": last_act})
    elif last is None:
        say("There is nothing to undo.")
    else:
        whose = f" for {last.person}" if last.person else ""
        say(f"b12track undo would take back: {last.command}{whose} (change {last.act_id}).")


@click.command()
@click.argument("number", metavar="[N]", type=Whole(1, 1000), default=1)
@click.pass_obj
def redo(session: Session, number: int) -> None:
    """Do again what undo took back, or the last N of it.

    \b
    Examples:
      b12track redo
      b12track redo 2
    """
    _step_through(session, number, acts_of.redo, is_back=False)


def _step_through(
    session: Session,
    number: int,
    step: Callable[[sqlite3.Connection], tuple[int, str] | None],
    change: int | None = None,
    *,
    is_back: bool = True,
) -> None:
    """Takes so many steps back or forward, and says what each did."""
    nothing = f"There is nothing to {'undo' if is_back else 'redo'}."
    if not os.path.lexists(session.path):  # taking back nothing must not make a diary
        raise InputRefused(nothing)
    with session.writing() as diary:
        last = acts_of.last_act(diary) if change is not None else None
        if change is not None and (last is None or last.act_id != change):
            raise InputRefused(f"Change {change} is not the last one any more; nothing was undone.")
        if not acts_of.is_reading_next(diary, number, is_back=is_back):
            session.keep_flags(diary)
        acts = [act for act in (step(diary) for _ in range(number)) if act]
        sentences = _told(session, diary, acts, "Taken back" if is_back else "Done again")
    if not sentences:
        raise InputRefused(nothing)
    say_saved("\n".join(sentences))


def _told(
    session: Session, diary: sqlite3.Connection, acts: list[tuple[int, str]], verb: str
) -> list[str]:
    """What each act did, when and whose it was; another person's is said to be that."""
    from b12track.report.history import act_sentence

    mine = people.person(diary, None).name if acts else ""
    past = [acts_of.past_act(diary, number) for number, _ in acts]
    clock = session.preference("clock")
    return [wrapped(f"{verb}: {act_sentence(act, mine, clock)}", "  ") for act in past]


@click.command()
@click.option("--last", metavar="N", type=Whole(1, 100_000), default=20, help="How many (else 20).")
@shaped
@click.pass_obj
def history(session: Session, last: int, shape: Shape) -> None:
    """Show who changed what and when, the newest first.

    \b
    Examples:
      b12track history
      b12track history --last 5
    """
    with session.reading() as diary:
        acts = acts_of.history(diary, last)
        clock = session.preference("clock")
    from b12track.report.history import act_document, act_lines

    rows = [act_document(act) for act in acts]
    lines = [line for act in acts for line in act_lines(act, clock)]
    text = "\n".join(lines) or "Nothing was changed yet."
    shape.say({"history": rows}, rows, "change at command person rows undone", text)


@click.command(context_settings=NEGATIVE_ARGUMENTS)
@click.argument("words", metavar="DAY… STATE", nargs=-1, required=True, callback=no_option)
@for_person
@click.pass_obj
def mark(session: Session, words: tuple[str, ...]) -> None:
    """Say what days were: complete, partial, fasting, paused.

    complete: all that was eaten is written down. partial: something is missing. fasting: nothing
    was eaten, a real zero. paused: nothing was written down on purpose. clear takes the mark away.

    Means are made of complete and fasting days. A past day with meals is taken for complete,
    today for partial, until you say otherwise.

    \b
    Examples:
      b12track mark yesterday complete
      b12track mark 3..9 may paused
      b12track mark 3..9 may clear
    """
    *named, state = words
    if state not in MARKS or not named:
        raise click.UsageError(
            f"Say the days, then one of {', '.join(MARKS)}: b12track mark yesterday complete"
        )
    span = _spans(named, session)
    with session.acting(f"mark {state}") as (diary, act_id):
        session.keep_flags(diary)
        if state == "complete":
            _refuse_empty(diary, session, span)
        journal.mark(diary, act_id, session.person_id, span, state)
    names = day_name(span[0]) if len(span) == 1 else f"{len(span)} days, {span[0]} to {span[-1]}"
    say_saved(f"Marked {state}: {names}.")


def _spans(named: list[str], session: Session) -> list[date]:
    """Days named one by one, or one range whose words the shell took apart ("3..9 may")."""
    try:
        named_days = dates.days(" ".join(named), session.today)
    except InputRefused:
        if len(named) == 1:
            raise
        named_days = [day for words in named for day in dates.days(words, session.today)]
    return sorted(set(named_days))


def _refuse_empty(diary: sqlite3.Connection, session: Session, span: list[date]) -> None:
    for day in span:
        if not entries_on(diary, session.person_id, day):
            raise InputRefused(
                f"{day} has no entries: if nothing was eaten, mark it fasting; nothing was marked."
            )
