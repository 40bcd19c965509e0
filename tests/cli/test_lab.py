"""`lab` through the entry point: as printed, own range first, guidelines in their own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Tool


def flat(text: str) -> str:
    return " ".join(text.split())


def test_a_result_with_its_own_range_and_guideline_words(tool: Tool) -> None:
    printed = flat(tool.ok("lab add b12 250 pg/mL --low 180 --high 900").out)
    assert printed.startswith(
        "Saved blood test b1: b12 250 pg/mL, within the laboratory's own range"
        " (180 to 900 pg/mL) = 184 pmol/L."
    )
    assert 'NICE NG239 (March 2024) "possible deficiency"' in printed
    assert 'WHO consultation 2008; marginal: Allen 2009 "marginal" (recalled' in printed
    assert printed.index("own range") < printed.index("NICE")
    assert "Pregnancy and oral contraceptives lower total B12." in printed
    (lab,) = tool.ok("lab list --json").json["labs"]
    assert {"id", "date", "marker", "value", "unit", "si_value", "si_unit", "bands"} <= set(lab)
    assert (lab["value"], lab["unit"], lab["si_value"], lab["si_unit"]) == (
        250,
        "pg/mL",
        184.45,
        "pmol/L",
    )
    assert {"authority", "words"} <= set(lab["bands"][0])
    assert lab["range"]["words"].startswith("within")


@pytest.mark.parametrize(
    ("line", "si", "unit"),
    [
        ("b12 184 pmol/L", 184, "pmol/L"),
        ("active-b12 45 pmol/l", 45, "pmol/L"),
        ("mma 271 nmol/L", 0.271, "µmol/L"),
        ("mma 0.31 umol/L", 0.31, "µmol/L"),
        ("hcy 2 mg/L", 14.794, "µmol/L"),
        ("folate 10 ug/L", 22.66, "nmol/L"),
        ("hemoglobin 12.5 g/dL", 125, "g/L"),
        ("mcv 101 fL", 101, "fL"),
    ],
)
def test_units_are_converted(tool: Tool, line: str, si: float, unit: str) -> None:
    (lab,) = tool.ok(f"lab add {line} --json").json["labs"]
    assert (lab["si_value"], lab["si_unit"]) == (pytest.approx(si), unit)


@pytest.mark.parametrize(
    ("value", "words"), [("170", "below"), ("180", "within"), ("900", "within"), ("901", "above")]
)
def test_the_ends_of_a_range_belong_to_it(tool: Tool, value: str, words: str) -> None:
    (lab,) = tool.ok(f"lab add b12 {value} pg/mL --low 180 --high 900 --json").json["labs"]
    assert lab["range"]["words"].startswith(words)


def test_without_a_range_it_is_asked_for(tool: Tool) -> None:
    assert "comes first: add it with --low and --high" in flat(tool.ok("lab add mcv 90 fL").out)


def test_doses_before_a_test_are_named(tool: Tool) -> None:
    tool.ok("inject 1 mg hydroxocobalamin --on -30d")
    tool.ok("take 1000 µg --on -3d")
    printed = flat(tool.ok("lab add b12 900 pg/mL").out)
    assert (
        "On record before this test: an injection on Fri 23 Oct 2026; a high-dose supplement on"
        " Thu 19 Nov 2026." in printed
    )
    assert "After high-dose B12 or injections, total B12 cannot be interpreted." in printed
    assert "NICE NG239" not in printed
    assert "unlikely" not in tool.ok("lab list").out
    (lab,) = tool.ok("week --json").json["labs"]
    assert lab["bands"] == []
    assert [dose["date"] for dose in lab["replaced_by"]] == ["2026-10-23", "2026-11-19"]
    assert "On record" not in tool.ok("lab add mma 0.2 µmol/L").out


def test_kidneys_are_named_beside_mma_and_homocysteine(tool: Tool) -> None:
    for line in ("mma 0.4 µmol/L", "homocysteine 20 µmol/L"):
        assert "reduced kidney function raise" in flat(tool.ok(f"lab add {line}").out)


def four(tool: Tool, on: str = "today") -> None:
    for line in ("holotc 80 pmol/L", "b12 350 pmol/L", "mma 0.17 µmol/L", "homocysteine 9 µmol/L"):
        tool.ok(f"lab add {line} --on {on}")


def test_the_index_with_its_marked_confidence(tool: Tool) -> None:
    four(tool)
    combined = tool.ok("lab index --age 40 --json").json["cb12"]
    assert (combined["value"], combined["words"]) == (pytest.approx(0.51, abs=0.01), "adequate")
    assert combined["evidence"] == "recalled-medium"
    printed = flat(tool.ok("lab index --age 40").out)
    assert printed.startswith('4cB12 0.51: "adequate" in the classes of Fedosov 2013; Fedosov 2015')
    assert "recalled, not seen in print" in printed
    assert "diagnoses nothing" in printed


def test_the_index_knows_the_age_of_the_profile(tool: Tool) -> None:
    four(tool)
    tool.ok("profile set --born 1986-03-01")
    assert tool.ok("lab index --json").json["cb12"]["age_years"] == 40


def test_the_index_is_refused_without_all_it_needs(tool: Tool) -> None:
    assert "not recorded: holotc" in tool("lab index").err
    four(tool, on="-40d")
    assert "needs the age" in tool("lab index").err
    tool.ok("lab add mma 0.2 µmol/L")
    outcome = tool("lab index --age 40")
    assert outcome.code == 3
    assert "more than 30 days apart" in outcome.err


def test_results_stand_in_day_and_week_and_can_be_undone(tool: Tool) -> None:
    tool.ok("lab add b12 250 pg/mL --on yesterday --id a")
    assert tool.ok("lab add b12 250 pg/mL --on yesterday --id a").out.startswith("Already saved")
    assert "Blood test: b12 250 pg/mL." in tool.ok("day yesterday").out
    assert tool.ok("week --json").json["labs"][0]["marker"] == "b12"
    assert tool.ok("lab list --csv").out.splitlines()[1] == (
        "1,2026-11-21,b12,250.0,pg/mL,184.45,pmol/L,,,,"
    )
    tool.ok("undo")
    assert tool.ok("lab list --json").json["labs"] == []
    assert tool.ok("lab list").out.startswith("No blood test recorded")


def test_a_result_can_be_deleted_later_by_its_owner(tool: Tool) -> None:
    tool.ok("lab add mcv 90 fL")
    tool.ok("profile add mum")
    assert tool("lab delete 1 --for mum").code == 3
    tool.ok("lab delete 1")
    assert tool.ok("lab list --json").json["labs"] == []
    tool.ok("undo")
    assert len(tool.ok("lab list --json").json["labs"]) == 1


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("lab add b12 250", 3, "needs its unit"),
        ("lab add b12 250 furlongs", 3, "not a unit of b12"),
        ("lab add xyzzy 250 pg/mL", 3, "not a marker"),
        ("lab add b12 150 pg/mL --low <90", 3, "a limit, not an end of a range"),
        ("lab add b12 2,5 pg/mL", 3, "never a comma"),
        ("lab add b12 0 pg/mL", 3, "cannot be"),
        ("lab add b12 250 pg/mL --low 900 --high 180", 3, "above the high end"),
        ("lab add b12 250 pg/mL --on 2027-01-01", 3, "future"),
        ("lab add b12", 2, "Missing argument"),
    ],
)
def test_wrong_input_changes_nothing(
    tool: Tool, home: Path, line: str, code: int, words: str
) -> None:
    tool.refused(line, code, words)
    assert not (home / "diary.db").exists()


def test_a_blood_test_is_put_right(recorded: Tool) -> None:
    recorded.ok("lab edit b1 --value 350 --on 2026-11-04")
    (lab,) = recorded.ok("lab list --json").json["labs"]
    assert (lab["value"], lab["date"], lab["range"]["words"].split()[0]) == (
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
    printed = " ".join(tool.ok("lab add b12 >2000 pg/mL --high 900").out.split())
    assert "b12 >2000 pg/mL, above the laboratory's own range" in printed
    assert 'NICE NG239 (March 2024) "deficiency unlikely"' in printed
    (lab,) = tool.ok("lab list --json").json["labs"]
    assert (lab["value"], lab["limit"]) == (2000, ">")
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
    assert [lab["bands"] for lab in labs] == [[]] * 7
    assert labs[2]["si_value"] == 88.4
