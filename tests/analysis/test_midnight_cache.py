"""What is kept of a midnight comes back as it was, to the same person and for the same line."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from b12track.analysis import midnight_cache
from b12track.analysis.day_intakes import DayIntake
from b12track.analysis.midnight import Midnight
from b12track.diary.days import Day
from b12track.science.band import Band

if TYPE_CHECKING:
    from pathlib import Path

MIDNIGHT = Midnight(
    begun=date(2026, 1, 1),
    since=date(2026, 8, 1),
    reset=date(2026, 5, 1),
    start=date(2026, 9, 1),
    opened_on=date(2026, 9, 28),
    last_low=date(2026, 11, 20),
    tier="notice",
)
#: Every field differs from every other of its kind.
PAST = [
    DayIntake(
        Day(date(2026, 11, 20), "complete", 11, 2, 3, 4, 5, 6, "a tracker", True, "least", False),
        Band(0.1, 0.2, 0.3),
        700.0,
        Band(0.4, 0.5, 0.6),
        has_source=True,
    ),
    DayIntake(
        Day(date(2026, 11, 21), "paused", None, 0, 0, 0, 0, 0, None, False, "complete", True),
        Band(1.0, 2.0, 3.0),
        0.0,
        Band(0.0, 0.0, 0.0),
        has_source=False,
    ),
]


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A file with what was kept for two people."""
    path = str(tmp_path / "diary.db-absorbed")
    midnight_cache.save(path, 1, "monday", MIDNIGHT, PAST)
    midnight_cache.save(path, 2, "monday", MIDNIGHT._replace(tier=None), PAST[:1])
    return path


def test_what_was_kept_comes_back(path: str) -> None:
    assert midnight_cache.load(path, 1, "monday") == (MIDNIGHT, PAST)
    assert midnight_cache.load(path, 2, "monday") == (MIDNIGHT._replace(tier=None), PAST[:1])


def test_the_last_midnight_takes_the_place_of_the_one_before(path: str) -> None:
    later = Midnight(date(2026, 1, 1), date(2026, 8, 2), date(2026, 5, 1))
    midnight_cache.save(path, 1, "tuesday", later, PAST[1:])
    assert midnight_cache.load(path, 1, "monday") is None
    assert midnight_cache.load(path, 1, "tuesday") == (later, PAST[1:])
    assert midnight_cache.load(path, 2, "monday") is not None


def test_nothing_comes_back_where_nothing_was_kept(path: str, tmp_path: Path) -> None:
    assert midnight_cache.load(path, 3, "monday") is None
    missing, empty = tmp_path / "missing", tmp_path / "empty"
    empty.touch()
    for other in (missing, empty):
        assert midnight_cache.load(str(other), 1, "monday") is None
    assert not missing.exists()
