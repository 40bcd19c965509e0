"""`log` and `again`: a meal in one line, all of it or nothing."""

from __future__ import annotations

import os
import sys
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

import click

from b12track.analysis.judgement import judgement
from b12track.analysis.judgement_words import spoken
from b12track.analysis.summary import summary
from b12track.cli.options import choose
from b12track.cli.saving import OneAct, Saving, eaten, one_act, saves
from b12track.cli.session import Session, json_text, say_saved
from b12track.cli.understood import understood
from b12track.diary import dates, journal
from b12track.diary.days import days, entries_on
from b12track.diary.storage import rows
from b12track.errors import InputRefused

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from datetime import date

    from b12track.diary.days import Day
    from b12track.diary.meal import Meal
    from b12track.foods.weighing import Item

_LONGEST_INPUT = 100_000
_MOST_CORRECTIONS = 2
_NAME_IT = "Name what was eaten: b12track log oatmeal, a glass of soy milk"


class Eating(NamedTuple):
    """Meals of one day to be saved as one act; `also` writes what belongs to them."""

    meals: list[tuple[journal.Eaten, Meal]]
    command: str
    also: Callable[[sqlite3.Connection, int, list[int]], None] | None = None
    may_ask: bool = False

    @property
    def items(self) -> list[Item]:
        """Every item in the order of its writing."""
        return [item for _, meal in self.meals for item in meal.items]


@click.command()
@click.argument("phrase", nargs=-1)
@choose
@saves()
@click.option("--stdin", "from_stdin", is_flag=True, help="Read the meal from standard input.")
@click.option("--plain", is_flag=True, help="Without words: ask in plain lines, as read aloud.")
@click.pass_obj
def log(
    session: Session, /, phrase: tuple[str, ...], from_stdin: bool, plain: bool, saving: Saving
) -> None:
    """Save a meal: foods and amounts, separated by commas.

    Without words it asks.

    \b
    b12track log 250 ml fortified soy milk, 2 slices of toast with marmite
    b12track log 2 eggs with a slice of cheddar, for breakfast, yesterday
    b12track log salmon 150g --on yesterday --meal dinner
    """
    text = _typed(phrase, from_stdin) or _asked(session, plain)
    may_ask = not (from_stdin or saving.as_json)
    meal = understood(session, text, may_ask=may_ask)
    saving = saving.joined(meal.time, session)
    save(session, saving, Eating([(eaten(session, saving), meal)], "log", may_ask=may_ask))


def _typed(phrase: tuple[str, ...], from_stdin: bool) -> str:
    """The words of the meal, from the command line or from standard input, never both."""
    if from_stdin and phrase:
        raise click.UsageError(_NAME_IT)
    if not from_stdin:
        return " ".join(phrase)
    text = sys.stdin.read(_LONGEST_INPUT + 1)
    if len(text) > _LONGEST_INPUT:
        raise InputRefused("Standard input is longer than any meal; nothing was saved.")
    return ", ".join(line.strip() for line in text.splitlines() if line.strip())


def _asked(session: Session, plain: bool) -> str:
    """The words of the meal, typed at a terminal; refused where nobody is there to be asked."""
    from b12track.cli.asking import NOTHING_SAVED, answer, is_terminal

    if not is_terminal():
        raise click.UsageError(_NAME_IT)
    if plain or os.environ.get("TERM", "dumb") == "dumb":
        text = answer("What did you eat? ") or ""
    else:
        from b12track.cli.meal_prompt import typed_meal

        try:
            text = typed_meal(session)
        except EOFError:
            text = ""
    if not text:
        raise InputRefused(NOTHING_SAVED)
    return text


def save(session: Session, saving: Saving, eating: Eating) -> None:
    """Writes meals of one day as one act and tells what was understood and what it did."""
    on, items = eating.meals[0][0].on, eating.items
    doubt = _doubt(session, eating)
    with one_act(session, saving, eating.command, before=_write_agreed_doses) as act:
        if act.act_id is None:
            saved, verb, items = journal.entries_of(act.diary, act.key), act.verb, []
        else:
            ids = _written(act, act.act_id, eating)
            saved = [journal.entry(act.diary, number) for number in ids]
            verb = act.verb if saving.dry_run else f"{act.verb} #{_ids(ids)}"
        reply = _Reply(saved, items, verb + _when_said(eating.meals[0][0]), on, doubt)
        text = _reply_text(session, act.diary, reply, saving)
    say_saved(text)


def _doubt(session: Session, eating: Eating) -> str:
    """What to say of a dose that stands there already; loaded only where there is a dose."""
    if all(item.food.b12_origin != "supplement" for item in eating.items):
        return ""
    from b12track.cli.doubles import doubted_doses

    on = eating.meals[0][0].on
    return doubted_doses(session, on, eating.items, may_ask=eating.may_ask)


def _written(act: OneAct, act_id: int, eating: Eating) -> list[int]:
    from b12track.diary.meal import write

    ids = [n for when, meal in eating.meals for n in write(act.diary, act_id, when, meal)]
    if eating.also:
        eating.also(act.diary, act_id, ids)
    return ids


def _when_said(meal: journal.Eaten) -> str:
    """The occasion and the time that were named, said back."""
    at = f" at {meal.at:%H:%M}" if meal.at and meal.occasion else ""
    return f", {meal.occasion}{at}" if meal.occasion else ""


def _write_agreed_doses(session: Session, diary: sqlite3.Connection) -> None:
    """Doses that count as taken come first; the rules are loaded only where there is one."""
    if rows.holds_any(diary, "regimen"):
        from b12track.diary import regimens

        regimens.catch_up(diary, session.person_id, session.today, session.now)


class _Reply(NamedTuple):
    """What is answered: the rows as saved, what was assumed, the verb, the day, a doubt."""

    saved: list[journal.Entry]
    items: list[Item]
    verb: str
    on: date
    doubt: str

    @property
    def assumed(self) -> list[str]:
        """What was assumed of each row."""
        return [item.said for item in self.items] or ["" for _ in self.saved]

    @property
    def corrections(self) -> list[str]:
        """The commands that put assumptions right, for the first rows that have any."""
        return [
            f"b12track edit {row.entry_id} {item.correction}"
            for row, item in zip(self.saved, self.items, strict=False)
            if item.said and item.correction
        ][:_MOST_CORRECTIONS]


def _reply_text(session: Session, diary: sqlite3.Connection, reply: _Reply, saving: Saving) -> str:
    """The answer, made inside the transaction so that it shows what is saved."""
    span = dates.span(reply.on - timedelta(days=6), reply.on)
    week = days(diary, session.person_id, span, session.today)
    if saving.as_json:
        return json_text(_document(reply, week))
    from b12track.report.text import reply_text, wrapped

    reference = session.reference(reply.on)
    lines = [reply_text(reply.saved, reply.assumed, week, summary(week), reference, reply.verb)]
    now = session.span(session.today, session.today)
    lines.append(wrapped(spoken(now, judgement(now)), "  "))
    if reply.corrections and not saving.dry_run:
        lines.append(wrapped(f"Was it otherwise? {'; '.join(reply.corrections)}", "  "))
    if reply.doubt:
        lines.append(wrapped(reply.doubt, "  "))
    return "\n".join(lines)


def _document(reply: _Reply, week: list[Day]) -> dict[str, object]:
    from b12track.report.document import entry_document, ug

    day = {
        "date": reply.on.isoformat(),
        "b12_ug": ug(week[-1].b12_ng),
        "b12_unknown_entries": week[-1].b12_unknown_entries,
    }
    entries = [entry_document(row) for row in reply.saved]
    said = [{"id": row.entry_id, "text": text}
            for row, text in zip(reply.saved, reply.assumed, strict=False) if text]  # fmt: skip
    return {"entries": entries, "day": day, "assumed": said, "doubt": reply.doubt or None}


def _ids(ids: list[int]) -> str:
    return str(ids[0]) if len(ids) == 1 else f"{ids[0]}-{ids[-1]}"


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("what", required=False, metavar="[MEAL|ID]")
@click.option("--from", "source", metavar="DAY", help="The day to repeat (else yesterday).")
@saves(meal=False, note=False)
@click.pass_obj
def again(session: Session, /, what: str | None, source: str | None, saving: Saving) -> None:
    """Repeat yesterday's meals, one meal, or one entry by its id.

    Amounts are taken from the earlier entries, B12 values from today's food table. A meal
    that was saved (b12track meals save) is meant before an occasion of that name.
    """
    if what and source is None and save_saved_meal(session, what, saving):
        return
    earlier = _earlier(session, what, dates.day(source or "yesterday", session.today))
    by_meal: dict[str | None, list[Item]] = {}
    for entry in earlier:
        by_meal.setdefault(entry.eating_occasion, []).append(_same_again(session, entry))
    meals = [
        (eaten(session, saving._replace(meal=occasion)), _repeated_meal(items, session))
        for occasion, items in by_meal.items()
    ]
    save(session, saving, Eating(meals, "again", also=_also_known(earlier)))


def _earlier(session: Session, what: str | None, day: date) -> list[journal.Entry]:
    """The entries to repeat, meal by meal; InputRefused where there are none."""
    with session.reading() as diary:
        if what and what.lstrip("-").isdecimal():
            number = journal.entry_id_at(diary, session.person_id, int(what))
            return [journal.entry(diary, number)]
        occasion = what.lower() if what else None
        found = [
            entry
            for entry in entries_on(diary, session.person_id, day)
            if occasion in (None, entry.eating_occasion)
        ]
    if not found:
        raise InputRefused(f"Nothing to repeat: no {what or 'entry'} on {day}.")
    return sorted(found, key=lambda entry: entry.eating_occasion or "")


def _repeated_meal(items: list[Item], session: Session) -> Meal:
    from b12track.diary.eating_time import EatingTime
    from b12track.diary.meal import Meal

    return Meal(items, EatingTime(), None, {}, session.catalogue().folic_acid_ng)


def _also_known(earlier: list[journal.Entry]) -> Callable[..., None]:
    """Form, route and folic acid of supplements come along."""

    def also(diary: sqlite3.Connection, act_id: int, ids: list[int]) -> None:
        from b12track.diary import doses

        for number, entry in zip(ids, earlier, strict=True):
            known = doses.supplement(diary, entry.entry_id)
            if known:
                doses.describe_as(diary, act_id, number, known)

    return also


def save_saved_meal(session: Session, name: str, saving: Saving) -> bool:
    """Logs the saved meal of this name; False where there is none."""
    from b12track.diary.own.saved_meals import saved_meal

    with session.reading() as diary:
        kept = saved_meal(diary, session.person_id, name)
    if kept is None:
        return False
    meal = understood(session, kept.name, may_ask=False)
    when = eaten(session, saving._replace(meal=kept.occasion, note=None))
    save(session, saving, Eating([(when, meal)], "again"))
    return True


def _same_again(session: Session, entry: journal.Entry) -> Item:
    """The same amount of the food as it is in today's table."""
    from b12track.foods.phrase import weighed_again
    from b12track.foods.weighing import Item

    food = session.catalogue().by_code(entry.food_code)
    if food is None:
        raise InputRefused(
            f"{entry.food_name} is not in the food table, so log it by a name of it."
        )
    if entry.portion_mg is None or food.b12_origin == "supplement":
        return weighed_again(food, entry.amount)
    return Item(food, entry.portion_mg, entry.amount)
