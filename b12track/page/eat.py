"""What did you eat? A sentence, the question it may raise, and what is eaten often."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, request
from flask import url_for as address

from b12track.errors import InputRefused
from b12track.foods.question import Question
from b12track.page import asking
from b12track.page.desk import Problem, on_day, option
from b12track.page.reply import meal_lines
from b12track.page.views import checked, handed_in, page, tool

if TYPE_CHECKING:
    from b12track.page.asking import Choices

pages = Blueprint("eat", __name__)
MEALS: Final = ("breakfast", "lunch", "dinner", "snack")
_EMPTY: Final = "Say what was eaten, for example: 2 slices of bread, an apple"


@pages.get("/for/<person:person>/eat")
def ask(person: str) -> Response:
    """The empty form."""
    return _form(checked(person), None, {})


@pages.post("/for/<person:person>/eat")
def save(person: str) -> Response:
    """Saves a meal, or asks which food was meant."""
    person = checked(person)
    answer = asking.answer(request.form)
    questions: list[Choices] = []

    def work(form_id: str) -> tuple[str, tuple[str, ...]]:
        if not answer.phrase:
            raise InputRefused(_EMPTY)
        words = [f"--for={person}", f"--id={form_id}", *on_day(request.form), *answer.options]
        words += option("meal", request.form.get("meal", ""))
        try:
            printed = tool().do("log", *words, "--json", "--", answer.phrase)
        except Question as question:
            questions.extend(asking.asked(question, answer))
            raise
        return "Saved", meal_lines(printed)

    def again(problem: Problem, typed: dict[str, str]) -> Response:
        typed["words"] = answer.phrase
        if not questions:
            return _form(person, problem, typed)
        return _form(person, problem._replace(field="choice-1"), typed, questions[0])

    return handed_in(person, work, again, address("today.look", person=person))


@pages.post("/for/<person:person>/eat/again")
def again(person: str) -> Response:
    """Saves once more what was eaten before."""
    person = checked(person)
    number = request.form.get("entry", "")

    def work(form_id: str) -> tuple[str, tuple[str, ...]]:
        if not number.isdecimal():
            raise InputRefused(_EMPTY)
        words = [f"--for={person}", f"--id={form_id}", "--json", "--", number]
        return "Saved", meal_lines(tool().do("again", *words))

    return handed_in(
        person,
        work,
        lambda problem, typed: _form(person, problem, typed),
        address("today.look", person=person),
    )


def _form(
    person: str, problem: Problem | None, typed: dict[str, str], asked: Choices | None = None
) -> Response:
    often = []
    if problem is None or problem.diary_readable:
        often = tool().read("often", f"--for={person}")["often"]
    return page("eat.html", person, problem, typed=typed, often=often, meals=MEALS, asked=asked)
