"""Meals through the page: saved, asked about, refused, taken back, eaten again."""

from __future__ import annotations

import re

import pytest

from tests.conftest import Tool
from tests.page.conftest import Visitor, picked, words


def test_a_meal_is_saved_and_taken_back(visitor: Visitor, tool: Tool) -> None:
    answer = visitor.send("/for/me/eat", words="2 eggs, 250 ml milk", meal="breakfast")
    assert "boiled egg" in words(answer)
    entries = tool.ok("today --json").json["entries"]
    assert [entry["meal"] for entry in entries] == ["breakfast", "breakfast"]
    undo = re.search(r'name="change" value="(\d+)"', answer.text)
    assert undo
    assert "Taken back" in visitor.saves(
        answer.request.path.removeprefix("/b12track"), "/for/me/undo", change=undo[1]
    )
    assert tool.ok("today --json").json["entries"] == []


def test_the_question_becomes_buttons_and_is_remembered(visitor: Visitor, tool: Tool) -> None:
    asked = visitor.send("/for/me/eat", words="2 eggs, soy milk", meal="lunch")
    assert asked.status_code == 422
    assert "<title>Question: " in asked.text
    page = words(asked)
    assert "'soy milk' could be several foods; say which." in page
    assert "fortified soy milk, 1 glass = 200 g: 0.76 µg" in page
    assert 'value="2 eggs, soy milk"' in asked.text  # what was typed is still there
    assert 'name="meal" value="lunch"' in asked.text
    saved = picked(visitor, "/for/me/eat", asked.text, 1)
    assert "fortified soy milk, 1 glass (200 g): 0.76 µg" in saved
    day = tool.ok("today --json").json
    assert [entry["meal"] for entry in day["entries"]] == ["lunch", "lunch"]
    assert tool.ok("log soy milk --json").json["entries"][0]["food_code"] == "soy-milk-fortified"


def test_two_questions_follow_each_other_and_words_typed_anew_count(
    visitor: Visitor, tool: Tool
) -> None:
    first = visitor.send("/for/me/eat", words="soy milk, cheese").text
    assert "fortified soy milk, 1 glass" in first
    anew = picked(visitor, "/for/me/eat", first, 1, words="3 eggs")
    assert "boiled egg, 3 large" in anew
    assert len(tool.ok("today --json").json["entries"]) == 1


@pytest.mark.parametrize(
    ("path", "fields", "line"),
    [
        ("/for/me/eat", {"words": "100 g unobtainium"}, ["log", "100 g unobtainium"]),
        ("/for/me/eat", {"words": "20 kg salmon"}, ["log", "20 kg salmon"]),
        ("/for/me/eat", {"words": "1,5 l milk"}, ["log", "1,5 l milk"]),
        ("/for/me/dose", {"words": "hello"}, ["take", "hello"]),
        ("/for/me/dose", {"words": "1 mg", "kind": "injection"}, ["inject", "1 mg"]),
        (
            "/for/me/blood?test=b12+pg/mL",
            {"words": "none", "test": "b12 pg/mL"},
            ["lab", "add", "b12", "none", "pg/mL"],
        ),
    ],
)
def test_refusals_are_the_sentences_of_the_command_line(
    visitor: Visitor, tool: Tool, path: str, fields: dict[str, str], line: list[str]
) -> None:
    refused = visitor.send(path, path.partition("?")[0], **fields)
    sentence = tool(line[0], *line[1:]).err.splitlines()[0].rstrip(":.")
    assert refused.status_code == 422
    assert sentence in words(refused)
    assert re.search("<title>(Error|Question): ", refused.text)
    assert f'value="{fields["words"].replace("<", "&lt;")}"' in refused.text


def test_what_is_eaten_often_is_one_button(visitor: Visitor, tool: Tool) -> None:
    for day in ("-1d", "-2d", "-3d"):
        tool.ok(f"log 2 eggs --on {day}")
    assert "boiled egg, 2 large (100 g): 1.11 µg" in visitor.get("/for/me/eat")
    visitor.saves("/for/me/eat", "/for/me/eat/again", entry="3")
    assert len(tool.ok("today --json").json["entries"]) == 1
