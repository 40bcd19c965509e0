"""Several people: a carer switches, and nothing is mixed."""

from __future__ import annotations

import re

from tests.conftest import Tool
from tests.page.conftest import Visitor


def test_a_carer_switches_and_nothing_is_mixed(visitor: Visitor, tool: Tool) -> None:
    visitor.saves("/for/me/people", words="Mum / Dad")
    page = visitor.request("GET", "/for/me/people").text
    there = re.findall(r'href="/b12track(/for/Mum[^"/]*/)"', page)[0]
    assert "Diary of Mum / Dad" in visitor.get(there)
    visitor.saves(f"{there}eat", words="2 eggs")
    assert tool.ok("today --json").json["entries"] == []
    assert tool.ok("today --json --for", "Mum / Dad").json["entries"]
