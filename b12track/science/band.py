"""A modelled amount and its doubt: a low, a best and a high value that always stand in order."""

from __future__ import annotations

from b12track.hints import TYPE_CHECKING
from b12track.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Band(NamedTuple):
    """Three values of one quantity; the unit is the quantity's own."""

    low: float
    best: float
    high: float


def total(bands: Iterable[Band]) -> Band:
    """Return the sum of bands, taking their doubts to point the same way (the widest reading).

    >>> total([Band(1.0, 2.0, 3.0), Band(0.5, 0.5, 1.0)])
    Band(low=1.5, best=2.5, high=4.0)
    """
    low = best = high = 0.0
    for band_low, band_best, band_high in bands:
        low += band_low
        best += band_best
        high += band_high
    return Band(low, best, high)


def lowest(bands: Iterable[Band]) -> Band:
    """Return the smallest low, best and high of several bands; ValueError without any.

    >>> lowest([Band(0.7, 0.83, 1.0), Band(0.3, 1.0, 1.0)])
    Band(low=0.3, best=0.83, high=1.0)
    """
    lows, bests, highs = zip(*bands, strict=True)
    return Band(min(lows), min(bests), min(highs))
