"""Synthetic files in the genuine shape of each tracker, and what imports them."""

from __future__ import annotations

import csv
import io
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Tool

_NUTRIENTS = (
    "Energy (kcal)",
    "Alcohol (g)",
    "Caffeine (mg)",
    "Water (g)",
    "B1 (Thiamine) (mg)",
    "B2 (Riboflavin) (mg)",
    "B3 (Niacin) (mg)",
    "B5 (Pantothenic Acid) (mg)",
    "B6 (Pyridoxine) (mg)",
    "B12 (Cobalamin) (µg)",
    "Folate (µg)",
    "Vitamin A (µg)",
    "Vitamin C (mg)",
    "Vitamin D (IU)",
    "Iron (mg)",
    "Selenium (µg)",
    "Protein (g)",
)
SERVINGS_2024 = ("Day", "Group", "Food Name", "Amount", *_NUTRIENTS, "Category")
SERVINGS_TIME = ("Day", "Time", "Group", "Food Name", "Amount", *_NUTRIENTS, "Category")
SERVINGS_2026 = ("Day", "Time", "Group", "Food Name", "Amount", "Category")
SERVINGS_2014 = (
    "Day",
    "Food Name",
    "Amount",
    "Energy (kcal)",
    "Alcohol (g)",
    "Caffeine (mg)",
    "Water (g)",
    "B1 (Thiamine) (mg)",
    "B12 (Cobalamin) (µg)",
    "B2 (Riboflavin) (mg)",
)
DAILY_2024 = ("Date", *_NUTRIENTS, "Completed")
DAILY_2026 = ("Date", "Group", *_NUTRIENTS, "Completed")
MACROFACTOR = (
    "Date",
    "Time",
    "Food Name",
    "Serving Size",
    "Serving Qty",
    "Serving Weight (g)",
    "Calories (kcal)",
    "Fat (g)",
    "Carbs (g)",
    "Protein (g)",
    "B12, Cobalamin (mcg)",
    "B1, Thiamine (mg)",
    "B6, Pyridoxine (mg)",
)
MYFITNESSPAL = (
    "Date",
    "Meal",
    "Calories",
    "Fat (g)",
    "Saturated Fat",
    "Cholesterol",
    "Sodium (mg)",
    "Carbohydrates (g)",
    "Protein (g)",
    "Vitamin A",
    "Vitamin C",
    "Calcium",
    "Iron",
    "Note",
)


def table(header: tuple[str, ...], rows: list[dict[str, str]]) -> str:
    """A CSV with this header; what a row does not name is blank."""
    out = io.StringIO()
    writer = csv.DictWriter(out, header, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


class Import:
    """Imports a text as a file, and looks at what became of it."""

    def __init__(self, tool: Tool, folder: Path) -> None:
        self._tool, self._folder = tool, folder

    def _file(self, content: str | bytes) -> str:
        path = self._folder / "file"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    def __call__(self, content: str | bytes, *more: str) -> Any:
        """The JSON of an import that must succeed."""
        return self._tool.ok("import --json", self._file(content), *more).json

    def refused(self, content: str | bytes, *more: str) -> str:
        """What is said of a file that must be refused; nothing may be written."""
        outcome = self._tool("import --json", self._file(content), *more)
        assert outcome.code == 3, outcome
        assert outcome.out == ""
        assert self._tool.ok("history --json").json == {"schema": 1, "history": []}
        return outcome.err

    def day(self, name: str) -> Any:
        return self._tool.ok(f"day {name} --json").json


def rows_of(path: Path, query: str) -> list[Any]:
    """What a query gives of a diary, past every checksum."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()
