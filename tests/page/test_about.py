"""The first visit: three things that may be left out."""

from __future__ import annotations

import re

from tests.conftest import Tool
from tests.page.conftest import Visitor


def test_a_first_visit_asks_three_things_that_may_be_left_out(visitor: Visitor, tool: Tool) -> None:
    asked = visitor.request("GET", "/", follow_redirects=True).text
    assert len(re.findall(r'<input id="', asked)) == 2  # name and year are typed, the diet chosen
    visitor.saves("/welcome", "/for/me/about", welcome="1", name="Anna", diet="vegan", born="1948")
    profile = tool.ok("profile show --json").json
    assert (profile["person"], profile["diet"], profile["born"]) == ("Anna", "vegan", "1948-07-01")
    assert "Diary of Anna" in visitor.get("/")


def test_the_questions_are_left_out_with_one_button(visitor: Visitor) -> None:
    assert "Diary of me" in visitor.saves("/welcome", "/welcome/skip")
