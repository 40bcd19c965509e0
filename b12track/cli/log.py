"""`log` and `again`: a meal in one line, all of it or nothing."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from b12track.cli.eating import Eating, log_phrase, save
from b12track.cli.meal_words import meal_in
from b12track.cli.options import choose, no_option
from b12track.cli.saving import Saving, eaten
from b12track.cli.saving_options import saves
from b12track.diary import dates, journal
from b12track.diary.days import entries_on
from b12track.errors import InputRefused

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from datetime import date

    from b12track.cli.session import Session
    from b12track.diary.meal import Meal
    from b12track.foods.weighing import Item

_LONGEST_INPUT = 100_000
_MOST_CORRECTIONS = 2
_NAME_IT = "Name what was eaten: b12track log oatmeal, a glass of soy milk"


@click.command()
@click.argument("phrase", nargs=-1)
@choose
@click.option("--stdin", "from_stdin", is_flag=True, help="Read the meal from standard input.")
@click.option("--plain", is_flag=True, help="Ask in plain lines, for screen readers.")
@saves()
@click.pass_obj
def log(
    session: Session, /, phrase: tuple[str, ...], from_stdin: bool, plain: bool, saving: Saving
) -> None:
    """Save a meal: foods and amounts, separated by commas.

    The day, the time and the meal may stand among the words. Without words it asks what you ate.

    \b
    Examples:
      b12track log 250 ml fortified soy milk, 2 slices of toast with marmite
      b12track log 2 eggs with a slice of cheddar, for breakfast, yesterday
      b12track log salmon 150g --on yesterday --meal dinner
    """
    text = _typed(phrase, from_stdin) or _asked(session, plain)
    log_phrase(session, text, saving, may_ask=not (from_stdin or saving.as_json))


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


@click.command(context_settings={"ignore_unknown_options": True})
@click.argument("what", required=False, metavar="[MEAL|ID]", callback=no_option)
@click.option("--from", "source", metavar="DAY", help="From which day to repeat (else yesterday).")
@saves(meal=False, note=False)
@click.pass_obj
def again(session: Session, /, what: str | None, source: str | None, saving: Saving) -> None:
    """Repeat yesterday's meals, one meal, or one entry by its id.

    The amounts are the same, the B12 values are those of today's food table. A meal that you
    keep by name (meals save) comes before a meal of the day that is called the same.

    \b
    Examples:
      b12track again
      b12track again breakfast
      b12track again breakfast --from monday
      b12track again 3 --on yesterday
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
        entries = [
            entry
            for entry in entries_on(diary, session.person_id, day)
            if occasion in (None, entry.eating_occasion)
        ]
    if not entries:
        raise InputRefused(f"Nothing to repeat: no {what or 'entry'} on {day}.")
    return sorted(entries, key=lambda entry: entry.eating_occasion or "")


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
    meal = meal_in(session, kept.name, may_ask=False)
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
