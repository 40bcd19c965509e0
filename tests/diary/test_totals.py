"""Totals of whole days: what they stand for, and how a person says they are to be read."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

from b12track.diary import days, totals
from b12track.diary.storage import file
from tests.diary.exchange.fixtures import DAILY_2024, SERVINGS_2024, Import, table

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Tool

B12 = "B12 (Cobalamin) (µg)"


def summary(day: str = "2026-03-01", b12: str = "1.20") -> str:
    return table(
        DAILY_2024, [{"Date": day, "Energy (kcal)": "1800", B12: b12, "Completed": "false"}]
    )


def servings(*amounts: str) -> str:
    return table(
        SERVINGS_2024,
        [
            {"Day": "2026-03-01", "Food Name": f"Food {n}", "Amount": "1 cup", B12: amount}
            for n, amount in enumerate(amounts)
        ],
    )


def day_of(home: Path, name: str = "2026-03-01") -> days.Day:
    with closing(file.open_to_read(str(home / "diary.db"))) as diary:
        (day,) = days.days(diary, 1, [date.fromisoformat(name)], date(2026, 11, 22))
    return day


def lower_bounds(home: Path) -> list[tuple[str, int]]:
    with closing(sqlite3.connect(home / "diary.db")) as diary:
        return diary.execute("SELECT day, is_lower_bound FROM v_day ORDER BY day").fetchall()


def test_a_total_of_today_is_of_a_day_that_is_not_over(importing: Import, home: Path) -> None:
    importing(summary("2026-11-21"))
    importing(summary("2026-11-22"))
    states = [day_of(home, day).state for day in ("2026-11-21", "2026-11-22")]
    assert states == ["complete", "partial"]


def test_a_total_is_food_up_to_what_food_can_hold(importing: Import, home: Path) -> None:
    importing(summary("2026-03-01", "1.20"))
    importing(summary("2026-03-02", "500"))
    parts = [
        (day.food_ng, day.fortified_ng, day.supplement_ng)
        for day in (day_of(home, "2026-03-01"), day_of(home, "2026-03-02"))
    ]
    assert parts == [(1_200, 0, 0), (0, 0, 500_000)]


def test_a_trackers_total_is_a_lower_bound_until_it_is_called_complete(
    importing: Import, tool: Tool, home: Path
) -> None:
    importing(summary())
    assert (day_of(home).total_reading, day_of(home).is_lower_bound) == (None, True)
    tool.ok("import --totals complete")
    assert (day_of(home).total_reading, day_of(home).is_lower_bound) == ("complete", False)
    assert lower_bounds(home) == [("2026-03-01", 0)]
    tool.ok("import --totals least --format cronometer")
    assert (day_of(home).total_reading, day_of(home).is_lower_bound) == ("least", True)
    tool.ok("undo")
    tool.ok("undo")
    assert (day_of(home).total_reading, day_of(home).is_lower_bound) == (None, True)
    assert lower_bounds(home) == [("2026-03-01", 1)]


def test_one_import_says_it_for_all_that_follow(importing: Import, tool: Tool, home: Path) -> None:
    importing(summary(), "--totals", "complete")
    importing(summary("2026-03-02"))
    assert not day_of(home, "2026-03-02").is_lower_bound
    tool.ok("undo")
    tool.ok("undo")
    importing(summary())
    assert day_of(home).is_lower_bound  # the reading was part of the import that was taken back
    with closing(file.open_to_read(str(home / "diary.db"))) as diary:
        assert totals.readings(diary, 1) == {}


def test_own_totals_can_be_called_lower_bounds(importing: Import, home: Path) -> None:
    importing("date,b12_ug\n2026-03-01,1.2\n")
    assert not day_of(home).is_lower_bound
    importing("date,b12_ug\n2026-03-01,1.2\n", "--totals", "least")
    assert day_of(home).is_lower_bound


def test_without_totals_there_is_nothing_to_read(tool: Tool) -> None:
    tool.refused("import --totals complete", 3, "no totals")
    tool.refused("import", 2, "FILE")


def test_a_total_within_rounding_leaves_the_servings_what_they_are(
    importing: Import, home: Path
) -> None:
    importing(servings("1.19", ""))
    importing(summary(b12="1.20"))
    day = day_of(home)
    assert (day.b12_ng, day.total_from, day.is_lower_bound) == (1190, None, True)
    importing(summary(b12="1.20"), "--totals", "complete")
    day = day_of(home)
    assert (day.b12_ng, day.total_from, day.is_lower_bound) == (1190, None, False)
    assert lower_bounds(home) == [("2026-03-01", 0)]


def test_a_total_that_knows_more_stands_for_the_day(importing: Import, home: Path) -> None:
    importing(servings("1.19", ""))
    importing(summary(b12="1.30"))
    assert (day_of(home).b12_ng, day_of(home).total_from) == (1300, "cronometer")


def test_a_complete_total_below_the_entries_says_nothing(importing: Import, home: Path) -> None:
    importing(servings("1.19", ""))
    importing(summary(b12="0.50"), "--totals", "complete")
    assert (day_of(home).b12_ng, day_of(home).is_lower_bound) == (1190, True)


def test_the_judgement_follows_what_was_said_of_totals(importing: Import, tool: Tool) -> None:
    rows = [summary(f"2026-10-{day:02}").splitlines()[1] for day in range(24, 32)]
    rows += [summary(f"2026-11-{day:02}").splitlines()[1] for day in range(1, 22)]
    importing("\n".join([summary().splitlines()[0], *rows]) + "\n")

    def answer() -> str:
        return str(tool("flags --json").json["judgement"]["answer"])

    assert answer() == "low-if-complete"
    tool.ok("import --totals complete")
    assert answer() == "low"
    tool.ok("import --totals least")
    assert answer() == "cannot-be-judged"
    tool.ok("undo")
    assert answer() == "low"


def test_b6_and_thiamin_leave_out_days_that_stand_on_totals(importing: Import, tool: Tool) -> None:
    importing(summary())
    document = tool.ok("show --from 2026-03-01 --to 2026-03-02 --json").json
    assert (document["b6"]["mg_per_day"], document["b6"]["days"]) == (None, 0)
    assert (document["thiamin"]["mg_per_day"], document["thiamin"]["days"]) == (None, 0)


def days_of_totals() -> str:
    """Four weeks of a tracker's totals that would be too little if they were all."""
    rows = [summary(f"2026-10-{day:02}").splitlines()[1] for day in range(24, 32)]
    rows += [summary(f"2026-11-{day:02}").splitlines()[1] for day in range(1, 22)]
    return "\n".join([summary().splitlines()[0], *rows]) + "\n"


def test_a_flag_that_opened_by_a_word_on_totals_goes_with_it(importing: Import, tool: Tool) -> None:
    importing(days_of_totals())
    before = tool("flags --json").json
    assert before["periods"] == []
    tool.ok("import --totals complete")
    assert [period["tier"] for period in tool("flags --json").json["periods"]] == ["notice"]
    tool.ok("undo")
    assert tool("flags --json").json == before
    tool.ok("redo")
    assert [period["tier"] for period in tool("flags --json").json["periods"]] == ["notice"]


def test_a_flag_that_records_opened_stays_without_them(importing: Import, tool: Tool) -> None:
    importing(days_of_totals(), "--totals", "complete")
    tool.ok("mark 2026-11-20 paused")
    tool.ok("undo")
    assert [period["open"] for period in tool("flags --json").json["periods"]] == [True]


def test_totals_that_keep_a_judgement_open_are_named_with_what_settles_it(
    importing: Import, tool: Tool
) -> None:
    importing(days_of_totals())
    assert "import --totals complete" in " ".join(tool("flags").out.split())
    tool.ok("import --totals least")
    assert "import --totals complete" in tool("flags --json").json["judgement"]["would_settle"]
    tool.ok("import --totals complete")
    assert "--totals" not in tool("flags").out
