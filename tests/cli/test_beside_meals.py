"""What stands beside the meals: listed, put right, deleted; its numbers are not mixed up."""

from __future__ import annotations

import pytest

from tests.conftest import Tool


@pytest.fixture
def recorded(tool: Tool) -> Tool:
    tool.ok("log 2 eggs")
    tool.ok("take 50 µg")
    tool.ok("inject 1 mg hydroxocobalamin --on 2026-11-01")
    tool.ok("symptom log numb left foot 4 --on 2026-11-02")
    tool.ok("lab add b12 250 pg/mL --low 180 --high 900 --on 2026-11-03")
    return tool


def test_injections_are_listed(recorded: Tool) -> None:
    assert recorded.ok("inject list").out.startswith("2026-11-01  i1 1,000 µg hydroxocobalamin")
    (one,) = recorded.ok("inject list --json").json["injections"]
    assert (one["id"], one["dose_ug"], one["form"]) == (1, 1000, "hydroxocobalamin")
    assert (
        recorded.ok("inject list --csv").out.splitlines()[1]
        == "1,2026-11-01,1000.0,hydroxocobalamin,"
    )
    assert "No injection recorded" in recorded.ok("inject list --from yesterday").out


def test_an_injection_is_put_right(recorded: Tool) -> None:
    changed = recorded.ok("inject edit i1 --on 2026-11-05 --form neo-cytamen --dose", "500 µg").out
    assert changed.startswith("Changed: 2026-11-05  i1 500 µg hydroxocobalamin")
    recorded.ok("undo")
    assert recorded.ok("inject list --json").json["injections"][0]["dose_ug"] == 1000
    recorded.refused("inject edit 1 --form vodka", 3, "not a form of B12")
    recorded.refused("inject edit 1", 2, "Say what to change")
    recorded.refused("inject edit 9 --dose 1mg", 3, "There is no injection i9 to change.")


def test_an_injection_is_deleted_by_its_part(recorded: Tool) -> None:
    recorded.ok("inject delete i1")
    assert recorded.ok("inject list --json").json["injections"] == []


def test_what_was_taken_is_listed(recorded: Tool) -> None:
    (one,) = recorded.ok("take list --json").json["supplements"]
    assert (one["id"], one["b12_ug"], one["date"]) == (2, 50, "2026-11-22")
    assert recorded.ok("take list").out.startswith("2026-11-22  #2 ")
    assert recorded.ok("take list --csv").out.splitlines()[0].startswith("id,date,name,amount")


def test_a_symptom_is_put_right(recorded: Tool) -> None:
    said = recorded.ok("symptom edit s1 --severity 6 --words", "tingling right hand").out
    assert said.startswith("Changed s1: tingling right hand, 6 of 10, right (")
    (one,) = recorded.ok("symptom list --json").json["symptoms"]
    assert (one["term"], one["severity"], one["date"]) == ("paraesthesia", 6, "2026-11-02")
    recorded.refused("symptom edit 1 --since yesterday", 3, "which is after 2026-11-02")
    recorded.refused("symptom edit 1", 2, "Say what to change")


def test_a_blood_test_is_put_right(recorded: Tool) -> None:
    recorded.ok("lab edit b1 --value 350 --on 2026-11-04")
    (one,) = recorded.ok("lab list --json").json["labs"]
    assert (one["value"], one["date"], one["range"]["words"].split()[0]) == (
        350,
        "2026-11-04",
        "within",
    )
    recorded.refused("lab edit 1 --low 1000", 3, "lies above the high end")
    recorded.refused("lab edit 1 --unit stone", 3, "not a unit of b12")
    recorded.refused("lab edit 1", 2, "Say what to change")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("delete i1", "i1 is an injection: b12track inject delete i1"),
        ("delete s1", "s1 is a symptom: b12track symptom delete s1"),
        ("edit b1 --amount 3g", "b1 is a blood test: b12track lab delete b1"),
        ("symptom delete i1", "i1 is an injection"),
        ("lab delete s1", "s1 is a symptom"),
    ],
)
def test_a_number_of_another_kind_is_refused(recorded: Tool, line: str, words: str) -> None:
    recorded.refused(line, 3, words)
    assert recorded.ok("history --json").json["history"][0]["command"] == "lab add"


def test_the_red_flags_are_said_at_first_at_a_jump_and_on_request(tool: Tool) -> None:
    first = tool.ok("symptom log tingling in both feet 3 --on -9d").out
    assert "EMERGENCY now" in first
    again = tool.ok("symptom log tingling in both feet 4 --on -6d").out
    assert "EMERGENCY" not in again and "s2: tingling in both feet, 4 of 10" in again
    assert "EMERGENCY now" in tool.ok("symptom log tingling in both feet 7 --on -3d").out
    urgent = tool.ok("symptom log tingling, walking gets worse every day 7").out
    assert "within 24 h: see a doctor today" in " ".join(urgent.split())
    assert "EMERGENCY now: call the emergency number" in tool.ok("symptom red-flags").out


def test_a_limit_is_kept_as_one(tool: Tool) -> None:
    said = " ".join(tool.ok("lab add b12 >2000 pg/mL --high 900").out.split())
    assert "b12 >2000 pg/mL, above the laboratory's own range" in said
    assert 'NICE NG239 (March 2024) "deficiency unlikely"' in said
    (one,) = tool.ok("lab list --json").json["labs"]
    assert (one["value"], one["limit"]) == (2000, ">")
    tool.ok("lab add holotc <30 pmol/L")
    bands = tool.ok("lab list --json").json["labs"][1]["bands"]
    assert [band["authority"] for band in bands] == ["bsh"]  # NICE could mean two of its ranges
    tool.ok("lab add mma 0.2 µmol/L")
    tool.ok("lab add homocysteine 9 µmol/L")
    tool.refused("lab index --age 40", 3, "these are limits: holotc <30, b12 >2000")


def test_the_usual_companions_are_plain_values(tool: Tool) -> None:
    for line in (
        "ferritin 45 ng/mL",
        "b6 60 nmol/L",
        "creatinine 1.0 mg/dL",
        "egfr 88 mL/min",
        "tsh 2.1 mU/L",
        "hba1c 38 mmol/mol",
        "crp 3 mg/L",
    ):
        tool.ok(f"lab add {line}")
    labs = tool.ok("lab list --json").json["labs"]
    assert [one["bands"] for one in labs] == [[]] * 7
    assert labs[2]["si_value"] == 88.4


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
