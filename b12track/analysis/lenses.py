"""Both lenses on one diary: intake beside the reference, absorbed B12 beside what is needed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from b12track.analysis.absorbed import NOTHING, absorbed_by_day, mean_absorbed
from b12track.analysis.absorbed_periods import absorbed_periods
from b12track.analysis.covers import Cover, covered_until, injection_covers, tablet_covers
from b12track.analysis.low_periods import LowPeriod, low_periods

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from b12track.analysis.absorbed import ProfileOn
    from b12track.diary.days import Day
    from b12track.diary.doses import Injection
    from b12track.diary.journal import Entry
    from b12track.science.absorbed_requirement import AbsorbedRequirement
    from b12track.science.band import Band
    from b12track.science.reference_values import DietaryReferenceValue


class Record:
    """Everything that a judgement of consecutive days rests on, each day with what held on it."""

    def __init__(
        self,
        days: Sequence[Day],
        entries: Sequence[Entry],
        injections: Sequence[Injection],
        profile_on: ProfileOn,
    ) -> None:
        self.days = days
        self.entries = entries
        self.injections = injections
        self.profile_on = profile_on
        #: One for each day; `judged_by` sets them.
        self.references: Sequence[DietaryReferenceValue] = []
        self.required: Sequence[AbsorbedRequirement | None] = []

    def judged_by(
        self,
        references: Sequence[DietaryReferenceValue],
        required: Sequence[AbsorbedRequirement | None],
    ) -> Record:
        """Sets the reference value and the absorbed requirement of each day."""
        self.references, self.required = references, required
        return self

    @property
    def as_of(self) -> date:
        """The last day, from which is judged what is open."""
        return self.days[-1].date

    @cached_property
    def by_day(self) -> dict[str, Band]:
        """Absorbed µg by day, by mouth alone."""
        return absorbed_by_day(self.entries, self.profile_on)

    @cached_property
    def injection_covers(self) -> list[Cover]:
        """Until when each injection covers."""
        return injection_covers(self.injections, self._required_ug)

    @cached_property
    def tablet_covers(self) -> list[Cover]:
        """Until when each large dose by mouth covers."""
        return tablet_covers(self.entries, self.profile_on, self._required_ug)

    def _required_ug(self, day: str) -> float | None:
        """What had to be absorbed on a day, that of the first day for any day before it."""
        from datetime import date

        number = (date.fromisoformat(day) - self.days[0].date).days
        required = self.required[min(max(number, 0), len(self.days) - 1)]
        return None if required is None else required.ug_per_day


def periods(record: Record) -> list[LowPeriod]:
    """The low-intake periods: those of the intake lens, then those of the absorbed lens.

    An injection that covers the last day closes the intake lens: its period stays a fact, but
    nothing of it is open. In the absorbed lens it counts day by day.
    """
    if not record.days:
        return []
    required = [one and one.ug_per_day for one in record.required]
    absorbed = absorbed_periods(record.days, daily_absorbed(record), required, record.as_of)
    return [*intake_periods(record), *(_with_band(record, period) for period in absorbed)]


def intake_periods(record: Record) -> list[LowPeriod]:
    """The periods by the lens of intake alone, which needs days and injections but no entries."""
    if not record.days:
        return []
    thresholds = [reference.per_day_ng for reference in record.references]
    until = covered_until(record.injection_covers, record.as_of)
    return [
        period._replace(is_open=False, covered_until=until) if period.is_open and until else period
        for period in low_periods(record.days, thresholds, record.as_of)
    ]


def _with_band(record: Record, period: LowPeriod) -> LowPeriod:
    """The period with the doubt of the model over its recorded days."""
    inside = [day for day in record.days if period.start <= day.date <= period.end]
    return period._replace(band=mean_absorbed(inside, record.by_day))


def daily_absorbed(record: Record) -> list[float]:
    """The best value of the µg absorbed on each day, a covering injection counted as the need."""
    amounts = []
    for day, required in zip(record.days, record.required, strict=True):
        by_mouth = record.by_day.get(day.date.isoformat(), NOTHING).best
        is_covered = covered_until(record.injection_covers, day.date) is not None
        amounts.append(by_mouth + (required.ug_per_day if required and is_covered else 0.0))
    return amounts
