"""Days on which a large dose is due and not recorded: possible doses, never counted as taken."""

from __future__ import annotations

from b12track.hints import TYPE_CHECKING, Final
from b12track.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from b12track.analysis.day_intakes import DayIntake
    from b12track.analysis.yardstick import Yardstick
    from b12track.diary.regimens import Regimen

#: A weekday carries a dose when so many days of the last twelve weeks say so, and half of them.
LOOK_BACK_DAYS: Final = 84
LEAST_DOSES: Final = 2
_LEAST_SHARE: Final = 0.5
#: A dose of so many days' need is one that a window of weeks may rest on.
DOSE_DAYS: Final = 7


class DueDay(NamedTuple):
    """A day on which a dose was due and that is not recorded; what it would have absorbed (µg)."""

    place: int
    date: date
    absorbed_ug: float


class DueDoses:
    """The due days that are not recorded, as seen from any day of a row of days."""

    def __init__(
        self,
        intakes: Sequence[DayIntake],
        regimens: Sequence[Regimen],
        yardstick: Yardstick,
    ) -> None:
        self._intakes = intakes
        self._planned = [plan for regimen in regimens if (plan := _planned(regimen, yardstick))]
        self._doses = [
            _dose_ug(intake, yardstick) if intake.dose_absorbed.best else 0.0 for intake in intakes
        ]
        self._has_any = any(self._doses) or bool(self._planned)

    def unrecorded(self, first: int, last: int) -> list[DueDay]:
        """The possible doses on days first to last, by what is known on the last of them."""
        if not self._has_any:
            return []
        by_weekday = self._weekdays(last)
        return [
            DueDay(index, intake.day.date, ug)
            for index, intake in enumerate(self._intakes[first : last + 1], first)
            if not intake.day.is_recorded and not self._doses[index]
            if (ug := self._due_ug(intake.day.date, by_weekday))
        ]

    def _weekdays(self, last: int) -> dict[int, float]:
        """Weekday → mean absorbed µg of its doses, for the weekdays that carry one."""
        recorded = [0] * 7
        doses: list[list[float]] = [[] for _ in range(7)]
        for index in range(max(0, last - LOOK_BACK_DAYS + 1), last + 1):
            weekday, ug = self._intakes[index].day.date.weekday(), self._doses[index]
            if ug:
                doses[weekday].append(ug)
            recorded[weekday] += bool(ug or self._intakes[index].day.is_recorded)
        return {
            weekday: sum(taken) / len(taken)
            for weekday, taken in enumerate(doses)
            if len(taken) >= LEAST_DOSES and len(taken) >= _LEAST_SHARE * recorded[weekday]
        }

    def _due_ug(self, on: date, by_weekday: dict[int, float]) -> float:
        by_habit = by_weekday.get(on.weekday(), 0.0)
        return max([by_habit, *(ug for regimen, ug in self._planned if _is_due(regimen, on))])


def _dose_ug(intake: DayIntake, yardstick: Yardstick) -> float:
    """What a large dose of the day absorbed; 0 where what there was is no large one."""
    required = yardstick.required_ug(intake.day.date) or 1.0
    return intake.dose_absorbed.best if intake.dose_absorbed.best >= DOSE_DAYS * required else 0.0


def _planned(regimen: Regimen, yardstick: Yardstick) -> tuple[Regimen, float] | None:
    """A schedule by mouth with what each dose absorbs, None where that is no large dose."""
    if regimen.plan.route == "injection":
        return None
    from b12track.analysis.published_regimens import own_ug_per_day

    plan, on = regimen.plan, regimen.starts_on
    each = own_ug_per_day(plan, yardstick.profile(on)).best * plan.period_days / plan.doses
    return (regimen, each) if each >= DOSE_DAYS * (yardstick.required_ug(on) or 1.0) else None


def _is_due(regimen: Regimen, on: date) -> bool:
    """Whether the schedule names the day: by its weekday, else so many days after its first."""
    if on < regimen.starts_on or (regimen.stopped_on is not None and on >= regimen.stopped_on):
        return False
    if regimen.plan.weekdays:
        return str(on.weekday()) in regimen.plan.weekdays.split(",")
    apart = max(1, regimen.plan.period_days // regimen.plan.doses)
    return (on - regimen.starts_on).days % apart == 0
