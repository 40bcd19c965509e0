"""What is kept of the days before today judges it as all of them do."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from b12track.analysis.health_record import HealthRecord
from b12track.analysis.judgement import judgement
from b12track.analysis.judgement_words import spoken
from b12track.analysis.midnight import midnight_of
from b12track.diary.doses import Injection
from tests.analysis.diaries import FIRST, day_intakes, span_with

if TYPE_CHECKING:
    from collections.abc import Sequence

    from b12track.analysis.span import Span

_WORDS = (
    "0.2",
    "0.7",
    "0.9",
    "1",
    "1.3",
    "2.5",
    "0",
    "1?",
    "0.2?",
    ".",
    "p",
    "T",
    "~0.5",
    "=1",
    "=4",
)
_RUNS = st.lists(
    st.tuples(st.integers(1, 60), st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4)),
    min_size=1,
    max_size=9,
)
_TODAY = st.sampled_from((".", "~0", "~0.5", "~0.9", "~1", "~2", "~6", "1", "0.2", "T", "=3", "p"))
_SAID = st.sampled_from(
    (
        (),
        (("diet", "vegan"),),
        (("born", "1950-02-01"),),
        (("condition", "pernicious-anaemia"), ("diet", "vegan")),
        (("stage", "pregnant"), ("born", "1995-02-01")),
    )
)


def _days(runs: Sequence[tuple[int, Sequence[str]]]) -> str:
    """Runs of days, each of a few words over and over."""
    return " ".join(
        words[number % len(words)] for length, words in runs for number in range(length)
    )


def _injected(backs: Sequence[int], days: int) -> HealthRecord:
    given = [FIRST + timedelta(days=days - back) for back in sorted(backs, reverse=True)]
    return HealthRecord(
        [
            Injection(n, 1, str(on), None, None, 1_000_000, "hydroxocobalamin", None)
            for n, on in enumerate(given)
        ]
    )


def _todays(whole: Span, today: str) -> Span:
    """The same with no more of its history than was kept before today was written."""
    midnight = midnight_of(whole)
    *past, last = whole.intakes
    text_today = day_intakes(today, last.day.date)[0]
    needed = [intake for intake in past if intake.day.date >= midnight.since]
    noted = [(fact.kind, fact.value) for fact in whole.yardstick.facts]
    span = span_with([*needed, text_today], noted, whole.record)
    span.first, span.midnight, span.flag_notes = last.day.date, midnight, whole.flag_notes
    return span


def _is_alike(
    days: str, today: str, noted: Sequence[tuple[str, str]], record: HealthRecord
) -> None:
    before = span_with(day_intakes(f"{days} ."), noted, record)
    whole = span_with(day_intakes(f"{days} {today}"), noted, record)
    todays = _todays(before, today)
    assert judgement(todays) == judgement(whole)
    assert spoken(todays, judgement(todays)) == spoken(whole, judgement(whole))


@settings(deadline=None, max_examples=60)
@given(runs=_RUNS, today=_TODAY, noted=_SAID, backs=st.lists(st.integers(0, 200), max_size=3))
@example(runs=[(120, ["1"]), (90, ["0.2"])], today="~2", noted=(), backs=[])
@example(runs=[(60, ["1"]), (200, ["."])], today="~2", noted=(), backs=[])
@example(runs=[(150, ["0.2"]), (100, ["."])], today="T", noted=(), backs=[])
@example(runs=[(30, ["T"]), (250, ["0"])], today=".", noted=(("diet", "vegan"),), backs=[])
def test_today_is_judged_as_by_the_whole_history(
    runs: list[tuple[int, list[str]]],
    today: str,
    noted: tuple[tuple[str, str], ...],
    backs: list[int],
) -> None:
    days = _days(runs)
    _is_alike(days, today, noted, _injected(backs, len(days.split())))


@pytest.mark.parametrize(
    ("days", "since"),
    [
        ("300*1", 207),
        ("60*1 240*0.2", 53),
        ("40*1", 0),
        ("60*1 100*.", 52),
        ("60*1 101*.", 52),
        ("300*.", 0),
    ],
)
def test_no_more_is_kept_than_the_longest_window_or_what_is_open(days: str, since: int) -> None:
    midnight = midnight_of(span_with(day_intakes(f"{days} .")))
    assert (midnight.since - FIRST).days == since
