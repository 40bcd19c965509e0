"""Symptoms and blood tests through the page."""

from __future__ import annotations

from tests.conftest import Tool
from tests.page.conftest import Visitor


def test_symptom_and_blood_test_are_kept(visitor: Visitor, tool: Tool) -> None:
    visitor.saves("/for/me/feel", words="tingling in both feet", strength="4", day="yesterday")
    visitor.saves(
        "/for/me/blood?test=b12+pg/mL",
        "/for/me/blood",
        test="b12 pg/mL",
        words="250",
        d="3",
        m="11",
        y="2026",
    )
    (symptom,) = tool.ok("symptom list --json").json["symptoms"]
    (lab,) = tool.ok("lab list --json").json["labs"]
    assert (symptom["text"], symptom["severity"], symptom["date"]) == (
        "tingling in both feet",
        4,
        "2026-11-21",
    )
    assert (lab["value"], lab["date"]) == (250.0, "2026-11-03")
