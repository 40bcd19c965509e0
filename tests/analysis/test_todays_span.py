"""What was kept for the sentence of today never says anything but the diary itself."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from b12track.analysis import todays_span
from b12track.diary import journal, people
from b12track.diary.dates import now
from b12track.diary.storage import file
from b12track.diary.storage.fingerprint import written_before
from b12track.foods.catalogue import open_catalogue
from b12track.foods.phrase import items

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Tool

TODAY = date(2026, 11, 22)
DAYS = 130
#: Each changes what is known, of today or of the days before it.
STEPS = (
    ("log 2 eggs",),
    ("log 500 ml fortified soy milk",),
    ("log an apple --on yesterday",),
    ("log a glass of milk, 3 eggs",),
    ("mark today complete",),
    ("undo",),
    ("edit 1 --amount", "3 large"),
    ("delete 7",),
    ("mark -3d paused",),
    ("take b12 1000 µg",),
    ("profile set --diet vegan",),
    ("log 20 g tofu",),
    ("inject 1 mg hydroxocobalamin --on -40d",),
    ("undo",),
    ("symptom log tingling 4",),
    ("profile add mum",),
    ("log 3 eggs --for mum",),
    ("log 3 eggs --on -2d --for mum",),
    ("log 300 ml fortified soy milk",),
)


@pytest.fixture
def diary(home: Path) -> Path:
    """A diary of little B12 for 130 days, up to yesterday."""
    with open_catalogue(str(home / "foods.db")) as foods:
        meals = [items(words, foods) for words in ("half an egg, toast", "a banana, 50 ml milk")]
    path = str(home / "diary.db")
    with closing(file.open_to_write(path)) as connection, file.transaction(connection, path):
        act = journal.begin(connection, journal.Act("log", now())) or 0
        for back in range(DAYS, 0, -1):
            eaten = journal.Eaten(1, TODAY - timedelta(days=back))
            journal.record(connection, act, eaten, meals[back % 2])
    return home / "diary.db"


def _kept(diary: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(f"{diary}-absorbed")) as cache:
        return cache.execute("SELECT person_id, print FROM midnight").fetchall()


#: All that is told of days up to today.
VIEWS = ("today", "", "week", "week --json", "month --detail")


def _views(tool: Tool, lines: tuple[str, ...] = VIEWS) -> list[str]:
    return [tool.ok(line).out for line in lines]


def test_no_step_is_told_otherwise_than_without_what_was_kept(tool: Tool, diary: Path) -> None:
    tool.ok("today")
    for number, words in enumerate(STEPS):
        tool.ok(*words)
        kept = _views(tool)
        (diary.parent / "diary.db-absorbed").unlink()
        lines = VIEWS[number % 3 :: 3]  # the first of them keeps the days again
        assert _views(tool, lines) == kept[number % 3 :: 3], words


def test_the_days_before_today_are_not_read_again(
    tool: Tool, diary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tool.ok("today").out
    assert len(_kept(diary)) == 1
    monkeypatch.delattr(todays_span, "read_span")
    assert tool.ok("today").out == before
    assert "Low for" in tool.ok("log 2 eggs").out
    with pytest.raises(NameError):  # they have changed
        tool("log 2 eggs --on yesterday")


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE midnight_day SET best = best + 3 WHERE day = '2026-11-20'",
        "UPDATE midnight_day SET state = 'paused'",
        "DELETE FROM midnight_day WHERE day = '2026-11-20'",
        "UPDATE midnight SET start = NULL",
        "UPDATE midnight SET tier = 'note'",
        "DROP TABLE midnight_day",
        "UPDATE day_absorbed SET best = best + 3",
    ],
)
def test_what_was_kept_and_changed_by_itself_is_computed_again(
    tool: Tool, diary: Path, harm: str
) -> None:
    before = tool.ok("today").out, tool.ok("week --json").out
    with closing(sqlite3.connect(f"{diary}-absorbed")) as cache, cache:
        cache.execute(harm)
    assert (tool.ok("today").out, tool.ok("week --json").out) == before


def test_entries_are_those_of_today_or_of_all_its_days(tool: Tool, diary: Path) -> None:
    tool.ok("log 2 eggs")
    asked = (TODAY - timedelta(days=6), TODAY)
    with closing(file.open_to_read(str(diary))) as connection:
        me = people.person(connection, None)
        whole = todays_span.read_span(connection, me, asked, TODAY)
        for _ in range(2):  # the first time keeps them
            for with_entries, days in ((False, 1), (True, 7)):
                span = todays_span.todays_span(
                    connection, me, asked, f"{diary}-absorbed", with_entries=with_entries
                )
                assert len({entry.eaten_on for entry in span.entries}) == days
                assert span.intakes[-7:] == whole.intakes[-7:]
                assert (span.first, span.days) == (whole.first, whole.days)
    assert len(_kept(diary)) == 1


def test_a_short_history_is_not_kept(tool: Tool, home: Path) -> None:
    tool.ok("log 2 eggs --on yesterday")
    tool.ok("today")
    with pytest.raises(sqlite3.OperationalError, match="no such table: midnight"):
        _kept(home / "diary.db")


def test_the_line_changes_with_all_that_is_written_but_the_meals_of_today(
    tool: Tool, diary: Path
) -> None:
    def line() -> str:
        with closing(file.open_to_read(str(diary))) as connection:
            return written_before(connection, TODAY.isoformat())

    before = line()
    for words in ("log 2 eggs", "take b12 1000 µg", "log 3 eggs"):
        tool.ok(words)
        assert line() == before, words
    seen = {before}
    for words in STEPS:
        tool.ok(*words)
        seen.add(line())
    assert len(seen) > 10
