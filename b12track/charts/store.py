"""The body store projected: the best guess in its band, and where it would reach a threshold."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.charts.letters import Letters, Spot, write
from b12track.charts.reference import DASHES, Height, write_beside
from b12track.charts.sheet import Margins, axes_in, sheet
from b12track.charts.style import PAGE, Look, drawing
from b12track.charts.words import Words
from b12track.quantity import ug_text
from b12track.science.body_store import CAPTION, DAYS_PER_YEAR, Store, YearsToThreshold
from b12track.wording import band_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from b12track.science.body_store import StorePoint

_SOURCE: Final = "One compartment (IOM 1998 Appendix N; docs/method.md#body-store)."
_TOLD_EVERY_YEARS: Final = 5
_FIVE_FIGURES: Final = 9000.0
#: Below this share of the axis three lines beside a height would reach its names.
_LOW: Final = 0.12
_BODY_EM: Final = 17.0


class Projection(NamedTuple):
    """What was assumed, the store over days (µg), and the years until the threshold.

    `uptake_from` says where the uptake comes from; `headline` is the judgement's sentence.
    """

    store: Store
    points: Sequence[StorePoint]
    years: YearsToThreshold
    uptake_from: str
    headline: str = ""


def store_words(projection: Projection) -> Words:
    """When the store would reach the threshold; what was assumed, every five years, the caveats."""
    title = store_finding(projection.store, projection.years)
    years = projection.points[-1].day / DAYS_PER_YEAR
    subtitle = (
        "Store of B12 in the body, µg. Uptake"
        f" {band_text(projection.store.uptake_ug_per_day)} per day {projection.uptake_from}."
    )
    yearly = [
        f"After {point.day / DAYS_PER_YEAR:.0f} years about {_ug(point.best)}"
        f" ({_ug(point.low)} to {_ug(point.high)})."
        for point in _told(projection.points)
    ]
    foot = f"{CAPTION} Injections count as what they leave in the body. {_SOURCE}"
    alt = " ".join([f"Projection over {years:.0f} years. {title}.", subtitle, *yearly, foot])
    return Words(title, subtitle, foot, alt).under(projection.headline)


def store_finding(store: Store, years: YearsToThreshold) -> str:
    """What the cases of the model say together; nothing is said of a case that differs.

    >>> from b12track.science.band import Band
    >>> store = Store(uptake_ug_per_day=Band(1.0, 2.0, 3.0))
    >>> store_finding(store, YearsToThreshold(2.9, None, None))
    'By this model the store lasts: 2.9 years in the worst case, without end by the best guess'
    """
    threshold = f"{ug_text(round(store.threshold_ug * 1000))} µg"
    if years.low is None:
        return f"By this model the store stays above {threshold} in every case"
    if years.best is None:
        return (
            f"By this model the store lasts: {_years(years.low)} in the worst case, without end by"
            " the best guess"
        )
    most = "without end" if years.high is None else _years(years.high)
    if years.best == years.low:
        return f"By this model the store lasts at least {_years(years.best)}, at best {most}"
    return (
        f"By this model the store lasts about {_years(years.best)}: {_years(years.low)} in the"
        f" worst case, {most} in the best"
    )


def _years(value: float) -> str:
    """A time in words.

    >>> _years(0.2), _years(1.0), _years(8.63), _years(31.2)
    ('less than a year', '1 year', '8.6 years', '31 years')
    """
    if value < 1:
        return "less than a year"
    text = f"{value:.0f}" if value >= 20 else f"{value:.1f}".removesuffix(".0")
    return f"{text} year{'' if text == '1' else 's'}"


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
        margins = Margins(left=6.4 if wide else 5.4, right=7.0, bottom=3.4)
        figure, box = sheet(look, words, (), margins, _BODY_EM)
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
    axes.spines["left"].set_visible(False)
    axes.set_xlabel("years from now")
    axes.set_ylabel("µg in the body")
    axes.xaxis.set_major_locator(MaxNLocator(8, steps=[1, 2, 5, 10], integer=True))
    axes.yaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10]))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))


def _band(axes: Axes, projection: Projection, look: Look) -> None:
    """The line in its band, each named where it runs."""
    points, palette = projection.points, look.palette
    years = [point.day / DAYS_PER_YEAR for point in points]
    axes.fill_between(
        years,
        [point.low for point in points],
        [point.high for point in points],
        color=palette.food,
        alpha=0.2,
        linewidth=0,
        label=_BAND,
    )
    axes.plot(years, [p.best for p in points], color=palette.food, linewidth=2.2, label=_BEST)
    last, free = points[-1], _farthest(projection)
    place = Spot(free.day / DAYS_PER_YEAR, free.best, 2, 3)
    write(axes, _BEST, place, look, Letters(colour="food", va="bottom", weight="bold"))
    if last.high - projection.store.threshold_ug > 0.16 * axes.get_ylim()[1]:
        write_beside(axes, last.high, "most\nfavourable", look)


def _farthest(projection: Projection) -> StorePoint:
    """The point of the best line that lies farthest from the threshold, away from both ends."""
    points, level = projection.points, projection.store.threshold_ug
    middle = points[len(points) // 6 : len(points) // 2] or points
    return max(middle, key=lambda point: abs(point.best - level))


def _threshold(axes: Axes, projection: Projection, look: Look) -> None:
    level = projection.store.threshold_ug
    axes.axhline(level, color=look.palette.ink, linewidth=1.2, linestyle=DASHES)
    va: Height = "bottom" if level < _LOW * axes.get_ylim()[1] else "center"
    write_beside(axes, level, f"{math.floor(level):,} µg\nlowest seen\nin health", look, va)


_BEST: Final = "best guess"
_BAND: Final = "worst to most favourable case"
