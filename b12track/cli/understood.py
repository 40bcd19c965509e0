"""What a phrase means to this person: own foods, saved meals, earlier choices, and a question."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from b12track.errors import InputRefused
from b12track.text import shown

if TYPE_CHECKING:
    import sqlite3

    from b12track.cli.session import Session
    from b12track.foods.phrase import SeveralFoods
    from b12track.foods.table import Food
    from b12track.foods.weighing import Item

#: Writes what belongs to new entries: the diary, the act and the ids of the entries.
Also = Callable[["sqlite3.Connection", int, list[int]], None]


def understood(session: Session, text: str, *, may_ask: bool) -> tuple[list[Item], Also | None]:
    """The foods of a meal, saved meals taken apart; and what is to be remembered with it.

    Where words could mean several foods, a person at a terminal is asked, and the answer is
    kept: the same words mean the same food from then on. Anywhere else they are refused.
    """
    from b12track.foods.phrase import SeveralFoods, items

    foods = session.catalogue()
    foods.knows_meals = True
    for words, code in session.chosen.items():
        food = foods.by_code(code)
        if food is None:
            raise InputRefused(f"There is no food '{shown(code)}' for '{shown(words)}'.")
        foods.choose(words, food)
    while True:
        try:
            found = foods.taken_apart(items(text, foods))
            break
        except SeveralFoods as question:
            picked = _picked(question) if may_ask and _is_terminal() else None
            if picked is None:
                raise
            foods.choose(question.words, picked)
    if not foods.new_choices:
        return found, None

    def remember_choices(diary: sqlite3.Connection, act_id: int, _ids: list[int]) -> None:
        from b12track.diary.own.personal_foods import remember

        remember(diary, act_id, session.person_id, foods.new_choices)

    return found, remember_choices


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _picked(question: SeveralFoods) -> Food | None:
    """The food whose number is typed; None for an empty line."""
    if not question.candidates:
        return None
    lines = [str(question)]
    lines += [f"  {n}  {shown(food.name)}" for n, food in enumerate(question.candidates, 1)]
    sys.stderr.write("\n".join(lines) + "\nNumber (nothing to stop): ")
    sys.stderr.flush()
    answer = sys.stdin.readline(20).strip()
    if not answer:
        return None
    if answer.isascii() and answer.isdecimal() and 1 <= int(answer) <= len(question.candidates):
        return question.candidates[int(answer) - 1]
    raise InputRefused(f"'{shown(answer)}' is none of these numbers; nothing was saved.")
