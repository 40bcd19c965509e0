"""Tablet taken, injection given: one button where a schedule is followed, else a sentence."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from flask import Response, request

from b12track.errors import InputRefused
from b12track.page.addresses import address
from b12track.page.asking import Asking
from b12track.page.desk import Problem, on_day
from b12track.page.reply import meal_lines, text_lines
from b12track.page.views import handed_in, page, rows, tool

if TYPE_CHECKING:
    from b12track.page.asking import Choices
    from b12track.page.document import Document

_EMPTY: Final = "Say which and how much, for example: 1000 µg"


class Scheduled(NamedTuple):
    """One schedule that is followed: its words, and those of one dose of it."""

    number: str
    schedule: str
    is_injection: bool
    dose: str


def ask(person: str) -> Response:
    """A button for each schedule, and the form."""
    return _form(person, None, {})


def save(person: str) -> Response:
    """Saves a dose: of a schedule where its button was pressed, else as typed."""
    asking = Asking(request.form)
    answer = asking.answer

    def work(form_id: str) -> tuple[str, tuple[str, ...]]:
        phrase, is_injection = answer.phrase, request.form.get("kind") == "injection"
        if request.form.get("schedule"):
            scheduled = _scheduled_dose(person, request.form["schedule"])
            phrase, is_injection = scheduled.dose, scheduled.is_injection
        if not phrase:
            raise InputRefused(_EMPTY)
        words = [f"--for={person}", f"--id={form_id}", *on_day(request.form)]
        if is_injection:
            return "Saved", text_lines(tool().do("inject", *words, "--", phrase))
        with asking.heard():
            printed = tool().do("take", *words, *answer.options, "--json", "--", phrase)
        return "Saved", meal_lines(printed)

    again = partial(asking.again, partial(_form, person))
    return handed_in(person, work, again, address("today.look", person=person))


def _scheduled_dose(person: str, number: str) -> Scheduled:
    for scheduled in _followed(person):
        if scheduled.number == number:
            return scheduled
    raise InputRefused("This schedule is not followed any more.")


def _form(
    person: str, problem: Problem | None, typed: dict[str, str], asked: Choices | None = None
) -> Response:
    followed = _followed(person, problem)
    return page("dose.html", person, problem, typed=typed, followed=followed, asked=asked)


def _followed(person: str, problem: Problem | None = None) -> list[Scheduled]:
    regimens = rows(problem, "regimens", "regimen", "list", f"--for={person}")
    return [_scheduled(regimen) for regimen in regimens]


def _scheduled(regimen: Document) -> Scheduled:
    """A schedule with the words that `take` and `inject` understand."""
    form = f" {regimen['form']}" if regimen["form"] else ""
    route = f" {regimen['route']}" if regimen["route"] in ("sublingual", "nasal") else ""
    return Scheduled(
        str(regimen["id"]),
        regimen["regimen"],
        regimen["route"] == "injection",
        f"{regimen['dose_ug']:.9g} µg{form}{route}",
    )
