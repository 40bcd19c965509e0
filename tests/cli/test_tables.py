"""Every table is to be had as CSV, and the numbers in it are those of the JSON."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import click
import pytest

from b12track.cli.main import b12track
from tests.conftest import Tool

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    "flags list": ("notices", None),
    "flags": ("notices", None),
    "regimen due": ("next", "id"),
    "restore": ("backups", "backup"),
    "check": ("findings", "code"),
    "suggest": ("suggestions", "kind"),
    "foods show egg": ("foods", "food_code"),
    "profile show": ("facts", "kind"),
    "store --uptake-ug-per-day 3": ("series", "date"),
    "symptom red-flags": ("red_flags", "sign"),
}
#: Commands that print no table: an answer, a card, a page, or what was just saved.
NO_TABLES = {
    *("log", "again", "take", "inject", "symptom log", "symptom edit", "lab add", "lab edit"),
    *("inject edit", "edit", "undo", "foods add", "foods edit", "meals save", "regimen add"),
    *("regimen edit", "lab index", "report", "explain", "backup", "import", "foods import"),
    *("cohort days", "cohort simulate"),
}


def _commands(command: click.Command, path: str = "") -> Iterator[tuple[str, set[str]]]:
    """Every command with its options, also the work of its own that a group does."""
    context = click.Context(command)
    own = getattr(command, "own", command)
    yield path.strip(), {name for parameter in own.params for name in parameter.opts}
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            part = command.get_command(context, name)
            assert part is not None
            yield from _commands(part, f"{path} {name}")


def test_whatever_prints_a_table_as_json_prints_it_as_csv() -> None:
    options = dict(_commands(b12track))
    with_json = {name for name, known in options.items() if "--json" in known}
    with_csv = {name for name, known in options.items() if "--csv" in known}
    assert with_json - with_csv == NO_TABLES
    assert with_csv <= with_json


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
    rows = list(csv.DictReader(io.StringIO(filled(f"{line} --csv").out)))
    documents = filled(f"{line} --json").json[key]
    if column:
        assert [row[column] for row in rows] == [str(record[column]) for record in documents]
    filled.refused(f"{line} --csv --json", 2, "not both")


def test_a_name_with_a_blank_is_quoted_in_hints(tool: Tool) -> None:
    assert "--for 'Anna Maria'" in tool.ok("profile add Anna Maria").out
    assert "profile add 'Otto K' adds" in tool("today --for", "Otto K").err


def test_what_was_absorbed_of_each_day_is_in_the_table(tool: Tool) -> None:
    tool.ok("log 2 eggs --on -2d")
    tool.ok("take 1000 µg --on yesterday")
    rows = list(csv.DictReader(io.StringIO(tool.ok("week --csv").out)))
    documents = tool.ok("week --json").json["days"]
    absorbed = [row["absorbed_ug"] for row in rows]
    assert absorbed[:4] == [""] * 4 and absorbed[6] == ""
    assert absorbed[4:6] == [str(document["absorbed_ug"]) for document in documents[4:6]]
    day = tool.ok("day -2d --json").json["absorbed_ug"]
    assert [float(rows[4][f"absorbed{end}_ug"]) for end in ("_low", "", "_high")] == [
        round(day[name], 3) for name in ("low", "best", "high")
    ]
