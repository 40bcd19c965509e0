"""What a judgement needs of each day: its totals, what was absorbed, and its large doses."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.analysis.absorbed import NOTHING, absorbed_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from b12track.analysis.yardstick import Yardstick
    from b12track.diary.days import Day
    from b12track.diary.journal import Entry
    from b12track.science.band import Band

_RELIABLE: Final = ("supplement", "fortified")
_NG_PER_UG: Final = 1000


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
        """Whether what was absorbed is known in full: recorded, no bare total, nothing unknown."""
        return self.day.is_recorded and not self.day.total_from and not self.day.is_lower_bound


def day_intakes(
    days: Sequence[Day], entries: Iterable[Entry], yardstick: Yardstick
) -> list[DayIntake]:
    """The days with what was absorbed on each; the entries come in the order of their days."""
    eaten = {on: list(group) for on, group in groupby(entries, lambda entry: entry.eaten_on)}
    return [_intake(day, eaten.get(day.date.isoformat(), ()), yardstick) for day in days]


def _intake(day: Day, entries: Sequence[Entry], yardstick: Yardstick) -> DayIntake:
    if not entries:
        return DayIntake(day, NOTHING, 0.0, NOTHING, has_source=False)
    profile = yardstick.profile(day.date)
    absorbed = absorbed_of(entries, profile)
    sources = [entry for entry in entries if entry.b12_origin in _RELIABLE]
    doses = [entry for entry in sources if entry.b12_ng]
    dose_ug = sum(entry.b12_ng or 0 for entry in doses) / _NG_PER_UG
    alone = NOTHING
    # Only a dose of many days' need is asked for by itself.
    if dose_ug >= 7 * (yardstick.required_ug(day.date) or 1.0):
        alone = absorbed if len(doses) == len(entries) else absorbed_of(doses, profile)
    has_source = any(entry.b12_ng != 0 for entry in sources)
    return DayIntake(day, absorbed, dose_ug, alone, has_source)
