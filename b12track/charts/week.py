"""The week: a bar a day, by origin, beside a reference; days without a record stay hollow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from b12track.analysis.findings import intake_finding
from b12track.analysis.summary import summary
from b12track.charts.reference import draw_reference
from b12track.charts.sheet import Margins, axes_in, sheet
from b12track.charts.style import PAGE, Look, drawing
from b12track.charts.words import (
    PARTS,
    ReferenceLine,
    Words,
    amount_label,
    day_sentence,
    parts_of,
    states_sentence,
)
from b12track.quantity import ug_text, whole
from b12track.wording import of_days, span_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from b12track.diary.days import Day
    from b12track.science.band import Band

#: More bars than this cannot be told apart; the trend shows longer spans.
MOST_DAYS: Final = 62
#: Bars are cut where a day exceeds the reference this many times, so that food stays visible.
CUT_AT_REFERENCES: Final = 5
_BAR: Final = 0.72
#: Up to this many days every bar has its number and every day its name.
_ROOMY: Final = 10
_TOLD_SINGLY: Final = 14
#: A median says more than the mean of this many days.
_FEW: Final = 2
_UNKNOWN: Final = "more, amount unknown"
_HOLLOW: Final = "no record"
_ABSORBED: Final = "absorbed, by the model"


class _Scale(NamedTuple):
    """Where bars are cut and where the axis ends, in µg per day; how many days there are."""

    cut_ug: float
    top_ug: float
    days: int

    @property
    def is_roomy(self) -> bool:
        return self.days <= _ROOMY


def week_words(
    days: Sequence[Day], line: ReferenceLine, absorbed: Mapping[str, Band] | None = None
) -> Words:
    """The finding of these days, with units and source; `alt` names each day of a fortnight.

    `absorbed` are the µg that the model absorbs, by day ("2026-03-01").
    """
    by_day = absorbed or {}
    title = intake_finding(days, line.thresholds)
    mean = summary(days)
    span = span_name(days[0].date, days[-1].date)
    told = f"Vitamin B12 swallowed, µg per day. {span}."
    if mean.mean_ng_per_day is not None:
        least = "at least " if mean.lower_bound_days else ""
        told += (
            f" Mean of {of_days(mean.recorded_days, 'recorded day')}: {least}"
            f"{ug_text(whole(mean.mean_ng_per_day))} µg"
        )
        if mean.median_ng_per_day is not None and mean.recorded_days > _FEW:
            told += f", median {ug_text(whole(mean.median_ng_per_day))}"
        told += "."
    foot = f"Reference {line.name}: {line.source}. A day without a record is not zero."
    if by_day:
        foot += " Absorbed: a model (docs/method.md), not a measurement."
    told_singly = days if len(days) <= _TOLD_SINGLY else ()
    singly = [day_sentence(day, by_day.get(day.date.isoformat())) for day in told_singly]
    alt = " ".join(
        [f"Bar chart. {title}.", told, f"Reference {line.name}.", states_sentence(days), *singly]
    )
    return Words(title, told, foot, alt)


def week_figure(
    days: Sequence[Day],
    line: ReferenceLine,
    look: Look = PAGE,
    absorbed: Mapping[str, Band] | None = None,
) -> Figure:
    """Bars by origin for consecutive days, at most MOST_DAYS; µg swallowed per day.

    `absorbed` adds what the model absorbs, by day, as a diamond with its band.
    """
    scale = _scale(days, line)
    with drawing(look):
        words, legend = week_words(days, line, absorbed), _legend(days, look, absorbed)
        figure, box = sheet(look, words, legend, Margins(right=6.4, bottom=3.4))
        axes = axes_in(figure, box)
        _frame(axes, days, scale, look)
        _bars(axes, days, scale, look)
        _unknown_parts(axes, days, scale, look)
        _hollows(axes, days, scale, look)
        _numbers(axes, days, scale, look)
        _absorbed(axes, days, absorbed or {}, scale, look)
        draw_reference(axes, range(len(days)), line, look)
    return figure


def _scale(days: Sequence[Day], line: ReferenceLine) -> _Scale:
    """The largest day below the cut sets the axis; larger ones end there with their number."""
    most_ng = CUT_AT_REFERENCES * line.per_day_ng
    ordinary = [day.b12_ng for day in days if day.b12_ng and day.b12_ng <= most_ng]
    larger = any(day.b12_ng and day.b12_ng > most_ng for day in days)
    cut = max([round(1.5 * line.per_day_ng), *ordinary]) / 1000
    cut = max(cut, 2 * line.per_day_ng / 1000) if larger else cut
    return _Scale(cut * 1.08 if larger else cut, cut * 1.24, len(days))


def _frame(axes: Axes, days: Sequence[Day], scale: _Scale, look: Look) -> None:
    """Axes, grid and the names of the days, with what is special about them."""
    from matplotlib.ticker import MaxNLocator

    axes.set_xlim(-0.6, len(days) - 0.4)
    axes.set_ylim(0, scale.top_ug)
    axes.set_ylabel("µg per day")
    axes.grid(axis="y", color=look.palette.faint, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.spines["left"].set_visible(False)
    axes.yaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10], integer=True))
    if scale.is_roomy:
        axes.set_xticks(range(len(days)), _day_names(days))
    else:
        mondays = [index for index, day in enumerate(days) if day.date.weekday() == 0]
        # A name takes six letter sizes; where they would touch, every second Monday is named.
        room = axes.get_position().width * look.size.width * 72 / look.size.points / 6
        marked = mondays[:: 1 + int(len(mondays) / room)]
        axes.set_xticks(
            marked, [f"Mon\n{days[index].date.day} {days[index].date:%b}" for index in marked]
        )
    axes.tick_params(axis="x", labelsize=look.size.points * 0.85)


def _day_names(days: Sequence[Day]) -> list[str]:
    """Weekday, day and what is special; the month where it begins."""
    names = []
    for index, day in enumerate(days):
        month = f" {day.date:%b}" if index == 0 or day.date.day == 1 else ""
        state = f"\n{day.state}" if day.state in ("partial", "fasting") else ""
        names.append(f"{day.date:%a}\n{day.date.day}{month}{state}")
    return names


def _bars(axes: Axes, days: Sequence[Day], scale: _Scale, look: Look) -> None:
    """The known part of each day by origin, cut at the limit; partial days pale and dashed."""
    bottoms = [0.0] * len(days)
    amounts = zip(*map(parts_of, days), strict=True)
    for part, colour, part_ng in zip(PARTS, look.part_colours, amounts, strict=True):
        tops = [
            min(scale.cut_ug, bottom + ng / 1000)
            for bottom, ng in zip(bottoms, part_ng, strict=True)
        ]
        heights = [top - bottom for top, bottom in zip(tops, bottoms, strict=True)]
        bars = axes.bar(
            range(len(days)), heights, _BAR, bottoms, color=colour, edgecolor=look.palette.ink,
            linewidth=0.5, label=part,
        )  # fmt: skip
        for bar, day in zip(bars, days, strict=True):
            if day.state == "partial":
                bar.set(alpha=0.55, linestyle="--", linewidth=0.9)
        bottoms = tops
    for index, day in enumerate(days):
        if _is_cut(day, scale):
            _tear(axes, index, scale, look)


def _is_cut(day: Day, scale: _Scale) -> bool:
    return (day.b12_ng or 0) / 1000 > scale.cut_ug


def _tear(axes: Axes, index: int, scale: _Scale, look: Look) -> None:
    """Two slanted strokes across a bar that goes on above the axis."""
    half, rise = _BAR / 2 + 0.06, scale.top_ug * 0.012
    for height in (0.88, 0.91):
        middle = scale.cut_ug * height
        axes.plot(
            (index - half, index + half), (middle - rise, middle + rise),
            color=look.palette.paper, linewidth=look.size.points / 6, solid_capstyle="butt",
        )  # fmt: skip


def _unknown_parts(axes: Axes, days: Sequence[Day], scale: _Scale, look: Look) -> None:
    """A hatched piece of fixed height over each day that holds foods without a B12 value."""
    height = scale.top_ug * 0.07
    unknown = [index for index, day in enumerate(days) if day.b12_unknown_entries]
    bottoms = [min(scale.cut_ug, (days[index].b12_ng or 0) / 1000) for index in unknown]
    axes.bar(
        unknown, [height] * len(unknown), _BAR, bottoms, facecolor="none", hatch="////",
        edgecolor=look.palette.soft, linewidth=0.5, label=_UNKNOWN,
    )  # fmt: skip


def _hollows(axes: Axes, days: Sequence[Day], scale: _Scale, look: Look) -> None:
    """A dashed outline as tall as the axes, with its word, where nothing is known of a day."""
    hollow = [index for index, day in enumerate(days) if _is_hollow(day)]
    axes.bar(
        hollow, [scale.top_ug * 0.985] * len(hollow), _BAR, facecolor="none",
        edgecolor=look.palette.soft, linestyle=(0, (4, 3)), linewidth=0.8, label=_HOLLOW,
    )  # fmt: skip
    for index in hollow if len(days) <= 2 * _ROOMY else ():
        axes.text(
            index, scale.top_ug * 0.47, days[index].state, rotation=90, ha="center", va="center",
            color=look.palette.soft, zorder=4, bbox=_ground(look),
        )  # fmt: skip


def _ground(look: Look) -> dict[str, Any]:
    """Paper under letters, so that no line strikes them through."""
    return {"facecolor": look.palette.paper, "edgecolor": "none", "pad": 1.0}


def _is_hollow(day: Day) -> bool:
    return day.b12_ng is None and not day.entries


def _numbers(axes: Axes, days: Sequence[Day], scale: _Scale, look: Look) -> None:
    """The amount over each bar; in long spans only over the cut ones, upright."""
    for index, day in enumerate(days):
        cut = _is_cut(day, scale)
        label = amount_label(day)
        if not label or not (scale.is_roomy or cut):
            continue
        height = min(scale.cut_ug, (day.b12_ng or 0) / 1000)
        height += scale.top_ug * (0.085 if day.b12_unknown_entries else 0.015)
        axes.text(
            index, height, label, ha="center", va="bottom", weight="bold" if cut else "normal",
            rotation=0 if scale.is_roomy else 90,
            size=look.size.points * (0.9 if scale.is_roomy else 0.7), zorder=4, bbox=_ground(look),
        )  # fmt: skip


def _absorbed(
    axes: Axes, days: Sequence[Day], absorbed: Mapping[str, Band], scale: _Scale, look: Look
) -> None:
    """A diamond at the best guess with a line from low to high, at the right edge of the bar.

    Where the best guess lies above the cut, its number is written in the bar.
    """
    palette = look.palette
    named = {index: absorbed.get(day.date.isoformat()) for index, day in enumerate(days)}
    found = [(index, band) for index, band in named.items() if band and days[index].b12_ng]
    for index, band in found:
        if band.best > scale.cut_ug and scale.is_roomy:
            axes.text(
                index, scale.cut_ug * 0.72, f"◇ {ug_text(round(band.best * 1000))}", ha="center",
                size=look.size.points * 0.8, zorder=6, bbox=_ground(look),
            )  # fmt: skip
    seen = [(index + 0.27, band) for index, band in found if band.best <= scale.cut_ug]
    if not seen:
        return
    places, bands = [place for place, _ in seen], [band for _, band in seen]
    # Paper around the line keeps it visible on every colour of bar.
    for colour, width in ((palette.paper, 3.4), (palette.ink, 1.3)):
        axes.vlines(
            places, [band.low for band in bands],
            [min(band.high, scale.cut_ug * 0.85) for band in bands], colors=colour,
            linewidth=width * look.size.points / 9, zorder=5,
        )  # fmt: skip
    axes.plot(
        places, [band.best for band in bands], linestyle="none", marker="D", zorder=6,
        markersize=look.size.points * 0.5, color=palette.paper, markeredgecolor=palette.ink,
        label=_ABSORBED,
    )  # fmt: skip


def _legend(days: Sequence[Day], look: Look, absorbed: Mapping[str, Band] | None) -> list[Any]:
    """What the marks mean, only those that occur."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    palette = look.palette
    edge: dict[str, Any] = {"edgecolor": palette.ink, "linewidth": 0.5}
    amounts = zip(*map(parts_of, days), strict=True)
    entries: list[Any] = [
        Patch(facecolor=colour, label=part, **edge)
        for part, colour, part_ng in zip(PARTS, look.part_colours, amounts, strict=True)
        if any(part_ng)
    ]
    if absorbed:
        entries.append(
            Line2D([], [], marker="D", color=palette.paper, linestyle="none", label=_ABSORBED,
                   markeredgecolor=palette.ink, markersize=look.size.points * 0.5)
        )  # fmt: skip
    if any(day.b12_unknown_entries for day in days):
        entries.append(
            Patch(facecolor="none", hatch="////", edgecolor=palette.soft, label=_UNKNOWN)
        )
    if any(day.state == "partial" and day.entries for day in days):
        pale: dict[str, Any] = {"alpha": 0.55, "linestyle": "--", "edgecolor": palette.ink}
        entries.append(Patch(facecolor=palette.food, label="partial day: at least", **pale))
    if any(map(_is_hollow, days)):
        dashed: dict[str, Any] = {"edgecolor": palette.soft, "linestyle": "--", "facecolor": "none"}
        entries.append(Patch(label=_HOLLOW, **dashed))
    return entries
