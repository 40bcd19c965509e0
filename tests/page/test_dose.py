"""A tablet or an injection through the page."""

from __future__ import annotations

from tests.conftest import Tool
from tests.page.conftest import Visitor, picked, words


def test_a_tablet_without_a_dose_is_asked(visitor: Visitor, tool: Tool) -> None:
    asked = visitor.send("/for/me/dose", words="b12")
    assert "How much B12 is in one tablet" in words(asked)
    assert "1000 µg" in picked(visitor, "/for/me/dose", asked.text, 5)
    assert tool.ok("today --json").json["entries"][0]["b12_ug"] == 1000


def test_a_schedule_is_one_button(visitor: Visitor, tool: Tool) -> None:
    tool.ok("regimen add 2000 µg weekly on sunday")
    tool.ok("regimen add hydroxocobalamin 1 mg every 8 weeks")
    page = visitor.get("/for/me/dose")
    assert "Tablet taken today: 2000 µg" in page
    assert "Injection given today: 1000 µg hydroxocobalamin" in page
    visitor.saves("/for/me/dose", schedule="1")
    visitor.saves("/for/me/dose", schedule="2")
    day = tool.ok("today --json").json
    assert day["entries"][0]["b12_ug"] == 2000
    assert day["injections"][0]["dose_ug"] == 1000
