"""What a phrase means to this person, asked where it could mean several things."""

from __future__ import annotations

import sys

from b12track.errors import InputRefused
from b12track.hints import TYPE_CHECKING
from b12track.text import escaped

if TYPE_CHECKING:
    from b12track.cli.session import Session
    from b12track.diary.meal import Meal
    from b12track.diary.own.personal_foods import PersonalFoods
    from b12track.foods.question import Choice, Question

_PROMPT = "Number, or other words for it (Enter saves nothing): "


def meal_in(
    session: Session,
    text: str,
    *,
    may_ask: bool,
    is_supplement: bool = False,
    foods: PersonalFoods | None = None,
) -> Meal:
    """The foods of a meal, saved meals taken apart.

    Where words could mean several things, a person at a terminal is asked until it is clear; the
    other foods and all amounts stay. Which food whole words mean is kept. Elsewhere the question
    is the refusal.
    """
    from b12track.diary.meal import read
    from b12track.foods.question import Question

    foods = _with_answers(session, foods or session.catalogue())
    while True:
        try:
            return read(text, foods, session.today, is_supplement=is_supplement)
        except Question as question:
            from b12track.cli.asking import is_terminal

            if not (may_ask and question.choices and is_terminal()):
                raise
            text = _answered(question, foods)


def _with_answers(session: Session, foods: PersonalFoods) -> PersonalFoods:
    """The person's foods with what was answered on the command line (--choose)."""
    for words, code in session.chosen.items():
        food = foods.by_code(code)
        if food is None:
            raise InputRefused(f"There is no food '{escaped(code)}' for '{escaped(words)}'.")
        foods.choose(words, food)
    return foods


def _answered(question: Question, foods: PersonalFoods) -> str:
    """The phrase with the answer in it; asked again after a wrong key.

    Raises InputRefused, saying that nothing was saved, for an empty line.
    """
    from b12track.cli.asking import NOTHING_SAVED, answer

    lines = [str(question)]
    lines += [f"  {n}  {escaped(choice.line)}" for n, choice in enumerate(question.choices, 1)]
    sys.stderr.write("\n".join(lines) + "\n")
    while typed := answer(_PROMPT, question.part or ""):
        if not (typed.isascii() and typed.isdecimal()):
            return question.answered(typed)
        if 1 <= int(typed) <= len(question.choices):
            return _chosen(question, question.choices[int(typed) - 1], foods)
        sys.stderr.write(f"'{typed}' is none of these numbers.\n")
    raise InputRefused(NOTHING_SAVED)


def _chosen(question: Question, choice: Choice, foods: PersonalFoods) -> str:
    if question.learns and choice.food is not None:
        foods.choose(question.learns, choice.food)
    return question.answered(choice.typed)
