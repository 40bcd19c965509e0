"""What a judgement needs of each day: its totals, what was absorbed, and its large doses."""

from __future__ import annotations

from datetime import date
from itertools import groupby

from b12track.analysis.absorbed import NOTHING, absorbed_of
from b12track.analysis.day_cache import AbsorbedDay
from b12track.hints import TYPE_CHECKING, Final
from b12track.record import NamedTuple
from b12track.science.absorbed_requirement import ASSUMED_SHARE
from b12track.science.band import Band

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from b12track.analysis.yardstick import Yardstick
    from b12track.diary.days import Day
    from b12track.diary.journal import Entry

_RELIABLE: Final = ("supplement", "fortified")
_NG_PER_UG: Final = 1000
_WEEK: Final = 7


class DayIntake(NamedTuple):
    """One day with what was absorbed of it by mouth, in µg by the model.

    `dose_ug` is what supplements and fortified food held, `dose_absorbed` what was absorbed of
    that alone; `has_source` says that any of them was there, even of an unknown amount.
    """

    day: Day
    absorbed: Band
    dose_ug: float
    dose_absorbed: Band
    has_source: bool

    @property
    def is_judged(self) -> bool:
        """Whether what was absorbed is known in full: recorded, nothing unknown, no bare total.

        A total that the person called complete is known, its share absorbed an assumption.
        """
        is_known = not self.day.total_from or self.day.is_whole
        return self.day.is_recorded and is_known and not self.day.is_lower_bound


def day_intakes(days: Sequence[Day], absorbed: Mapping[str, AbsorbedDay]) -> list[DayIntake]:
    """The days with what was absorbed on each, none for days that are not there."""
    by_day = ((day, absorbed.get(day.date.isoformat(), _NONE)) for day in days)
    return [
        _of_whole_total(day, kept) if day.total_from and day.is_whole else DayIntake(day, *kept)
        for day, kept in by_day
    ]


def _of_whole_total(day: Day, kept: AbsorbedDay) -> DayIntake:
    """A day whose total is complete: of it the share is absorbed that authorities assume."""
    ug = (day.b12_ng or 0) / _NG_PER_UG * ASSUMED_SHARE
    return DayIntake(day, Band(*(max(ug, end) for end in kept.absorbed)), *kept[1:])


def absorbed_days(entries: Iterable[Entry], yardstick: Yardstick) -> dict[str, AbsorbedDay]:
    """Day → what was absorbed of its entries, which come in the order of their days."""
    return {
        on: _absorbed_day(list(eaten), yardstick, date.fromisoformat(on))
        for on, eaten in groupby(entries, lambda entry: entry.eaten_on)
    }


def _absorbed_day(entries: Sequence[Entry], yardstick: Yardstick, on: date) -> AbsorbedDay:
    profile = yardstick.profile(on)
    absorbed = absorbed_of(entries, profile)
    sources = [entry for entry in entries if entry.b12_origin in _RELIABLE]
    doses = [entry for entry in sources if entry.b12_ng]
    dose_ug = sum(entry.b12_ng or 0 for entry in doses) / _NG_PER_UG
    alone = NOTHING
    # Only a dose of many days' need is asked for by itself.
    if dose_ug >= _WEEK * (yardstick.required_ug(on) or 1.0):
        alone = absorbed if len(doses) == len(entries) else absorbed_of(doses, profile)
    return AbsorbedDay(absorbed, dose_ug, alone, any(entry.b12_ng != 0 for entry in sources))


_NONE: Final = AbsorbedDay(NOTHING, 0.0, NOTHING, has_source=False)
