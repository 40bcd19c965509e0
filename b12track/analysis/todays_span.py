"""The span of today for one sentence, as fast for fifty years as for one.

`log` and `today` say one sentence that rests on 400 days. What those before today bring to it does
not change until something is written about them, so it is kept beside the diary, under a line that
changes with everything that is written (docs/decisions.md).
"""

from __future__ import annotations

from b12track.analysis import midnight_cache
from b12track.analysis.day_intakes import absorbed_days, day_intakes
from b12track.analysis.health_record import health_record
from b12track.analysis.span import Span, read_span, subject_of
from b12track.diary.days import days, entries_between
from b12track.diary.storage.fingerprint import written_before
from b12track.hints import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

    from b12track.diary.people import Person

#: A shorter history is read as fast as this is looked up, and mostly judged by nobody.
_LEAST_DAYS: Final = 100


def todays_span(
    connection: sqlite3.Connection,
    person: Person,
    asked: tuple[date, date],
    cache_path: str,
    *,
    with_entries: bool = False,
) -> Span:
    """The span up to today, with no more of its history than its judgement needs.

    `asked` are its first day, in the weeks before today, and today. Its judgement is that of
    `read_span`, to the letter; the days that it does not need are not there. Its entries are those
    of today, or of all its days. Raises RowDamaged for what it reads: those entries, and what
    stands beside the meals.
    """
    first, today = asked
    person_id = person.person_id
    print_ = f"{today} {written_before(connection, today.isoformat())}"
    kept = midnight_cache.load(cache_path, person_id, print_)
    if kept is None or first < kept[0].since:
        span = read_span(
            connection, person, asked, today, cache_path=cache_path, with_entries=with_entries
        )
        if len(span.intakes) > _LEAST_DAYS:
            _keep(cache_path, print_, span)
        return span
    midnight, past = kept
    subject = subject_of(connection, person)
    history = days(connection, person_id, [today], today)
    entries = entries_between(connection, person_id, first if with_entries else today, today)
    todays = [entry for entry in entries if entry.eaten_on == today.isoformat()]
    absorbed = absorbed_days(todays, subject.yardstick)
    record = health_record(connection, person_id, midnight.begun, today)
    span = Span(subject, first, [*past, *day_intakes(history, absorbed)], record, entries)
    span.midnight = midnight
    return span.remembering(connection, today)


def _keep(cache_path: str, print_: str, span: Span) -> None:
    """Keeps how things stood before today, where that follows from the days alone."""
    from b12track.analysis.flags import is_of
    from b12track.analysis.low_periods import low_periods
    from b12track.analysis.midnight import midnight_of

    # A period that was kept from before is one by itself, unless it is a part of what is open.
    lasting = [period for period in low_periods(span, span.last) if period.is_open]
    kept = [note for note in span.flag_notes if note.kind == "kept"]
    if all(any(is_of(note, period) for period in lasting) for note in kept):
        midnight = midnight_of(span)
        past = [each for each in span.intakes[:-1] if each.day.date >= midnight.since]
        midnight_cache.save(cache_path, span.person.person_id, print_, midnight, past)
