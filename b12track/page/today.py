"""The first page: the judgement, what was written down today, and every task as one button."""

from __future__ import annotations

from flask import Response, make_response, redirect

from b12track.page.addresses import address
from b12track.page.first import first_person
from b12track.page.views import desk, page, tool


def start() -> Response:
    """To the person in use; a diary that holds nothing asks who it is for."""
    person = first_person(desk())
    if person is None:
        return make_response(redirect(address("about.welcome")))
    return make_response(redirect(address("today.look", person=person)))


def look(person: str) -> Response:
    """Today of one person."""
    return page("today.html", person, day=tool().read("today", f"--for={person}"))
