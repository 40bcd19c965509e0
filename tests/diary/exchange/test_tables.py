"""Plain CSV, MacroFactor, and the trackers that carry no B12."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.diary.exchange.fixtures import MACROFACTOR, MYFITNESSPAL, Import, table
from tests.foods.sources.made import workbook

if TYPE_CHECKING:
    from tests.conftest import Tool


def test_dates_and_b12_are_totals_of_days(importing: Import) -> None:
    outcome = importing("date,b12_ug\n2026-03-01,2.4\n2026-03-02,0.00\n2026-03-03,\n")
    assert outcome["new"] == 2
    assert outcome["skipped"] == [{"line": 4, "reason": "2026-03-03: no B12 value"}]
    assert [importing.day(f"2026-03-0{n}")["b12_ug"] for n in (1, 2, 3)] == [2.4, 0, None]
    assert importing.day("2026-03-01")["entries"] == []


def test_a_day_that_stands_twice_is_refused(importing: Import) -> None:
    refusal = importing.refused("date,b12_ug\n2026-03-01,2.4\n2026-03-01,1\n")
    assert "line 3" in refusal
    assert "line 2 already" in refusal


def test_locale_dates_and_decimals(importing: Import) -> None:
    outcome = importing("Datum;date;B12 (\u03bcg)\nx;01.03.2026;1,5\ny;02.03.2026;0\n")
    assert outcome["new"] == 2
    assert importing.day("2026-03-01")["b12_ug"] == 1.5
    assert importing("date,b12_mcg\n4/25/2026,1\n5/4/2026,2\n")["new"] == 2
    assert importing.day("2026-05-04")["b12_ug"] == 2
    assert importing("date\tb12_ug\n1/6/2026\t2\n", "--dates", "dmy")["new"] == 1
    assert importing.day("2026-06-01")["b12_ug"] == 2
    assert importing("date;b12_ug\n2026-07-01;1.234,5\n", "--decimal", "comma")["new"] == 1
    assert importing.day("2026-07-01")["b12_ug"] == 1234.5
    assert importing('date,b12_ug\n2026-07-02,"1,234.5"\n', "--decimal", "point")["new"] == 1


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("date,b12_ug\n1/2/2026,1\n", 2, "--dates"),
        ("date,b12_ug\n13/2/2026,1\n2/13/2026,1\n", 1, "before and after"),
        ("date;b12_ug\n2026-03-01;1,500\n", 2, "--decimal"),
        ("date;b12_ug\n2026-03-01;1,5\n2026-03-02;1.5\n", 2, "--decimal"),
        ('date,b12_ug\n2026-03-01,"1,5"\n', 2, "--decimal"),
        ("date,b12\n2026-03-01,1\n", 2, "no unit"),
        ("date,b12_ug\n2026-03-01,1 mg\n", 2, "its column"),
        ("date,b12_iu\n2026-03-01,1\n", 1, "unit of B12"),
        ("date,b12_ug,cobalamin_ug\n2026-03-01,1,1\n", 1, "--b12-column"),
        ("date,b12_ug,b12_ug\n2026-03-01,1,1\n", 1, "twice"),
        ("date,food\n2026-03-01,egg\n", 1, "amount"),
        ("a,b\n1,2\n", 1, "no known diary"),
        ("", 0, "empty"),
        ("\u0000", 1, "NUL"),
    ],
)
def test_what_is_ambiguous_or_broken_is_refused(
    importing: Import, text: str, line: int, reason: str
) -> None:
    refusal = importing.refused(text)
    assert reason in refusal
    assert not line or f"line {line}:" in refusal


def test_units_in_the_cells(importing: Import) -> None:
    importing("date,b12\n2026-03-01,2.4 \u00b5g\n2026-03-02,1 mg\n")
    assert [importing.day(f"2026-03-0{n}")["b12_ug"] for n in (1, 2)] == [2.4, 1000]


def test_foods_are_looked_up_by_the_grammar_of_log(importing: Import) -> None:
    text = (
        "date,time,food,amount\n2026-03-01,8:30,egg,2\n2026-03-01,,milk,200 ml\n"
        "2026-03-01,,unheard-of dish,1 plate\n"
    )
    outcome = importing(text)
    assert outcome["new"] == 2
    assert outcome["skipped"][0]["line"] == 4
    assert "food table" in outcome["skipped"][0]["reason"]
    entries = importing.day("2026-03-01")["entries"]
    assert [entry["grams"] > 90 for entry in entries] == [True, True]
    assert entries[0]["at"] == "2026-03-01T08:30:00+00:00"
    assert all(entry["b12_ug"] > 0 for entry in entries)
    assert importing(text)["same"] == 2


def test_foods_with_their_b12(importing: Import) -> None:
    importing(
        "date,meal,food,amount,b12_ug,note\n2026-03-01,Lunch,Stew,1 bowl,1.25,=note\n"
        "2026-03-01,Lunch,Bread,50 g,,\n"
    )
    stew, bread = importing.day("2026-03-01")["entries"]
    assert (stew["b12_ug"], stew["grams"], stew["meal"], stew["note"]) == (
        1.25,
        None,
        "lunch",
        "=note",
    )
    assert (bread["b12_ug"], bread["grams"]) == (None, 50)


def macrofactor(**values: str) -> str:
    row = {
        "Date": "2026-10-05",
        "Time": "08:30 AM",
        "Food Name": "Eggs, large",
        "Serving Size": "large",
        "Serving Qty": "1",
        "Serving Weight (g)": "50",
        "B12, Cobalamin (mcg)": "0.51",
    }
    return "\ufeff" + table(MACROFACTOR, [{**row, **values}])


def test_macrofactor(importing: Import) -> None:
    assert importing(macrofactor())["kind"] == "MacroFactor food log"
    (egg,) = importing.day("2026-10-05")["entries"]
    assert (egg["food"], egg["amount"], egg["grams"], egg["b12_ug"]) == (
        "Eggs, large",
        "1 large",
        50,
        0.51,
    )
    assert egg["at"] == "2026-10-05T08:30:00+00:00"
    assert importing(macrofactor())["same"] == 1


def test_macrofactor_weights_only_where_they_are_certain(importing: Import) -> None:
    importing(macrofactor(**{"Serving Qty": "2", "B12, Cobalamin (mcg)": ""}))
    importing(macrofactor(**{"Serving Qty": "150", "Serving Size": "g", "Food Name": "Rice"}))
    egg, rice = importing.day("2026-10-05")["entries"]
    assert (egg["grams"], egg["b12_ug"], rice["grams"]) == (None, None, 150)


def test_macrofactor_thousands_are_asked_for(importing: Import) -> None:
    text = macrofactor(**{"B12, Cobalamin (mcg)": "1,000"})
    assert "--decimal point" in importing.refused(text)
    importing(text, "--decimal", "point")
    assert importing.day("2026-10-05")["b12_ug"] == 1000


def test_myfitnesspal_is_told_plainly(importing: Import) -> None:
    refusal = importing.refused(table(MYFITNESSPAL, [{"Date": "2026-03-01", "Meal": "Lunch"}]))
    assert "MyFitnessPal" in refusal
    assert "no B12" in refusal


SAMSUNG = (
    "com.samsung.health.nutrition,6312005,5\n"
    "title,meal_type,start_time,time_offset,calorie,datauuid\n"
    "egg,100001,2026-03-01 08:30:00.000,UTC+0100,80,a\n"
    "nobody knows,100002,2026-03-01 12:30:00.000,UTC+0100,80,b,\n"
)


def test_samsung_is_told_plainly_and_matched_on_request(importing: Import) -> None:
    assert "--match-foods" in importing.refused(SAMSUNG)
    outcome = importing(SAMSUNG, "--match-foods")
    assert outcome["new"] == 1
    assert outcome["skipped"][0]["line"] == 4
    (egg,) = importing.day("2026-03-01")["entries"]
    assert (egg["meal"], egg["grams"] > 0) == ("breakfast", True)


def test_the_format_that_was_named_must_be_it(importing: Import, tool: Tool) -> None:
    text = "date,b12_ug\n2026-03-01,2.4\n"
    assert "not cronometer" in importing.refused(text, "--format", "cronometer")
    assert importing(text, "--format", "csv")["new"] == 1


def test_what_is_no_file_is_refused(tool: Tool, home: object) -> None:
    for path in ("/dev/null/x", str(home), "/dev/zero", "nowhere.csv"):
        outcome = tool("import", path)
        assert outcome.code == 3, outcome


def test_a_diary_is_no_foreign_file(tool: Tool, home: object) -> None:
    tool.ok("log 2 eggs")
    outcome = tool(f"import {home}/diary.db")
    assert (outcome.code, "export" in outcome.err) == (3, True)


@pytest.mark.parametrize(
    "damage", ["UPDATE day_total SET b12_ng = 5", "DELETE FROM day_total WHERE day_total_id = 2"]
)
def test_a_total_that_changed_by_itself_is_not_shown(
    importing: Import, tool: Tool, home: Path, damage: str
) -> None:
    importing("date,b12_ug\n2026-03-01,2.4\n2026-03-02,1\n")
    connection = sqlite3.connect(home / "diary.db")
    connection.execute(damage)
    connection.commit()
    connection.close()
    assert tool("day 2026-03-01").code == 5
    assert tool("export --format json").code == 5
    assert tool("export --format csv").code == 5


def test_the_history_tells_an_import_in_one_line(importing: Import, tool: Tool) -> None:
    importing("date,food,amount,b12_ug\n" + "2026-03-01,Stew,1 bowl,1\n" * 30)
    assert importing.day("2026-03-01")["b12_ug"] == 30
    printed = tool.ok("history").out
    assert "import plain CSV of foods" in printed
    assert len(printed.splitlines()) < 80


def test_a_cell_without_end_is_refused_early(importing: Import) -> None:
    assert "longer than" in importing.refused(b"date,b12_ug\n" + b"2" * 20_000_000)


def test_macrofactor_as_a_workbook_with_american_dates(importing: Import, tmp_path: Path) -> None:
    rows: list[list[str | float | None]] = [
        list(MACROFACTOR),
        ["9/14/2026", "8:30 AM", "Eggs, large", "large", 1, 50, 70, 5, 0, 6, 0.51, None, 0.05],
        ["9/2/2026", "20:15", "Rice", "g", 150, 150, 200, 0, 40, 4, None, None, None],
    ]
    outcome = importing(Path(workbook(tmp_path / "log.xlsx", rows)).read_bytes())
    assert (outcome["kind"], outcome["new"]) == ("MacroFactor food log", 2)
    (egg,) = importing.day("2026-09-14")["entries"]
    assert (egg["b12_ug"], egg["grams"], egg["at"]) == (0.51, 50, "2026-09-14T08:30:00+00:00")
    (rice,) = importing.day("2026-09-02")["entries"]
    assert (rice["b12_ug"], rice["grams"]) == (None, 150)


def test_a_workbook_that_is_no_diary_is_refused(importing: Import, tmp_path: Path) -> None:
    path = Path(workbook(tmp_path / "x.xlsx", [["a", "b"], ["1", "2"]]))
    assert "none of its sheets" in importing.refused(path.read_bytes())


def test_json_of_others_is_said_to_be_none_of_ours(importing: Import) -> None:
    assert "no export of b12track" in importing.refused('{"meals": []}')
    assert "no export of b12track" in importing.refused("[1, 2]")
