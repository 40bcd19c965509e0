"""`symptom` through the entry point: kept in plain words, never explained."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from b12track.science.symptoms import ESCALATION_LEVELS, LOOK_ALIKES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Tool

FORBIDDEN = re.compile(
    r"\byou (?:are|have)\b|caused by|because of|due to|deficien|\btake \d|no test needed|"
    r"you should|your stores?\b",
    re.IGNORECASE,
)


def flat(text: str) -> str:
    return " ".join(text.split())


def test_a_symptom_with_side_and_beginning(tool: Tool) -> None:
    reply = flat(tool.ok("symptom log", "tingling in both feet", "4", "--since", "monday").out)
    assert reply.startswith(
        "Saved symptom s1: tingling in both feet, 4 of 10, both sides, since Mon 16 Nov 2026"
        " (paraesthesia, HP:0003401)."
    )
    assert "within days: arrange an appointment; ask about B12, folate, full blood" in reply
    assert "These symptoms have many causes." in reply
    assert all(cause in reply for cause in LOOK_ALIKES)
    (note,) = tool.ok("symptom list --json").json["symptoms"]
    assert {"id", "date", "term", "hpo", "severity", "side", "text"} <= set(note)
    assert (note["term"], note["hpo"], note["severity"], note["side"], note["since"]) == (
        "paraesthesia",
        "HP:0003401",
        4,
        "both",
        "2026-11-16",
    )
    assert note["text"] == "tingling in both feet"


@pytest.mark.parametrize(
    ("words", "hpo"),
    [
        ("numbness", "HP:0002936"),
        ("tingling", "HP:0003401"),
        ("burning feet", None),
        ("weakness in the legs", "HP:0007340"),
        ("unsteady gait", "HP:0002066"),
        ("cramps", "HP:0003394"),
        ("aches", None),
        ("cold feet", None),
        ("pale feet", None),
        ("fatigue", "HP:0012378"),
        ("itching elbows", None),
    ],
)
def test_the_seed_list_is_covered(tool: Tool, words: str, hpo: str | None) -> None:
    tool.ok("symptom log", words, "3")
    (note,) = tool.ok("symptom list --json").json["symptoms"]
    assert note["hpo"] == hpo
    assert (note["term"] == "other") == (words == "itching elbows")


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("sudden weakness of the left arm", 0),
        ("lost control of my bladder", 0),
        ("chest pain", 0),
        ("sudden loss of vision", 0),
        ("one hot swollen calf", 0),
        ("walking is rapidly worse", 1),
        ("new confusion", 1),
        ("numb after nitrous oxide", 1),
        ("sore red tongue", 2),
        ("memory change", 2),
    ],
)
def test_the_levels_have_their_exact_words(tool: Tool, words: str, level: int) -> None:
    reply = flat(tool.ok("symptom log", words, "5").out)
    expected = ESCALATION_LEVELS[level]
    assert f"{expected.heading}: {expected.text} (" in reply
    assert tool.ok("symptom list --json").json["symptoms"][0]["level"] == expected.key
    assert f"{expected.heading}: {expected.text} (" in flat(tool.ok("symptom list").out)


def test_one_sided_numbness_asks_whether_it_came_suddenly(tool: Tool) -> None:
    reply = flat(tool.ok("symptom log numb left foot 5").out)
    assert "If it came suddenly, on one side: EMERGENCY now: call the emergency number." in reply


def test_what_is_gone_has_no_level(tool: Tool) -> None:
    reply = tool.ok("symptom log tingling in both feet 0").out
    assert "0 of 10" in reply
    assert "within days" not in reply


def test_no_symptom_is_ever_explained(tool: Tool) -> None:
    tool.ok("log 1 apple --on -3d")
    for words in ("tingling in both feet", "numb feet", "fatigue", "sore tongue", "cold feet"):
        assert not FORBIDDEN.search(flat(tool.ok("symptom log", words, "4").out))
    for page in ("symptom list", "today", "week"):
        assert not FORBIDDEN.search(flat(tool.ok(page).out))


def test_symptoms_stand_in_day_and_week(tool: Tool) -> None:
    tool.ok("symptom log tingling in both feet 4 --on yesterday")
    line = "Symptom: tingling in both feet, 4 of 10, both sides."
    assert line in tool.ok("day yesterday").out
    assert tool.ok("day yesterday --json").json["symptoms"][0]["severity"] == 4
    assert "Symptom Sat 21 Nov 2026: tingling" in tool.ok("week").out
    assert tool.ok("today --json").json["symptoms"] == []


def test_lists_can_be_cut_and_printed_as_csv(tool: Tool) -> None:
    tool.ok("symptom log cramps 2 --on -10d")
    tool.ok("symptom log cramps 3")
    assert len(tool.ok("symptom list --from -3d --json").json["symptoms"]) == 1
    assert tool.ok("symptom list --csv").out.splitlines()[1:] == [
        "1,2026-11-12,,muscle spasm,HP:0003394,2,,cramps",
        "2,2026-11-22,,muscle spasm,HP:0003394,3,,cramps",
    ]


def test_undo_and_keys(tool: Tool) -> None:
    tool.ok("symptom log cramps 2 --id night")
    assert tool.ok("symptom log cramps 2 --id night").out.startswith("Already saved")
    tool.ok("undo")
    assert tool.ok("symptom list --json").json["symptoms"] == []
    tool.ok("redo")
    assert len(tool.ok("symptom list --json").json["symptoms"]) == 1


def test_a_symptom_can_be_deleted_later(tool: Tool) -> None:
    tool.ok("symptom log cramps 2")
    tool.ok("log 2 eggs")
    assert tool("symptom delete 7").code == 3
    tool.ok("symptom delete 1")
    assert tool.ok("symptom list --json").json["symptoms"] == []
    tool.ok("undo")
    assert len(tool.ok("symptom list --json").json["symptoms"]) == 1


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("symptom log", 2, "Missing argument"),
        ("symptom log tingling", 3, "from 0 (gone) to 10"),
        ("symptom log 4", 3, "from 0 (gone) to 10"),
        ("symptom log tingling 11", 3, "from 0 (gone) to 10"),
        ("symptom log tingling -1", 3, "from 0 (gone) to 10"),
        ("symptom log tingling 4 --side up", 2, "'up' is not one of"),
        ("symptom log tingling 4 --on -5d --since -2d", 3, "after"),
        ("symptom log tingling 4 --on tomorrow", 3, "not a day"),
        ("symptom log tingling 4 --term xyzzy", 3, "not a symptom"),
        ("symptom log tingling\x1b[2J 4", 3, "U+001B"),
    ],
)
def test_wrong_input_changes_nothing(
    tool: Tool, home: Path, line: str, code: int, words: str
) -> None:
    tool.refused(line, code, words)
    assert not (home / "diary.db").exists()


def test_a_symptom_is_put_right(recorded: Tool) -> None:
    reply = recorded.ok("symptom edit s1 --severity 6 --words", "tingling right hand").out
    assert reply.startswith("Changed s1: tingling right hand, 6 of 10, right (")
    (note,) = recorded.ok("symptom list --json").json["symptoms"]
    assert (note["term"], note["severity"], note["date"]) == ("paraesthesia", 6, "2026-11-02")
    recorded.refused("symptom edit 1 --since yesterday", 3, "which is after 2026-11-02")
    recorded.refused("symptom edit 1", 2, "Say what to change")


def test_the_red_flags_are_said_at_first_at_a_jump_and_on_request(tool: Tool) -> None:
    first = tool.ok("symptom log tingling in both feet 3 --on -9d").out
    assert "EMERGENCY now" in first
    again = tool.ok("symptom log tingling in both feet 4 --on -6d").out
    assert "EMERGENCY" not in again and "s2: tingling in both feet, 4 of 10" in again
    assert "EMERGENCY now" in tool.ok("symptom log tingling in both feet 7 --on -3d").out
    urgent = tool.ok("symptom log tingling, walking gets worse every day 7").out
    assert "within 24 h: see a doctor today" in " ".join(urgent.split())
    assert "EMERGENCY now: call the emergency number" in tool.ok("symptom red-flags").out


def test_the_index_of_an_earlier_occasion(tool: Tool) -> None:
    for day, b12 in (("2026-05-01", 300), ("2026-11-01", 150)):
        tool.ok(f"lab add b12 {b12} pmol/L --on {day}")
        for line in ("holotc 50 pmol/L", "mma 0.2 µmol/L", "homocysteine 10 µmol/L"):
            tool.ok(f"lab add {line} --on {day}")
    newest, earlier = (
        tool.ok(f"lab index --age 40 --json {on}").json["cb12"] for on in ("", "--on 2026-05-02")
    )
    assert earlier["value"] > newest["value"] and sorted(earlier["labs"]) == [1, 2, 3, 4]
    tool.refused("lab index --age 40 --on 2026-08-01", 3, "not recorded")
