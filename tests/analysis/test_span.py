"""What is kept of days that are over says what their entries say, whatever span is asked for."""

from __future__ import annotations

from contextlib import closing
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from b12track.analysis.health_record import HealthRecord
from b12track.analysis.span import Span, read_span
from b12track.diary import people
from b12track.diary.doses import Injection
from b12track.diary.storage.file import open_to_read
from b12track.science.band import Band
from b12track.science.body_store import retained_ug
from tests.analysis.diaries import FIRST, span_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Tool

TODAY = date(2026, 11, 22)


@pytest.fixture
def diary(tool: Tool, home: Path) -> Path:
    for words in ("2 eggs", "a glass of milk"):
        tool.eat(words, range(12))
    return home / "diary.db"


def _span(diary: Path, first: date, last: date, *, kept: bool, with_entries: bool = True) -> Span:
    with closing(open_to_read(str(diary))) as connection:
        return read_span(
            connection,
            people.person(connection, None),
            (first, last),
            TODAY,
            cache_path=f"{diary}-absorbed" if kept else None,
            with_entries=with_entries,
        )


@pytest.mark.parametrize("days", [1, 5, 12, 40])
@pytest.mark.parametrize("ahead", [0, 3])
def test_days_are_alike_whether_they_were_kept_or_not(diary: Path, days: int, ahead: int) -> None:
    last = TODAY + timedelta(days=ahead)
    first = last - timedelta(days=days - 1)
    fresh = _span(diary, first, last, kept=False)
    for _ in range(2):  # the first time keeps them
        again = _span(diary, first, last, kept=True)
        assert (again.intakes, again.entries) == (fresh.intakes, fresh.entries)
    assert all(entry.eaten_on >= first.isoformat() for entry in fresh.entries)


@pytest.mark.parametrize(
    ("asked", "history_days", "read"),
    [(1, 1, 1), (1, 5, 5), (1, 12, 12), (1, 400, 12), (1, None, 12), (7, 3, 7), (20, 400, 20)],
)
def test_as_much_history_is_read_as_is_wanted_and_as_there_is(
    diary: Path, asked: int, history_days: int | None, read: int
) -> None:
    first = TODAY - timedelta(days=asked - 1)
    with closing(open_to_read(str(diary))) as connection:
        me = people.person(connection, None)
        span = read_span(connection, me, (first, TODAY), TODAY, history_days)
    assert (len(span.intakes), len(span.days)) == (read, asked)
    assert (span.first, span.last, span.today) == (first, TODAY, TODAY)
    assert span.is_alone
    assert [bool(intake.day.entries) for intake in span.intakes[-12:]] == [True] * min(12, read)
    assert sum(intake.absorbed.best > 0 for intake in span.intakes) == min(12, read)


def test_a_past_day_that_is_changed_is_computed_again(tool: Tool, diary: Path) -> None:
    first = TODAY - timedelta(days=11)
    before = _span(diary, first, TODAY, kept=True)
    tool("edit", "3", "--amount", "5 large")
    after = _span(diary, first, TODAY, kept=True)
    assert after.intakes != before.intakes
    assert after.intakes == _span(diary, first, TODAY, kept=False).intakes


def test_a_day_is_computed_again_when_something_else_holds_on_it(tool: Tool, diary: Path) -> None:
    first = TODAY - timedelta(days=11)
    before = _span(diary, first, TODAY, kept=True)
    tool.ok("profile set --condition atrophic-gastritis --since 2026-11-17")
    after = _span(diary, first, TODAY, kept=True)
    assert after.intakes == _span(diary, first, TODAY, kept=False).intakes
    assert [new != old for old, new in zip(before.intakes, after.intakes, strict=True)] == [
        *[False] * 6,
        *[True] * 6,
    ]


def test_entries_that_are_not_wanted_change_no_day(diary: Path) -> None:
    first = TODAY - timedelta(days=11)
    whole, without = (
        _span(diary, first, TODAY, kept=False, with_entries=wanted) for wanted in (True, False)
    )
    assert without.intakes == whole.intakes
    assert {entry.eaten_on for entry in without.entries} == {TODAY.isoformat()}
    assert len(whole.entries) == 24


def test_an_injection_brings_in_what_is_kept_of_it_over_the_days_it_covers() -> None:
    given = Injection(1, 1, FIRST.isoformat(), None, None, 1_000_000, "hydroxocobalamin", None)
    span = span_of("120*0.1", record=HealthRecord(injections=[given]))
    each = [ug / 91 for ug in retained_ug(1000, "hydroxocobalamin")]
    for day in (0, 91):
        assert list(span.injected(FIRST + timedelta(days=day))) == pytest.approx(each)
    for day in (-1, 92):
        assert span.injected(FIRST + timedelta(days=day)) == Band(0.0, 0.0, 0.0)
    twice = span_of("9*0.1", record=HealthRecord(injections=[given, given]))
    assert list(twice.injected(FIRST)) == pytest.approx([2 * ug for ug in each])
    assert span_of("T 0.1").injected(FIRST) == Band(0.0, 0.0, 0.0)


def test_a_course_is_made_once_a_day() -> None:
    span = span_of("0.1 T 3*0.1")
    assert span.course(span.last) is span.course(span.last)
    assert len(span.course(FIRST).intakes) == 1
    assert [intake.absorbed for intake in span.intakes] == list(span.absorbed.values())
    assert [day.date for day in span.days] == [FIRST + timedelta(days=n) for n in range(5)]
