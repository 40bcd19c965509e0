"""Absorbed µg as people and scripts read them: a best value with its band, labelled as a model."""

from __future__ import annotations

from b12track.hints import TYPE_CHECKING
from b12track.quantity import about_ug_text

if TYPE_CHECKING:
    from b12track.analysis.span import Span
    from b12track.diary.days import Day
    from b12track.science.band import Band


def absorbed_words(band: Band, is_lower_bound: bool = False, detail: bool = True) -> str:
    """A modelled amount; its range, for means of studies, where the details are asked for.

    >>> from b12track.science.band import Band
    >>> absorbed_words(Band(0.62, 1.21, 2.08), detail=False)
    'about 1.2 µg'
    """
    least = "at least " if is_lower_bound else ""
    if not detail or not band.high:
        return f"{least}about {about_ug_text(band.best)} µg" if band.best else f"{least}0 µg"
    low, best, high = (about_ug_text(ug) for ug in band)
    return f"{least}about {best} µg ({low} to {high} for means of studies; people scatter more)"


def taken_up_lines(span: Span, day: Day, detail: bool) -> list[str]:
    """What the model says was absorbed of a day by mouth, and what injections bring in on it."""
    by_mouth, injected = span.absorbed.get(day.date.isoformat()), span.injected(day.date)
    is_known = day.entries > 0 and day.b12_ng is not None and by_mouth is not None
    if not is_known and not injected.high:
        return []
    profile = span.yardstick.profile(day.date).name
    whose = "" if profile == "healthy" else f" for {profile.replace('-', ' ').replace('+', ', ')}"
    mouth = (
        absorbed_words(by_mouth, day.b12_unknown_entries > 0, detail)
        if is_known and by_mouth is not None
        else "not known"
    )
    if not injected.high:
        return [f"Absorbed, by a model{whose}: {mouth}."]
    needle = absorbed_words(injected, detail=detail)
    return [f"Taken up, by a model{whose}: by mouth {mouth}; by injection {needle} a day."]


def absorbed_mean_line(
    band: Band, days: int, is_lower_bound: bool = False, detail: bool = True
) -> str:
    """The line below a span's mean: the same days, absorbed."""
    plural = "day" if days == 1 else f"{days} days"
    words = absorbed_words(band, is_lower_bound, detail)
    return f"Absorbed on the same {plural}, by a model: {words} per day."


def band_document(band: Band | None) -> dict[str, float] | None:
    """The band as JSON in µg, to the nearest nanogram; None where nothing is known.

    >>> from b12track.science.band import Band
    >>> band_document(Band(0.62, 1.21, 2.08))
    {'low': 0.62, 'best': 1.21, 'high': 2.08}
    """
    if band is None:
        return None
    return {name: round(value, 3) for name, value in band._asdict().items()}
