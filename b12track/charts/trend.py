"""The trend: a dot a day, means of 7 and 28 days, and the low-intake periods shaded."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from b12track.analysis.findings import periods_finding
from b12track.analysis.intake import moving_mean, moving_quantiles
from b12track.charts.reference import draw_reference
from b12track.charts.sheet import Box, Margins, axes_in, sheet
from b12track.charts.style import PAGE, Look, drawing
from b12track.charts.words import Mark, ReferenceLine, Words, day_label, states_sentence
from b12track.quantity import ug_text, whole
from b12track.text import shown
from b12track.wording import of_days, span_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from b12track.analysis.low_periods import LowPeriod
    from b12track.diary.days import Day

#: The long mean and its band ask for half of their days.
LONG_DAYS: Final = 28
LONG_LEAST: Final = 14
SHORT_DAYS: Final = 7
SHORT_LEAST: Final = 4
#: Above this many references the axis goes on in powers of ten.
LINEAR_REFERENCES: Final = 3
_LINEAR_SHARE: Final = 0.62
_TOLD_PERIODS: Final = 12
_TOLD_MARKS: Final = 20
_LANE: Final = 1.35
#: Kinds of marks with their shape; each also has a lane, so that shape and colour are not needed.
MARKERS: Final = {"injection": "v", "blood test": "s", "symptom": "X"}


class Trend(NamedTuple):
    """What the picture shows: calendar days, their low-intake periods, the reference, marks."""

    days: Sequence[Day]
    periods: Sequence[LowPeriod]
    line: ReferenceLine
    marks: Sequence[Mark] = ()

    @property
    def lanes(self) -> list[str]:
        """The kinds of marks that occur, each with a lane of its own under the axes."""
        found = {mark.kind for mark in self.marks}
        return [kind for kind in MARKERS if kind in found]


def trend_words(trend: Trend) -> Words:
    """The low-intake periods of the span, with units and source."""
    title = periods_finding(trend.days, trend.periods)
    span = span_name(trend.days[0].date, trend.days[-1].date)
    told = f"Vitamin B12 swallowed, µg per day. {span}."
    foot = (
        f"Reference {trend.line.name}: {trend.line.source}. Means hold recorded days alone"
        f" ({SHORT_LEAST} of {SHORT_DAYS}, {LONG_LEAST} of {LONG_DAYS} at least). Low-intake"
        " periods: docs/method.md."
    )
    periods = [_period_sentence(period) for period in trend.periods[-_TOLD_PERIODS:]]
    means = "A dot for each day, with lines for the means of 7 and 28 days."
    alt = " ".join([f"Trend chart. {title}.", told, f"Reference {trend.line.name}.", means,
                    states_sentence(trend.days), *periods, *_mark_sentences(trend)])  # fmt: skip
    return Words(title, told, foot, alt)


def _mark_sentences(trend: Trend) -> list[str]:
    """The newest marks in words, and how many more there are."""
    told = [
        f"{day_label(mark.date)}, {mark.kind}: {shown(mark.words)}."
        for mark in trend.marks[-_TOLD_MARKS:]
    ]
    rest = len(trend.marks) - len(told)
    return [f"{rest} earlier marks.", *told] if rest else told


def _period_sentence(period: LowPeriod) -> str:
    end = ", still open" if period.is_open else ""
    return (
        f"Low intake {span_name(period.start, period.end)}{end}:"
        f" {of_days(period.days)}, {period.recorded_days} recorded,"
        f" mean {ug_text(whole(period.mean_ng_per_day))} µg per day."
    )


def trend_figure(frame: pd.DataFrame, trend: Trend, look: Look = PAGE) -> Figure:
    """The trend of a frame of `analysis.intake.daily_intake`; µg swallowed per day.

    The axis is linear up to a few references and goes on in powers of ten when a day exceeds
    that, so that tablets and food are both seen.
    """
    numbers = [day.date.toordinal() for day in trend.days]
    with drawing(look):
        words, legend = trend_words(trend), _legend(frame, trend, look)
        wide = _top_ug(frame, trend.line) > _turn_ug(trend.line)
        margins = Margins(5.4 if wide else 4.0, 6.4, 5.0 + _LANE * len(trend.lanes))
        figure, box = sheet(look, words, legend, margins)
        axes = axes_in(figure, box)
        _frame(axes, frame, trend, look)
        _periods(axes, trend, look)
        _means(axes, frame, numbers, look)
        _dots(axes, frame, numbers, look)
        draw_reference(axes, numbers, trend.line, look)
        _marks(figure, box, trend, look)
        _coverage(figure, box, trend, look)
    return figure


def _frame(axes: Axes, frame: pd.DataFrame, trend: Trend, look: Look) -> None:
    """Scales, grid and dates; the axis says where it turns to powers of ten."""
    first, last = trend.days[0].date, trend.days[-1].date
    axes.set_xlim(first.toordinal() - 0.5, last.toordinal() + 0.5)
    top = _top_ug(frame, trend.line)
    turn = _turn_ug(trend.line)
    axes.grid(axis="y", color=look.palette.faint, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines["left"].set_visible(False)
    ticks: list[float] = _round_ticks(min(top, turn))
    if top > turn:
        decades = math.log10(top / turn)
        axes.set_yscale(
            "symlog", linthresh=turn,
            linscale=0.9 * decades * _LINEAR_SHARE / (1 - _LINEAR_SHARE),
        )  # fmt: skip
        ticks = [tick for tick in ticks if tick <= turn] + _log_ticks(turn, top)
        axes.axhline(turn, color=look.palette.soft, linewidth=0.6, linestyle=":")
        axes.annotate(
            "above: log\nscale", (1, turn), (4, 0), xycoords=("axes fraction", "data"),
            textcoords="offset points", va="bottom", annotation_clip=False,
            color=look.palette.soft, size=look.size.points * 0.75,
        )  # fmt: skip
    axes.set_ylim(-0.03 * min(top, turn), top)
    axes.set_yticks(ticks, [f"{tick:,.0f}" if tick >= 1 or not tick else f"{tick:g}"
                            for tick in ticks])  # fmt: skip
    axes.minorticks_off()
    axes.set_ylabel("µg per day")
    axes.tick_params(axis="x", labelbottom=False)


def _log_ticks(turn_ug: float, top_ug: float) -> list[float]:
    """Powers of ten above the turn; with less than a decade of room also 20 and 50.

    >>> _log_ticks(10, 2000), _log_ticks(10, 80)
    ([100.0, 1000.0], [20.0, 50.0])
    """
    steps = (1.0, 2.0, 5.0) if top_ug < 20 * turn_ug else (1.0,)
    values = [step * 10.0**n for n in range(9) for step in steps]
    return [value for value in values if 1.4 * turn_ug < value <= top_ug]


def _turn_ug(line: ReferenceLine) -> float:
    """Where the axis turns to powers of ten: a round value above a few references."""
    least = LINEAR_REFERENCES * line.per_day_ng / 1000
    return next(turn for turn in (2.0, 5.0, 10.0, 20.0, 50.0, 100.0) if turn >= least)


def _top_ug(frame: pd.DataFrame, line: ReferenceLine) -> float:
    """The end of the axis: above the largest day, and above the reference."""
    known = frame["b12_ug"].dropna()
    most = max(float(known.max()) if len(known) else 0.0, 1.5 * line.per_day_ng / 1000)
    return most * 1.6 if most > _turn_ug(line) else most * 1.08


def _round_ticks(top_ug: float) -> list[float]:
    """Zero and about five round values up to a limit.

    >>> _round_ticks(8)
    [0.0, 2.0, 4.0, 6.0, 8.0]
    """
    step = next(s for s in (0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0) if top_ug / s <= 5.5)
    return [index * step for index in range(int(top_ug / step) + 1)]


def _dots(axes: Axes, frame: pd.DataFrame, numbers: Sequence[int], look: Look) -> None:
    """Each day's amount: recorded, at least so much, or with a supplement."""
    import numpy as np

    days = len(numbers)
    area = look.size.points**2 * (0.22 if days <= 62 else 0.09 if days <= 400 else 0.025)
    x, y = np.asarray(numbers, dtype=float), frame["b12_ug"]
    sure = frame["recorded"] & (frame["b12_unknown_entries"] == 0)
    tablet = frame["supplement_ug"] > 0
    edge = 0.4 if days <= 400 else 0.15
    shared: dict[str, Any] = {"s": area, "linewidths": edge, "edgecolors": look.palette.ink}
    shared |= {"zorder": 3, "clip_on": False}
    for mask, marker, colour, label in (
        (sure & ~tablet, "o", look.palette.food, _DOT),
        (sure & tablet, "D", look.palette.supplement, _TABLET),
        (~sure & y.notna(), "^", look.palette.paper, _LEAST),
    ):
        chosen = mask.to_numpy()
        axes.scatter(
            x[chosen], y.to_numpy()[chosen], marker=marker, color=colour, label=label, **shared
        )


_DOT: Final = "a recorded day"
_TABLET: Final = "with a supplement"
_LEAST: Final = "at least so much"
_SHORT_LABEL: Final = "mean of 7 days"
_LONG_LABEL: Final = "mean of 28 days"
_BAND_LABEL: Final = "middle half of 28 days"
_LOW_LABEL: Final = "low-intake period"


def _means(axes: Axes, frame: pd.DataFrame, numbers: Sequence[int], look: Look) -> None:
    """Both means, broken where too few days are recorded, and the band of the long one."""
    x, palette = list(numbers), look.palette
    # After the last recorded day a window only loses days: an unfinished today moves no mean.
    recorded = frame["recorded"].to_numpy().nonzero()[0]
    frame = frame[: int(recorded[-1]) + 1 if len(recorded) else 0]
    x = x[: len(frame)]
    low, high = moving_quantiles(frame, LONG_DAYS, LONG_LEAST)
    axes.fill_between(
        x, low.to_numpy(), high.to_numpy(), color=palette.fortified, alpha=0.22, linewidth=0,
        label=_BAND_LABEL,
    )  # fmt: skip
    short = moving_mean(frame, SHORT_DAYS, SHORT_LEAST).to_numpy()
    long = moving_mean(frame, LONG_DAYS, LONG_LEAST).to_numpy()
    thin = 1.0 if len(numbers) <= 800 else 0.5
    axes.plot(x, short, color=palette.soft, linewidth=thin, label=_SHORT_LABEL)
    axes.plot(x, long, color=palette.fortified, linewidth=2.2, label=_LONG_LABEL, zorder=4)


def _periods(axes: Axes, trend: Trend, look: Look) -> None:
    for period in trend.periods:
        axes.axvspan(
            period.start.toordinal() - 0.5, period.end.toordinal() + 0.5, color=look.palette.low,
            linewidth=0, zorder=0, label=_LOW_LABEL,
        )  # fmt: skip


def _lane(figure: Figure, box: Box, trend: Trend, place: int, name: str, look: Look) -> Axes:
    """An axes one line high under the others, with its name in the right margin."""
    em_y = look.size.points / 72 / look.size.height
    bottom = box.bottom - (1.5 + _LANE * place) * em_y
    lane: Axes = figure.add_axes(
        (box.left, bottom, box.right - box.left, 0.8 * em_y), label=f"{name} lane"
    )
    first, last = trend.days[0].date, trend.days[-1].date
    lane.set_xlim(first.toordinal() - 0.5, last.toordinal() + 0.5)
    lane.set_ylim(0, 1)
    lane.set_yticks([])
    lane.annotate(
        name, (1, 0.5), (4, 0), xycoords="axes fraction", textcoords="offset points",
        va="center", color=look.palette.soft, size=look.size.points * 0.85, annotation_clip=False,
    )  # fmt: skip
    return lane


def _marks(figure: Figure, box: Box, trend: Trend, look: Look) -> None:
    """A lane for each kind of mark: injections, blood tests, symptoms."""
    for place, kind in enumerate(trend.lanes):
        lane = _lane(figure, box, trend, place, f"{kind}s", look)
        lane.set_xticks([])
        lane.spines["left"].set_visible(False)
        lane.spines["bottom"].set_color(look.palette.faint)
        places = [mark.date.toordinal() for mark in trend.marks if mark.kind == kind]
        lane.scatter(
            places, [0.5] * len(places), marker=MARKERS[kind], s=look.size.points**2 * 0.45,
            color=look.palette.ink, clip_on=False, linewidths=0, label=kind,
        )  # fmt: skip


def _coverage(figure: Figure, box: Box, trend: Trend, look: Look) -> None:
    """A strip under the axes: filled where recorded, hatched where partial, hollow where not."""
    strip = _lane(figure, box, trend, len(trend.lanes), "recorded", look)
    days, soft = trend.days, look.palette.soft
    strip.broken_barh(_runs(days, recorded=True), (0, 1), facecolor=soft, linewidth=0)
    strip.broken_barh(
        _runs(days, recorded=False), (0, 1), facecolor="none", edgecolor=soft, hatch="/////",
        linewidth=0,
    )  # fmt: skip
    room_em = (box.right - box.left) * look.size.width * 72 / look.size.points
    places, names = date_ticks(days[0].date, days[-1].date, room_em)
    strip.set_xticks(places, names)
    strip.tick_params(axis="x", length=2, labelsize=look.size.points * 0.85)
    for side in ("top", "right"):
        strip.spines[side].set_visible(True)


def _runs(days: Sequence[Day], *, recorded: bool) -> list[tuple[float, int]]:
    """Start and length of each run of recorded days, or of partly known ones."""
    runs: list[tuple[float, int]] = []
    for day in days:
        if day.is_recorded != recorded or (not recorded and not day.entries):
            continue
        start = day.date.toordinal() - 0.5
        if runs and sum(runs[-1]) == start:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((start, 1))
    return runs


def date_ticks(first: date, last: date, room_em: float) -> tuple[list[int], list[str]]:
    """The days, months or years to name on an axis so wide (in letter sizes): ordinals, names.

    >>> date_ticks(date(2026, 1, 15), date(2026, 4, 2), 40)[1]
    ['Feb', 'Mar', 'Apr']
    """
    total = (last - first).days + 1
    if total <= 75:
        step = next((s for s in (1, 2, 7, 14, 28) if total / s <= room_em / 5.5), 28)
        days = [first + timedelta(days=number) for number in range(0, total, step)]
        return [day.toordinal() for day in days], [f"{day.day} {day:%b}" for day in days]
    count = (last.year - first.year) * 12 + last.month - first.month
    months = [date(first.year + n // 12, n % 12 + 1, 1)
              for n in range(first.month, first.month + count)]  # fmt: skip
    step = next((s for s in (1, 2, 3, 6) if len(months) / s <= room_em / 3.5), 12)
    if len(months) <= 36 and step < 12:
        kept = [month for month in months if (month.month - 1) % step == 0]
        names = [f"{month:%b}" + (f"\n{month.year}" if month.month == 1 else "") for month in kept]
        return [month.toordinal() for month in kept], names
    years = [month for month in months if month.month == 1]
    kept = years[:: max(1, math.ceil(len(years) * 4 / room_em))]
    return [year.toordinal() for year in kept], [str(year.year) for year in kept]


def _legend(frame: pd.DataFrame, trend: Trend, look: Look) -> list[Any]:
    """What the marks mean, only those that occur."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    palette = look.palette
    dot: dict[str, Any] = {"linestyle": "none", "markersize": look.size.points * 0.55}
    dot |= {"markeredgecolor": palette.ink, "markeredgewidth": 0.5}
    entries: list[Any] = [
        Line2D([], [], marker="o", color=palette.food, label=_DOT, **dot),
        Line2D([], [], marker="D", color=palette.supplement, label=_TABLET, **dot),
        Line2D([], [], marker="^", color=palette.paper, label=_LEAST, **dot),
        Line2D([], [], color=palette.soft, linewidth=1.0, label=_SHORT_LABEL),
        Line2D([], [], color=palette.fortified, linewidth=2.2, label=_LONG_LABEL),
        Patch(color=palette.fortified, alpha=0.22, linewidth=0, label=_BAND_LABEL),
        Patch(color=palette.low, linewidth=0, label=_LOW_LABEL),
    ]
    recorded = frame["b12_ug"].where(frame["recorded"])
    long = bool((recorded.rolling(LONG_DAYS, min_periods=1).count() >= LONG_LEAST).any())
    occurs = {
        _DOT: bool((frame["recorded"] & (frame["supplement_ug"] == 0)).any()),
        _SHORT_LABEL: bool(
            (recorded.rolling(SHORT_DAYS, min_periods=1).count() >= SHORT_LEAST).any()
        ),
        _LONG_LABEL: long,
        _BAND_LABEL: long,
        _TABLET: bool((frame["supplement_ug"] > 0).any()),
        _LEAST: any(day.is_lower_bound and day.b12_ng is not None for day in trend.days),
        _LOW_LABEL: bool(trend.periods),
    }
    return [entry for entry in entries if occurs.get(str(entry.get_label()), True)]
