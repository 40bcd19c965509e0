"""Putting right and deleting through the page."""

from __future__ import annotations

from tests.conftest import Tool
from tests.page.conftest import Visitor


def test_an_entry_is_put_right_and_deleted(visitor: Visitor, tool: Tool) -> None:
    tool.ok("log 100 g salmon --on yesterday")
    page = visitor.get("/for/me/put-right?day=2026-11-21")
    assert "salmon" in page
    visitor.saves("/for/me/put-right/1?on=2026-11-21", words="60 g")
    assert tool.ok("day yesterday --json").json["entries"][0]["grams"] == 60
    visitor.saves("/for/me/put-right", "/for/me/delete", kind="entry", number="1", on="2026-11-21")
    assert tool.ok("day yesterday --json").json["entries"] == []
