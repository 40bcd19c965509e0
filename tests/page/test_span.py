"""The days of a week, a month and a year, drawn and told."""

from __future__ import annotations

from tests.conftest import Tool
from tests.page.conftest import Visitor


def test_the_days_are_drawn_and_told(visitor: Visitor, tool: Tool) -> None:
    tool.ok("log 2 eggs --on yesterday")
    for view in ("week", "month", "year"):
        page = visitor.request("GET", f"/for/me/days?view={view}").text
        assert page.count("<svg") == 2
        assert page.count("</title>") == 3
        assert "1.11 µg" in page
    assert "<svg" in visitor.request("GET", "/for/me/fridge").text
