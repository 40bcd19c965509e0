"""Whom the diary is for: name, diet and year of birth, each of which may be left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Response, make_response, redirect, request

from b12track.errors import InputRefused
from b12track.page.addresses import address
from b12track.page.views import desk, handed_in, page, sent, tool

if TYPE_CHECKING:
    from b12track.page.desk import Problem

DIETS: Final = (
    ("vegan", "Vegan: nothing from animals"),
    ("vegetarian", "Vegetarian: milk or eggs, no meat or fish"),
    ("pescatarian", "Fish, but no meat"),
    ("omnivore", "Everything"),
)


def welcome() -> Response:
    """The first visit."""
    return page("about.html", None, about=tool().person_in_use(), welcome=True, diets=DIETS)


def skip() -> Response:
    """Leaves all questions out."""
    sent()
    desk().was_welcomed = True
    return make_response(redirect(address("today.start"), 303))


def ask(person: str) -> Response:
    """The same questions later."""
    known = tool().read("profile", "show", f"--for={person}")
    typed = {"name": person, "diet": known["diet"] or "", "born": (known["born"] or "")[:4]}
    return page("about.html", person, about=person, welcome=False, diets=DIETS, typed=typed)


def save(person: str) -> Response:
    """Keeps what was answered."""
    typed = request.form
    name = typed.get("name", "").strip() or person
    is_welcome = typed.get("welcome") == "1"

    def work(_form_id: str) -> tuple[str, tuple[str, ...]]:
        answers = _answers(person, typed.get("diet", ""), typed.get("born", "").strip())
        if answers:
            tool().do("profile", "set", f"--for={person}", *answers)
        if name != person:
            tool().do("profile", "rename", f"--for={person}", "--", name)
        desk().was_welcomed = True
        return "Saved", (f"This is the diary of {name}.",)

    def again(problem: Problem, sent: dict[str, str]) -> Response:
        return page(
            "about.html",
            None if is_welcome else person,
            problem._replace(field="born"),
            about=person,
            welcome=is_welcome,
            diets=DIETS,
            typed=sent,
        )

    return handed_in(name, work, again, address("today.start"))


def _answers(person: str, diet: str, year: str) -> list[str]:
    """What changed since the last answers, as options of `profile set`."""
    known = tool().read("profile", "show", f"--for={person}")
    answers = [f"--diet={diet}"] if diet and diet != known["diet"] else []
    if year and year != (known["born"] or "")[:4]:
        if len(year) != 4 or not year.isdecimal():
            raise InputRefused(f"'{year}' is no year of birth: four digits, for example 1948.")
        # The middle of the year is at most half a year off, and the page says so.
        answers.append(f"--born={year}-07-01")
    return answers
