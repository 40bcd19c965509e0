"""Workbooks that would fill the memory, and cells that hold an error."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from b12track.foods.sources import sheet_cells
from tests.foods.sources import made

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Tool

_ROWS = [["name", "b12_ug_per_100g"], ["soup", 0.4], ["stew", 1.5]]


def _patched(path: Path, old: str, new: str) -> str:
    """A workbook with another text in its first sheet."""
    made.workbook(path, _ROWS)
    with zipfile.ZipFile(path) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    assert old.encode() in contents[name]
    contents[name] = contents[name].replace(old.encode(), new.encode())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in contents.items():
            archive.writestr(member, content)
    return str(path)


@pytest.mark.parametrize("place", ["XFD1048576", "ZZZZZZZ99999999999", "A9999999", "ALL9999"])
@pytest.mark.parametrize("command", ["foods import", "import"])
def test_one_far_cell_does_not_fill_the_memory(
    tool: Tool, tmp_path: Path, place: str, command: str
) -> None:
    path = _patched(tmp_path / "far.xlsx", '<c r="B3"', f'<c r="{place}"')
    outcome = tool(*command.split(), path)
    assert outcome.code == 3, outcome
    if place != "ALL9999":  # 1,000 columns of 10,000 rows are ten million: they are looked at
        assert "that is no table" in outcome.err


def test_an_error_is_no_unknown_value(tool: Tool, tmp_path: Path) -> None:
    """The reader of workbooks shows #REF! as an empty cell; in CSV it is refused."""
    path = _patched(
        tmp_path / "error.xlsx",
        '<c r="B3"><v>1.5</v>',
        '<c r="B3" s="1" t="e"><f>A1/0</f><v>#DIV/0!</v>',
    )
    assert sheet_cells.errors(path) == [{(3, 2): "#DIV/0!"}]
    outcome = tool("foods import --json", path)
    assert (outcome.json["new"], outcome.json["refused"]) == (1, 1), outcome
    assert "#DIV/0!" in str(outcome.json)


def test_an_error_stands_where_it_is_when_the_table_begins_further_down(tmp_path: Path) -> None:
    from b12track.foods.sources.sheets import sheets

    path = made.workbook(tmp_path / "low.xlsx", [[None], [None, "a", "b"], [None, "c", 1.0]])
    with zipfile.ZipFile(path) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    contents[name] = contents[name].replace(b'<c r="C3"><v>1.0</v>', b'<c r="C3" t="e"><v>#N/A</v>')
    with zipfile.ZipFile(path, "w") as archive:
        for member, content in contents.items():
            archive.writestr(member, content)
    (rows,) = (list(sheet) for sheet in sheets(path, 1000))
    assert rows == [(1, ["", ""]), (2, ["a", "b"]), (3, ["c", "#N/A"])]
