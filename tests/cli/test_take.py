"""`take` and `inject` through the entry point: what counts as intake, and what never does."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Tool


def stored(home: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(home / "diary.db")) as diary:
        return diary.execute(sql).fetchall()


def test_a_dose_is_counted_once_and_everywhere(tool: Tool) -> None:
    assert tool.ok("take 1000 µg").out.startswith("Saved #1: vitamin B12 (cyanocobalamin) 1000 µg")
    day = tool.ok("today --json").json
    assert (day["b12_ug"], day["supplement_ug"], day["food_ug"]) == (1000, 1000, 0)
    assert tool.ok("week --json").json["days"][-1]["b12_ug"] == 1000
    assert "supplements 1,000 µg" in tool.ok("today").out


@pytest.mark.parametrize(
    ("words", "form", "route", "ug"),
    [
        ("take 1000 mcg", "cyanocobalamin", "oral", 1000),
        ("take 1 mg b12", "cyanocobalamin", "oral", 1000),
        ("take 25 µg methyl", "methylcobalamin", "oral", 25),
        ("take methylcobalamin 500 µg", "methylcobalamin", "oral", 500),
        ("take 50 µg adenosylcobalamin sublingual", "adenosylcobalamin", "sublingual", 50),
        ("take 1 mg hydroxy by mouth", "hydroxocobalamin", "oral", 1000),
        ("take 500 µg cyanocobalamin nasal", "cyanocobalamin", "nasal", 500),
        ("take 2 b12 tablets 1000 µg", "cyanocobalamin", "oral", 2000),
        ("take 1 b12 tablet 50 µg", "cyanocobalamin", "oral", 50),
    ],
)
def test_form_and_route_are_kept(
    tool: Tool, home: Path, words: str, form: str, route: str, ug: float
) -> None:
    document = tool.ok(f"{words} --json").json
    assert document["entries"][0]["b12_ug"] == ug
    assert document["entries"][0]["origin"] == "supplement"
    assert stored(home, "SELECT form, route FROM supplement") == [(form, route)]


def test_under_the_tongue_counts_as_swallowed_and_says_so(tool: Tool) -> None:
    printed = tool.ok("take 50 µg sublingual").out
    assert "under the tongue counts as swallowed" in printed.replace("\n  ", " ")
    by_mouth = tool.ok("take 50 µg --on yesterday")
    assert by_mouth.out
    absorbed = [tool.ok(f"day {day} --json").json["absorbed_ug"] for day in ("today", "yesterday")]
    assert absorbed[0] == absorbed[1]


def test_large_doses_of_other_forms_say_what_was_measured(tool: Tool) -> None:
    assert "measured up to 25 µg" in tool.ok("take 1000 µg methylcobalamin").out.replace(
        "\n  ", " "
    )
    assert "measured" not in tool.ok("take 25 µg methylcobalamin").out


def test_products_of_the_table(tool: Tool) -> None:
    assert tool.ok("take 2 multivitamin --json").json["entries"][0]["b12_ug"] == 12
    printed = tool.ok("take 1 multivitamin").out
    assert "US multivitamin 1 tablet (a typical label: 6.00 µg a tablet), 6.00 µg" in printed
    tool.ok("profile set --authority efsa")
    assert tool.ok("take 1 multivitamin --json").json["entries"][0]["b12_ug"] == 2.5


def test_a_product_is_kept_with_its_label(tool: Tool, home: Path) -> None:
    label = ["--b12", "25 µg", "--b6", "1.4 mg", "--thiamin", "1.1 mg", "--folic-acid", "200 µg"]
    tool.ok("take 1", "my multivitamin", *label)
    document = tool.ok("take 2", "my multivitamin", "--json").json
    assert (document["entries"][0]["food"], document["entries"][0]["b12_ug"]) == (
        "my multivitamin",
        50,
    )
    rows = stored(home, "SELECT b6_ng, thiamin_ng FROM entry")
    assert rows == [(1_400_000, 1_100_000), (2_800_000, 2_200_000)]
    assert stored(home, "SELECT folic_acid_ng FROM supplement") == [(200_000,), (400_000,)]


def test_a_new_label_never_rewrites_the_past(tool: Tool) -> None:
    tool.ok("take 1", "my multi", "--b12", "25 µg", "--on", "yesterday")
    tool.ok("take 1", "my multi", "--b12", "50 µg")
    assert tool.ok("day yesterday --json").json["b12_ug"] == 25
    assert tool.ok("today --json").json["b12_ug"] == 50
    tool.ok("undo")
    assert tool.ok("take 1 my multi --json").json["entries"][0]["b12_ug"] == 25


@pytest.mark.parametrize("name", ["sublingual drops", "methyl b12 spray", "Ocean's B-mix 3"])
def test_a_products_name_may_hold_any_word(tool: Tool, home: Path, name: str) -> None:
    tool.ok("take 1", name, "--b12", "500 µg")
    assert tool.ok("take 2", name, "--json").json["entries"][0]["b12_ug"] == 1000
    assert stored(home, "SELECT name FROM product") == [(name.lower(),)]


@pytest.mark.parametrize("words", ["1 b12", "1 vitamin b12", "1"])
def test_a_product_needs_a_name_of_its_own(tool: Tool, words: str) -> None:
    outcome = tool(f"take {words}", "--b12", "25 µg")
    assert outcome.code == 3
    assert "a name of its own" in outcome.err


def test_again_repeats_a_product_with_all_it_is(tool: Tool, home: Path) -> None:
    tool.ok("take 2", "my multi", "--b12", "25 µg", "--folic-acid", "200µg", "--on", "yesterday")
    tool.ok("log 2 eggs --on yesterday --meal breakfast")
    tool.ok("again")
    kept = stored(home, "SELECT form, route, folic_acid_ng FROM supplement")
    assert kept == [(None, "oral", 400_000)] * 2
    assert tool.ok("today --json").json["supplement_ug"] == 50


def test_undo_takes_back_entry_label_and_product(tool: Tool, home: Path) -> None:
    tool.ok("take 1", "my multi", "--b12", "25 µg")
    tool.ok("undo")
    for table in ("entry", "supplement", "product"):
        assert stored(home, f"SELECT count(*) FROM {table}") == [(0,)]
    tool.ok("redo")
    assert tool.ok("today --json").json["b12_ug"] == 25


def test_a_key_never_takes_twice(tool: Tool, home: Path) -> None:
    tool.ok("take 1000 µg --id sunday")
    assert tool.ok("take 1000 µg --id sunday").out.startswith("Already saved")
    assert stored(home, "SELECT count(*) FROM entry") == [(1,)]


def test_a_dry_run_of_take_and_inject_makes_no_file(tool: Tool, home: Path) -> None:
    assert tool.ok("take 1000 µg --dry-run").out.startswith("Would save")
    assert tool.ok("inject 1 mg hydroxocobalamin --dry-run").out.startswith("Would save")
    assert not (home / "diary.db").exists()


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        ("take", 2, "Missing argument"),
        ("take 1000", 3, "its unit: b12track take 1000 µg"),
        ("take 1000 b12", 3, "a dose needs its unit"),
        ("take 1,5 mg", 3, "1.5 or 1500"),
        ("take 2 eggs", 3, "no supplement"),
        ("take 30 mg b12", 3, "more B12 than any dose"),
        ("take 1000 µg xyzzy", 3, "not in the food table"),
        ("take 1000 µg --on tomorrow", 3, "not a day"),
        ("take 1 multi --b6 2mg", 2, "--b12 too"),
        ("take 1 multi --b12 25", 3, "no amount of a label"),
        ("take 0 multivitamin", 3, "nothing"),
        ("inject", 2, "Say the dose"),
        ("inject 1 mg", 3, "Say the form"),
        ("inject hydroxocobalamin", 3, "with its unit"),
        ("inject 1 mg hydroxocobalamin xyzzy", 3, "not understood"),
        ("inject 50 mg hydroxocobalamin", 3, "more B12 than any dose"),
        ("inject 1 mg hydroxocobalamin --on 2027-01-01", 3, "future"),
    ],
)
def test_wrong_input_changes_nothing(
    tool: Tool, home: Path, line: str, code: int, words: str
) -> None:
    tool.refused(line, code, words)
    assert not (home / "diary.db").exists()


def test_an_injection_is_never_part_of_an_intake(tool: Tool) -> None:
    printed = tool.ok("inject 1 mg hydroxocobalamin --note left").out
    assert printed.startswith("Saved injection i1: 1,000 µg hydroxocobalamin (left); about 275 µg")
    day = tool.ok("today --json").json
    (injection,) = day["injections"]
    assert (day["b12_ug"], day["supplement_ug"], day["entries"]) == (None, 0, [])
    assert injection["dose_ug"] == 1000
    assert injection["retained_ug"] == {"low": 275.0, "best": 275.0, "high": 730.0}
    assert tool.ok("week --json").json["days"][-1]["b12_ug"] is None
    for page in ("today", "week", ""):
        printed_page = tool.ok(page).out
        assert "Injection" in printed_page
        assert "not part of the total" in printed_page.replace("\n  ", " ")


def test_the_form_of_the_last_injection_is_the_next_one(tool: Tool) -> None:
    tool.ok("inject 1 mg cyanocobalamin --on -30d")
    (injection,) = tool.ok("inject 1 mg --json").json["injections"]
    assert injection["form"] == "cyanocobalamin"
    assert injection["retained_ug"]["best"] == pytest.approx(149.3, abs=0.1)


def test_an_injection_can_be_undone_and_keyed(tool: Tool) -> None:
    tool.ok("inject 1 mg hydroxocobalamin --id jab --at 9:30")
    assert tool.ok("inject 1 mg hydroxocobalamin --id jab").out.startswith("Already saved")
    (injection,) = tool.ok("today --json").json["injections"]
    assert injection["at"] == "2026-11-22T09:30:00+00:00"
    tool.ok("undo")
    assert tool.ok("today --json").json["injections"] == []
    tool.ok("redo")
    assert len(tool.ok("today --json").json["injections"]) == 1


def test_an_injection_can_be_deleted_later(tool: Tool) -> None:
    tool.ok("inject 1 mg hydroxocobalamin --on -3d")
    tool.ok("log 2 eggs")
    assert tool("inject --delete 2").code == 3
    assert tool("inject 1 mg --delete 1").code == 2
    tool.ok("inject --delete 1")
    assert tool.ok("week --json").json["injections"] == []
    tool.ok("undo")
    assert len(tool.ok("week --json").json["injections"]) == 1
    assert "deleted injection i1 2026-11-19 hydroxocobalamin, 1,000 µg" in tool.ok("history").out


def test_a_product_can_be_logged_and_edited_like_a_food(tool: Tool) -> None:
    tool.ok("take 1", "my multi", "--b12", "25 µg", "--b6", "2 mg")
    assert tool.ok("log 2 my multi --json").json["entries"][0]["b12_ug"] == 50
    assert tool.ok("edit 1 --amount", "3", "--json").json["entries"][0]["b12_ug"] == 75


def test_an_injection_belongs_to_one_person(tool: Tool) -> None:
    tool.ok("profile add mum")
    tool.ok("inject 1 mg hydroxocobalamin --for mum")
    assert tool.ok("today --json").json["injections"] == []
    assert len(tool.ok("today --for mum --json").json["injections"]) == 1
