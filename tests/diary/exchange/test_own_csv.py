"""Our own CSV: byte for byte back again, and no cell that a spreadsheet runs."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from b12track.text import as_it_was, harmless

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Tool
from tests.diary.exchange.fixtures import rows_of

FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "'=1",
    "''+x",
    "  =1",
    "＝1",
    "＋",
    "－",
    "＠x",
    "'quoted'",
]


def test_csv_comes_back_byte_for_byte(tool: Tool, tmp_path: Path, full: Path) -> None:
    out, again, other = tmp_path / "a.csv", tmp_path / "b.csv", tmp_path / "other.db"
    tool.ok(f"export {out}")
    tool.ok(f"--diary {other} import {out}")
    tool.ok(f"--diary {other} import {tmp_path / 'a-days.csv'}")
    tool.ok(f"--diary {other} export {again}")
    assert out.read_bytes() == again.read_bytes()
    assert (tmp_path / "a-days.csv").read_bytes() == (tmp_path / "b-days.csv").read_bytes()
    assert tool.ok("export --format csv").out == out.read_text()
    again_new = [
        tool.ok(f"--diary {other} import {tmp_path / name} --json").json["new"]
        for name in ("a.csv", "a-days.csv")
    ]
    assert again_new == [0, 0]


def test_csv_has_one_line_an_entry_and_no_formula(tool: Tool, full: Path) -> None:
    lines = list(csv.DictReader(io.StringIO(tool.ok("export --format csv").out)))
    ((count,),) = rows_of(full, "SELECT count(*) FROM entry")
    assert len(lines) == count
    for line in lines:
        for cell in line.values():
            assert not cell.lstrip().startswith(("=", "+", "-", "@")), cell
    by_food = {line["food"]: line for line in lines}
    assert by_food["Stew"]["b12_ug"] == by_food["Stew"]["grams"] == ""
    only_ana = tool.ok("export --format csv --for @Ana").out
    assert only_ana.count("\n") == 2


@given(
    st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=8) | st.sampled_from(FORMULAS)
)
def test_formula_safety_is_undone_exactly(text: str) -> None:
    safe = harmless(text)
    assert as_it_was(safe) == text
    assert safe.lstrip()[:1] not in set("=+-@＝＋－＠") or safe == ""
