"""`explain`: the list of topics, a topic, and a refusal that names the topics."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Tool


def test_without_a_topic_the_topics_are_listed(tool: Tool) -> None:
    assert "  circulation  cold feet" in tool.ok("explain").out
    assert [row["topic"] for row in tool.ok("explain --json").json["topics"]][:2] == [
        "sufficient",
        "myelin",
    ]


def test_a_topic_is_explained(tool: Tool) -> None:
    outcome = tool.ok("explain b-complex")
    assert "Ang 2008, 13 studies, 741 people" in outcome.out
    assert max(map(len, outcome.out.splitlines())) <= 79
    (explanation,) = tool.ok("explain vitamin b6 --json").json["explanations"]
    assert explanation["topic"] == "b6" and "EFSA 2023" in explanation["sources"]


def test_an_unknown_topic_is_refused(tool: Tool) -> None:
    tool.refused("explain astrology", 3, "judgement")


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("absorbed", "absorption"),
        ("tablets", "absorption"),
        ("absorbtion", "absorption"),
        ("injection", "injections"),
        ("nerves", "myelin"),
        ("EAR", "reference"),
        ("RDA", "reference"),
        ("upper limit", "reference"),
        ("flags", "judgement"),
        ("µg", "words"),
        ("partial", "words"),
        ("4cB12", "tests"),
        ("vitamin B12", "sufficient"),
        ("Metformin", "older"),
    ],
)
def test_another_word_leads_to_its_topic(tool: Tool, words: str, topic: str) -> None:
    outcome = tool.ok(f"explain {words}")
    assert outcome.err == f'"{words}" is explained under {topic}:\n'
    assert outcome.out == tool.ok(f"explain {topic}").out
    assert tool.ok(f"explain {words} --json").json["explanations"][0]["topic"] == topic


def test_the_name_of_a_command_leads_to_its_page(tool: Tool) -> None:
    tool.refused("explain backup", 3, "b12track help backup")


def test_no_diary_is_made(tool: Tool, home: Path) -> None:
    tool.ok("explain tests")
    assert not (home / "diary.db").exists()
