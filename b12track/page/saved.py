"""The answer after saving: what was understood, and the button that takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, make_response, redirect, request

from b12track.errors import InputRefused
from b12track.page.addresses import address
from b12track.page.views import desk, handed_in, page, tool
from b12track.page.words import unwrapped

if TYPE_CHECKING:
    from b12track.page.desk import Problem


def look(form_id: str) -> Response:
    """What a form did; an unknown one leads to the first page."""
    saved = desk().saved.get(form_id)
    if saved is None:
        return make_response(redirect(address("today.start")))
    # After an undone renaming nobody may be called so any more.
    is_known = tool().knows(saved.person)
    return page("saved.html", saved.person if is_known else None, saved=saved)


def undo(person: str) -> Response:
    """Takes back one change, while it is the last one."""
    number = request.form.get("change", "")

    def work(_form_id: str) -> tuple[str, tuple[str, ...]]:
        if not number.isdecimal():
            raise InputRefused("There is nothing to undo.")
        return "Taken back", tuple(unwrapped(tool().do("undo", f"--change={number}")))

    def again(problem: Problem, _typed: dict[str, str]) -> Response:
        return page("problem.html", person, problem._replace(field="main"))

    return handed_in(person, work, again, address("today.look", person=person))
