"""People: whose diary is looked at; a carer switches here and adds somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response, request

from b12track.errors import InputRefused
from b12track.page.addresses import ADDRESSES, address
from b12track.page.views import checked, handed_in, page, tool

if TYPE_CHECKING:
    from b12track.page.desk import Problem

pages = Blueprint("people", __name__)


@pages.get(ADDRESSES["people.look"])
def look(person: str) -> Response:
    """Everybody in the diary."""
    return _list(checked(person), None, {})


@pages.post(ADDRESSES["people.add"])
def add(person: str) -> Response:
    """Adds a person."""
    person = checked(person)
    name = request.form.get("words", "").strip()

    def work(_form_id: str) -> tuple[str, tuple[str, ...]]:
        if not name:
            raise InputRefused("Give the name of the person.")
        tool().do("profile", "add", "--", name)
        return "Added", (f"{name} has pages of their own now.",)

    return handed_in(
        person,
        work,
        lambda problem, typed: _list(person, problem, typed),
        address("people.look", person=person),
    )


def _list(person: str, problem: Problem | None, typed: dict[str, str]) -> Response:
    readable = problem is None or problem.diary_readable
    everyone = tool().read("profile", "list")["people"] if readable else []
    return page("people.html", person, problem, typed=typed, everyone=everyone)
