"""The question that words may raise, as buttons, and the answer that comes back."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from b12track.foods.question import Question

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from flask import Response

    from b12track.page.desk import Problem

    #: The page of a form: what went wrong, what was typed, and the question it raised.
    Form = Callable[[Problem | None, dict[str, str], "Choices | None"], Response]


class Phrasing(NamedTuple):
    """What a form says: the phrase, and which food words mean, as WORDS=CODE."""

    phrase: str
    chosen: tuple[str, ...] = ()

    @property
    def options(self) -> list[str]:
        """The meanings as options of a command line."""
        return [f"--choose={pair}" for pair in self.chosen]


class Button(NamedTuple):
    """One button: its words, the whole phrase that it stands for, and what is learned."""

    words: str
    phrase: str
    learned: str


class Choices(NamedTuple):
    """A question on the page; `phrase` is what was typed, `chosen` what was answered before."""

    sentence: str
    phrase: str
    buttons: list[Button]
    chosen: tuple[str, ...]


def answer(form: Mapping[str, str]) -> Phrasing:
    """The phrase of a form with the button that was pressed; words typed anew count before it."""
    phrase = form.get("words", "").strip()
    chosen = tuple(pair for pair in form.get("chosen", "").split("\n") if pair)
    number = form.get("choice", "")
    if not number or phrase != form.get("asked", ""):
        return Phrasing(phrase, chosen)
    learned = form.get(f"learned-{number}", "")
    return Phrasing(form.get(f"phrase-{number}", phrase), (*chosen, learned) if learned else chosen)


class Asking:
    """The question that a phrase raises while it is saved, put below the form again."""

    def __init__(self, form: Mapping[str, str]) -> None:
        self.answer = answer(form)
        self._choices: list[Choices] = []

    @contextmanager
    def heard(self) -> Iterator[None]:
        """Keeps the question that the work within raises, and lets it refuse the work."""
        try:
            yield
        except Question as question:
            self._choices = asked(question, self.answer)
            raise

    def again(self, form: Form, problem: Problem, typed: dict[str, str]) -> Response:
        """The form once more, with buttons where the words raised a question."""
        typed["words"] = self.answer.phrase
        if not self._choices:
            return form(problem, typed, None)
        return form(problem._replace(field="choice-1"), typed, self._choices[0])


def asked(question: Question, so_far: Phrasing) -> list[Choices]:
    """The buttons of a question about a phrase; none where nothing is offered."""
    buttons = [
        Button(
            choice.line,
            question.answered(choice.typed),
            f"{question.learns}={choice.food.food_code}" if question.learns and choice.food else "",
        )
        for choice in question.choices
    ]
    return [Choices(str(question), so_far.phrase, buttons, so_far.chosen)] if buttons else []
