"""Importing again: what differs is told or updated, and what is gone from the tracker is listed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.diary.exchange.fixtures import DAILY_2024, SERVINGS_2024, Import, table

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Tool

B12 = "B12 (Cobalamin) (µg)"


def servings(*rows: tuple[str, str, str]) -> str:
    return table(
        SERVINGS_2024,
        [{"Day": day, "Food Name": food, "Amount": "1 cup", B12: b12} for day, food, b12 in rows],
    )


OLD = servings(
    ("2026-03-01", "Stew", "1.00"), ("2026-03-01", "Bread", ""), ("2026-03-03", "Egg", "0.5")
)
NEW = servings(
    ("2026-03-01", "Stew", "1.50"), ("2026-03-03", "Egg", "0.5"), ("2026-03-03", "Tea", "0")
)


def test_what_differs_is_kept_until_an_update_is_asked_for(importing: Import, tool: Tool) -> None:
    importing(OLD)
    before = tool.ok("export --format json").out
    outcome = importing(NEW)
    assert (outcome["new"], outcome["same"], outcome["differs"], outcome["updated"]) == (1, 1, 1, 0)
    assert importing.day("2026-03-01")["b12_ug"] == 1.0
    tool.ok("undo")
    outcome = importing(NEW, "--update")
    assert (outcome["new"], outcome["same"], outcome["differs"], outcome["updated"]) == (1, 1, 0, 1)
    assert importing.day("2026-03-01")["b12_ug"] == 1.5
    again = importing(NEW)
    assert (again["new"], again["same"], again["differs"]) == (0, 3, 0)
    tool.ok("undo")
    assert tool.ok("export --format json").out == before
    assert tool.ok("doctor").code == 0


def test_what_the_tracker_no_longer_has_is_listed_and_stays(importing: Import, tool: Tool) -> None:
    importing(OLD)
    assert importing(OLD)["gone"] == []
    outcome = importing(NEW, "--update")
    assert outcome["gone"] == [{"id": 2, "date": "2026-03-01", "food": "Bread"}]
    assert [entry["food"] for entry in importing.day("2026-03-01")["entries"]] == ["Stew", "Bread"]
    # A file of other days says nothing about this one.
    assert importing(servings(("2026-03-03", "Egg", "0.5")))["gone"] == [
        {"id": 4, "date": "2026-03-03", "food": "Tea"}
    ]


def test_what_was_deleted_here_is_not_brought_back_by_an_update(
    importing: Import, tool: Tool
) -> None:
    importing(OLD)
    tool.ok("delete 1")
    outcome = importing(NEW, "--update")
    assert "deleted here" in outcome["differing"][0]["reason"]
    assert [entry["food"] for entry in importing.day("2026-03-01")["entries"]] == ["Bread"]


def test_totals_are_updated_by_their_own_tracker_alone(importing: Import) -> None:
    def total(b12: str) -> str:
        return table(
            DAILY_2024,
            [{"Date": "2026-03-01", "Energy (kcal)": "9", B12: b12, "Completed": "false"}],
        )

    importing(total("1"))
    assert importing(total("2"))["differs"] == 1
    assert importing("date,b12_ug\n2026-03-01,3\n", "--update")["differs"] == 1
    assert importing(total("2"), "--update")["updated"] == 1
    assert importing.day("2026-03-01")["b12_ug"] == 2


def test_our_own_json_updates_every_table(importing: Import, tool: Tool, tmp_path: Path) -> None:
    tool.ok("log 2 eggs --on 2026-11-01")
    tool.ok("mark 2026-11-02 partial")
    tool.ok("lab add b12 250 pmol/L --on 2026-11-05")
    tool.ok(f"export {tmp_path / 'a.json'}")
    before = (tmp_path / "a.json").read_bytes()
    tool.ok("edit 1 --amount", "3 large")
    here = tool.ok("export --format json").out
    assert importing(before)["differs"] == 1
    assert importing(before, "--update")["updated"] == 1
    assert tool.ok("export --format json").out.encode() == before
    tool.ok("undo")
    assert tool.ok("export --format json").out == here
    assert tool.ok("doctor").code == 0


@pytest.mark.parametrize("later", ["", "9"])
def test_an_update_never_ends_a_flag(importing: Import, tool: Tool, later: str) -> None:
    """What a tracker says anew may be unknown or much; neither is eaten food that was recorded."""
    days = [(date(2026, 11, 21) - timedelta(days=back)).isoformat() for back in range(32)]
    importing(servings(*((day, "Stew", "0.2") for day in days)))
    before = {p["id"] for p in tool("flags --json").json["periods"] if p["open"]}
    assert before
    importing(servings(*((day, "Stew", later) for day in days)), "--update", "--dry-run")
    assert importing(servings(*((day, "Stew", later) for day in days)), "--update")["updated"] == 32
    after = {p["id"] for p in tool("flags list --all --json").json["periods"]}
    assert before <= after
