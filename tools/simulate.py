"""How often the judgement errs: twelve invented people, years of days, of which some are recorded.

Usage: python -m tools.simulate [years]; prints the table of docs/method.md. A day is recorded by
its own chance; what is not recorded is unknown, tablets too. Absorbed is the best curve, food in
three equal meals, a tablet by itself.
"""

from __future__ import annotations

import math
import random
import sys
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from b12track.analysis.absorbed import NOTHING
from b12track.analysis.day_intakes import DayIntake
from b12track.analysis.health_record import HealthRecord
from b12track.analysis.low_periods import low_periods
from b12track.analysis.span import Span, Subject
from b12track.analysis.yardstick import Yardstick
from b12track.diary.days import Day
from b12track.diary.people import Person
from b12track.science.absorption import crystalline_absorbed_ug
from b12track.science.band import Band

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from b12track.analysis.low_periods import LowPeriod

YEARS = 200
SHARES = (1.0, 0.9, 0.8, 0.5)
DAYS = 365
#: The lapses of those who have one: day numbers of the year.
LAPSE = range(200, 290)
HOLIDAY = range(200, 214)
#: A Sunday.
_FIRST, _SEED = date(2025, 1, 5), 5


class Eaten(NamedTuple):
    """What one day holds: µg in food, and the tablet of it in µg."""

    food_ug: float
    tablet_ug: float = 0.0


Draw = random.Random


def noisy(draw: Draw) -> float:
    """µg of an omnivore's day: mean 6.5, median 2.8, CV about 330 %, as real one-day recalls."""
    if draw.random() < 0.07:
        return draw.lognormvariate(math.log(30), 1.0)
    return draw.lognormvariate(math.log(2.6), 0.65)


def calm(draw: Draw) -> float:
    """µg of a day of somebody who eats alike every day: median 4.5, CV 30 %."""
    return draw.lognormvariate(math.log(4.5), 0.3)


def vegan(draw: Draw) -> float:
    """µg of a vegan day without fortified food: traces."""
    return draw.lognormvariate(math.log(0.1), 0.5)


def _weekly(draw: Draw, taken: float, weekdays: tuple[int, ...], ug: float) -> list[Eaten]:
    on = [(_FIRST + timedelta(days=n)).weekday() in weekdays for n in range(DAYS)]
    return [Eaten(vegan(draw), ug if due and draw.random() < taken else 0.0) for due in on]


def _stopped(draw: Draw) -> list[Eaten]:
    days = _weekly(draw, 1.0, (6,), 2000.0)
    return [Eaten(d.food_ug) if n in LAPSE else d for n, d in enumerate(days)]


def _with_share(draw: Draw, lapse: range, share: float) -> list[Eaten]:
    return [Eaten(noisy(draw) * (share if n in lapse else 1.0)) for n in range(DAYS)]


class Invented(NamedTuple):
    """One invented person: a name, how a year of theirs is drawn, and whether there is a lack."""

    name: str
    year: Callable[[Draw], list[Eaten]]
    is_low: bool = False


PEOPLE = (
    Invented("omnivore, calm", lambda draw: [Eaten(calm(draw)) for _ in range(DAYS)]),
    Invented("omnivore, noisy", lambda draw: [Eaten(noisy(draw)) for _ in range(DAYS)]),
    Invented(
        "vegan, fortified food 3 µg a day",
        lambda draw: [Eaten(vegan(draw) + draw.uniform(2.0, 4.0)) for _ in range(DAYS)],
    ),
    Invented("vegan, 2,000 µg every Sunday", lambda draw: _weekly(draw, 1.0, (6,), 2000.0)),
    Invented("the same, 85 % taken", lambda draw: _weekly(draw, 0.85, (6,), 2000.0)),
    Invented("vegan, 1,000 µg Wed and Sun", lambda draw: _weekly(draw, 1.0, (2, 6), 1000.0)),
    Invented(
        "vegan, 50 µg a day, 90 % taken", lambda draw: _weekly(draw, 0.9, tuple(range(7)), 50.0)
    ),
    Invented("omnivore, 14 days at 0 µg", lambda draw: _with_share(draw, HOLIDAY, 0.0)),
    Invented(
        "vegan without a source", lambda draw: [Eaten(vegan(draw)) for _ in range(DAYS)], True
    ),
    Invented(
        "omnivore turned vegan",
        lambda draw: [Eaten(noisy(draw) if n < LAPSE[0] else vegan(draw)) for n in range(DAYS)],
        True,
    ),
    Invented("tablet stopped for 90 days", _stopped, True),
    Invented("a quarter for 90 days", lambda draw: _with_share(draw, LAPSE, 0.25), True),
)


class Rates(NamedTuple):
    """Of so many years: with a notice (or flag), with a flag, and with exactly one such period."""

    notice: float
    flag: float
    one_period: float


def rates(person: Invented, share: float, years: int) -> Rates:
    """The rates of a person of whom this share of days is recorded, each by its own chance."""
    draw = random.Random(f"{_SEED} {person.name} {share}")
    notices = flags = single = 0
    for _ in range(years):
        days = person.year(draw)
        periods = judged(days, [draw.random() < share for _ in days])
        alarms = [period for period in periods if period.tier != "note"]
        notices += bool(alarms)
        flags += any(period.tier == "flag" for period in alarms)
        single += len(alarms) == 1
    return Rates(notices / years, flags / years, single / years)


def judged(days: Sequence[Eaten], is_recorded: Sequence[bool]) -> list[LowPeriod]:
    """The low periods of a year of which only some days are recorded."""
    intakes = [_intake(n, *day) for n, day in enumerate(zip(days, is_recorded, strict=True))]
    subject = Subject(Person(1, "me", 0, in_use=True), True, Yardstick([]))
    return low_periods(Span(subject, _FIRST, intakes, HealthRecord()), intakes[-1].day.date)


def _intake(number: int, eaten: Eaten, is_recorded: bool) -> DayIntake:
    on = _FIRST + timedelta(days=number)
    if not is_recorded:
        day = Day(on, "unrecorded", None, 0, 0, 0, 0, 0)
        return DayIntake(day, NOTHING, 0.0, NOTHING, has_source=False)
    food, tablet = round(eaten.food_ug * 1000), round(eaten.tablet_ug * 1000)
    of_food = 3 * crystalline_absorbed_ug(eaten.food_ug / 3)
    of_tablet = crystalline_absorbed_ug(eaten.tablet_ug)
    day = Day(on, "complete", food + tablet, 0, 3, food, 0, tablet)
    both, dose = of_food + of_tablet, of_tablet if of_tablet >= 7 else 0.0
    return DayIntake(
        day, Band(both, both, both), eaten.tablet_ug, Band(dose, dose, dose), bool(tablet)
    )


def table(years: int) -> str:
    """The table of docs/method.md, a line for each person: notice / flag at each share."""
    lines = []
    for person in PEOPLE:
        rates_by_share = [rates(person, share, years) for share in SHARES]
        cells = [f"{100 * each.notice:.0f} / {100 * each.flag:.0f}" for each in rates_by_share]
        single = f"{100 * rates_by_share[0].one_period:.0f}" if person.is_low else "–"
        lines.append(f"| {' | '.join([person.name, *cells, single])} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(int(sys.argv[1]) if len(sys.argv) > 1 else YEARS))
