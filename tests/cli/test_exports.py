"""`export`: to files, to standard output, and everything for whoever leaves."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Tool


@pytest.fixture
def kept(tool: Tool) -> None:
    tool.ok("log 2 eggs --on 2026-11-01 --note", "=HYPERLINK(1)")
    tool.ok("lab add b12 250 pmol/L --on 2026-11-05 --low 150 --high 700 --note fasting")
    tool.ok("profile add", "Ana Ü")
    tool.ok("log a banana --on 2026-11-02 --for", "Ana Ü")
    tool.ok("mark 2026-11-03 fasting")


@pytest.mark.usefixtures("kept")
def test_a_dash_is_standard_output(tool: Tool, tmp_path: Path) -> None:
    assert tool.ok("export -").out == tool.ok("export").out
    entries, days = tmp_path / "a.csv", tmp_path / "a-days.csv"
    tool.ok(f"export {entries}")
    assert tool.ok("export - --format csv").out == entries.read_text()
    assert tool.ok("export --format csv --days -").out == days.read_text()
    tool.ok(f"export {tmp_path / 'b.csv'} --days -")
    assert (tmp_path / "b.csv").read_bytes() == entries.read_bytes()
    assert not (tmp_path / "b-days.csv").exists()
    tool.ok(f"export --format csv --days {tmp_path / 'c.csv'}")
    assert (tmp_path / "c.csv").read_bytes() == days.read_bytes()


@pytest.mark.usefixtures("kept")
def test_the_file_may_be_named_as_elsewhere(tool: Tool, tmp_path: Path) -> None:
    tool.ok(f"export -o {tmp_path / 'a.csv'}")
    tool.ok(f"export {tmp_path / 'b.csv'}")
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "b.csv").read_bytes()
    assert "--output" not in tool.ok("help export").out
    tool.refused(f"export {tmp_path / 'c.csv'} -o {tmp_path / 'd.csv'}", 2, "b12track export FILE")


@pytest.mark.parametrize(
    "line",
    [
        "export - --days - --format csv",
        "export - --format parquet",
        "export --days - --format parquet",
        "export --days - --format json",
        "export a.json --all folder",
    ],
)
def test_what_cannot_be_meant_is_refused(tool: Tool, line: str) -> None:
    assert tool(line).code == 2


@pytest.mark.usefixtures("kept")
def test_everything_for_whoever_leaves(tool: Tool, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    tool.ok(f"export --all {folder}")
    names = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    readme = (folder / "README.txt").read_text()
    for name in names - {"README.txt"}:
        assert name in readme or name.startswith("tables/"), name
    assert "Ana Ü" in readme
    assert {"tables/entry.csv", "tables/lab.csv", "tables/change.csv", "days.csv"} <= names
    assert all(path.stat().st_mode & 0o077 == 0 for path in folder.rglob("*"))
    assert json.loads((folder / "person-2.fhir.json").read_text())["resourceType"] == "Bundle"
    with (folder / "tables/entry.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["note"] for row in rows] == ["'=HYPERLINK(1)", ""]
    assert [row["b12_ng"] for row in rows][1] == "0"


@pytest.mark.usefixtures("kept")
def test_it_comes_back_and_a_folder_in_use_is_left_alone(tool: Tool, tmp_path: Path) -> None:
    folder, other = tmp_path / "out", tmp_path / "other.db"
    tool.ok(f"export --all {folder}")
    tool.ok(f"--diary {other} import {folder / 'diary.json'}")
    assert tool.ok(f"--diary {other} export -").out == (folder / "diary.json").read_text()
    tool.refused(f"export --all {folder}", 3, "not empty")
    (folder / "mine.txt").write_text("mine")
    tool.ok(f"export --all {folder} --force")
    assert (folder / "mine.txt").read_text() == "mine"
    tool.refused(f"export --all {folder / 'mine.txt'}", 3, "no folder")


@pytest.mark.usefixtures("kept")
def test_labs_are_whole_in_csv(tool: Tool) -> None:
    header, row = tool.ok("lab list --csv").out.splitlines()
    assert header.endswith("low,high,note")
    assert row.endswith("150,700,fasting")
