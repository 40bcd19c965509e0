"""`log` and `again`: a meal in one line, all of it or nothing."""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from b12track.analysis.summary import summary
from b12track.cli.options import as_json, choose, for_person, request_key
from b12track.cli.session import Session, json_text, say_saved
from b12track.cli.understood import Also, understood
from b12track.diary import dates, journal
from b12track.diary.days import days, entries_on
from b12track.errors import InputRefused
from b12track.text import accepted

if TYPE_CHECKING:
    import sqlite3
    from datetime import date, datetime

    from b12track.foods.weighing import Item

_LONGEST_INPUT = 100_000


Meal = tuple[journal.Eaten, "list[Item]"]


class Moment(NamedTuple):
    """When a meal was eaten, as far as it is known."""

    on: date
    at: datetime | None


@click.command()
@click.argument("phrase", nargs=-1)
@click.option("--on", metavar="DAY", help="today, yesterday, mon, -3d, 7 apr, 2026-03-01.")
@click.option("--at", metavar="TIME", help="8:30, 8.30pm, 20:15.")
@click.option("--meal", metavar="OCCASION", help="breakfast, lunch, dinner, snack …")
@click.option("--note", metavar="TEXT", help="A note kept with each entry.")
@choose
@for_person
@request_key
@click.option("--stdin", "from_stdin", is_flag=True, help="Read the meal from standard input.")
@click.option("--dry-run", is_flag=True, help="Show what would be saved; save nothing.")
@as_json
@click.pass_obj
def log(session: Session, /, phrase: tuple[str, ...], from_stdin: bool, **options: Any) -> None:
    """Save a meal: foods and amounts, separated by commas.

    \b
    b12track log 2 eggs, 250 ml fortified soy milk, a slice of cheddar
    b12track log salmon 150g --on yesterday --meal dinner
    """
    text = _typed(phrase, from_stdin)
    may_ask = not (from_stdin or options["as_json"])
    meal, also = understood(session, text, may_ask=may_ask)
    save(session, [(eaten(session, options), meal)], "log", options, also)


def _typed(phrase: tuple[str, ...], from_stdin: bool) -> str:
    """The words of the meal, from the command line or from standard input, never both."""
    if from_stdin == bool(phrase):
        raise click.UsageError("Name what was eaten: b12track log 2 eggs, a glass of milk")
    if not from_stdin:
        return " ".join(phrase)
    text = sys.stdin.read(_LONGEST_INPUT + 1)
    if len(text) > _LONGEST_INPUT:
        raise InputRefused("Standard input is longer than any meal; nothing was saved.")
    return ", ".join(line.strip() for line in text.splitlines() if line.strip())


def eaten(session: Session, options: dict[str, Any]) -> journal.Eaten:
    """Person, day, moment, occasion and note of a meal, as far as they were given."""
    moment = when(session, options["on"], options["at"], options["meal"])
    occasion = accepted(options["meal"], "the meal's name").lower() if options["meal"] else None
    if occasion and len(occasion) > 50:
        raise InputRefused("The meal's name is longer than 50 characters.")
    note = accepted(options["note"], "the note") if options["note"] else None
    return journal.Eaten(session.person_id, moment.on, moment.at, occasion, note or None)


def when(session: Session, on: str | None, at: str | None, meal: str | None) -> Moment:
    """The day and, where it is known, the instant; now only where nothing else was said."""
    day = dates.day(on, session.today) if on else session.today
    if at:
        start = session.person.day_start_min
        return Moment(day, dates.moment(day, dates.clock(at), session.now, start))
    return Moment(day, None if on or meal else session.now)


def save(
    session: Session, meals: list[Meal], command: str, options: dict[str, Any],
    also: Also | None = None,
) -> None:  # fmt: skip
    """Writes meals of one day as one act and tells what was understood and what it did.

    `also` writes what belongs to the new entries, in the same act.
    """
    key = accepted(options["key"], "the key") if options["key"] else None
    act = session.act(command, key)
    said = [item.said for _, meal in meals for item in meal]
    with (session.trying if options["dry_run"] else session.writing)() as diary:
        _write_agreed_doses(session, diary)
        act_id = journal.begin(diary, act)
        if act_id is None:
            saved = journal.entries_of(diary, key or "")
            verb, said = _repeated(diary, key or ""), ["" for _ in saved]
        else:
            ids = [n for when, meal in meals for n in journal.record(diary, act_id, when, meal)]
            if also:
                also(diary, act_id, ids)
            saved = [journal.entry(diary, number) for number in ids]
            verb = "Would save" if options["dry_run"] else f"Saved #{_ids(ids)}"
        reply = _Reply(saved, said, verb, meals[0][0].on)
        text = _reply_text(session, diary, reply, options["as_json"])
    say_saved(text)


def _write_agreed_doses(session: Session, diary: sqlite3.Connection) -> None:
    """Doses that count as taken come first; the rules are loaded only where there is one."""
    if diary.execute("SELECT EXISTS (SELECT 1 FROM regimen)").fetchone()[0]:
        from b12track.diary import regimens

        regimens.catch_up(diary, session.person_id, session.today, session.now)


def _repeated(diary: sqlite3.Connection, key: str) -> str:
    """What to say of a key that acted before, and that may have been undone since."""
    act = journal.act_with(diary, key)
    if act and act["undone_at_s"] is not None:
        return f"This key made change {act['act_id']}, which was undone; saved nothing"
    return "Already saved with this key"


class _Reply(NamedTuple):
    """What `log` answers with: the rows as saved, what was assumed, the verb and the day."""

    saved: list[journal.Entry]
    said: list[str]
    verb: str
    on: date


def _reply_text(session: Session, diary: sqlite3.Connection, reply: _Reply, as_json: bool) -> str:
    """The answer, made inside the transaction so that it shows what is saved."""
    span = dates.span(reply.on - timedelta(days=6), reply.on)
    week = days(diary, session.person_id, span, session.today)
    if as_json:
        from b12track.report.document import entry_document, ug

        day = {
            "date": reply.on.isoformat(),
            "b12_ug": ug(week[-1].b12_ng),
            "b12_unknown_entries": week[-1].b12_unknown_entries,
        }
        return json_text({"entries": [entry_document(row) for row in reply.saved], "day": day})
    from b12track.report.text import reply_text

    reference = session.reference(reply.on)
    return reply_text(reply.saved, reply.said, week, summary(week), reference, reply.verb)


def _ids(ids: list[int]) -> str:
    return str(ids[0]) if len(ids) == 1 else f"{ids[0]}-{ids[-1]}"


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("what", required=False, metavar="[MEAL|ID]")
@click.option("--from", "source", metavar="DAY", help="The day to repeat (else yesterday).")
@click.option("--on", metavar="DAY", help="The day to log it on (else today).")
@click.option("--at", metavar="TIME", help="8:30, 8.30pm, 20:15.")
@for_person
@request_key
@click.option("--dry-run", is_flag=True, help="Show what would be saved; save nothing.")
@as_json
@click.pass_obj
def again(session: Session, /, what: str | None, source: str | None, **options: Any) -> None:
    """Repeat yesterday's meals, one meal of them, or one entry by its id.

    Amounts are taken from the earlier entries, B12 values from today's food table. A meal
    that was saved (b12track meals save) is meant before an occasion of that name.
    """
    if what and source is None and save_saved_meal(session, what, options):
        return
    day = dates.day(source or "yesterday", session.today)
    with session.reading() as diary:
        if what and what.lstrip("-").isdecimal():
            number = journal.entry_id_at(diary, session.person_id, int(what))
            earlier = [journal.entry(diary, number)]
        else:
            occasion = what.lower() if what else None
            earlier = [
                entry
                for entry in entries_on(diary, session.person_id, day)
                if occasion in (None, entry.eating_occasion)
            ]
    if not earlier:
        raise InputRefused(f"Nothing to repeat: no {what or 'entry'} on {day}.")
    by_meal: dict[str | None, list[Item]] = {}
    earlier.sort(key=lambda entry: entry.eating_occasion or "")
    for entry in earlier:
        by_meal.setdefault(entry.eating_occasion, []).append(_same_again(session, entry))
    meals = [
        (eaten(session, {**options, "meal": meal, "note": None}), repeated)
        for meal, repeated in by_meal.items()
    ]

    def also(diary: sqlite3.Connection, act_id: int, ids: list[int]) -> None:
        """Form, route and folic acid of supplements come along."""
        from b12track.diary import doses

        for number, entry in zip(ids, earlier, strict=True):
            known = doses.supplement(diary, entry.entry_id)
            if known:
                doses.describe(diary, act_id, known._replace(entry_id=number))

    save(session, meals, "again", options, also)


def save_saved_meal(session: Session, name: str, options: dict[str, Any]) -> bool:
    """Logs the saved meal of this name; False where there is none."""
    from b12track.diary.own.saved_meals import saved_meal

    with session.reading() as diary:
        meal = saved_meal(diary, session.person_id, name)
    if meal is None:
        return False
    found, also = understood(session, meal.name, may_ask=False)
    occasion = {**options, "meal": meal.occasion, "note": None}
    save(session, [(eaten(session, occasion), found)], "again", options, also)
    return True


def _same_again(session: Session, entry: journal.Entry) -> Item:
    from b12track.foods.weighing import Item

    food = session.catalogue().by_code(entry.food_code)
    if food is None and entry.food_code.startswith("product-"):
        from b12track.diary.own import products

        with session.reading() as diary:
            food = products.food_of(diary, entry.food_code, session.today.year)
    if food is None or entry.portion_mg is None:
        raise InputRefused(
            f"{entry.food_name} is not in the food table, so log it by a name of it."
        )
    return Item(food, entry.portion_mg, entry.amount, "")
