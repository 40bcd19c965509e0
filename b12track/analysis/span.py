"""A span of days of one person, read once: every view and every judgement rests on it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cached_property

from b12track.analysis import day_cache
from b12track.analysis.day_intakes import absorbed_days, day_intakes
from b12track.analysis.health_record import HealthRecord, health_record
from b12track.analysis.yardstick import Yardstick
from b12track.diary.days import days_with_prints, entries_of_days, first_and_last
from b12track.hints import TYPE_CHECKING, Final
from b12track.record import NamedTuple
from b12track.science.band import Band, total

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from b12track.analysis.course import Course
    from b12track.analysis.day_cache import AbsorbedDay
    from b12track.analysis.day_intakes import DayIntake
    from b12track.analysis.dose_cover import DoseCover
    from b12track.analysis.midnight import Midnight
    from b12track.diary.days import Day
    from b12track.diary.flag_notes import FlagNote
    from b12track.diary.journal import Entry
    from b12track.diary.people import Person

#: How far back a judgement looks: what lies before is history (`flags list --all`).
HISTORY_DAYS: Final = 400


class Subject(NamedTuple):
    """Whom a span is about; `is_alone` says that the diary holds nobody else to be told from."""

    person: Person
    is_alone: bool
    yardstick: Yardstick


class Span:
    """Consecutive days of a person, each with all that judges it.

    `days` are those asked for; `history` begins up to `HISTORY_DAYS` before the last of them,
    because a judgement of its last day looks back. `entries` are those of `days`, or of the
    unfinished ones alone where no more were wanted.
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
        #: What is remembered of flags.
        self.flag_notes: Sequence[FlagNote] = ()
        #: The day on which it was read; None where that is the last of the days.
        self.today: date | None = None
        #: How things stood before the last day, where the days before it are not all here.
        self.midnight: Midnight | None = None
        self._courses: dict[date, Course] = {}

    def remembering(self, connection: sqlite3.Connection, today: date) -> Span:
        """The span itself, with what is remembered of flags and the day on which it is read."""
        from b12track.diary.flag_notes import flag_notes

        self.flag_notes = flag_notes(connection, self.person.person_id)
        self.today = today
        return self

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
    def absorbed(self) -> dict[str, Band]:
        """µg absorbed by mouth, by the model, of each day with entries (2026-03-01 → band)."""
        return {i.day.date.isoformat(): i.absorbed for i in self.intakes if i.day.entries}

    def course(self, as_of: date) -> Course:
        """How every day of the history stands to what is required, up to a day; made once."""
        from b12track.analysis.course import Course

        if as_of not in self._courses:
            self._courses[as_of] = Course(self, as_of)
        return self._courses[as_of]

    def injected(self, on: date) -> Band:
        """What injections bring in on a day, in µg: what is kept of each, spread over its cover."""
        if not self.record.injections:
            return Band(0.0, 0.0, 0.0)
        lasting = [c for c in self.dose_covers if c.is_injection and c.on <= on <= c.until]
        return total(
            Band(*(ug / max(1, (cover.until - cover.on).days) for ug in cover.kept_ug))
            for cover in lasting
        )

    @cached_property
    def dose_covers(self) -> list[DoseCover]:
        """Until when each injection and each large dose by mouth covers."""
        from b12track.analysis.dose_cover import injection_covers, tablet_covers

        required = self.yardstick.required_ug
        injected = injection_covers(self.record.injections, required)
        return [*injected, *tablet_covers(self.intakes, required)]


def read_span(
    connection: sqlite3.Connection,
    person: Person,
    asked: tuple[date, date],
    today: date,
    history_days: int | None = HISTORY_DAYS,
    cache_path: str | None = None,
    *,
    with_entries: bool = True,
) -> Span:
    """The days asked for, first and last, with everything that judges the last of them.

    Reads `history_days` back from the last day, or all of the diary for None; never days before
    the diary's first, so that these are not unrecorded. What was absorbed of days that are over
    is looked up in the cache and kept there; `with_entries` says whether the entries themselves
    are wanted. Raises RowDamaged.
    """
    first, last = asked
    subject = subject_of(connection, person)
    ends = first_and_last(connection, person.person_id)
    begun = date.fromisoformat(ends[0]) if ends else first
    earliest = begun if history_days is None else last - timedelta(days=history_days - 1)
    start = min(first, max(begun, earliest))
    dates = [start + timedelta(days=number) for number in range((last - start).days + 1)]
    history, prints = days_with_prints(connection, person.person_id, dates, today)
    over = min(last, today - timedelta(days=1))
    absorbed = _Over(connection, subject, (start, over), cache_path).absorbed(prints)
    unfinished = max(start, over + timedelta(days=1))
    from_day = min(first, unfinished) if with_entries else unfinished
    read = entries_of_days(connection, person.person_id, from_day, last)
    absorbed.update(
        absorbed_days([e for e in read if e.eaten_on >= unfinished.isoformat()], subject.yardstick)
    )
    entries = [entry for entry in read if entry.eaten_on >= first.isoformat()]
    record = health_record(connection, person.person_id, start, last)
    span = Span(subject, first, day_intakes(history, absorbed), record, entries)
    return span.remembering(connection, today)


def subject_of(connection: sqlite3.Connection, person: Person) -> Subject:
    """The person with what their days are measured by."""
    from b12track.diary import people, profile

    is_alone = len(people.people(connection)) == 1
    return Subject(person, is_alone, Yardstick(profile.facts(connection, person.person_id)))


class _Over:
    """The days that are over, of which what was absorbed is computed once."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        subject: Subject,
        ends: tuple[date, date],
        cache_path: str | None,
    ) -> None:
        self._connection, self._subject, self._path = connection, subject, cache_path
        self._ends = ends

    def absorbed(self, prints: Mapping[str, str]) -> dict[str, AbsorbedDay]:
        """Day → what was absorbed; computed from its entries where the cache does not know.

        `prints` are those of the days with entries, and perhaps of later ones.
        """
        first, last = self._ends
        if first > last:
            return {}
        person_id = self._subject.person.person_id
        ends = (person_id, first.isoformat(), last.isoformat())
        if self._path is None:
            entries = entries_of_days(self._connection, person_id, first, last)
            return absorbed_days(entries, self._subject.yardstick)
        # Without a word about the person all days are alike.
        alike = None if self._subject.yardstick.facts else self._measure(ends[2])
        wanted = {
            day: f"{day_cache.VERSION} {print_} {alike or self._measure(day)}"
            for day, print_ in prints.items()
            if day <= ends[2]
        }
        known = day_cache.load(self._path, ends, wanted)
        missing = [day for day in wanted if day not in known]
        if missing:
            between = (date.fromisoformat(missing[0]), date.fromisoformat(missing[-1]))
            entries = entries_of_days(self._connection, person_id, *between)
            computed = absorbed_days(entries, self._subject.yardstick)
            known.update(computed)
            rows = [(day, wanted[day], computed[day]) for day in missing]
            day_cache.save(self._path, person_id, rows)
        return known

    def _measure(self, day: str) -> str:
        """What else the absorption of a day depends on: profile and requirement."""
        yardstick, on = self._subject.yardstick, date.fromisoformat(day)
        return f"{yardstick.profile(on).name} {yardstick.required_ug(on)}"
