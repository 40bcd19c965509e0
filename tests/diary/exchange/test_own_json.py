"""Our own JSON: export → import → export is byte-identical, and twice is once."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING

import pytest

from b12track.cli.entry import run
from b12track.diary import journal
from b12track.diary.storage import file
from b12track.diary.storage.schema import SCHEMA_VERSION

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Tool
from tests.diary.exchange.fixtures import rows_of


def test_json_comes_back_byte_for_byte(tool: Tool, tmp_path: Path, full: Path) -> None:
    out, again, other = tmp_path / "a.json", tmp_path / "b.json", tmp_path / "other.db"
    tool.ok(f"export {out}")
    outcome = tool.ok(f"--diary {other} import {out} --json").json
    assert outcome["new"] > 10
    assert outcome["differs"] == 0
    tool.ok(f"--diary {other} export {again}")
    assert out.read_bytes() == again.read_bytes()
    assert out.stat().st_mode & 0o777 == 0o600
    assert tool.ok(f"--diary {other} doctor").code == 0
    words = tool.ok("day 2026-11-01 --json").json
    assert tool.ok(f"--diary {other} day 2026-11-01 --json").json == words


def test_a_limit_that_a_laboratory_printed_comes_back(tool: Tool, tmp_path: Path) -> None:
    tool.ok("lab add b12 >2000 pg/mL")
    tool.ok(f"export {tmp_path / 'a.json'}")
    other = f"--diary {tmp_path / 'other.db'}"
    tool.ok(f"{other} import {tmp_path / 'a.json'}")
    (lab,) = tool.ok(f"{other} lab list --json").json["labs"]
    assert (lab["value"], lab["limit"]) == (2000, ">")


def test_json_holds_every_table_but_the_history(tool: Tool, tmp_path: Path, full: Path) -> None:
    document = tool.ok("export --format json").json
    assert document["schema"] == 1
    for table, rows in document["tables"].items():
        ((count,),) = rows_of(full, f"SELECT count(*) FROM {table}")
        assert len(rows) == count, table
    assert {"entry", "day_mark", "day_total", "imported", "lab"} <= set(document["tables"])


def test_importing_json_twice_changes_nothing(tool: Tool, tmp_path: Path, full: Path) -> None:
    out, other = tmp_path / "a.json", tmp_path / "other.db"
    tool.ok(f"export {out}")
    new = tool.ok(f"--diary {other} import {out} --json").json["new"]
    before = other.read_bytes()
    again = tool.ok(f"--diary {other} import {out} --json").json
    assert (again["new"], again["differs"]) == (0, 0)
    assert again["same"] >= new
    assert other.read_bytes() == before
    assert tool.ok(f"import {out} --json").json["new"] == 0


def test_undo_takes_an_import_of_json_back(tool: Tool, tmp_path: Path, full: Path) -> None:
    out, other = tmp_path / "a.json", tmp_path / "other.db"
    tool.ok(f"export {out}")
    tool.ok(f"--diary {other} log a banana")
    before = tool.ok(f"--diary {other} export --format json").out
    tool.ok(f"--diary {other} import {out}")
    tool.ok(f"--diary {other} undo")
    assert tool.ok(f"--diary {other} export --format json").out == before
    tool.ok(f"--diary {other} redo")
    assert tool.ok(f"--diary {other} doctor").code == 0


def test_two_diaries_are_joined_with_new_keys(tool: Tool, tmp_path: Path) -> None:
    here, there, out = tmp_path / "here.db", tmp_path / "there.db", tmp_path / "there.json"
    tool.ok(f"--diary {here} log 2 eggs --on 2026-11-01")
    tool.ok(f"--diary {there} log a banana --on 2026-11-02")
    tool.ok(f"--diary {there} mark 2026-11-02 partial")
    tool.ok(f"--diary {there} export {out}")
    assert tool.ok(f"--diary {here} import {out} --json").json["new"] == 2
    assert [e["id"] for e in tool.ok(f"--diary {here} day 2026-11-02 --json").json["entries"]] == [
        2
    ]
    assert len(tool.ok(f"--diary {here} day 2026-11-01 --json").json["entries"]) == 1


def test_what_belongs_to_an_entry_follows_it(tool: Tool, tmp_path: Path) -> None:
    here, there, out = tmp_path / "here.db", tmp_path / "there.db", tmp_path / "there.json"
    for path in (here, there):
        tool.ok(f"--diary {path} take 1000 µg methylcobalamin --on 2026-11-0{len(path.stem)}")
    tool.ok(f"--diary {there} export {out}")
    assert tool.ok(f"--diary {here} import {out} --json").json["new"] == 2
    stored = rows_of(
        here, "SELECT entry_id, eaten_on, form FROM entry JOIN supplement USING (entry_id)"
    )
    assert stored == [(1, "2026-11-04", "methylcobalamin"), (2, "2026-11-05", "methylcobalamin")]
    assert tool.ok(f"--diary {here} import {out} --json").json["new"] == 0


def test_own_foods_can_be_logged_after_they_came(tool: Tool, tmp_path: Path) -> None:
    other, out = tmp_path / "elsewhere" / "diary.db", tmp_path / "a.json"
    tool.ok("foods add --b12 1.5µg --per 100g", "oat dream")
    tool.ok(f"export {out}")
    tool.ok(f"--diary {other} import {out}")
    (entry,) = tool.ok(f"--diary {other} log 100 g oat dream --json").json["entries"]
    assert (entry["food"], entry["b12_ug"]) == ("oat dream", 1.5)


def test_an_entry_edited_here_is_told_and_kept(tool: Tool, tmp_path: Path) -> None:
    out = tmp_path / "a.json"
    tool.ok("log 2 eggs --on 2026-11-01")
    tool.ok(f"export {out}")
    tool.ok("edit 1 --amount", "3 large")
    outcome = tool.ok(f"import {out} --json").json
    assert (outcome["new"], outcome["differs"]) == (0, 1)
    assert tool.ok("day 2026-11-01 --json").json["entries"][0]["grams"] == 150


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('"b12_ng": 1', '"b12_ng": 1.', "line"),
        ('"entry": [', '"entries": [', "no table"),
        ('"matrix": "egg"', '"matrix": "stone"', "line"),
        ('"amount"', '"amounts"', "columns"),
        (f'"diary_schema": {SCHEMA_VERSION}', '"diary_schema": 99', "newer"),
        ('"eaten_on": "2026-11-01"', '"eaten_on": "2026-02-30"', "line"),
        ('"food_name": "', '"food_name": "\\u001b[2J', "characters"),
        ("]}}", "", "line"),
    ],
)
def test_spoilt_json_is_refused_and_changes_nothing(
    tool: Tool, tmp_path: Path, old: str, new: str, reason: str
) -> None:
    out, other = tmp_path / "a.json", tmp_path / "other.db"
    tool.ok("log 2 eggs --on 2026-11-01")
    tool.ok(f"export {out}")
    text = out.read_text()
    spoilt = text.replace(old, new, 1) if old in text else text[: len(text) // 2]
    out.write_text(spoilt)
    tool.ok(f"--diary {other} log a banana")
    before = other.read_bytes()
    outcome = tool(f"--diary {other} import {out}")
    assert outcome.code == 3, outcome
    assert reason in outcome.err
    assert str(out) in outcome.err
    assert other.read_bytes() == before


def test_a_file_that_is_there_is_not_replaced(tool: Tool, tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    tool.ok("log 2 eggs")
    (tmp_path / "a-days.csv").write_text("mine")
    assert tool(f"export {out}").code == 3
    assert not out.exists()
    assert (tmp_path / "a-days.csv").read_text() == "mine"
    tool.ok(f"export {out} --force")
    assert json.loads(tool.ok("export").out)["format"] == "b12track diary"


def test_an_empty_diary_is_exported_and_imported(tool: Tool, tmp_path: Path) -> None:
    tool.ok(f"export {tmp_path / 'a.json'}")
    outcome = tool.ok(f"import {tmp_path / 'a.json'} --json").json
    assert (outcome["new"], outcome["same"]) == (0, 1)


def test_the_history_of_an_import_is_one_act(tool: Tool, home: Path, full: Path) -> None:
    assert run(["--diary", str(full), "export", str(home / "x.json")]) == 0
    before = len(tool.ok("history --last 1000 --json").json["history"])
    other = home / "other.db"
    tool.ok(f"--diary {other} import {home / 'x.json'}")
    assert len(tool.ok(f"--diary {other} history --json").json["history"]) == 1
    assert len(tool.ok("history --last 1000 --json").json["history"]) == before


def test_a_damaged_diary_is_not_exported(tool: Tool, full: Path) -> None:
    connection = sqlite3.connect(full)
    connection.execute("UPDATE entry SET b12_ng = 5 WHERE entry_id = 1")
    connection.commit()
    connection.close()
    assert tool("export --format json").code == 5
    assert tool("export --format csv").code == 5


def test_the_foreign_rows_are_checked_by_the_days(full: Path) -> None:
    """A seal is renewed for every day that an import touched."""
    from b12track.diary.storage import seals, verification

    connection = file.open_to_read(str(full))
    try:
        assert verification.faults(connection) == []
        assert seals.faults(connection) == []
        assert journal.entries(connection, "food_name = ?", ("Stew",))[0].b12_ng is None
    finally:
        connection.close()


def test_an_export_of_schema_1_is_read_with_the_columns_that_came_later(
    tool: Tool, tmp_path: Path
) -> None:
    out, other = tmp_path / "a.json", tmp_path / "other.db"
    tool.ok("take 50 µg methylcobalamin --on 2026-11-01")
    tool.ok(f"export {out}")
    text = out.read_text().replace(f'"diary_schema": {SCHEMA_VERSION}', '"diary_schema": 1')
    out.write_text(text.replace(', "folic_acid_ng": null}', "}"))
    assert tool.ok(f"--diary {other} import {out} --json").json["differs"] == 0
    assert tool.ok(f"--diary {other} day 2026-11-01 --json").json["b12_ug"] == 50
