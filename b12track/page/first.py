"""The first page: today, answered while the web framework is not loaded yet.

Loading it takes longer than all that this page needs, and whoever opens the diary waits for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from b12track.errors import B12TrackError
from b12track.page.addresses import address
from b12track.page.frame import framed, style

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIEnvironment

    from b12track.page.desk import Desk


class First:
    """Answers what a browser asks for when it opens the diary, and leaves all else."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def make_ready(self) -> None:
        """Reads and draws today once, so that both are there when it is asked for."""
        person = first_person(self._desk)
        if person is not None:
            today(self._desk, person)

    def __call__(
        self, environ: WSGIEnvironment, start_response: StartResponse
    ) -> list[bytes] | None:
        """The answer to a request, None where another has to give it."""
        path = _asked_for(environ)
        try:
            if path == _path(address("style")):
                return _sent(start_response, style(), "text/css")
            person = first_person(self._desk) if path else None
            if person is None:
                return None
            there = address("today.look", person=person)
            if path == _path(address("today.start")):
                start_response("302 Found", [("Location", there), ("Content-Length", "0")])
                return []
            if path == _path(there):
                return _sent(start_response, today(self._desk, person).encode(), "text/html")
        except B12TrackError:  # told by the page for it
            pass
        return None


def first_person(desk: Desk) -> str | None:
    """Whose page comes first; None for a diary that holds nothing and asks who it is for."""
    if desk.first_person:
        return desk.first_person
    if not desk.was_welcomed and desk.tool.newest_change() is None:
        return None
    return desk.tool.person_in_use()


def today(desk: Desk, person: str) -> str:
    """Today of a person; raises B12TrackError."""
    day = desk.tool.read("today", f"--for={person}")
    return framed(desk, "today.html", person, None, here="today.look", day=day)


def _asked_for(environ: WSGIEnvironment) -> str:
    """The address of a reading request as it is written, "" for any other."""
    if environ["REQUEST_METHOD"] != "GET":
        return ""
    return str(environ.get("PATH_INFO", ""))


def _path(there: str) -> str:
    """An address as WSGI tells it: decoded, a byte a character."""
    return unquote(there).encode().decode("latin-1")


def _sent(start_response: StartResponse, body: bytes, kind: str) -> list[bytes]:
    headers = [("Content-Type", f"{kind}; charset=utf-8"), ("Content-Length", str(len(body)))]
    start_response("200 OK", headers)
    return [body]
