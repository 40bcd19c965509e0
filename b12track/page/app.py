"""The application of the page: its addresses, its frame, and what it says when something fails."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask, Response, make_response, render_template
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
    words,
)
from b12track.page.desk import Desk, problem_of
from b12track.page.guard import LONGEST_BODY, ROOT
from b12track.page.views import TASKS, PersonInPath

if TYPE_CHECKING:
    from b12track.page.keys import Keys
    from b12track.page.tool import Tool

_ROOMS = (about, amend, blood, doctor, dose, eat, explain, feel, people, saved, span, today)
_NOT_FOUND = "There is no such page here."


def application(tool: Tool, keys: Keys, first_person: str | None = None) -> Flask:
    """The page as a WSGI application; it trusts that the guard stands before it."""
    app = Flask("b12track.page", static_folder=None)
    app.config.update(
        MAX_CONTENT_LENGTH=LONGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LONGEST_BODY,
        MAX_FORM_PARTS=50,
        APPLICATION_ROOT=ROOT,
    )
    app.logger.setLevel(logging.CRITICAL)  # nothing of a diary goes into a log
    app.extensions["b12track"] = Desk(tool, keys, first_person)
    app.url_map.converters["person"] = PersonInPath
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        amount=words.amount,
        entry_words=words.entry_words,
        named_day=words.named_day,
        state_words=words.state_words,
    )
    style = Path(app.root_path, "templates", "page.css").read_bytes()
    app.add_url_rule(f"{ROOT}/page.css", "style", lambda: Response(style, mimetype="text/css"))
    for room in _ROOMS:
        app.register_blueprint(room.pages, url_prefix=ROOT)
    app.register_error_handler(B12TrackError, _failed)
    app.register_error_handler(HTTPException, _refused)
    app.register_error_handler(Exception, _broken)
    return app


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
    html = render_template(
        "plain.html",
        person=None,
        headline=None,
        problem=None,
        asked=None,
        several=False,
        tasks=TASKS,
        heading=heading,
        sentence=sentence,
    )
    return make_response(html, status)
