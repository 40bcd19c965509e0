"""Diaries in short for tests of judgements: a word a day, the absorbed µg of it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from b12track.analysis.absorbed import NOTHING
from b12track.analysis.day_intakes import DayIntake
from b12track.analysis.health_record import HealthRecord
from b12track.analysis.span import Span, Subject
from b12track.analysis.yardstick import Yardstick
from b12track.diary.days import Day
from b12track.diary.people import Person
from b12track.diary.profile import ALWAYS, Fact
from b12track.science.band import Band

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A Sunday.
FIRST = date(2026, 1, 4)
TABLET_UG = 2000.0
_TABLET_ABSORBED = 25.2


def day_intakes(text: str, first: date = FIRST) -> list[DayIntake]:
    """Days in short: 0.3 absorbed on a complete day, . unrecorded, ~0.5 partial, 1? with a food
    of unknown B12, T a tablet of 2,000 µg, p paused, =5 a total of 5 µg; "30*0.3" thirty such."""
    intakes: list[DayIntake] = []
    for word in text.split():
        times, star, what = word.rpartition("*")
        for _ in range(int(times) if star else 1):
            intakes.append(_intake(first + timedelta(days=len(intakes)), what))
    return intakes


def _intake(on: date, what: str) -> DayIntake:
    if what in (".", "p"):
        state = "unrecorded" if what == "." else "paused"
        return DayIntake(Day(on, state, None, 0, 0, 0, 0, 0), NOTHING, 0.0, NOTHING, False)
    if what.startswith("="):
        ng = round(float(what[1:]) * 1000)
        day = Day(on, "complete", ng, 0, 0, ng, 0, 0, "another tracker")
        return DayIntake(day, NOTHING, 0.0, NOTHING, False)
    if what == "T":
        band = Band(8.9, _TABLET_ABSORBED, 36.0)
        day = Day(on, "complete", 2_000_000, 0, 2, 0, 0, 2_000_000)
        return DayIntake(day, band, TABLET_UG, band, has_source=True)
    absorbed = float(what.strip("~?"))
    state = "partial" if what.startswith("~") else "complete"
    ng = round(absorbed * 2000)
    day = Day(on, state, ng, int(what.endswith("?")), 3, ng, 0, 0)
    return DayIntake(day, Band(absorbed / 2, absorbed, absorbed * 2), 0.0, NOTHING, False)


def span_of(
    text: str,
    *given: tuple[str, str],
    record: HealthRecord | None = None,
    first: date = FIRST,
) -> Span:
    """The span of a diary in short; `given` are facts (kind, value) that always held."""
    return span_with(day_intakes(text, first), given, record)


def span_with(
    intakes: Sequence[DayIntake],
    given: Sequence[tuple[str, str]] = (),
    record: HealthRecord | None = None,
) -> Span:
    """The span of days that are made already."""
    facts = [Fact(n, 1, kind, value, ALWAYS, None) for n, (kind, value) in enumerate(given)]
    subject = Subject(Person(1, "me", 0, True), True, Yardstick(facts))
    return Span(subject, intakes[0].day.date, intakes, record or HealthRecord())


def diary(text: str) -> list[Day]:
    """Days by what was swallowed: 0.3 complete, . unrecorded, ~0.5 partial, 1? with an unknown
    food, p paused; "30*0.3" is thirty such days."""
    days: list[Day] = []
    for word in text.split():
        times, star, what = word.rpartition("*")
        days += [_day(len(days) + n, what) for n in range(int(times) if star else 1)]
    return days


def _day(number: int, what: str) -> Day:
    day = FIRST + timedelta(days=number)
    if what in (".", "p"):
        state = "unrecorded" if what == "." else "paused"
        return Day(day, state, None, 0, 0, 0, 0, 0)
    ng = int(Decimal(what.strip("~?")) * 1000)
    state = "partial" if what.startswith("~") else "complete"
    return Day(day, state, ng, int(what.endswith("?")), 3, ng, 0, 0)
