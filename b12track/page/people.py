"""People: whose diary is looked at; a carer switches here and adds somebody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request

from b12track.errors import InputRefused
from b12track.page.addresses import address
from b12track.page.views import handed_in, page, rows, tool

if TYPE_CHECKING:
    from b12track.page.desk import Problem


def look(person: str) -> Response:
    """Everybody in the diary."""
    return _list(person, None, {})


def add(person: str) -> Response:
    """Adds a person."""
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
    everyone = rows(problem, "people", "profile", "list")
    return page("people.html", person, problem, typed=typed, everyone=everyone)
