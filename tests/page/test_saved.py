"""A form that comes twice saves once."""

from __future__ import annotations

from tests.conftest import Tool
from tests.page.conftest import Visitor, words
from tests.page.running import hidden


def test_a_form_that_comes_twice_saves_once(visitor: Visitor, tool: Tool) -> None:
    fields = {**hidden(visitor.request("GET", "/for/me/eat").text), "words": "2 eggs"}
    answers = [
        words(visitor.request("POST", "/for/me/eat", data=fields, follow_redirects=True))
        for _ in range(3)
    ]
    assert len(set(answers)) == 1
    assert len(tool.ok("today --json").json["entries"]) == 1
