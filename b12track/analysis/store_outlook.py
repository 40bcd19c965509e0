"""What the body store may do from today on: the store model fed with what a person took up."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.science.band import Band, total
from b12track.science.body_store import (
    INJECTED_FORMS,
    Store,
    StorePoint,
    YearsToThreshold,
    retained_ug,
    store_series,
    years_band,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from b12track.diary.doses import Injection

#: How far back the uptake is looked up; injections come seldom, so a year counts for them.
UPTAKE_DAYS: Final = 90
INJECTION_DAYS: Final = 365
_STEP_DAYS: Final = 30
_SINGLE_LASTS_DAYS: Final = 91  # one injection alone: the longest published interval


class Outlook(NamedTuple):
    """A projection: what it assumes, the years to the threshold, and points by day number."""

    store: Store
    years: YearsToThreshold
    series: list[StorePoint]


def outlook(store: Store, days: int) -> Outlook:
    """The projection of a store over days, constant uptake, a point every 30 days.

    Source: docs/method.md#body-store.

    >>> outlook(Store(uptake_ug_per_day=Band(2.0, 2.0, 2.0)), 60).years.best is None
    True
    """
    return Outlook(store, years_band(store), store_series(store, days, _STEP_DAYS))


def injected_ug_per_day(injections: Sequence[Injection], today: date) -> Band:
    """The mean µg a day that the injections of the last year leave in the body.

    The last one counts for as long as the mean interval before it, for 91 days where it stands
    alone.
    """
    from datetime import date

    first = (today - timedelta(days=INJECTION_DAYS)).isoformat()
    recent = [
        injection for injection in injections if first < injection.given_on <= today.isoformat()
    ]
    if not recent:
        return Band(0.0, 0.0, 0.0)
    begun, last = (date.fromisoformat(injection.given_on) for injection in (recent[0], recent[-1]))
    interval = (last - begun).days / (len(recent) - 1) if len(recent) > 1 else _SINGLE_LASTS_DAYS
    days = max((today - begun).days, (last - begun).days + interval, 1.0)
    kept = total(
        retained_ug(injection.dose_ng / 1000, _form(injection.form)) for injection in recent
    )
    return Band(*(ug / days for ug in kept))


def _form(form: str) -> str:
    return form if form in INJECTED_FORMS else INJECTED_FORMS[0]
