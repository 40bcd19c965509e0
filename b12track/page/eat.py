"""What did you eat? A sentence, the question it may raise, and what is eaten often."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flask import Blueprint, Response, request
from flask import url_for as address

from b12track.errors import InputRefused
from b12track.foods.question import SeveralFoods
from b12track.page.desk import Problem, on_day, option
from b12track.page.views import checked, handed_in, page, tool
from b12track.page.words import unwrapped
from b12track.quantity import b12_ng, grams_text, ug_text

if TYPE_CHECKING:
    from b12track.foods.table import Food

pages = Blueprint("eat", __name__)
MEALS = ("breakfast", "lunch", "dinner", "snack")


class Choice(NamedTuple):
    """One food that the words may mean, as a radio button."""

    code: str
    name: str
    portion: str


class Question(NamedTuple):
    """Words that may mean several foods, with the foods."""

    words: str
    choices: list[Choice]


@pages.get("/for/<person:person>/eat")
def ask(person: str) -> Response:
    """The empty form."""
    return _form(checked(person), None, {})


@pages.post("/for/<person:person>/eat")
def save(person: str) -> Response:
    """Saves a meal, or asks which food was meant."""
    person = checked(person)
    questions: list[Question] = []

    def work(form_id: str) -> tuple[str, tuple[str, ...]]:
        typed = request.form
        if not typed.get("words", "").strip():
            raise InputRefused("Say what was eaten, for example: 2 eggs, a glass of milk")
        words = [f"--for={person}", f"--id={form_id}", *on_day(typed)]
        words += option("meal", typed.get("meal", ""))
        words += [f"--choose={chosen}" for chosen in _chosen()]
        try:
            said = tool().do("log", *words, "--", typed["words"])
        except SeveralFoods as several:
            if several.candidates:
                questions.append(_question(several))
            raise
        return "Saved", tuple(unwrapped(said))

    def again(problem: Problem, typed: dict[str, str]) -> Response:
        if not questions:
            return _form(person, problem, typed)
        first = f"choice-{questions[0].choices[0].code}"
        return _form(person, problem._replace(field=first), typed, questions[0])

    return handed_in(person, work, again, address("today.look", person=person))


def _chosen() -> list[str]:
    """The answers so far: those of earlier questions, and the one just given."""
    given = request.form.getlist("chosen")
    asked, code = request.form.get("asked", ""), request.form.get("choice", "")
    return [*given, f"{asked}={code}"] if asked and code else given


def _question(several: SeveralFoods) -> Question:
    return Question(several.words, [_choice(food) for food in several.candidates])


def _choice(food: Food) -> Choice:
    """A food with its usual portion and what that holds."""
    portion = next((p for p in food.portions if p.name == food.default_portion), None)
    portion = portion or next(iter(food.portions), None)
    mg, name = (portion.portion_mg, portion.name) if portion else (100_000, "100 g")
    held = food.b12_ng_per_100g
    b12 = "B12 not known" if held is None else f"{ug_text(b12_ng(mg, held))} µg"
    weight = "" if name == "100 g" or food.b12_origin == "supplement" else f" ({grams_text(mg)})"
    return Choice(food.food_code, food.name, f"1 {name}{weight}: {b12}")


def _form(
    person: str, problem: Problem | None, typed: dict[str, str], question: Question | None = None
) -> Response:
    often = []
    if problem is None or problem.diary_readable:
        often = tool().read("often", f"--for={person}")["often"]
    chosen = _chosen() if request.method == "POST" else []
    return page(
        "eat.html",
        person,
        problem,
        typed=typed,
        often=often,
        meals=MEALS,
        question=question,
        chosen=chosen,
    )


@pages.post("/for/<person:person>/eat/again")
def again(person: str) -> Response:
    """Saves once more what was eaten before."""
    person = checked(person)
    number = request.form.get("entry", "")

    def work(form_id: str) -> tuple[str, tuple[str, ...]]:
        if not number.isdecimal():
            raise InputRefused("Say what was eaten, for example: 2 eggs, a glass of milk")
        said = tool().do("again", f"--for={person}", f"--id={form_id}", "--", number)
        return "Saved", tuple(unwrapped(said))

    return handed_in(
        person,
        work,
        lambda problem, typed: _form(person, problem, typed),
        address("today.look", person=person),
    )
