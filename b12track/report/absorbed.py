"""Absorbed µg as people and scripts read them: a best value with its band, labelled as a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from b12track.wording import band_text

if TYPE_CHECKING:
    from b12track.science.band import Band


def absorbed_line(band: Band, is_lower_bound: bool = False) -> str:
    """The line below a day's total: what the model says was absorbed of it."""
    least = "at least " if is_lower_bound else ""
    return f"Absorbed, by a model: {least}{band_text(band)}."


def absorbed_mean_line(band: Band, days: int, is_lower_bound: bool = False) -> str:
    """The line below a span's mean: the same days, absorbed."""
    least = "at least " if is_lower_bound else ""
    plural = "day" if days == 1 else f"{days} days"
    return f"Absorbed on the same {plural}, by a model: {least}{band_text(band)} per day."


def band_document(band: Band | None) -> dict[str, float] | None:
    """The band as JSON in µg, to the nearest nanogram; None where nothing is known.

    >>> from b12track.science.band import Band
    >>> band_document(Band(0.62, 1.21, 2.08))
    {'low': 0.62, 'best': 1.21, 'high': 2.08}
    """
    if band is None:
        return None
    return {name: round(value, 3) for name, value in band._asdict().items()}
