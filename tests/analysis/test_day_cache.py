"""What is kept of days comes back where their entries are what they were, and only there."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

import pytest

from b12track.analysis import day_cache
from b12track.analysis.day_cache import AbsorbedDay
from b12track.science.band import Band

if TYPE_CHECKING:
    from pathlib import Path

ENDS = (1, "2026-11-20", "2026-11-22")
DAYS = {
    "2026-11-20": AbsorbedDay(Band(0.1, 0.2, 0.3), 700.0, Band(0.4, 0.5, 0.6), has_source=True),
    "2026-11-22": AbsorbedDay(Band(1.0, 2.0, 3.0), 0.0, Band(0.0, 0.0, 0.0), has_source=False),
}
PRINTS = {day: f"print of {day}" for day in DAYS}


@pytest.fixture
def path(tmp_path: Path) -> str:
    path = str(tmp_path / "diary.db-absorbed")
    day_cache.save(path, 1, [(day, PRINTS[day], kept) for day, kept in DAYS.items()])
    return path


def test_what_was_kept_comes_back(path: str) -> None:
    assert day_cache.load(path, ENDS, PRINTS) == DAYS
    assert list(day_cache.load(path, (1, "2026-11-20", "2026-11-21"), PRINTS)) == ["2026-11-20"]
    assert day_cache.load(path, (2, *ENDS[1:]), PRINTS) == {}


def test_a_day_with_other_entries_does_not_come_back(path: str) -> None:
    changed = {**PRINTS, "2026-11-20": "another"}
    assert list(day_cache.load(path, ENDS, changed)) == ["2026-11-22"]
    assert day_cache.load(path, ENDS, {}) == {}
    day_cache.save(path, 1, [("2026-11-20", "another", DAYS["2026-11-22"])])
    assert day_cache.load(path, ENDS, changed)["2026-11-20"] == DAYS["2026-11-22"]


@pytest.mark.parametrize("column", ["low", "best", "dose_ug", "dose_high", "has_source"])
def test_a_figure_that_changed_by_itself_does_not_come_back(path: str, column: str) -> None:
    with closing(sqlite3.connect(path)) as cache, cache:
        cache.execute(f"UPDATE day_absorbed SET {column} = 9 WHERE day = '2026-11-20'")
    assert list(day_cache.load(path, ENDS, PRINTS)) == ["2026-11-22"]


def test_what_is_no_cache_gives_nothing_and_is_made_anew(tmp_path: Path) -> None:
    missing, empty, text = tmp_path / "missing", tmp_path / "empty", tmp_path / "text"
    empty.touch()
    text.write_text("two eggs\n" * 200)
    for path in (missing, empty, text):
        assert day_cache.load(str(path), ENDS, PRINTS) == {}
    assert not missing.exists()
    for _ in range(2):  # the first time takes away what is no database
        day_cache.save(str(text), 1, [("2026-11-20", "p", DAYS["2026-11-20"])])
    assert day_cache.load(str(text), ENDS, {"2026-11-20": "p"}) == {
        "2026-11-20": DAYS["2026-11-20"]
    }
    assert text.stat().st_mode & 0o777 == 0o600


def test_an_alarm_is_new_on_one_day(path: str) -> None:
    monday, tuesday = date(2026, 11, 23), date(2026, 11, 24)
    low = ("low-2026-09-01", "note")
    assert day_cache.tell(path, 1, [low], monday)
    assert day_cache.tell(path, 1, [low], monday)
    assert not day_cache.tell(path, 1, [low], tuesday)
    assert not day_cache.tell(path, 1, [], tuesday)
    assert day_cache.tell(path, 1, [low, (low[0], "notice")], tuesday)
    assert day_cache.tell(path, 2, [low], tuesday)


def test_where_nothing_can_be_kept_every_alarm_is_new(tmp_path: Path) -> None:
    assert day_cache.tell(str(tmp_path), 1, [("low", "note")], date(2026, 11, 23))
