"""The phrase through the entry point: diet, time, shelf, doubles, readings, undo."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest

from b12track.cli.entry import run

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Tool


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tool: Tool):
    def at_terminal(line: list[str], words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", Terminal(words))
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
        code = run(line)
        out, err = capsys.readouterr()
        return code, out, err

    return at_terminal


def test_the_question_keeps_amount_and_other_half_and_shows_micrograms(typed, tool: Tool) -> None:
    code, out, err = typed(["log", "2 eggs, 250 ml soy milk for breakfast"], "1\n")
    assert "fortified soy milk, 250 ml = 250 g: 0.95 µg" in err
    assert code == 0, err
    assert "breakfast" in out
    entries = tool.ok("today --json").json["entries"]
    assert [(row["amount"], row["b12_ug"], row["meal"]) for row in entries] == [
        ("2 large", 1.11, "breakfast"),
        ("250 ml", 0.95, "breakfast"),
    ]


def test_a_wrong_key_asks_again_and_other_words_are_read(typed, tool: Tool) -> None:
    code, _, err = typed(["log", "100 g liver"], "99\nfried beef liver\n")
    assert "'99' is none of these numbers" in err
    assert code == 0, err
    code, out, err = typed(["log", "100 g chocolate"], "\n")
    assert (code, out) == (3, "")
    assert err.strip().endswith("Nothing was saved.")


def test_readings_are_listed_and_forgotten(typed, tool: Tool) -> None:
    typed(["log", "100 g soy milk"], "1\n")
    assert tool.ok("foods readings list --json").json["readings"] == [
        {"words": "soy milk", "food_code": "soy-milk-fortified", "food": "fortified soy milk"}
    ]
    assert "'soy milk' as you chose before" in tool.ok("log 50 g soy milk").out.replace("\n  ", " ")
    tool.ok("foods readings forget soy milk")
    assert tool("log 50 g soy milk").code == 3
    tool.ok("undo")
    tool.ok("log 50 g soy milk")
    assert tool("foods readings forget oat milk").code == 3


def test_nothing_is_learned_from_a_half(typed, tool: Tool) -> None:
    code, _, err = typed(["log", "2 eggs with 100 ml soy milk"], "1\n")
    assert code == 0, err
    assert tool.ok("foods readings list --json").json["readings"] == []


def test_foods_that_do_not_suit_the_diet_are_asked_and_stand_last(tool: Tool) -> None:
    tool.ok("profile set --diet vegan")
    for phrase in ("gravy", "a glass of milk", "2 eggs", "sausage"):
        outcome = tool("log", phrase)
        assert (outcome.code, outcome.out) == (3, "")
        assert outcome.err.rstrip().endswith("(does not suit your diet)"), outcome.err
    tool.ok("log 100 g firm tofu")


def test_options_that_say_otherwise_are_refused(tool: Tool) -> None:
    tool.ok("log 2 eggs for breakfast --meal breakfast")
    for line in (
        "log 2 eggs for breakfast --meal dinner",
        "log 2 eggs yesterday --on today",
        "log 2 eggs at 8am --at 9:00",
    ):
        assert tool(line).code == 3
    assert len(tool.ok("today --json").json["entries"]) == 1


def test_one_shelf_for_log_and_take(tool: Tool) -> None:
    tool.ok("take", "1 my multi", "--b12", "12.5 µg")
    for line in ("log 1 my multi", "log my multi", "take my multi", "take 2 multi"):
        entry = tool.ok(f"{line} --json").json["entries"][0]
        assert entry["food"] == "my multi"
    tool.ok("foods", "add", "red drops", "--b12", "4 µg", "--per", "1 drop")
    assert tool.ok("log 3 red drops --json").json["entries"][0]["b12_ug"] == 12


def test_the_same_dose_twice_is_said_with_its_undo_and_asked(typed, tool: Tool) -> None:
    tool.ok("take 2.5 µg")
    printed = tool.ok("take 2.5 µg").out
    assert "as #1. b12track undo takes this one back." in printed.replace("\n  ", " ")
    code, _, err = typed(["take", "2.5 µg"], "n\n")
    assert code == 3
    assert "already, as #2" in err
    assert typed(["take", "2.5 µg"], "y\n")[0] == 0
    tool.ok("lab add b12 250 pg/mL")
    assert "undo takes this one back" in tool.ok("lab add b12 250 pg/mL").out
    tool.ok("inject 1 mg hydroxocobalamin")
    assert "undo takes this one back" in tool.ok("inject 1 mg hydroxocobalamin").out


def test_undo_and_redo_name_what_when_and_whose(tool: Tool) -> None:
    tool.ok("profile add mum")
    tool.ok("log 2 eggs --for mum")
    printed = tool.ok("undo").out.replace("\n  ", " ")
    assert "Taken back: log for mum, 2026-11-22" in printed
    assert "boiled egg, 2 large" in printed
    assert "It was mum's, not me's." in printed
    assert "Done again: log for mum" in tool.ok("redo").out


def test_edit_keeps_a_dose_exact(tool: Tool) -> None:
    tool.ok("take 2.5 µg")
    tool.ok("edit -1 --amount", "0.4 µg")
    assert tool.ok("today --json").json["b12_ug"] == 0.4
    tool.ok("edit -1 --amount", "12.345 µg")
    assert tool.ok("today --json").json["b12_ug"] == 12.345


def test_assumptions_come_with_the_command_that_corrects_them(tool: Tool) -> None:
    printed = tool.ok("log 2 eggs").out.replace("\n  ", " ")
    command = printed.split("Was it otherwise? ")[1].strip()
    assert command.startswith('b12track edit 1 --amount "2 ')
    tool.ok("edit 1 --amount", command.split('"')[1])


@pytest.mark.parametrize("ug", ["0.001", "0.4", "2.5", "12.345", "999.999", "20000"])
def test_a_dose_is_exact_in_every_way_it_can_be_given(tool: Tool, tmp_path: Path, ug: str) -> None:
    dose = f"{ug} µg"
    for line in ("take", "log b12", "take methylcobalamin", "take 1 tablet of b12"):
        assert tool.ok(line, dose, "--json").json["entries"][0]["b12_ug"] == float(ug)
    tool.ok("take 1 µg")
    tool.ok("edit -1 --amount", dose)
    tool.ok("take 1", "my own", "--b12", dose)
    tool.ok("again -1")
    tool.ok("meals save tablets from today")
    entries = tool.ok("today --json").json["entries"]
    assert {entry["b12_ug"] for entry in entries} == {float(ug)}
    assert {entry["grams"] for entry in entries} == {None}
    given = tool.ok("inject", dose, "cyanocobalamin", "--json").json["injections"][0]
    assert given["dose_ug"] == float(ug)
    tool.ok("regimen add daily", dose, "--start", "yesterday", "--assume-taken")
    tool.ok("log 100 g firm tofu")
    assert tool.ok("day yesterday --json").json["b12_ug"] == float(ug)
    other = tmp_path / "other.db"
    for name in ("all.json", "all.csv"):
        tool.ok(f"export {tmp_path / name}")
        tool.ok(f"--diary {other}-{name} import {tmp_path / name}")
        entries = tool.ok(f"--diary {other}-{name} today --json").json["entries"]
        doses = {entry["b12_ug"] for entry in entries if entry["origin"] == "supplement"}
        assert doses == {float(ug)}


def test_a_saved_meal_with_a_tablet_is_logged_again(tool: Tool) -> None:
    tool.ok("take 1", "my multi", "--b12", "12.5 µg", "--meal", "breakfast")
    tool.ok("log 2 eggs for breakfast")
    tool.ok("meals save morning from today breakfast")
    entries = tool.ok("log morning --json").json["entries"]
    assert {(entry["food"], entry["b12_ug"]) for entry in entries} == {
        ("my multi", 12.5),
        ("boiled egg", 1.11),
    }
    assert tool.ok("take half my multi --json").json["entries"][0]["b12_ug"] == 6.25


def test_the_form_of_a_tablet_is_corrected_as_the_reply_says(tool: Tool, home: Path) -> None:
    printed = tool.ok("take 25 µg").out.replace("\n  ", " ")
    command = printed.split("Was it otherwise? b12track ")[1].splitlines()[0]
    assert command == "edit 1 --food methylcobalamin"
    tool.ok(command)
    entry = tool.ok("today --json").json["entries"][0]
    assert (entry["food"], entry["b12_ug"]) == ("methylcobalamin", 25)
    outcome = tool("edit 1 --food", "salmon with milk")
    assert outcome.code == 3
