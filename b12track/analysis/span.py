"""A span of days of one person, read once: every view and every judgement rests on it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.analysis.day_intakes import DayIntake, day_intakes
from b12track.analysis.yardstick import Yardstick
from b12track.diary.days import days, entries_between, first_and_last
from b12track.diary.storage import rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from b12track.analysis.covers import Cover
    from b12track.diary.days import Day
    from b12track.diary.doses import Injection
    from b12track.diary.journal import Entry
    from b12track.diary.labs import Lab
    from b12track.diary.people import Person
    from b12track.diary.regimens import Regimen
    from b12track.diary.symptoms import Noted
    from b12track.science.band import Band

#: How far back a judgement looks: what lies before is history (`flags list --all`).
HISTORY_DAYS: Final = 400
_INJECTION_DAYS: Final = 400


class HealthRecord(NamedTuple):
    """What stands beside the meals: injections, regimens, symptoms and blood tests."""

    injections: Sequence[Injection] = ()
    regimens: Sequence[Regimen] = ()
    symptoms: Sequence[Noted] = ()
    labs: Sequence[Lab] = ()


class Subject(NamedTuple):
    """Whom a span is about; `is_alone` says that the diary holds nobody else to be told from."""

    person: Person
    is_alone: bool
    yardstick: Yardstick


class Span:
    """Consecutive days of a person, each with all that judges it.

    `days` are those asked for; `history` begins up to `HISTORY_DAYS` before the last of them,
    because a judgement of its last day looks back. `entries` are those of the history.
    """

    def __init__(
        self,
        subject: Subject,
        first: date,
        intakes: Sequence[DayIntake],
        record: HealthRecord,
        entries: Sequence[Entry] = (),
    ) -> None:
        self.person, self.is_alone, self.yardstick = subject
        self.first = first
        self.intakes = intakes
        self.record = record
        self.entries = entries

    @cached_property
    def history(self) -> Sequence[Day]:
        """All days from the first that a judgement may look at."""
        return [intake.day for intake in self.intakes]

    @property
    def last(self) -> date:
        """The last day that was asked for."""
        return self.history[-1].date

    @cached_property
    def days(self) -> Sequence[Day]:
        """The days that were asked for, without the history before them."""
        return [day for day in self.history if day.date >= self.first]

    @cached_property
    def day_entries(self) -> Sequence[Entry]:
        """The entries of the days that were asked for."""
        first = self.first.isoformat()
        return [entry for entry in self.entries if entry.eaten_on >= first]

    @cached_property
    def absorbed(self) -> dict[str, Band]:
        """µg absorbed by mouth, by the model, of each day with entries (2026-03-01 → band)."""
        return {i.day.date.isoformat(): i.absorbed for i in self.intakes if i.day.entries}

    @cached_property
    def covers(self) -> list[Cover]:
        """Until when each injection and each large dose by mouth covers."""
        from b12track.analysis.covers import injection_covers, tablet_covers

        required = self.yardstick.required_ug
        injected = injection_covers(self.record.injections, required)
        return [*injected, *tablet_covers(self.intakes, required)]


def read_span(
    connection: sqlite3.Connection,
    person: Person,
    asked: tuple[date, date],
    today: date,
    history_days: int | None = HISTORY_DAYS,
) -> Span:
    """The days from first to last of a person with everything that judges the last of them.

    Reads `history_days` back from the last day, or all of the diary for None; never days before
    the diary's first, so that these are not unrecorded. Raises RowDamaged.
    """
    from b12track.diary import people, profile

    first, last = asked
    everybody = people.people(connection)
    ends = first_and_last(connection, person.person_id)
    begun = date.fromisoformat(ends[0]) if ends else first
    earliest = begun if history_days is None else last - timedelta(days=history_days - 1)
    start = min(first, max(begun, earliest))
    dates = [start + timedelta(days=number) for number in range((last - start).days + 1)]
    history = days(connection, person.person_id, dates, today)
    yardstick = Yardstick(profile.facts(connection, person.person_id))
    entries = entries_between(connection, person.person_id, start, last)
    intakes = day_intakes(history, entries, yardstick)
    record = health_record(connection, person.person_id, start, last)
    subject = Subject(person, len(everybody) == 1, yardstick)
    return Span(subject, first, intakes, record, entries)


_TABLES: Final = ("injection", "symptom", "lab", "regimen")


def health_record(
    connection: sqlite3.Connection, person_id: int, first: date, last: date
) -> HealthRecord:
    """Everything beside the meals from first to last day; injections from a year before it."""
    if not rows.holds_any(connection, *_TABLES):
        return HealthRecord()
    # Not before they are needed: `today` must be instant.
    from b12track.diary import doses, labs, regimens, symptoms

    return HealthRecord(
        doses.injections(connection, person_id, first - timedelta(days=_INJECTION_DAYS), last),
        regimens.regimens(connection, person_id, with_stopped=True),
        symptoms.symptoms(connection, person_id, first, last),
        labs.labs(connection, person_id, first, last),
    )
