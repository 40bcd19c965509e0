"""The trend: what is taken up as a line, food below it, doses and other marks on lanes."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from b12track.analysis.findings import periods_finding
from b12track.analysis.judgement_words import period_words
from b12track.analysis.uptake import MovingWindow, Uptake
from b12track.charts.date_axis import date_ticks
from b12track.charts.lanes import LANE_EM, draw_lanes, lane_names, lanes_margin_em
from b12track.charts.letters import Letters, Spot, write
from b12track.charts.reference import DASHES, draw_reference, margin_em, write_beside
from b12track.charts.sheet import Box, Key, Margins, axes_in, em_of, sheet
from b12track.charts.style import PAGE, Look, drawing
from b12track.charts.words import Words, dose_sentences, states_sentence
from b12track.quantity import ug_text
from b12track.text import escaped
from b12track.wording import day_name, span_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from b12track.analysis.low_periods import LowPeriod
    from b12track.charts.timeline import Timeline

_TOLD_PERIODS: Final = 12
_TOLD_MARKS: Final = 20
#: The line is drawn up to so many requirements, food up to so many references: what lies above
#: says no more, and what lies below must be seen.
_MOST_REQUIREMENTS: Final = 8.0
_MOST_REFERENCES: Final = 3.0
_LINE_SHARE: Final = 0.6
_BODY_EM: Final = 22.0
#: Up to so many days the line is the mean of a week, above it that of four.
_SHORT: Final = 56
#: A panel as low as this has room for zero and its reference alone.
_TICKS_EM: Final = 4.0
_LOW_LABEL: Final = "low period"
_FOOD: Final = "food of a day"
_LEAST: Final = "at least so much"
_TAKEN_UP: Final = "taken up"
_BAND: Final = "for means of studies"


class Trend(NamedTuple):
    """What the picture shows: a timeline and the low periods in it."""

    timeline: Timeline
    periods: Sequence[LowPeriod] = ()


def trend_words(trend: Trend) -> Words:
    """The headline, the periods of the span, with units and source."""
    timeline, line = trend.timeline, trend.timeline.line
    days = timeline.days
    title = periods_finding(days, trend.periods)
    window = window_of(len(timeline.days))
    subtitle = (
        f"Above: µg taken up per day, mean of {window.days} days. Below: food, µg swallowed per"
        f" day. {span_name(days[0].date, days[-1].date)}."
    )
    foot = (
        f"Reference {line.name}: {line.source}. The line is a model (docs/method.md); it holds"
        f" recorded days alone, {window.least} of {window.days} at least, and injections spread"
        " over the days they cover."
    )
    last = days[-1].date
    periods = [period_words(period, last) for period in trend.periods[-_TOLD_PERIODS:]]
    alt = [f"Trend chart. {title}.", subtitle, f"Reference {line.name}.", states_sentence(days)]
    alt += [*periods, *dose_sentences(timeline), *_mark_sentences(timeline)]
    return Words(title, subtitle, foot, " ".join(alt)).under(timeline.headline)


def _mark_sentences(timeline: Timeline) -> list[str]:
    """The newest marks in words, and how many more there are."""
    marks = [mark for mark in timeline.marks if mark.kind != "injection"]
    sentences = [
        f"{day_name(mark.date)}, {mark.kind}: {escaped(mark.words)}."
        for mark in marks[-_TOLD_MARKS:]
    ]
    rest = len(marks) - len(sentences)
    return [f"{rest} earlier marks.", *sentences] if rest else sentences


def window_of(days: int) -> MovingWindow:
    """The days over which the line of so many days is a mean; half of them have to be known."""
    return MovingWindow(28, 14) if days > _SHORT else MovingWindow(7, 4)


def trend_figure(taken: Uptake, trend: Trend, look: Look = PAGE) -> Figure:
    """µg taken up per day over µg of food swallowed, both linear, over the lanes of the marks.

    `taken` is what `analysis.uptake.moving_uptake` gives for each day.
    """
    timeline = trend.timeline
    names = lane_names(timeline)
    with drawing(look):
        right = max(margin_em(look), lanes_margin_em(names, look))
        margins = Margins(4.4, right, 2.4 + LANE_EM * len(names))
        keys = _legend(taken, trend, look)
        figure, box = sheet(look, trend_words(trend), keys, margins, _BODY_EM)
        middle = box.top - (box.top - box.bottom) * _LINE_SHARE
        gap = 1.1 * em_of(figure, look)[1]
        upper = axes_in(figure, Box(box.left, middle + gap, box.right, box.top))
        lower = axes_in(figure, Box(box.left, box.bottom, box.right, middle - gap))
        for axes in (upper, lower):
            _frame(axes, trend, look)
        draw_uptake(upper, taken, timeline, look)
        _food(lower, timeline, look)
        bottom = draw_lanes(figure, box, timeline, names, look) if names else lower
        first, last = timeline.days[0].date, timeline.days[-1].date
        _dates(bottom, first, last, (box.right - box.left) * look.wide_em, look)
    return figure


def _frame(axes: Axes, trend: Trend, look: Look) -> None:
    """Grid, span and the shade of low periods."""
    days = trend.timeline.days
    axes.set_xlim(days[0].date.toordinal() - 0.5, days[-1].date.toordinal() + 0.5)
    axes.grid(axis="y", color=look.palette.faint, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines["left"].set_visible(False)
    axes.spines["bottom"].set_color(look.palette.faint)
    axes.set_xticks([])
    for period in trend.periods:
        axes.axvspan(
            period.start.toordinal() - 0.5,
            period.end.toordinal() + 0.5,
            color=look.palette.low,
            linewidth=0,
            zorder=0,
            label=_LOW_LABEL,
        )


def draw_uptake(axes: Axes, taken: Uptake, timeline: Timeline, look: Look) -> None:
    """The mean taken up in its band, and what is required; it runs along the top where above."""
    required = timeline.required_ug or timeline.line.per_day_ng / 2000
    known = [ug for ug in taken.best_ug if not isnan(ug)]
    most = max((ug for ug in taken.high_ug if not isnan(ug)), default=0.0)
    top = max(1.6 * required, min(most * 1.1, _MOST_REQUIREMENTS * required))
    axes.set_ylim(-0.04 * top, top)  # a line at zero is seen
    axes.set_yticks(_round_ticks(top))
    axes.set_ylabel("taken up")
    numbers = [day.date.toordinal() for day in timeline.days]
    low, best, high = ([min(ug, top * 0.992) for ug in end] for end in taken)
    axes.fill_between(
        numbers,
        low,
        high,
        color=look.palette.food,
        alpha=0.18,
        linewidth=0,
        label=_BAND,
    )
    axes.plot(
        numbers,
        best,
        color=look.palette.food,
        linewidth=2.2,
        label=_TAKEN_UP,
    )
    if most > top:
        corner = Spot(0, 1, 2, -1, "axes fraction", "axes fraction")
        write(axes, "↑ goes on", corner, look, Letters(0.75, "soft", va="top"))
    if timeline.required_ug:
        axes.axhline(required, color=look.palette.ink, linewidth=1.2, linestyle=DASHES)
        words = f"{required:g} µg\nneeded" + ("" if look.is_narrow else " on\naverage")
        write_beside(axes, required, words, look)
    if known and known[-1] > top:
        newest = ug_text(round(known[-1] * 1000))
        write_beside(axes, top, f"↑ {newest}" if look.is_narrow else f"↑ {newest} µg", look)


def _food(axes: Axes, timeline: Timeline, look: Look) -> None:
    """A dot for the food of each day, hollow where more may have been eaten."""
    top = _MOST_REFERENCES * timeline.line.per_day_ng / 1000
    dots = [
        (day.date.toordinal(), (day.b12_ng - day.supplement_ng) / 1000, day.is_lower_bound)
        for day in timeline.days
        if day.b12_ng is not None and (day.entries > 0 or day.total_from)
    ]
    most = max((value for _, value, _ in dots), default=0.0)
    top = max(1.5 * timeline.line.per_day_ng / 1000, min(top, most * 1.1))
    axes.set_ylim(-0.04 * top, top)
    high_em = axes.bbox.height / look.size.dpi * 72 / look.size.points
    axes.set_yticks(_round_ticks(top, most=3) if high_em > _TICKS_EM else [0.0])
    axes.set_ylabel("food")
    days = len(timeline.days)
    area = look.size.points**2 * (0.22 if days <= 62 else 0.07 if days <= 400 else 0.02)
    for is_least in (False, True):
        chosen = [(x, y) for x, y, least in dots if least == is_least]
        axes.scatter(
            [x for x, _ in chosen],
            [min(y, top) for _, y in chosen],
            s=area,
            facecolors=look.palette.paper if is_least else look.palette.food,
            edgecolors=look.palette.food,
            linewidths=0.4 if days <= 400 else 0.15,
            label=_LEAST if is_least else _FOOD,
            zorder=3,
            clip_on=False,
        )
    draw_reference(axes, [day.date.toordinal() for day in timeline.days], timeline.line, look)


def _round_ticks(top_ug: float, most: int = 5) -> list[float]:
    """Zero and a few round values up to a limit.

    >>> _round_ticks(8), _round_ticks(0.9)
    ([0.0, 2.0, 4.0, 6.0, 8.0], [0.0, 0.2, 0.4, 0.6, 0.8])
    """
    steps = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0)
    step = next((step for step in steps if top_ug / step <= most + 0.5), 100.0)
    return [round(index * step, 1) for index in range(int(top_ug / step) + 1)]


def _dates(axes: Axes, first: date, last: date, room_em: float, look: Look) -> None:
    axes.set_xticks(*date_ticks(first, last, room_em))
    axes.tick_params(axis="x", length=2, labelbottom=True, labelsize=look.size.points * 0.85)


def _legend(taken: Uptake, trend: Trend, look: Look) -> list[Key]:
    """What the marks mean, only those that occur."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    palette, timeline = look.palette, trend.timeline
    dot: dict[str, Any] = {"linestyle": "none", "marker": "o", "color": palette.food}
    dot["markersize"] = look.size.points * 0.5
    keys = []
    if not all(map(isnan, taken.best_ug)):
        name = f"{_TAKEN_UP}, mean of {window_of(len(timeline.days)).days} days"
        keys.append(Key(name, Line2D([], [], color=palette.food, linewidth=2.2)))
        if any(high > low for low, _, high in zip(*taken, strict=True)):
            keys.append(Key(_BAND, Patch(color=palette.food, alpha=0.18, linewidth=0)))
    if any(day.is_recorded for day in timeline.days):
        keys.append(Key(_FOOD, Line2D([], [], **dot)))
    if any(day.is_lower_bound and day.b12_ng is not None for day in timeline.days):
        keys.append(Key(_LEAST, Line2D([], [], **dot, markerfacecolor=palette.paper)))
    if trend.periods:
        keys.append(Key(_LOW_LABEL, Patch(color=palette.low, linewidth=0)))
    return keys
