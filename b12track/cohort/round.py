"""The round of a home or practice: one line a person, in the order of what to do first."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.analysis import judgement as judging
from b12track.analysis.judgement_words import sentence
from b12track.analysis.risks import risk_factors
from b12track.analysis.span import read_span
from b12track.diary import dates, regimens

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import date, datetime

    from b12track.analysis.judgement import Judgement
    from b12track.analysis.span import Span
    from b12track.diary.people import Person

#: Days without fortified food, supplement or injection after which it is told.
WITHOUT_SOURCE_DAYS: Final = 28
#: A schedule that falls due within so many days is told.
_SOON_DAYS: Final = 7
_TEST_DAYS: Final = 365
_WINDOW_DAYS: Final = 28
_TESTS: Final = ("b12", "holotc", "mma")
#: What is done first stands first.
_URGENCY: Final = (
    "flag",
    "notice",
    "overdue",
    judging.LOW_IF_COMPLETE,
    judging.NOT_JUDGED,
    "without-source",
    "test",
    "missing",
    "due-soon",
    "note",
    judging.ENOUGH,
    judging.COVERED,
)


class DoseDue(NamedTuple):
    """A dose of a schedule: by which route, on which day, how long ago (below zero: to come)."""

    route: str
    due_on: date
    days_overdue: int


class Visit(NamedTuple):
    """One person of the round: the judgement of their own diary, and what is to be done.

    `urgency` is the first of _URGENCY that holds. Days are of the last 28 finished ones.
    """

    person: str
    urgency: str
    judgement: Judgement
    sentence: str
    days_without_source: int
    due: tuple[DoseDue, ...]
    needs_test: bool
    missing_days: int
    days: int


def visit_of(
    connection: sqlite3.Connection, who: Person, name: str, now: datetime, cache_path: str
) -> Visit:
    """Return what the round says of one person; the judgement is that of `today`.

    As there, what was absorbed of days that are over is looked up in the cache and kept. Raises
    the errors of a damaged diary.
    """
    today = dates.day_of(now, who.day_start_min)
    span = read_span(connection, who, (today, today), today, cache_path=cache_path)
    answer = judging.judgement(span, today)
    finished = [day for day in span.history if today - timedelta(days=_WINDOW_DAYS) <= day.date]
    finished = [day for day in finished if day.date < today and day.state != "paused"]
    missing = sum(not day.is_recorded for day in finished)
    due = _due(connection, who, span, today)
    visit = Visit(
        name,
        "",
        answer,
        sentence(answer),
        answer.days_without_source,
        due,
        _needs_test(span, today),
        missing,
        len(finished),
    )
    return visit._replace(urgency=_urgency(visit))


def _due(
    connection: sqlite3.Connection, who: Person, span: Span, today: date
) -> tuple[DoseDue, ...]:
    if not span.record.regimens:
        return ()
    return tuple(
        DoseDue(dose.regimen.plan.route, dose.due_on, dose.days_overdue)
        for dose in regimens.due(connection, who.person_id, today)
        if dose.days_overdue >= -_SOON_DAYS
    )


def _needs_test(span: Span, today: date) -> bool:
    """Whether a risk is named and no B12 test of the last year recorded, as `flags` has it."""
    if not risk_factors(span.yardstick.circumstances(today)):
        return False
    since = (today - timedelta(days=_TEST_DAYS)).isoformat()
    return not any(lab.marker in _TESTS and lab.taken_on >= since for lab in span.record.labs)


def _urgency(visit: Visit) -> str:
    answer = visit.judgement
    holds = {answer.tier if answer.answer == judging.LOW else answer.answer}
    if any(due.days_overdue > 0 for due in visit.due):
        holds.add("overdue")
    elif visit.due:
        holds.add("due-soon")
    if visit.days_without_source >= WITHOUT_SOURCE_DAYS:
        holds.add("without-source")
    if visit.needs_test:
        holds.add("test")
    if visit.missing_days > visit.days / 2:
        holds.add("missing")
    return min((word for word in holds if word in _URGENCY), key=_URGENCY.index, default="note")


def in_order(visits: Sequence[Visit]) -> list[Visit]:
    """The round: the most urgent first; among equals who has been low or without days longest."""
    return sorted(
        visits,
        key=lambda visit: (
            _URGENCY.index(visit.urgency),
            visit.judgement.since.isoformat() if visit.judgement.since else "9999",
            -visit.missing_days,
            visit.person,
        ),
    )


def urgency_words(visit: Visit) -> list[str]:
    """What is to be looked at beside the judgement, in words."""
    words = []
    for due in visit.due:
        what = "injection" if due.route == "injection" else "dose"
        if due.days_overdue > 0:
            words.append(f"{what} due {due.days_overdue} d ago")
        else:
            words.append(f"{what} due {'today' if not due.days_overdue else due.due_on}")
    if visit.needs_test:
        words.append("no B12 test for a year")
    if visit.days_without_source >= WITHOUT_SOURCE_DAYS:
        words.append(f"no reliable source on {visit.days_without_source} days")
    if visit.missing_days:
        words.append(f"{visit.missing_days} of {visit.days} days not recorded")
    return words
