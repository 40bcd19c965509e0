"""The application of the page: its addresses, its frame, and what it says when something fails."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from flask import Flask, Response, make_response
from werkzeug.exceptions import HTTPException

from b12track.errors import B12TrackError
from b12track.page import (
    about,
    amend,
    blood,
    doctor,
    dose,
    eat,
    explain,
    feel,
    people,
    saved,
    span,
    today,
)
from b12track.page.addresses import ADDRESSES, ROOT
from b12track.page.desk import problem_of
from b12track.page.frame import drawn, style
from b12track.page.guard import LONGEST_BODY
from b12track.page.views import PersonInPath, checked

if TYPE_CHECKING:
    from b12track.page.desk import Desk

_ROOMS: Final = {
    room.__name__.rpartition(".")[2]: room
    for room in (about, amend, blood, doctor, dose, eat, explain, feel, people, saved, span, today)
}
#: The views that change the diary; all others are read.
_FORMS: Final = ("add", "again", "delete", "save", "skip", "undo")
_NOT_FOUND = "There is no such page here."


def application(desk: Desk) -> Flask:
    """The page as a WSGI application; it trusts that the guard stands before it."""
    app = Flask("b12track.page", static_folder=None)
    app.config.update(
        MAX_CONTENT_LENGTH=LONGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LONGEST_BODY,
        MAX_FORM_PARTS=50,
        APPLICATION_ROOT=ROOT,
    )
    app.logger.setLevel(logging.CRITICAL)  # nothing of a diary goes into a log
    app.extensions["b12track"] = desk
    app.url_map.converters["person"] = PersonInPath
    app.add_url_rule(
        f"{ROOT}{ADDRESSES['style']}", "style", lambda: Response(style(), mimetype="text/css")
    )
    for name, path in ADDRESSES.items():
        room, _, view = name.partition(".")
        if view:
            methods = ["POST" if view in _FORMS else "GET"]
            app.add_url_rule(ROOT + path, name, getattr(_ROOMS[room], view), methods=methods)
    app.url_value_preprocessor(_spell_person)
    app.register_error_handler(B12TrackError, _failed)
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(Exception, _broken)
    return app


def _spell_person(_name: str | None, values: dict[str, str] | None) -> None:
    """No view is entered with a name that nobody in the diary has."""
    if values and "person" in values:
        values["person"] = checked(values["person"])


def _failed(error: B12TrackError) -> Response:
    """A page that could not be read: the sentence of the command line."""
    problem = problem_of(error, "")
    return _plain("This page cannot be shown", problem.sentence, problem.status)


def _refused(error: HTTPException) -> Response:
    sentence = {
        403: "This form is not from this page, or too old. Go back to the first page.",
        404: error.description if " here " in str(error.description) else _NOT_FOUND,
        413: "That is too long; nothing was saved.",
    }
    code = error.code or 400
    return _plain("This did not work", sentence.get(code) or "That is not understood here.", code)


def _broken(_error: Exception) -> Response:
    """A fault of the program, told without its insides."""
    return _plain(
        "This page has a fault", "The program made a mistake; nothing was saved by it.", 500
    )


def _plain(heading: str, sentence: str, status: int) -> Response:
    html = drawn("plain.html", heading=heading, sentence=sentence)
    return make_response(html, status)
