"""Blood tests put right; limits and plain values, and numbers of another kind refused."""

from __future__ import annotations

import pytest

from tests.conftest import Tool


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
