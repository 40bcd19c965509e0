"""What all pages have in common: the frame, the form that comes back, the answer after saving."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from flask import Response, abort, current_app, make_response, redirect, request
from werkzeug.routing import BaseConverter

from b12track.errors import B12TrackError, InputRefused
from b12track.page.addresses import address, from_part
from b12track.page.desk import Problem, Work, is_form_id, problem_of
from b12track.page.frame import framed
from b12track.page.keys import same

if TYPE_CHECKING:
    from collections.abc import Callable

    from b12track.page.desk import Desk
    from b12track.page.document import Document, Listed
    from b12track.page.tool import Tool


class PersonInPath(BaseConverter):
    """A person's name as one part of an address, whatever characters it holds."""

    def to_python(self, value: str) -> str:
        return from_part(value)


def desk() -> Desk:
    """The counter of this running page."""
    counter: Desk = current_app.extensions["b12track"]
    return counter


def tool() -> Tool:
    """The tool behind the page."""
    return desk().tool


def today(person: str) -> date:
    """The person's own day, which may begin after midnight."""
    return date.fromisoformat(tool().read("today", f"--for={person}")["date"])


def rows(problem: Problem | None, name: Listed, *words: str) -> list[Document]:
    """What a reading command lists for a form; nothing while the diary cannot be read."""
    if problem is not None and not problem.diary_readable:
        return []
    return tool().read(*words)[name]


def sent() -> tuple[str, dict[str, str]]:
    """The id of this request's form and what was typed; 403 without this page's own token."""
    typed = {name: str(request.form[name]) for name in request.form}
    form_id = typed.pop("form", "")
    if not same(typed.pop("token", ""), desk().keys.form) or not is_form_id(form_id):
        abort(403)
    return form_id, typed


def page(
    template: str, person: str | None, problem: Problem | None = None, **context: object
) -> Response:
    """A page inside the frame; with a problem the title says so, and nothing typed is lost."""
    here = request.endpoint if request.method == "GET" else None
    html = framed(desk(), template, person, problem, here=here, **context)
    return make_response(html, problem.status if problem else 200)


def checked(person: str) -> str:
    """The person as the diary spells the name; 404 for a name that nobody has.

    A form that is sent while the diary cannot be read keeps the name: it comes back with all that
    was typed, and with the sentence of the command it stands for.
    """
    try:
        return tool().read("today", f"--for={person}")["person"]
    except InputRefused as refusal:
        abort(404, str(refusal))
    except B12TrackError:
        if request.method != "POST":
            raise
        return person


def handed_in(
    person: str, work: Work, again: Callable[[Problem, dict[str, str]], Response], back: str
) -> Response:
    """Saves the form of this request and leads to the answer, or shows the form again."""
    form_id, typed = sent()
    try:
        desk().hand_in(form_id, person, back, work)
    except B12TrackError as error:
        return again(problem_of(error, "words"), typed)
    return make_response(redirect(address("saved.look", form_id=form_id), 303))
