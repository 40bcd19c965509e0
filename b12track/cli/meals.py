"""`meals`: keeping a meal or a recipe under a name, to be logged by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from b12track.cli.meal_words import meal_in
from b12track.cli.options import Whole, for_person, no_option, shaped
from b12track.cli.saving import Saving, one_act
from b12track.cli.saving_options import saves
from b12track.cli.session import Session, json_text, say_saved
from b12track.diary import dates, journal
from b12track.diary.days import entries_on
from b12track.diary.own import saved_meals
from b12track.diary.own.saved_meals import Part, SavedMeal
from b12track.errors import InputRefused
from b12track.foods.table import food_key
from b12track.quantity import grams_text
from b12track.text import accepted, escaped

if TYPE_CHECKING:
    from datetime import date

    from b12track.cli.shape import Shape


@click.group()
def meals() -> None:
    """Keep meals and recipes, and log them by name.

    \b
    Examples:
      b12track meals save "usual breakfast" from yesterday breakfast
      b12track log usual breakfast
    """


@meals.command(context_settings={"ignore_unknown_options": True})
@click.argument("name")
@click.argument(
    "words", metavar="from DAY [OCCASION] | from FOODS", nargs=-1, required=True, callback=no_option
)
@click.option(
    "--makes", metavar="N", type=Whole(1, 100), default=1, help="Portions of a recipe (else 1)."
)
@click.option("--weighs", metavar="AMOUNT", help="What it weighs, cooked and ready: 1.2kg.")
@saves(day=False, time=False, meal=False, note=False)
@click.pass_obj
def save(
    session: Session,
    /,
    name: str,
    words: tuple[str, ...],
    makes: int,
    weighs: str | None,
    saving: Saving,
) -> None:
    """Keep a meal under a name; a meal of the same name is replaced.

    The foods are those of a day or of one meal of it, or are named after the word from. OCCASION
    is breakfast, lunch, dinner and so on. A name of several words stands in quotes.

    \b
    Examples:
      b12track meals save "usual breakfast" from yesterday breakfast
      b12track meals save chili from "500 g beans, 300 g beef mince" --makes 4
    """
    name = accepted(name, "the meal's name")
    if words[0].lower() != "from" or len(words) < 2:
        raise click.UsageError("Say what it is made of: from DAY [OCCASION], or from FOODS.")
    parts, occasion = _parts(session, words[1:])
    about = (name, food_key(name), makes, _weight(weighs), occasion)
    meal = SavedMeal(0, session.person_id, *about, saved_meals.parts_text(parts))
    with one_act(session, saving, "meals save") as act:
        if act.act_id is not None:
            saved_meals.keep(act.diary, act.act_id, meal)
    verb = "Would keep" if saving.dry_run else "Kept"
    document = {"meals": [_document(meal)]}
    say_saved(json_text(document) if saving.as_json else f"{verb} {_line(meal)}")


def _parts(session: Session, words: tuple[str, ...]) -> tuple[list[Part], str | None]:
    """What the meal is made of, and its occasion: from a day that was logged, or from foods."""
    plain = " ".join(words).split()
    for length in (3, 2, 1):
        try:
            day = dates.day(" ".join(plain[:length]), session.today)
        except InputRefused:
            continue
        if len(plain) >= length:
            occasion = " ".join(plain[length:]).lower() or None
            return _logged(session, day, occasion), occasion
    meal = meal_in(session, " ".join(words), may_ask=True)
    return [
        Part(item.food.food_code, item.food.name, item.portion_mg, item.amount)
        for item in meal.items
    ], meal.time.occasion


def _logged(session: Session, day: date, occasion: str | None) -> list[Part]:
    with session.reading() as diary:
        entries = [
            entry
            for entry in entries_on(diary, session.person_id, day)
            if occasion in (None, entry.eating_occasion)
        ]
    if not entries:
        raise InputRefused(f"Nothing to keep: no {occasion or 'entry'} on {day}.")
    for entry in entries:
        if entry.portion_mg is None and entry.b12_origin != "supplement":
            raise InputRefused(f"{entry.food_name} was logged without a weight; nothing was kept.")
    return [Part(e.food_code, e.food_name, e.portion_mg, e.amount) for e in entries]


def _weight(text: str | None) -> int | None:
    if text is None:
        return None
    from b12track.foods.label import dish_weight

    return dish_weight(text)


@meals.command("list")
@for_person
@shaped
@click.pass_obj
def list_meals(session: Session, shape: Shape) -> None:
    """List the meals you keep.

    \b
    Example:
      b12track meals list
    """
    with session.reading() as diary:
        kept = saved_meals.saved_meals(diary, session.person_id)
    rows = [
        {"meal": meal.name, "makes": meal.makes, **part}
        for meal in kept
        for part in map(_part_document, meal.parts)
    ]
    nothing = "No meals are kept: b12track meals save NAME from FOODS"
    text = "\n".join(map(_line, kept)) or nothing
    document = {"meals": [_document(meal) for meal in kept]}
    shape.say(document, rows, "meal makes food food_code grams amount", text)


@meals.command()
@click.argument("name")
@for_person
@click.pass_obj
def delete(session: Session, name: str) -> None:
    """Forget a kept meal; what was logged by it stays.

    b12track undo brings the meal back.

    \b
    Example:
      b12track meals delete "usual breakfast"
    """
    with session.acting("meals delete") as (diary, act_id):
        meal = saved_meals.saved_meal(diary, session.person_id, name)
        if meal is None:
            kept = saved_meals.saved_meals(diary, session.person_id)
            names = tuple(meal.name for meal in kept)
            raise InputRefused(f"You keep no meal '{name}'.", names[:6])
        journal.drop(diary, act_id, ("saved_meal", meal.saved_meal_id))
    say_saved(f"Forgot {escaped(meal.name)} (b12track undo brings it back).")


def _line(meal: SavedMeal) -> str:
    from b12track.report.text import wrapped

    makes = f" (makes {meal.makes} portions)" if meal.makes > 1 else ""
    foods = ", ".join(
        f"{part.food} {part.amount if part.mg is None else grams_text(part.mg)}"
        for part in meal.parts
    )
    return wrapped(escaped(f"{meal.name}{makes}: {foods}"), "  ")


def _part_document(part: Part) -> dict[str, object]:
    return {
        "food": part.food,
        "food_code": part.food_code,
        "grams": None if part.mg is None else part.mg / 1000,
        "amount": part.amount,
    }


def _document(meal: SavedMeal) -> dict[str, object]:
    return {
        "name": meal.name,
        "makes": meal.makes,
        "weighs_grams": None if meal.weighs_mg is None else meal.weighs_mg / 1000,
        "meal": meal.occasion,
        "foods": [_part_document(part) for part in meal.parts],
    }
