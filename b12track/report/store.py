"""The projection of the body store as people and scripts read it: for people in general."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from b12track.quantity import about_ug_text
from b12track.report.absorbed import band_document
from b12track.report.text import wrapped
from b12track.science.body_store import CAPTION
from b12track.wording import band_text

if TYPE_CHECKING:
    from datetime import date

    from b12track.analysis.store_outlook import Outlook
    from b12track.science.body_store import StorePoint, YearsToThreshold

_YEAR_DAYS = 365.25


def store_document(outlook: Outlook, today: date) -> dict[str, object]:
    """The projection; `years_to_threshold` holds null where it never falls below."""
    store = outlook.store
    return {
        "start_ug": store.start_ug.best,
        "start_ug_band": band_document(store.start_ug),
        "loss_per_day": store.loss_per_day.best,
        "loss_per_day_band": store.loss_per_day._asdict(),
        "uptake_ug_per_day": band_document(store.uptake_ug_per_day),
        "threshold_ug": store.threshold_ug,
        "years_to_threshold": {
            name: None if years is None else round(years, 2)
            for name, years in outlook.years._asdict().items()
        },
        "series": series_documents(outlook, today),
        "caption": CAPTION,
    }


def series_documents(outlook: Outlook, today: date) -> list[dict[str, object]]:
    """The store day by day: date, and µg at the lowest, in the middle and at the highest."""
    return [_point(point, today) for point in outlook.series]


def _point(point: StorePoint, today: date) -> dict[str, object]:
    amounts = {name: round(getattr(point, name), 1) for name in ("low", "best", "high")}
    return {"date": (today + timedelta(days=point.day)).isoformat(), **amounts}


def store_text(outlook: Outlook, today: date) -> str:
    """What is assumed, when the threshold is reached, and the store at the end of each year."""
    store = outlook.store
    loss = " to ".join(
        f"{100 * share:.2g}" for share in (store.loss_per_day[0], store.loss_per_day[2])
    )
    lines = [
        wrapped(
            f"Start {band_text(store.start_ug)}; lost a day about"
            f" {100 * store.loss_per_day.best:.2g} % of it ({loss} %); taken up"
            f" {band_text(store.uptake_ug_per_day)} a day."
        ),
        wrapped(
            f"Years until {store.threshold_ug:.0f} µg are left, the least found in a healthy"
            f" person, while it goes on like this: {_years_text(outlook.years)}."
        ),
        "About once a year, µg (low, about, high):",
    ]
    for point in _yearly(outlook.series):
        amounts = "".join(f"{about_ug_text(ug):>9}" for ug in point[1:])
        lines.append(f"  {(today + timedelta(days=point.day)).isoformat()}{amounts}")
    return "\n".join([*lines, wrapped(CAPTION)])


def _years_text(years: YearsToThreshold) -> str:
    """The case that falls fastest, the middle one and the slowest: "2.8, about 8.6, never"."""
    if not any(each is not None for each in years):
        return "never, by the lowest, the middle and the highest estimate"
    low, best, high = ("never" if each is None else f"{each:.1f}" for each in years)
    about = best if best == "never" else f"about {best}"
    return f"{low} by the lowest estimate, {about} by the middle, {high} by the highest"


def _yearly(series: list[StorePoint]) -> list[StorePoint]:
    """The start and the point nearest to the end of each year."""
    years = round(series[-1].day / _YEAR_DAYS)
    ends = [year * _YEAR_DAYS for year in range(years + 1)]
    return [min(series, key=lambda point: abs(point.day - end)) for end in ends]
