"""A visitor of the page: in this process, through the guard, as a browser would come."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import Client, TestResponse

from b12track.cli.session import Session
from b12track.cli.spoken import command, state
from b12track.page.app import application
from b12track.page.desk import Desk
from b12track.page.guard import ROOT, Guard
from b12track.page.keys import Keys
from b12track.page.tool import Tool
from tests.page.running import hidden

PORT = 8912
HOST = f"127.0.0.1:{PORT}"
OWN = {"Host": HOST, "Sec-Fetch-Site": "same-origin", "Origin": "null"}


class Visitor:
    """Somebody with a browser; every answer is followed to the page it leads to."""

    def __init__(self, *, enter: bool = True) -> None:
        session = Session(None)
        self.keys = Keys(PORT)
        self.tool = Tool(command(session.path), state(session))
        self.desk = Desk(self.tool, self.keys)
        self.app = application(self.desk)
        self.door = Guard(self.app, self.keys, PORT, lambda: None)
        self.client = Client(self.door)
        if enter:
            assert self.request("GET", f"/enter/{self.keys.ticket}").status_code == 200

    def request(self, method: str, path: str, **more: Any) -> TestResponse:
        """One request with the headers of a browser, unless others are given."""
        headers = more.pop("headers", OWN)
        return self.client.open(
            f"{ROOT}{path}", method=method, base_url=f"http://{HOST}", headers=headers, **more
        )

    def get(self, path: str) -> str:
        """The text of a page that must be there."""
        answer = self.request("GET", path, follow_redirects=True)
        assert answer.status_code == 200, answer.text
        return words(answer)

    def send(self, path: str, to: str | None = None, **fields: Any) -> TestResponse:
        """Opens the form of a page, fills it in and sends it; the answer is followed."""
        before = self.request("GET", path, follow_redirects=True).text
        return self.request(
            "POST", to or path, data={**hidden(before), **fields}, follow_redirects=True
        )

    def saves(self, path: str, to: str | None = None, **fields: Any) -> str:
        """Sends a form that must be saved, and gives the answer."""
        answer = self.send(path, to, **fields)
        assert answer.status_code == 200, words(answer)
        return words(answer)


def words(answer: TestResponse) -> str:
    """A page as it reads, without its tags."""
    text = re.sub(r"<(head|nav)\b.*?</\1>", " ", answer.text, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def picked(visitor: Visitor, path: str, page: str, number: int, **changed: str) -> str:
    """Presses the button of one choice and sends the form as a browser would."""
    fields = {
        html.unescape(name): html.unescape(value)
        for name, value in re.findall(
            r'<input (?!type="checkbox")[^>]*name="([^"]+)"[^>]*? value="([^"]*)"', page
        )
    }
    checked = dict(re.findall(r'name="([a-z]+)" value="([^"]*)" checked', page))
    typed = re.search(r'id="words"[^>]*value="([^"]*)"', page)
    fields |= {**checked, "words": html.unescape(typed[1]) if typed else ""}
    sent = {**fields, "choice": str(number), **changed}
    answer = visitor.request("POST", path, data=sent, follow_redirects=True)
    assert answer.status_code == 200, words(answer)
    return words(answer)


@pytest.fixture
def visitor(home: Path) -> Visitor:
    """Somebody who came in, over the diary of the test's home."""
    return Visitor()
