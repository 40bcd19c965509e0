"""`foods unknown`: the foods that came without a B12 value, asked for once each."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from b12track.cli import asking
from b12track.cli.options import for_person, shaped
from b12track.cli.session import Session, say, say_saved
from b12track.errors import InputRefused
from b12track.foods.table import food_key
from b12track.text import escaped

if TYPE_CHECKING:
    from b12track.cli.shape import Shape
    from b12track.diary.unknown_foods import Answer, UnknownFood

#: So many foods are listed in a terminal; --json and --csv have them all.
_LISTED = 20


@click.command("unknown")
@click.argument("food", required=False)
@click.argument("typed", metavar="[ANSWER]", required=False)
@click.option(
    "--all",
    "also_answered",
    is_flag=True,
    help="Show all, also those that you answered by not known.",
)
@for_person
@shaped
@click.pass_obj
def unknown(
    session: Session, food: str | None, typed: str | None, also_answered: bool, shape: Shape
) -> None:
    """List foods without a B12 value, the most frequent first.

    They come from other trackers, by import. At a terminal each is asked for. An ANSWER is 0,
    what the label says ("1.2 µg per 100 g"), or a question mark in quotes for not known. It holds
    for the entries that are there and for those that are imported later; b12track undo takes it
    back.

    \b
    Examples:
      b12track foods unknown
      b12track foods unknown "sourdough bread" 0
      b12track foods unknown "oat barista" "0.38 µg per 100 ml"
    """
    if food is not None and typed is None:
        raise click.UsageError("Give an ANSWER too: 0, '1.2 µg per 100 g', or '?'.")
    unanswered = _found(session, also_answered=also_answered or food is not None)
    if food is not None:
        _answer_one(session, unanswered, food, typed or "")
    elif unanswered and not shape.is_for_scripts and asking.is_terminal():
        ask(session)
    else:
        rows = [row._asdict() for row in unanswered]
        columns = "food_code name times usual_amount last_day is_answered"
        shape.say({"foods": rows}, rows, columns, "\n".join(_listed(unanswered)))


def _found(session: Session, *, also_answered: bool = False) -> list[UnknownFood]:
    from b12track.diary.unknown_foods import unknown_foods

    with session.reading() as diary:
        return unknown_foods(diary, session.person_id, also_answered=also_answered)


def ask(session: Session) -> None:
    """Asks about each food without a value, then saves all answers as one act."""
    unanswered = _found(session)
    if not unanswered:
        return
    sys.stderr.write(
        f"Foods without a B12 value: {len(unanswered)}, the most frequent first.\n"
        "0 · what the label says (1.2 µg per 100 g) · ? not known · Enter later · q stop\n"
    )
    answers: dict[str, Answer] = {}
    for number, food in enumerate(unanswered, 1):
        given = _asked(food, f"{number}/{len(unanswered)} ")
        if given is None:
            break
        answers |= given
    _save(session, answers)


def _asked(food: UnknownFood, place: str) -> dict[str, Answer] | None:
    """The answer about one food, nothing where it is put off; None when there is enough."""
    from b12track.diary.unknown_foods import answer_of

    prompt = f"{place}{escaped(food.name)} ({food.times} ×, usually {escaped(food.usual_amount)}): "
    while True:
        words = asking.answer(prompt)
        if words is None or words.casefold() == "q":
            return None
        if not words:
            return {}
        try:
            return {food.food_code: answer_of(words, food.usual_amount)}
        except InputRefused as fault:
            sys.stderr.write(f"{fault}\n")


def _answer_one(session: Session, unanswered: list[UnknownFood], food: str, words: str) -> None:
    """One answer from the command line, for the food of this name or code."""
    from b12track.diary.unknown_foods import answer_of

    key = food_key(food)
    meant = [each for each in unanswered if food == each.food_code or food_key(each.name) == key]
    if not meant:
        raise InputRefused(f"No entry of '{food}' is without a B12 value.")
    _save(session, {each.food_code: answer_of(words, each.usual_amount) for each in meant})


def _save(session: Session, answers: dict[str, Answer]) -> None:
    from b12track.diary.unknown_foods import answer

    if not answers:
        say("Nothing was answered.")
        return
    with session.acting("foods unknown") as (diary, act_id):
        filled, left = answer(diary, act_id, session.person_id, answers)
    count = "1 food" if len(answers) == 1 else f"{len(answers)} foods"
    entries = "1 entry has its" if filled == 1 else f"{filled} entries have their"
    lines = [f"Answered: {count}; {entries} B12 now."]
    if left:
        lines.append(f"Still unknown: {left}, whose amount cannot be compared with the answer.")
    say_saved("\n".join([*lines, "b12track undo takes it back."]))


def _listed(unanswered: list[UnknownFood]) -> list[str]:
    if not unanswered:
        return ["Every entry has a B12 value, or was answered."]
    lines = [f"Foods without a B12 value: {len(unanswered)}, the most frequent first:"]
    lines += [
        f"  {food.times:4} × {escaped(food.name)} (usually {escaped(food.usual_amount)})"
        for food in unanswered[:_LISTED]
    ]
    if len(unanswered) > _LISTED:
        lines.append(f"  and {len(unanswered) - _LISTED} more (--json lists all)")
    return [*lines, 'b12track foods unknown FOOD ANSWER: 0, "1.2 µg per 100 g", or "?".']
