"""What did you eat? A sentence, the question it may raise, and what is eaten often."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from flask import Response, request

from b12track.errors import InputRefused
from b12track.page.addresses import address
from b12track.page.asking import Asking
from b12track.page.desk import Problem, on_day, option
from b12track.page.reply import meal_lines
from b12track.page.views import handed_in, page, rows, tool

if TYPE_CHECKING:
    from b12track.page.asking import Choices

MEALS: Final = ("breakfast", "lunch", "dinner", "snack")
_EMPTY: Final = "Say what was eaten, for example: 2 slices of bread, an apple"


def ask(person: str) -> Response:
    """The empty form."""
    return _form(person, None, {})


def save(person: str) -> Response:
    """Saves a meal, or asks which food was meant."""
    asking = Asking(request.form)
    answer = asking.answer

    def work(form_id: str) -> tuple[str, tuple[str, ...]]:
        if not answer.phrase:
            raise InputRefused(_EMPTY)
        words = [f"--for={person}", f"--id={form_id}", *on_day(request.form), *answer.options]
        words += option("meal", request.form.get("meal", ""))
        with asking.heard():
            printed = tool().do("log", *words, "--json", "--", answer.phrase)
        return "Saved", meal_lines(printed)

    again = partial(asking.again, partial(_form, person))
    return handed_in(person, work, again, address("today.look", person=person))


def again(person: str) -> Response:
    """Saves once more what was eaten before."""
    number = request.form.get("entry", "")

    def work(form_id: str) -> tuple[str, tuple[str, ...]]:
        if not number.isdecimal():
            raise InputRefused(_EMPTY)
        words = [f"--for={person}", f"--id={form_id}", "--json", "--", number]
        return "Saved", meal_lines(tool().do("again", *words))

    form = partial(_form, person)
    return handed_in(person, work, form, address("today.look", person=person))


def _form(
    person: str, problem: Problem | None, typed: dict[str, str], asked: Choices | None = None
) -> Response:
    often = rows(problem, "often", "often", f"--for={person}")
    return page("eat.html", person, problem, typed=typed, often=often, meals=MEALS, asked=asked)
