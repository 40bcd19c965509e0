"""Tablet taken, injection given: one button where a schedule is followed, else a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flask import Blueprint, Response, request
from flask import url_for as address

from b12track.errors import InputRefused
from b12track.page.desk import Problem, on_day
from b12track.page.views import checked, handed_in, page, tool
from b12track.page.words import unwrapped

if TYPE_CHECKING:
    from b12track.page.tool import Document

pages = Blueprint("dose", __name__)
_EMPTY = "Say which and how much, for example: 1000 µg"


class Scheduled(NamedTuple):
    """One schedule that is followed: its words, and those of one dose of it."""

    number: str
    schedule: str
    is_injection: bool
    dose: str


@pages.get("/for/<person:person>/dose")
def ask(person: str) -> Response:
    """A button for each schedule, and the form."""
    return _form(checked(person), None, {})


@pages.post("/for/<person:person>/dose")
def save(person: str) -> Response:
    """Saves a dose: of a schedule where its button was pressed, else as typed."""
    person = checked(person)
    typed = request.form

    def work(form_id: str) -> tuple[str, tuple[str, ...]]:
        words, is_injection = typed.get("words", ""), typed.get("kind") == "injection"
        if typed.get("schedule"):
            followed = {one.number: one for one in _followed(person)}
            if typed["schedule"] not in followed:
                raise InputRefused("This schedule is not followed any more.")
            words, is_injection = followed[typed["schedule"]][3], followed[typed["schedule"]][2]
        if not words.strip():
            raise InputRefused(_EMPTY)
        command = "inject" if is_injection else "take"
        said = tool().do(command, f"--for={person}", f"--id={form_id}", *on_day(typed), "--", words)
        return "Saved", tuple(unwrapped(said))

    return handed_in(
        person,
        work,
        lambda problem, sent: _form(person, problem, sent),
        address("today.look", person=person),
    )


def _form(person: str, problem: Problem | None, typed: dict[str, str]) -> Response:
    readable = problem is None or problem.diary_readable
    followed = _followed(person) if readable else []
    return page("dose.html", person, problem, typed=typed, followed=followed)


def _followed(person: str) -> list[Scheduled]:
    found = tool().read("regimen", "list", f"--for={person}")["regimens"]
    return [_scheduled(one) for one in found]


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
