"""A diary with something of everything, for every test of a way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Tool


@pytest.fixture
def varied(tool: Tool, tmp_path: Path) -> Tool:
    """Entries with and without time and B12, doses, a lab value, a symptom, a day's total."""
    tool.ok("log 2 eggs --on 2026-11-01 --at 8:30")
    tool.ok("take 1000 µg cyanocobalamin --on 2026-11-01")
    tool.ok("inject 1 mg hydroxocobalamin --on 2026-11-02")
    tool.ok("lab add b12 250 pmol/L --on 2026-11-05")
    tool.ok("symptom log tingling left hand 4 --on 2026-11-06")
    (tmp_path / "foods.csv").write_text("date,food,amount,b12_ug\n2026-10-05,Stew,1 bowl,\n")
    tool.ok(f"import {tmp_path / 'foods.csv'}")
    (tmp_path / "days.csv").write_text("date,b12_ug\n2026-10-01,1.25\n")
    tool.ok(f"import {tmp_path / 'days.csv'}")
    return tool


@pytest.fixture
def full(tool: Tool, home: Path) -> Path:
    """A diary with something in every corner that an export has to carry."""
    tool.ok("log 2 eggs, 250 ml fortified soy milk --on 2026-11-01 --at 8:30 --meal breakfast")
    tool.ok("log 2 eggs, 2 eggs --on 2026-11-01")
    tool.ok("log a slice of cheddar --on 2026-11-02 --note", '=HYPERLINK, "quoted" µ\u03bc')
    tool.ok("delete -1")
    tool.ok("log a slice of cheddar --on 2026-11-02 --note", "'=1")
    tool.ok("take 1000 µg methylcobalamin")
    tool.ok("mark 2026-11-03 fasting")
    tool.ok("mark 2026-11-02 partial")
    tool.ok("lab add b12 250 pmol/L --on 2026-11-05")
    tool.ok("foods add --per 250ml --b12 1.2µg", "My soy drink")
    tool.ok("profile add", "@Ana")
    tool.ok("log a banana --for @Ana --on 2026-11-01")
    (home / "days.csv").write_text("date,b12_ug\n2026-10-01,1.25\n2026-10-02,0.00\n")
    tool.ok(f"import {home / 'days.csv'}")
    (home / "foods.csv").write_text("date,food,amount,b12_ug\n2026-10-05,Stew,1 bowl,\n")
    tool.ok(f"import {home / 'foods.csv'}")
    return home / "diary.db"
