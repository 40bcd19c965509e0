"""Until when a dose covers by what is kept of it: injections, large doses, followed schedules."""

from __future__ import annotations

from datetime import date, timedelta

from b12track.hints import TYPE_CHECKING, Final
from b12track.record import NamedTuple
from b12track.science.band import Band
from b12track.science.body_store import INJECTED_FORMS, retained_ug

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from b12track.analysis.day_intakes import DayIntake
    from b12track.analysis.yardstick import Yardstick
    from b12track.diary.doses import Injection
    from b12track.diary.regimens import Regimen

    #: What has to be absorbed on a day (µg); None where nobody says so.
    RequiredOn = Callable[[date], float | None]

#: A dose that lasts less than a week is a day's intake like any other.
SHORTEST_DAYS: Final = 7
#: The longest intervals of published schedules (science.regimens): weekly by mouth,
#: hydroxocobalamin every three months, other injections monthly. Beyond them the model is not
#: relied on.
LONGEST_BY_MOUTH: Final = 7
LONGEST_INJECTED: Final = {"hydroxocobalamin": 91}
_LONGEST_OTHER: Final = 30
_NG_PER_UG: Final = 1000


class DoseCover(NamedTuple):
    """What one dose leaves in the body (µg) and the last day for which that is enough.

    `form` is "" for what was swallowed. `until` is `on` and kept.best / requirement in whole days,
    for this dose alone, but never longer than published schedules leave between two doses.
    """

    on: date
    until: date
    dose_ug: float
    form: str
    kept_ug: Band

    @property
    def is_injection(self) -> bool:
        """Whether the dose did not pass the gut."""
        return bool(self.form)


def injection_covers(injections: Iterable[Injection], required_on: RequiredOn) -> list[DoseCover]:
    """The covers of injections; source of what is retained: docs/method.md#body-store."""
    covers = []
    for injection in injections:
        dose_ug = injection.dose_ng / _NG_PER_UG
        form = injection.form if injection.form in INJECTED_FORMS else "cyanocobalamin"
        on, kept = date.fromisoformat(injection.given_on), retained_ug(dose_ug, form)
        covers += _cover(on, dose_ug, injection.form, kept, required_on)
    return covers


def tablet_covers(intakes: Iterable[DayIntake], required_on: RequiredOn) -> list[DoseCover]:
    """The covers of days on which supplements or fortified food gave a week's need and more."""
    covers: list[DoseCover] = []
    for intake in intakes:
        if intake.dose_absorbed.best > 0:
            on, kept = intake.day.date, intake.dose_absorbed
            covers += _cover(on, intake.dose_ug, "", kept, required_on)
    return covers


def _cover(
    on: date, dose_ug: float, form: str, kept: Band, required_on: RequiredOn
) -> list[DoseCover]:
    """The cover as a list of one, empty where it is too short or nobody says what is needed."""
    required = required_on(on)
    if not required or kept.best < SHORTEST_DAYS * required:
        return []
    longest = LONGEST_INJECTED.get(form, _LONGEST_OTHER) if form else LONGEST_BY_MOUTH
    until = on + timedelta(days=min(int(kept.best / required), longest))
    return [DoseCover(on, until, dose_ug, form, kept)]


def covered_until(covers: Iterable[DoseCover], on: date) -> date | None:
    """The last day that the doses up to a day cover, or None where they do not reach it."""
    ends = [cover.until for cover in covers if cover.on <= on <= cover.until]
    return max(ends, default=None)


def regimen_covers(
    regimens: Iterable[Regimen],
    doses_on: Mapping[date, int],
    injected_on: Mapping[date, int],
    yardstick: Yardstick,
    on: date,
) -> list[DoseCover]:
    """The covers of schedules that are followed on a day: the next dose is not yet due.

    `doses_on` and `injected_on` hold the ng of supplements and of injections by day. A schedule
    counts where what it brings in, by the model, reaches what has to be absorbed.
    """
    from b12track.analysis.published_regimens import own_ug_per_day
    from b12track.diary.regimens import counted, next_due

    required, covers = yardstick.required_ug(on), []
    for regimen in regimens:
        is_over = regimen.stopped_on is not None and regimen.stopped_on <= on
        kept = own_ug_per_day(regimen.plan, yardstick.profile(on))
        if not required or is_over or regimen.starts_on > on or kept.best < required:
            continue
        is_injected = regimen.plan.route == "injection"
        amounts = injected_on if is_injected else doses_on
        taken = counted({d: ng for d, ng in amounts.items() if d <= on}, regimen.plan.dose_ng)
        if not taken:
            continue
        last, form = max(taken), (regimen.plan.form or "") if is_injected else ""
        longest = LONGEST_INJECTED.get(form, _LONGEST_OTHER) if form else LONGEST_BY_MOUTH
        until = min(next_due(regimen, taken), last + timedelta(days=longest))
        if until >= on:
            days = (until - last).days or 1
            whole = Band(*(ug * days for ug in kept))
            covers.append(DoseCover(last, until, regimen.plan.dose_ng / _NG_PER_UG, form, whole))
    return covers
