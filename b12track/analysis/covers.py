"""Until when one dose covers by what is kept of it: injections, and tablets far above a need."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.analysis.absorbed import absorbed_of
from b12track.science.body_store import INJECTED_FORMS, retained_ug

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from b12track.analysis.absorbed import ProfileOn
    from b12track.diary.doses import Injection
    from b12track.diary.journal import Entry
    from b12track.science.band import Band

    #: What has to be absorbed on a day (µg), given as 2026-03-01; None where nobody says so.
    RequiredOn = Callable[[str], float | None]

#: A dose that lasts less than a week is a day's intake like any other.
SHORTEST_DAYS: Final = 7
#: The longest intervals of published schedules (science.regimens): weekly by mouth,
#: hydroxocobalamin every three months, other injections monthly. Beyond them the model is not
#: relied on.
LONGEST_BY_MOUTH: Final = 7
LONGEST_INJECTED: Final = {"hydroxocobalamin": 91}
_LONGEST_OTHER: Final = 30
_CRYSTALLINE: Final = ("supplement", "fortified")
_NG_PER_UG: Final = 1000


class Cover(NamedTuple):
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


def injection_covers(injections: Iterable[Injection], required_on: RequiredOn) -> list[Cover]:
    """The covers of injections; source of what is retained: docs/method.md#body-store."""
    found = []
    for one in injections:
        dose_ug = one.dose_ng / _NG_PER_UG
        form = one.form if one.form in INJECTED_FORMS else "cyanocobalamin"
        kept = retained_ug(dose_ug, form)
        found += _cover(one.given_on, dose_ug, one.form, kept, required_on)
    return found


def tablet_covers(
    entries: Iterable[Entry], profile_on: ProfileOn, required_on: RequiredOn
) -> list[Cover]:
    """The covers of days on which supplements or fortified food gave a week's need and more."""
    found: list[Cover] = []
    for day, eaten in groupby(entries, lambda entry: entry.eaten_on):
        doses = [entry for entry in eaten if entry.b12_ng and entry.b12_origin in _CRYSTALLINE]
        dose_ug = sum(entry.b12_ng or 0 for entry in doses) / _NG_PER_UG
        if dose_ug >= SHORTEST_DAYS * (required_on(day) or 1.0):
            kept = absorbed_of(doses, profile_on(day))
            found += _cover(day, dose_ug, "", kept, required_on)
    return found


def _cover(day: str, dose_ug: float, form: str, kept: Band, required_on: RequiredOn) -> list[Cover]:
    """The cover as a list of one, empty where it is too short or nobody says what is needed."""
    required = required_on(day)
    if not required or kept.best < SHORTEST_DAYS * required:
        return []
    on = date.fromisoformat(day)
    longest = LONGEST_INJECTED.get(form, _LONGEST_OTHER) if form else LONGEST_BY_MOUTH
    until = on + timedelta(days=min(int(kept.best / required), longest))
    return [Cover(on, until, dose_ug, form, kept)]


def covered_until(covers: Iterable[Cover], on: date) -> date | None:
    """The last day that the doses up to a day cover, or None where they do not reach it."""
    ends = [cover.until for cover in covers if cover.on <= on <= cover.until]
    return max(ends, default=None)
