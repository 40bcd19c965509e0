"""Cronometer's exports of 2014 to 2026, each in its genuine shape with invented rows."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.diary.exchange.fixtures import (
    DAILY_2024,
    DAILY_2026,
    SERVINGS_2014,
    SERVINGS_2024,
    SERVINGS_2026,
    SERVINGS_TIME,
    Import,
    table,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Tool


def servings_2024(*rows: tuple[str, ...]) -> str:
    """Rows of day, group, food, amount, B12; the other 50 nutrients stay blank."""
    return table(
        SERVINGS_2024,
        [
            {
                "Day": day,
                "Group": group,
                "Food Name": food,
                "Amount": amount,
                "B12 (Cobalamin) (µg)": b12,
                "Energy (kcal)": "100.00",
            }
            for day, group, food, amount, b12 in rows
        ],
    )


ROWS = (
    ("2024-08-01", "Breakfast", "Eggs, Cooked", "2.00 large", "1.11"),
    ("2024-08-01", "Breakfast", 'Bread, "Rye", toasted', "60.00 g", ""),
    ("2024-08-01", "Dinner", "Rice, White", "150.00 g", "0.00"),
    ("2024-08-02", "Snacks", "Vitamin B12 1000 µg", "1.00 tablet", "1000.00"),
)


def test_servings_of_2024(importing: Import, tool: Tool) -> None:
    outcome = importing(servings_2024(*ROWS))
    assert (outcome["new"], outcome["same"], outcome["differs"], outcome["skipped"]) == (
        4,
        0,
        0,
        [],
    )
    day = tool.ok("day 2024-08-01 --json").json
    assert [
        (e["food"], e["amount"], e["grams"], e["b12_ug"], e["meal"]) for e in day["entries"]
    ] == [
        ("Eggs, Cooked", "2.00 large", None, 1.11, "breakfast"),
        ('Bread, "Rye", toasted', "60.00 g", 60.0, None, "breakfast"),
        ("Rice, White", "150.00 g", 150.0, 0.0, "dinner"),
    ]
    assert (day["b12_ug"], day["b12_unknown_entries"]) == (1.11, 1)
    tablet = tool.ok("day 2024-08-02 --json").json
    assert tablet["entries"][0]["origin"] == "supplement"
    assert tablet["b12_ug"] == 1000
    assert "2.00 large = ?" in tool.ok("day 2024-08-01").out


@pytest.mark.parametrize("mu", ["\u00b5g", "\u03bcg", "mcg", "ug"])
def test_every_spelling_of_the_unit(importing: Import, mu: str) -> None:
    text = servings_2024(*ROWS).replace("B12 (Cobalamin) (µg)", f"B12 (Cobalamin) ({mu})")
    assert importing(text)["new"] == 4
    assert importing.day("2024-08-01")["b12_ug"] == 1.11


def test_milligrams_are_not_micrograms(importing: Import) -> None:
    text = servings_2024(("2024-08-01", "", "Clams", "85 g", "0.084"))
    assert importing(text.replace("(Cobalamin) (µg)", "(Cobalamin) (mg)"))["new"] == 1
    assert importing.day("2024-08-01")["b12_ug"] == 84


@pytest.mark.parametrize("word", ["IU", "% DV", "g", "kcal"])
def test_other_units_are_refused(importing: Import, word: str) -> None:
    text = servings_2024(*ROWS).replace("(Cobalamin) (µg)", f"(Cobalamin) ({word})")
    assert "unit of B12" in importing.refused(text)


def test_twice_is_once_with_identical_servings(importing: Import, tool: Tool, home: Path) -> None:
    rows = (*ROWS, ROWS[0])
    assert importing(servings_2024(*rows))["new"] == 5
    before = (home / "diary.db").read_bytes()
    outcome = importing(servings_2024(*rows))
    assert (outcome["new"], outcome["same"], outcome["differs"]) == (0, 5, 0)
    assert (home / "diary.db").read_bytes() == before
    assert importing.day("2024-08-01")["b12_ug"] == 2.22
    # A third identical serving is one more, and the order of rows does not matter.
    outcome = importing(servings_2024(*reversed((*rows, ROWS[0]))))
    assert (outcome["new"], outcome["same"]) == (1, 5)


def test_a_changed_serving_is_told_and_kept(importing: Import) -> None:
    importing(servings_2024(*ROWS))
    changed = servings_2024(("2024-08-01", "Breakfast", "Eggs, Cooked", "3.00 large", "1.67"))
    outcome = importing(changed)
    assert (outcome["new"], outcome["same"], outcome["differs"]) == (0, 0, 1)
    assert outcome["differing"][0]["line"] == 2
    assert importing.day("2024-08-01")["b12_ug"] == 1.11


def test_what_was_deleted_or_edited_here_does_not_come_back(importing: Import, tool: Tool) -> None:
    importing(servings_2024(*ROWS))
    tool.ok("delete 1")
    tool.ok("edit 3 --meal lunch")
    assert importing(servings_2024(*ROWS))["same"] == 4
    assert len(importing.day("2024-08-01")["entries"]) == 2


def test_undo_and_redo_take_the_whole_import(importing: Import, tool: Tool) -> None:
    tool.ok("log 2 eggs --on 2024-08-01")
    outcome = importing(servings_2024(*ROWS))
    assert outcome["shared_days"] == 1
    tool.ok("undo")
    assert len(importing.day("2024-08-01")["entries"]) == 1
    assert tool("day 2024-08-02 --json").json["state"] == "unrecorded"
    tool.ok("redo")
    assert len(importing.day("2024-08-01")["entries"]) == 4
    assert importing(servings_2024(*ROWS))["same"] == 4
    assert tool("doctor").code == 0


def test_a_dry_run_tells_the_same_and_saves_nothing(importing: Import, home: Path) -> None:
    dry = importing(servings_2024(*ROWS), "--dry-run")
    assert not (home / "diary.db").exists()
    wet = importing(servings_2024(*ROWS))
    assert {**dry, "dry_run": False, "file": wet["file"]} == wet


def test_servings_with_time(importing: Import) -> None:
    text = table(
        SERVINGS_TIME,
        [
            {
                "Day": "2024-08-01",
                "Time": "08:30",
                "Food Name": "Egg",
                "Amount": "50 g",
                "B12 (Cobalamin) (µg)": "0.56",
            },
            {
                "Day": "2024-08-01",
                "Time": "8:15 PM",
                "Food Name": "Milk",
                "Amount": "1 cup",
                "B12 (Cobalamin) (µg)": "1.10",
            },
            {
                "Day": "2024-08-01",
                "Time": "",
                "Food Name": "Tea",
                "Amount": "1 cup",
                "B12 (Cobalamin) (µg)": "0.00",
            },
        ],
    )
    importing(text)
    times = [entry["at"] for entry in importing.day("2024-08-01")["entries"]]
    assert times == ["2024-08-01T08:30:00+00:00", "2024-08-01T20:15:00+00:00", None]


def test_servings_of_2014(importing: Import) -> None:
    text = table(
        SERVINGS_2014,
        [
            {
                "Day": "2014-03-01",
                "Food Name": "Egg",
                "Amount": "1.00 large",
                "B12 (Cobalamin) (µg)": "0.56",
            }
        ],
    )
    assert importing(text)["new"] == 1
    assert importing.day("2014-03-01")["b12_ug"] == 0.56


def test_servings_of_2026_have_no_nutrients(importing: Import) -> None:
    text = table(
        SERVINGS_2026,
        [
            {
                "Day": "2026-03-01",
                "Time": "",
                "Group": "Lunch",
                "Food Name": "Soup",
                "Amount": "1 bowl",
            }
        ],
    )
    assert importing(text)["new"] == 1
    day = importing.day("2026-03-01")
    assert (day["b12_ug"], day["b12_unknown_entries"]) == (None, 1)
    # The day's total from the summary then stands for the day, as a lower bound.
    daily = table(
        DAILY_2026,
        [
            {
                "Date": "2026-03-01",
                "Group": "Total",
                "Energy (kcal)": "900",
                "B12 (Cobalamin) (µg)": "1.20",
            }
        ],
    )
    importing(daily)
    day = importing.day("2026-03-01")
    assert (day["b12_ug"], day["b12_unknown_entries"], day["total_from"]) == (1.2, 1, "cronometer")


def daily_2024(*rows: tuple[str, str, str]) -> str:
    return table(
        DAILY_2024,
        [
            {"Date": day, "Energy (kcal)": energy, "B12 (Cobalamin) (µg)": b12, "Completed": "true"}
            for day, energy, b12 in rows
        ],
    )


def test_a_daily_summary_stays_a_total_of_the_day(importing: Import, tool: Tool) -> None:
    outcome = importing(
        daily_2024(
            ("2024-08-01", "1800.00", "3.25"),
            ("2024-08-02", "1700.00", "0.00"),
            ("2024-08-03", "0.00", "0.00"),
            ("2024-08-04", "900.00", ""),
        )
    )
    assert outcome["new"] == 2
    assert [skipped["line"] for skipped in outcome["skipped"]] == [4, 5]
    day = importing.day("2024-08-01")
    assert (day["b12_ug"], day["entries"], day["state"]) == (3.25, [], "complete")
    assert day["absorbed_ug"] is None
    assert importing.day("2024-08-02")["b12_ug"] == 0
    assert importing.day("2024-08-03")["state"] == "unrecorded"
    assert "at least 3.25 µg (the total of cronometer)" in tool.ok("day 2024-08-01").out
    week = tool.ok("show --from 2024-08-01 --to 2024-08-04 --json").json
    assert (week["recorded_days"], week["mean_ug_per_day"]) == (2, 1.625)
    assert importing(daily_2024(("2024-08-01", "1800.00", "3.25")))["same"] == 1
    outcome = importing(daily_2024(("2024-08-01", "1800.00", "4.00")))
    assert (outcome["new"], outcome["differs"]) == (0, 1)
    tool.ok("undo")
    assert importing.day("2024-08-01")["state"] == "unrecorded"


def test_entries_say_more_than_a_total(importing: Import) -> None:
    importing(daily_2024(("2024-08-01", "1800.00", "3.25")))
    importing(servings_2024(ROWS[0]))
    assert importing.day("2024-08-01")["b12_ug"] == 1.11


def test_groups_and_their_total_are_not_added(importing: Import) -> None:
    def row(day: str, group: str, b12: str) -> dict[str, str]:
        return {"Date": day, "Group": group, "Energy (kcal)": "400", "B12 (Cobalamin) (µg)": b12}

    outcome = importing(
        table(
            DAILY_2026,
            [
                row("2026-03-01", "Breakfast", "1.00"),
                row("2026-03-01", "Dinner", "0.50"),
                row("2026-03-01", "Total", "1.50"),
                row("2026-03-02", "Breakfast", "0.25"),
                row("2026-03-02", "Dinner", "0.50"),
                row("2026-03-03", "Breakfast", ""),
                row("2026-03-03", "Total", ""),
            ],
        )
    )
    assert outcome["new"] == 2
    assert [importing.day(f"2026-03-0{n}")["b12_ug"] for n in (1, 2, 3)] == [1.5, 0.75, None]
    assert len(outcome["skipped"]) == 1


@pytest.mark.parametrize(
    ("old", "new", "line", "reason"),
    [
        ("1.11", '"1,11"', 2, "1.11 or 1110"),
        ("1.11", "nan", 2, "'nan'"),
        ("1.11", "-1", 2, "'-1'"),
        ("1.11", "1e3", 2, "'1e3'"),
        ("1.11", "١", 2, "is not"),
        ("2024-08-02", "2024-02-30", 5, "not a day"),
        ("2024-08-02", "01/02/2024", 5, "--dates"),
        ("Rice, White", "Rice\x1b[2J", 4, "U+001B"),
        ("2024-08-02,", "2024-08-02,,", 5, "cells"),
        ("2024-08-02,", '2024-08-02"x,', 5, "quote"),
        ("1000.00", '"1000.00', 5, "quote"),
    ],
)
def test_malformed_servings_are_refused(
    importing: Import, old: str, new: str, line: int, reason: str
) -> None:
    refusal = importing.refused(servings_2024(*ROWS).replace(old, new, 1))
    assert f"line {line}:" in refusal
    assert reason in refusal


def test_two_b12_columns_are_refused_until_one_is_named(importing: Import) -> None:
    text = servings_2024(*ROWS).replace("Folate (µg)", "Vitamin B12 added (µg)")
    assert "--b12-column" in importing.refused(text)
    assert importing(text, "--b12-column", "B12 (Cobalamin) (µg)")["new"] == 4


def test_the_future_and_the_absurd_are_left_out(importing: Import) -> None:
    outcome = importing(
        servings_2024(
            ROWS[0],
            ("2027-01-01", "", "Egg", "1 large", "1.11"),
            ("2024-08-01", "", "Egg", "1", "99999"),
        )
    )
    assert outcome["new"] == 1
    assert [skipped["line"] for skipped in outcome["skipped"]] == [3, 4]


def test_a_row_without_a_food_is_skipped_and_told(importing: Import) -> None:
    text = servings_2024(*ROWS, ("2024-08-02", "", "", "", ""))
    outcome = importing(text)
    assert outcome["new"] == 4
    assert outcome["skipped"] == [{"line": 6, "reason": "2024-08-02: no food is named"}]


def test_cronometers_own_category_makes_a_supplement(importing: Import, tool: Tool) -> None:
    rows = [
        {
            "Day": "2026-03-01",
            "Food Name": name,
            "Amount": "1 each",
            "Category": category,
            "B12 (Cobalamin) (µg)": "2.40",
        }
        for name, category in (("Daily Boost", "Supplements"), ("Muesli", "Breakfast Cereals"))
    ]
    importing(table(SERVINGS_2024, rows))
    entries = importing.day("2026-03-01")["entries"]
    assert [entry["origin"] for entry in entries] == ["supplement", "natural"]
    assert importing(table(SERVINGS_2024, rows))["same"] == 2


def test_american_dates_that_the_file_proves_or_an_option_says(importing: Import) -> None:
    text = servings_2024(*ROWS).replace("2024-08-01", "9/14/2026").replace("2024-08-02", "9/2/2026")
    assert importing(text)["new"] == 4
    assert importing.day("2026-09-02")["b12_ug"] == 1000
    text = servings_2024(ROWS[0]).replace("2024-08-01", "3/4/2026")
    assert importing(text, "--dates", "mdy")["new"] == 1
    assert importing.day("2026-03-04")["b12_ug"] == 1.11


def test_times_in_every_spelling_and_odd_blanks(importing: Import) -> None:
    times = ("8:33 p.m.", "8:33\u202fPM", "20:33", "08:33 PM")
    rows = [
        {"Day": "2026-03-01", "Time": time, "Food Name": f"Soy\u200b milk {n}", "Amount": "1 cup"}
        for n, time in enumerate(times)
    ]
    outcome = importing(table(SERVINGS_TIME, rows))
    assert outcome["notes"] == [
        "Characters that cannot be seen were taken out of 4 lines, first 2."
    ]
    entries = importing.day("2026-03-01")["entries"]
    assert {entry["at"] for entry in entries} == {"2026-03-01T20:33:00+00:00"}
    assert entries[0]["food"] == "Soy milk 0"


def test_a_zip_of_cronometer_is_taken_whole(importing: Import, tmp_path: Path) -> None:
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("servings.csv", servings_2024(*ROWS))
        archive.writestr(
            "dailysummary.csv",
            table(
                DAILY_2024,
                [
                    {
                        "Date": "2024-08-05",
                        "Energy (kcal)": "9",
                        "B12 (Cobalamin) (µg)": "2.00",
                        "Completed": "true",
                    },
                    {"Date": "2024-08-06", "Energy (kcal)": "0", "Completed": "false"},
                ],
            ),
        )
        archive.writestr("exercises.csv", "Day,Group,Exercise,Minutes,Calories Burned\n")
    outcome = importing(path.read_bytes())
    assert (outcome["kind"], outcome["new"]) == ("Cronometer servings, Cronometer daily summary", 5)
    assert outcome["skipped"][0]["reason"] == "dailysummary.csv: 2024-08-06: no B12 value"
    assert outcome["notes"] == ["Passed over, for they hold no diary: exercises.csv."]
    assert importing(path.read_bytes())["same"] == 5
