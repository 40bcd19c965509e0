"""Every table is to be had as CSV, and the numbers in it are those of the JSON."""

from __future__ import annotations

import csv
import io

import pytest

from tests.conftest import Tool

TABLES = {
    "history": ("history", "change"),
    "often": ("often", "id"),
    "profile list": ("people", "person"),
    "regimen list": ("regimens", "id"),
    "inject list": ("injections", "id"),
    "take list": ("supplements", "id"),
    "symptom list": ("symptoms", "id"),
    "lab list": ("labs", "id"),
    "foods readings list": ("readings", "words"),
    "meals list": ("meals", "name"),
    "gaps": ("gaps", None),
}


@pytest.fixture
def filled(tool: Tool) -> Tool:
    for line in (
        "log 2 eggs",
        "log 2 eggs",
        "take 50 µg",
        "inject 1 mg hydroxocobalamin",
        "symptom log cramps 2",
        "lab add ferritin 40 µg/L",
        "regimen add daily 50 µg",
        "profile add mum",
        "meals save usual from today snack",
    ):
        tool(line)
    return tool


@pytest.mark.parametrize("line", TABLES)
def test_a_table_is_csv_too(filled: Tool, line: str) -> None:
    key, column = TABLES[line]
    rows = list(csv.DictReader(io.StringIO(filled.ok(f"{line} --csv").out)))
    documents = filled.ok(f"{line} --json").json.get(key, [])
    if column:
        assert [row[column] for row in rows] == [str(one[column]) for one in documents]
    filled.refused(f"{line} --csv --json", 2, "not both")


def test_a_name_with_a_blank_is_quoted_in_hints(tool: Tool) -> None:
    assert "--for 'Anna Maria'" in tool.ok("profile add Anna Maria").out
    assert "profile add 'Otto K' adds" in tool("today --for", "Otto K").err
