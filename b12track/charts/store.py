"""The body store projected: the best guess in its band, and where it would reach a threshold."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from b12track.charts.sheet import Margins, axes_in, sheet
from b12track.charts.style import PAGE, Look, drawing
from b12track.charts.words import Words, band_text
from b12track.quantity import ug_text
from b12track.science.body_store import CAPTION, DAYS_PER_YEAR

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from b12track.science.body_store import Store, StorePoint, YearsToThreshold

_SOURCE: Final = "One compartment (IOM 1998 Appendix N; docs/method.md#body-store)."
_TOLD_EVERY_YEARS: Final = 5
_FIVE_FIGURES: Final = 9000.0


class Projection(NamedTuple):
    """What was assumed, the store over days (µg), and the years until the threshold.

    `uptake_from` says where the uptake comes from.
    """

    store: Store
    points: Sequence[StorePoint]
    years: YearsToThreshold
    uptake_from: str


def store_words(projection: Projection) -> Words:
    """When the store would reach the threshold, by the best guess and in the extreme cases."""
    threshold = f"{ug_text(round(projection.store.threshold_ug * 1000))} µg"
    best = projection.years.best
    if projection.years == (None, None, None):
        title = f"By this model the store stays above {threshold} in every case"
        return _told_of(projection, title)
    falls = "never falls" if best is None else "falls"
    when = "" if best is None else f" {_in_years(best)}"
    title = (
        f"By the best guess the store {falls} to {threshold}{when}; at worst"
        f" {_in_years(projection.years.low)}, at best {_in_years(projection.years.high)}"
    )
    return _told_of(projection, title)


def _told_of(projection: Projection, title: str) -> Words:
    """The words below a title: what was assumed, the store every five years, the caveats."""
    shown = projection.points[-1].day / DAYS_PER_YEAR
    told = (
        "Store of B12 in the body, µg. Uptake"
        f" {band_text(projection.store.uptake_ug_per_day)} per day {projection.uptake_from}."
    )
    yearly = [
        f"After {point.day / DAYS_PER_YEAR:.0f} years about {_ug(point.best)}"
        f" ({_ug(point.low)} to {_ug(point.high)})."
        for point in _told(projection.points)
    ]
    foot = f"{CAPTION} Injections count as what they leave in the body. {_SOURCE}"
    alt = " ".join([f"Projection over {shown:.0f} years. {title}.", told, *yearly, foot])
    return Words(title, told, foot, alt)


def _in_years(value: float | None) -> str:
    """When, in words.

    >>> _in_years(None), _in_years(0.2), _in_years(8.63)
    ('never', 'within a year', 'in about 8.6 years')
    """
    if value is None:
        return "never"
    return "within a year" if value < 1 else f"in about {value:.1f} years"


def _ug(value: float) -> str:
    return f"{ug_text(round(value * 1000))} µg"


def _told(points: Sequence[StorePoint]) -> list[StorePoint]:
    """The points nearest to every fifth year."""
    years = points[-1].day / DAYS_PER_YEAR
    every = [n * _TOLD_EVERY_YEARS for n in range(1, int(years / _TOLD_EVERY_YEARS) + 1)]
    return [min(points, key=lambda point: abs(point.day / DAYS_PER_YEAR - n)) for n in every]


def store_figure(projection: Projection, look: Look = PAGE) -> Figure:
    """The best line in its band over the years, with the threshold."""
    with drawing(look):
        words = store_words(projection)
        wide = max(point.high for point in projection.points) >= _FIVE_FIGURES
        margins = Margins(left=6.4 if wide else 5.4, right=6.4, bottom=3.8)
        figure, box = sheet(look, words, _legend(look), margins)
        axes = axes_in(figure, box)
        _frame(axes, projection, look)
        _band(axes, projection, look)
        _threshold(axes, projection, look)
    return figure


def _frame(axes: Axes, projection: Projection, look: Look) -> None:
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    years = projection.points[-1].day / DAYS_PER_YEAR
    highest = max(point.high for point in projection.points)
    axes.set_xlim(0, years)
    axes.set_ylim(0, 1.06 * max(highest, 2 * projection.store.threshold_ug))
    axes.grid(axis="y", color=look.palette.faint, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.set_xlabel("years from now")
    axes.set_ylabel("µg in the body")
    axes.xaxis.set_major_locator(MaxNLocator(8, integer=True))
    axes.yaxis.set_major_locator(MaxNLocator(6))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))


def _band(axes: Axes, projection: Projection, look: Look) -> None:
    years = [point.day / DAYS_PER_YEAR for point in projection.points]
    lows = [point.low for point in projection.points]
    highs = [point.high for point in projection.points]
    axes.fill_between(years, lows, highs, color=look.palette.food, alpha=0.2, linewidth=0,
                      label=_BAND)  # fmt: skip
    axes.plot(years, [point.best for point in projection.points], color=look.palette.food,
              linewidth=2.2, label=_BEST)  # fmt: skip


def _threshold(axes: Axes, projection: Projection, look: Look) -> None:
    level = projection.store.threshold_ug
    axes.axhline(level, color=look.palette.reference, linewidth=1.4, linestyle=(0, (6, 2)))
    axes.annotate(
        f"{math.floor(level):,} µg\nlowest seen\nin health", (1, level), (4, 0), va="center",
        xycoords=("axes fraction", "data"), textcoords="offset points", annotation_clip=False,
        color=look.palette.reference, size=look.size.points * 0.85,
    )  # fmt: skip


_BEST: Final = "best guess"
_BAND: Final = "worst to most favourable case"


def _legend(look: Look) -> list[Any]:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    return [
        Line2D([], [], color=look.palette.food, linewidth=2.2, label=_BEST),
        Patch(color=look.palette.food, alpha=0.2, linewidth=0, label=_BAND),
    ]
