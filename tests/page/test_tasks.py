"""Every task of the page: what it saves, what it says, what it refuses."""

from __future__ import annotations

import html
import re

import pytest

from tests.conftest import Tool
from tests.page.conftest import Visitor, words
from tests.page.conftest import words as words_of
from tests.page.running import hidden


def test_a_first_visit_asks_three_things_that_may_be_left_out(visitor: Visitor, tool: Tool) -> None:
    asked = visitor.request("GET", "/", follow_redirects=True).text
    assert len(re.findall(r'<input id="', asked)) == 2  # name and year are typed, the diet chosen
    visitor.saves("/welcome", "/for/me/about", welcome="1", name="Anna", diet="vegan", born="1948")
    profile = tool.ok("profile show --json").json
    assert (profile["person"], profile["diet"], profile["born"]) == ("Anna", "vegan", "1948-07-01")
    assert "Diary of Anna" in visitor.get("/")


def test_the_questions_are_left_out_with_one_button(visitor: Visitor) -> None:
    assert "Diary of me" in visitor.saves("/welcome", "/welcome/skip")


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
    assert 'value="lunch" checked' in asked.text
    saved = picked(visitor, "/for/me/eat", asked.text, 1)
    assert "fortified soy milk, 1 glass (200 g): 0.76 µg" in saved
    day = tool.ok("today --json").json
    assert [entry["meal"] for entry in day["entries"]] == ["lunch", "lunch"]
    assert tool.ok("log soy milk --json").json["entries"][0]["food_code"] == "soy-milk-fortified"


def picked(visitor: Visitor, path: str, page: str, number: int, **changed: str) -> str:
    """Presses one radio button of a question and sends the form as a browser would."""
    fields = {
        html.unescape(name): html.unescape(value)
        for name, value in re.findall(r'<input [^>]*name="([^"]+)"[^>]*? value="([^"]*)"', page)
    }
    checked = dict(re.findall(r'name="([a-z]+)" value="([^"]*)" checked', page))
    words = re.search(r'id="words"[^>]*value="([^"]*)"', page)
    fields |= {**checked, "words": html.unescape(words[1]) if words else ""}
    sent = {**fields, "choice": str(number), **changed}
    answer = visitor.request("POST", path, data=sent, follow_redirects=True)
    assert answer.status_code == 200, words_of(answer)
    return words_of(answer)


def test_two_questions_follow_each_other_and_words_typed_anew_count(
    visitor: Visitor, tool: Tool
) -> None:
    first = visitor.send("/for/me/eat", words="soy milk, cheese").text
    assert "fortified soy milk, 1 glass" in first
    anew = picked(visitor, "/for/me/eat", first, 1, words="3 eggs")
    assert "boiled egg, 3 large" in anew
    assert len(tool.ok("today --json").json["entries"]) == 1


def test_a_tablet_without_a_dose_is_asked(visitor: Visitor, tool: Tool) -> None:
    asked = visitor.send("/for/me/dose", words="b12")
    assert "How much B12 is in one tablet" in words(asked)
    assert "1000 µg" in picked(visitor, "/for/me/dose", asked.text, 5)
    assert tool.ok("today --json").json["entries"][0]["b12_ug"] == 1000


@pytest.mark.parametrize(
    ("path", "fields", "line"),
    [
        ("/for/me/eat", {"words": "100 g unobtainium"}, ["log", "100 g unobtainium"]),
        ("/for/me/eat", {"words": "20 kg salmon"}, ["log", "20 kg salmon"]),
        ("/for/me/eat", {"words": "1,5 l milk"}, ["log", "1,5 l milk"]),
        ("/for/me/dose", {"words": "hello"}, ["take", "hello"]),
        ("/for/me/dose", {"words": "1 mg", "kind": "injection"}, ["inject", "1 mg"]),
        (
            "/for/me/blood",
            {"words": "none", "test": "b12 pg/mL"},
            ["lab", "add", "b12", "none", "pg/mL"],
        ),
    ],
)
def test_refusals_are_the_sentences_of_the_command_line(
    visitor: Visitor, tool: Tool, path: str, fields: dict[str, str], line: list[str]
) -> None:
    refused = visitor.send(path, **fields)
    sentence = tool(line[0], *line[1:]).err.splitlines()[0].rstrip(":.")
    assert refused.status_code == 422
    assert sentence in words(refused)
    assert re.search("<title>(Error|Question): ", refused.text)
    assert f'value="{fields["words"].replace("<", "&lt;")}"' in refused.text


def test_a_form_that_comes_twice_saves_once(visitor: Visitor, tool: Tool) -> None:
    fields = {**hidden(visitor.request("GET", "/for/me/eat").text), "words": "2 eggs"}
    answers = [
        words(visitor.request("POST", "/for/me/eat", data=fields, follow_redirects=True))
        for _ in range(3)
    ]
    assert len(set(answers)) == 1
    assert len(tool.ok("today --json").json["entries"]) == 1


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


def test_symptom_and_blood_test_are_kept(visitor: Visitor, tool: Tool) -> None:
    visitor.saves("/for/me/feel", words="tingling in both feet", strength="4", day="yesterday")
    visitor.saves(
        "/for/me/blood", test="b12 pg/mL", words="250", day="another", d="3", m="11", y="2026"
    )
    (symptom,) = tool.ok("symptom list --json").json["symptoms"]
    (lab,) = tool.ok("lab list --json").json["labs"]
    assert (symptom["text"], symptom["severity"], symptom["date"]) == (
        "tingling in both feet",
        4,
        "2026-11-21",
    )
    assert (lab["value"], lab["date"]) == (250.0, "2026-11-03")


def test_an_entry_is_put_right_and_deleted(visitor: Visitor, tool: Tool) -> None:
    tool.ok("log 100 g salmon --on yesterday")
    page = visitor.get("/for/me/put-right?day=2026-11-21")
    assert "salmon" in page
    visitor.saves("/for/me/put-right/1?on=2026-11-21", words="60 g")
    assert tool.ok("day yesterday --json").json["entries"][0]["grams"] == 60
    visitor.saves("/for/me/put-right", "/for/me/delete", kind="entry", number="1", on="2026-11-21")
    assert tool.ok("day yesterday --json").json["entries"] == []


def test_what_is_eaten_often_is_one_button(visitor: Visitor, tool: Tool) -> None:
    for day in ("-1d", "-2d", "-3d"):
        tool.ok(f"log 2 eggs --on {day}")
    assert "boiled egg, 2 large (100 g): 1.11 µg" in visitor.get("/for/me/eat")
    visitor.saves("/for/me/eat", "/for/me/eat/again", entry="3")
    assert len(tool.ok("today --json").json["entries"]) == 1


def test_a_carer_switches_and_nothing_is_mixed(visitor: Visitor, tool: Tool) -> None:
    visitor.saves("/for/me/people", words="Mum / Dad")
    page = visitor.request("GET", "/for/me/people").text
    there = re.findall(r'href="/b12track(/for/Mum[^"/]*/)"', page)[0]
    assert "Diary of Mum / Dad" in visitor.get(there)
    visitor.saves(f"{there}eat", words="2 eggs")
    assert tool.ok("today --json").json["entries"] == []
    assert tool.ok("today --json --for", "Mum / Dad").json["entries"]


def test_the_days_are_drawn_and_told(visitor: Visitor, tool: Tool) -> None:
    tool.ok("log 2 eggs --on yesterday")
    for view in ("week", "month", "year"):
        page = visitor.request("GET", f"/for/me/days?view={view}").text
        assert page.count("<svg") == 2
        assert page.count("</title>") == 3
        assert "1.11 µg" in page
    assert "<svg" in visitor.request("GET", "/for/me/fridge").text


def test_the_report_comes_with_its_own_policy(visitor: Visitor, tool: Tool) -> None:
    tool.ok("log 2 eggs --on yesterday")
    answer = visitor.request("GET", "/for/me/doctor/report?days=30")
    assert "1.11" in answer.text
    policy = answer.headers["Content-Security-Policy"]
    assert "style-src 'sha256-" in policy
    assert "frame-ancestors 'none'" in policy
    pdf = visitor.request("GET", "/for/me/doctor/report.pdf?days=30")
    assert pdf.data.startswith(b"%PDF-") and "attachment" in pdf.headers["Content-Disposition"]


def test_the_judgement_stands_first_on_every_page(visitor: Visitor, tool: Tool) -> None:
    for ago in range(1, 30):
        tool.ok(f"log 2 eggs, 100 g salmon --on -{ago}d")
    tool.ok("regimen add 2000 µg weekly on sunday")
    judgement = tool("today --json").json["judgement"]["text"]
    for page in ("", "eat", "dose", "days", "feel", "blood", "doctor", "put-right", "people"):
        first = visitor.get(f"/for/me/{page}").removeprefix("Go to the page itself ")
        assert first.startswith(f"Diary of me {judgement} Due today: 2,000 µg by mouth"), first


def test_questions_are_answered_in_the_words_of_explain(visitor: Visitor, tool: Tool) -> None:
    (explained,) = tool.ok("explain older --json").json["explanations"]
    assert " ".join(explained["text"].split()) in visitor.get("/for/me/explain/older")
    assert visitor.request("GET", "/for/me/explain/nothing").status_code == 404
    assert "From about 50 on" in visitor.get("/for/me/explain")
