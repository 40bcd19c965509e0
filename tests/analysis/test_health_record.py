"""What stands beside the meals is read for one person and cut to the days asked for."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

import pytest

from b12track.analysis.health_record import HealthRecord, health_record
from b12track.diary.storage.file import open_to_read

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Tool

FIRST, LAST = date(2026, 11, 10), date(2026, 11, 20)


@pytest.fixture
def diary(tool: Tool, home: Path) -> str:
    """The same for two people: before the days, on both ends of them and after."""
    tool.ok("profile add mum")
    for name in ("me", "mum"):
        for day in ("2026-11-09", "2026-11-10", "2026-11-20", "2026-11-21"):
            tool.ok(f"symptom log tingling 4 --on {day} --for {name}")
            tool.ok(f"lab add b12 300 pmol/L --on {day} --for {name}")
        for day in ("2025-10-05", "2025-10-06", "2026-11-20", "2026-11-21"):
            tool.ok(f"inject 1 mg hydroxocobalamin --on {day} --for {name}")
        tool.ok("regimen add", "2000 µg weekly", "--for", name)
    return str(home / "diary.db")


def _record(diary: str) -> HealthRecord:
    with closing(open_to_read(diary)) as connection:
        return health_record(connection, 2, FIRST, LAST)


def test_a_record_is_that_of_one_person_in_these_days(diary: str) -> None:
    record = _record(diary)
    assert [lab.taken_on for lab in record.labs] == ["2026-11-10", "2026-11-20"]
    assert [noted.noted_on for noted in record.symptoms] == ["2026-11-10", "2026-11-20"]
    assert [injection.given_on for injection in record.injections] == ["2025-10-06", "2026-11-20"]
    everything = (*record.labs, *record.symptoms, *record.injections, *record.regimens)
    assert {each.person_id for each in everything} == {2}
    assert len(record.regimens) == 1


def test_a_part_of_it_keeps_the_regimens(diary: str) -> None:
    record = _record(diary)
    part = record.between(date(2026, 11, 10), date(2026, 11, 19))
    assert [lab.taken_on for lab in part.labs] == ["2026-11-10"]
    assert [noted.noted_on for noted in part.symptoms] == ["2026-11-10"]
    assert (part.injections, part.regimens) == ([], record.regimens)
    assert record.between(date(2025, 10, 6), LAST) == record


def test_a_diary_of_meals_alone_has_an_empty_one(tool: Tool, home: Path) -> None:
    tool.ok("log 2 eggs")
    assert _record(str(home / "diary.db")) == HealthRecord()
