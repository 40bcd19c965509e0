"""Foods that came without B12: listed by how often they were eaten, answered once each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from b12track.cli import asking

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Tool

FOODS = (
    "date,food,amount,b12_ug\n2026-03-01,Bread,50 g,\n2026-03-01,Soy drink,1 cup,\n"
    "2026-03-02,Soy drink,2.00 cups,\n2026-03-02,Soy drink,1 glass,\n2026-03-03,Bread,20 g,\n"
    "2026-03-03,Egg,1 large,0.5\n2026-03-03,Cake,1 slice,\n"
)


@pytest.fixture
def imported(tool: Tool, tmp_path: Path) -> Path:
    path = tmp_path / "foods.csv"
    path.write_text(FOODS)
    assert "6 new entries have no B12 value" in tool.ok(f"import {path}").out
    return path


def b12(tool: Tool, day: str) -> list[float | None]:
    return [entry["b12_ug"] for entry in tool.ok(f"day {day} --json").json["entries"]]


def test_the_most_frequent_comes_first(tool: Tool, imported: Path) -> None:
    foods = tool.ok("foods unknown --json").json["foods"]
    assert [(food["name"], food["times"]) for food in foods] == [
        ("Soy drink", 3),
        ("Bread", 2),
        ("Cake", 1),
    ]
    assert foods[0]["usual_amount"] in ("1 cup", "2.00 cups", "1 glass")
    assert "Soy drink" in tool.ok("foods unknown").out
    assert tool.ok("foods unknown --csv").out.startswith("food_code,name,times")


def test_an_answer_gives_the_entries_their_b12(tool: Tool, imported: Path) -> None:
    before = tool.ok("export --format json").out
    printed = tool.ok("foods unknown", "soy drink", "0.4 µg per 1 cup").out
    assert "2 entries" in printed
    assert "Still unknown: 1" in printed
    assert b12(tool, "2026-03-01") == [None, 0.4]
    assert b12(tool, "2026-03-02") == [0.8, None]
    tool.ok("foods unknown bread", "1.2 mcg/100g")
    assert b12(tool, "2026-03-03")[0] == 0.24
    tool.ok("foods unknown cake 0")
    assert b12(tool, "2026-03-03")[2] == 0
    assert tool.ok("doctor").code == 0
    for _ in range(3):
        tool.ok("undo")
    assert tool.ok("export --format json").out == before


def test_what_is_not_known_is_not_asked_again(tool: Tool, imported: Path) -> None:
    tool.ok("foods unknown cake ?")
    assert [food["name"] for food in tool.ok("foods unknown --json").json["foods"]] == [
        "Soy drink",
        "Bread",
    ]
    (cake,) = [f for f in tool.ok("foods unknown --all --json").json["foods"] if f["is_answered"]]
    assert cake["name"] == "Cake"
    assert b12(tool, "2026-03-03")[2] is None


def test_an_import_says_how_many_are_to_be_asked_about(tool: Tool, imported: Path) -> None:
    """Not of a food that our own table knows, nor of one that was answered, even with "?"."""
    imported.write_text("date,food,amount\n2026-03-05,milk,100 g\n2026-03-05,b12 tablet,2.4 µg\n")
    assert "no B12 value" not in tool.ok(f"import {imported}").out
    tool.ok("foods unknown cake ?")
    tool.ok("foods unknown bread 0")
    header = FOODS.splitlines()[0]
    imported.write_text(
        f"{header}\n2026-03-06,Cake,1 slice,\n2026-03-06,Bread,100 g,\n"
        "2026-03-06,Soy drink,1 cup,\n"
    )
    assert "1 new entry has no B12 value" in tool.ok(f"import {imported}").out


def test_an_answer_holds_for_later_imports(tool: Tool, imported: Path) -> None:
    tool.ok("foods unknown bread", "1.2 µg per 100 g")
    imported.write_text(f"{FOODS}2026-03-04,Bread,100 g,\n")
    outcome = tool.ok(f"import {imported} --json").json
    assert (outcome["new"], outcome["same"], outcome["differs"]) == (1, 7, 0)
    assert b12(tool, "2026-03-04") == [1.2]
    assert "answered" in tool.ok("export --format csv").out


@pytest.mark.parametrize(
    ("words", "code", "reason"),
    [
        ("foods unknown bread", 2, "ANSWER"),
        ("foods unknown bread much", 3, "no answer"),
        ("foods unknown bread 1", 3, "no answer"),
        ("foods unknown nothing 0", 3, "No entry"),
        ("foods unknown bread 99999mg", 3, "more B12"),
    ],
)
def test_what_is_no_answer_is_refused(
    tool: Tool, imported: Path, words: str, code: int, reason: str
) -> None:
    tool.refused(words, code, reason)


def test_at_a_terminal_each_is_asked_once(
    tool: Tool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "is_terminal", lambda: True)
    path = tmp_path / "foods.csv"
    path.write_text(FOODS)
    outcome = tool.ok(f"import {path} --ask", stdin="nonsense\n0.4 µg per 1 cup\n\n?\n")
    assert "Soy drink (3 ×" in outcome.err
    assert "is no answer" in outcome.err
    assert "Answered: 2 foods; 2 entries" in outcome.out
    assert b12(tool, "2026-03-02") == [0.8, None]
    again = tool.ok("foods unknown", stdin="0\nq\n")
    assert "Soy drink (1 ×" in again.err


def test_without_a_terminal_nothing_is_asked(tool: Tool, tmp_path: Path) -> None:
    path = tmp_path / "foods.csv"
    path.write_text(FOODS)
    assert "b12track foods unknown" in tool.ok(f"import {path} --ask").err
