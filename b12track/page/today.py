"""The first page: the judgement, what was written down today, and every task as one button."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect
from flask import url_for as address

from b12track.page.views import checked, desk, page, tool

pages = Blueprint("today", __name__)


@pages.get("/")
def start() -> Response:
    """To the person in use; a diary that holds nothing asks who it is for."""
    if not (desk().was_welcomed or desk().first_person) and tool().newest_change() is None:
        return make_response(redirect(address("about.welcome")))
    name = desk().first_person or tool().person_in_use()
    return make_response(redirect(address("today.look", person=name)))


@pages.get("/for/<person:person>/")
def look(person: str) -> Response:
    """Today of one person."""
    person = checked(person)
    return page("today.html", person, day=tool().read("today", f"--for={person}"))
