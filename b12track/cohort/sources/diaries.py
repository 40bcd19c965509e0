"""Person-days of a folder of diaries, under pseudonyms."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from b12track.analysis.absorbed import NOTHING, absorbed_of
from b12track.analysis.span import read_span
from b12track.cohort.columns import PersonDay
from b12track.diary import dates
from b12track.diary.days import first_and_last

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import datetime

    from b12track.analysis.span import Span
    from b12track.cohort.pseudonyms import Pseudonyms
    from b12track.diary.days import Day
    from b12track.diary.journal import Entry
    from b12track.diary.people import Person

_SATURDAY = 5
_NG_PER_UG = 1000
_MONTHS = 12


def days_of(
    connection: sqlite3.Connection, diary: str, who: Person, pseudonyms: Pseudonyms, now: datetime
) -> list[PersonDay]:
    """The recorded days of one person before today, swallowed and absorbed by the model.

    Unrecorded and paused days are not there: nothing is recorded of them. A day of which only
    another tracker's total is recorded has no absorbed amount of its own.
    """
    ends = first_and_last(connection, who.person_id)
    today = dates.day_of(now, who.day_start_min)
    if ends is None or ends[0] >= today.isoformat():
        return []
    last = min(date.fromisoformat(ends[1]), today - timedelta(days=1))
    span = read_span(connection, who, (date.fromisoformat(ends[0]), last), today, None)
    name = pseudonyms.of(diary, str(who.person_id))
    recorded = [day for day in span.days if day.state not in ("unrecorded", "paused")]
    food = [entry for entry in span.entries if entry.b12_origin != "supplement"]
    by_day = {on: list(eaten) for on, eaten in groupby(food, lambda entry: entry.eaten_on)}
    return [
        _person_day(span, day, by_day.get(day.date.isoformat(), []))._replace(
            person=name, recall=number
        )
        for number, day in enumerate(recorded, start=1)
    ]


def _person_day(span: Span, day: Day, food: Sequence[Entry]) -> PersonDay:
    now = span.yardstick.circumstances(day.date)
    months = span.yardstick.age_months(day.date)
    absorbed, of_doses = (None, None) if day.total_from else _absorbed_ng(span, day, food)
    return PersonDay(
        person="",
        day=day.date.isoformat(),
        state=day.state,
        b12_ng=day.b12_ng,
        absorbed_ng=absorbed,
        absorbed_supplement_ng=of_doses,
        supplement_ng=day.supplement_ng,
        at_least=day.is_lower_bound,
        sex=now.sex,
        age=None if months is None else months // _MONTHS,
        weekend=day.date.weekday() >= _SATURDAY,
    )


def _absorbed_ng(span: Span, day: Day, food: Sequence[Entry]) -> tuple[int, int]:
    """Best ng absorbed of the day, and what its supplements add to the food of the day."""
    on = day.date.isoformat()
    absorbed = span.absorbed.get(on, NOTHING).best
    of_doses = 0.0
    if day.supplement_ng:
        of_doses = absorbed - absorbed_of(food, span.yardstick.profile(day.date)).best
    return round(absorbed * _NG_PER_UG), round(max(0.0, of_doses) * _NG_PER_UG)
