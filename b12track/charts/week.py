"""The week: a bar a day by origin beside a reference; large doses on a lane of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.analysis.summary import summary
from b12track.charts.cells import cell_keys
from b12track.charts.day_bars import CUT_AT_REFERENCES, bar_parts, is_apart
from b12track.charts.letters import Letters, Spot, write
from b12track.charts.line_breaks import width_em
from b12track.charts.reference import draw_reference, margin_em
from b12track.charts.sheet import Key, Margins, axes_in, sheet
from b12track.charts.style import PAGE, Look, drawing
from b12track.charts.week_lanes import (
    LANE_EM,
    NAMES_EM,
    ROOMY,
    draw_lane,
    draw_states,
    lane_names,
    left_em,
)
from b12track.charts.words import (
    PARTS,
    Words,
    amount_label,
    day_sentence,
    dose_sentences,
    states_finding,
    states_sentence,
)
from b12track.quantity import ug_text, whole
from b12track.wording import of_days, span_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from b12track.charts.timeline import Timeline
    from b12track.diary.days import Day

#: More bars than this cannot be told apart; the trend shows longer spans.
MOST_DAYS: Final = 62
_BAR: Final = 0.72
_TOLD_SINGLY: Final = 14
#: A median says more than the mean of this many days.
_FEW: Final = 2
_UNKNOWN: Final = "more, amount unknown"
_PARTIAL: Final = "partial day: at least"
_BODY_EM: Final = 17.0
#: An axis of little food ends so many references high, so that the line has air above it.
_HEADROOM: Final = 1.2
#: The room that a day and its month take.
_MONTH_EM: Final = 3.6
_WEEKDAY_EM: Final = 2.2
#: The size of a number over its bar, in letter sizes.
_NUMBER: Final = 0.9


class _Scale(NamedTuple):
    """Where bars are cut and where the axis ends, in µg per day; how many days there are."""

    cut_ug: float
    top_ug: float
    days: int

    @property
    def is_roomy(self) -> bool:
        return self.days <= ROOMY


def week_words(week: Timeline) -> Words:
    """The headline and the finding of these days; `alt` names each day of a fortnight."""
    days, line = week.days, week.line
    mean = summary(days)
    subtitle = f"Vitamin B12 swallowed, µg per day. {span_name(days[0].date, days[-1].date)}."
    if mean.mean_ng_per_day is not None:
        least = "at least " if mean.lower_bound_days else ""
        subtitle += (
            f" Mean of {of_days(mean.recorded_days, 'recorded day')}: {least}"
            f"{ug_text(whole(mean.mean_ng_per_day))} µg"
        )
        if mean.median_ng_per_day is not None and mean.recorded_days > _FEW:
            subtitle += f", median {ug_text(whole(mean.median_ng_per_day))}"
        subtitle += "."
    foot = f"Reference {line.name}: {line.source}. A day without a record is not zero."
    if week.absorbed:
        foot += " Absorbed: by a model of means of studies (docs/method.md), not a measurement."
    title = states_finding(week)
    told_singly = days if len(days) <= _TOLD_SINGLY else ()
    singly = [day_sentence(day, week.absorbed.get(day.date.isoformat())) for day in told_singly]
    alt = [f"Bar chart. {title}.", subtitle, f"Reference {line.name}.", states_sentence(days)]
    return Words(title, subtitle, foot, " ".join([*alt, *singly, *dose_sentences(week)])).under(
        week.headline
    )


def week_figure(week: Timeline, look: Look = PAGE) -> Figure:
    """Bars by origin for consecutive days, at most MOST_DAYS, and lanes for state and doses."""
    scale, lanes = _scale(week), lane_names(week)
    with drawing(look):
        margins = Margins(
            left=left_em(lanes),
            right=margin_em(look),
            bottom=NAMES_EM + 0.4 + LANE_EM * (len(lanes) + 1),
        )
        keys = _legend(week, look)
        figure, box = sheet(look, week_words(week), keys, margins, _BODY_EM)
        axes = axes_in(figure, box)
        _frame(axes, week.days, scale, look)
        _bars(axes, week, scale, look)
        _unknown_parts(axes, week, scale, look)
        _numbers(axes, week, scale, look)
        draw_reference(axes, range(len(week.days)), week.line, look)
        for place, name in enumerate(lanes):
            draw_lane(axes, week, name, NAMES_EM + LANE_EM * place, look)
        if scale.is_roomy:
            draw_states(figure, box, week, NAMES_EM + LANE_EM * len(lanes), look)
    return figure


def _scale(week: Timeline) -> _Scale:
    """The largest bar below the cut sets the axis; larger ones end there with an arrow."""
    reference_ng = week.line.per_day_ng
    most_ng = CUT_AT_REFERENCES * reference_ng
    sums = [sum(bar_parts(week, index)) for index in range(len(week.days))]
    larger = any(ng > most_ng for ng in sums)
    cut = max([round(_HEADROOM * reference_ng), *(ng for ng in sums if ng <= most_ng)]) / 1000
    cut = max(cut, 2 * reference_ng / 1000) if larger else cut
    return _Scale(cut, cut * (1.2 if larger else 1.14), len(week.days))


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
        axes.set_xticks(range(len(days)), _day_names(days, _room_em(axes, len(days), look)))
    else:
        mondays = [index for index, day in enumerate(days) if day.date.weekday() == 0]
        # A name takes six letter sizes; where they would touch, every second Monday is named.
        room = axes.get_position().width * look.wide_em / 6
        marked = mondays[:: 1 + int(len(mondays) / room)]
        axes.set_xticks(
            marked, [f"Mon\n{days[index].date.day} {days[index].date:%b}" for index in marked]
        )
    axes.tick_params(axis="x", labelsize=look.size.points * 0.85)


def _day_names(days: Sequence[Day], room_em: float) -> list[str]:
    """Weekday and day; the month where it begins and has room, weekdays short where they must."""
    names = []
    for index, day in enumerate(days):
        month = (
            f" {day.date:%b}" if room_em >= _MONTH_EM and (index == 0 or day.date.day == 1) else ""
        )
        weekday = f"{day.date:%a}"[: 3 if room_em >= _WEEKDAY_EM else 2]
        names.append(f"{weekday}\n{day.date.day}{month}")
    return names


def _bars(axes: Axes, week: Timeline, scale: _Scale, look: Look) -> None:
    """The known part of each day by origin, cut at the limit; partial days pale and dashed."""
    days = week.days
    bottoms = [0.0] * len(days)
    amounts = zip(*(bar_parts(week, index) for index in range(len(days))), strict=True)
    for part, colour, part_ng in zip(PARTS, look.part_colours, amounts, strict=True):
        tops = [
            min(scale.cut_ug, bottom + ng / 1000)
            for bottom, ng in zip(bottoms, part_ng, strict=True)
        ]
        heights = [top - bottom for top, bottom in zip(tops, bottoms, strict=True)]
        bars = axes.bar(
            range(len(days)),
            heights,
            _BAR,
            bottoms,
            color=colour,
            edgecolor=look.palette.ink,
            linewidth=0.5,
            label=part,
        )
        for bar, day in zip(bars, days, strict=True):
            if day.state == "partial":
                bar.set(alpha=0.55, linestyle="--", linewidth=0.9)
        bottoms = tops
    for index in range(len(days)):
        if _is_cut(week, index, scale):
            _arrow(axes, index, scale, look)


def _is_cut(week: Timeline, index: int, scale: _Scale) -> bool:
    return sum(bar_parts(week, index)) / 1000 > scale.cut_ug


def _arrow(axes: Axes, index: int, scale: _Scale, look: Look) -> None:
    """A head on a bar that goes on above the axis."""
    half, tip = _BAR / 2, scale.cut_ug * 1.06
    axes.fill(
        (index - half, index, index + half),
        (scale.cut_ug, tip, scale.cut_ug),
        facecolor=look.palette.food,
        edgecolor=look.palette.ink,
        linewidth=0.5,
        label="goes on",
    )


def _unknown_parts(axes: Axes, week: Timeline, scale: _Scale, look: Look) -> None:
    """A hatched piece of fixed height over each day that holds foods without a B12 value."""
    height = scale.top_ug * 0.07
    unknown = [index for index, day in enumerate(week.days) if day.b12_unknown_entries]
    axes.bar(
        unknown,
        [height] * len(unknown),
        _BAR,
        [_height(week, index, scale) for index in unknown],
        facecolor="none",
        hatch="////",
        edgecolor=look.palette.soft,
        linewidth=0.5,
        label=_UNKNOWN,
    )


def _height(week: Timeline, index: int, scale: _Scale) -> float:
    return min(scale.cut_ug, sum(bar_parts(week, index)) / 1000)


def _numbers(axes: Axes, week: Timeline, scale: _Scale, look: Look) -> None:
    """The amount over each bar, the state's word where there is none; in long spans cut ones.

    Upright where two would touch: 2.23 cut to 2.2 by its neighbour would be another number.
    """
    room_em = _room_em(axes, scale.days, look)
    lies = scale.is_roomy and all(
        _NUMBER * width_em(_number(week, index)) + 0.3 <= room_em for index in range(scale.days)
    )
    for index, day in enumerate(week.days):
        cut = _is_cut(week, index, scale)
        if not scale.is_roomy and not cut:
            continue
        if day.b12_ng is None and not day.entries:
            word = "paused" if day.state == "paused" else "no record"
            letters = Letters(0.9, "soft", "center", "bottom", rotation=90, pad=1.0)
            write(axes, word, Spot(index, scale.top_ug * 0.04), look, letters)
            continue
        height = _height(week, index, scale) * (1.06 if cut else 1.0)
        height += scale.top_ug * (0.085 if day.b12_unknown_entries else 0.015)
        letters = Letters(
            _NUMBER if scale.is_roomy else 0.7,
            ha="center",
            va="bottom",
            weight="bold" if cut else "normal",
            rotation=0 if lies else 90,
            pad=1.0,
        )
        write(axes, _number(week, index), Spot(index, height), look, letters)


def _number(week: Timeline, index: int) -> str:
    """The amount of a day; where its supplements stand apart, that of the food in the bar."""
    day = week.days[index]
    if is_apart(week, index):
        return ug_text((day.b12_ng or 0) - day.supplement_ng)
    return amount_label(day)


def _room_em(axes: Axes, days: int, look: Look) -> float:
    """The width of a day on the axis, in letter sizes."""
    return float(axes.get_position().width) * look.wide_em / (days + 0.2)


def _legend(week: Timeline, look: Look) -> list[Key]:
    """What the marks mean, only those that occur."""
    from matplotlib.patches import Patch

    palette = look.palette
    parts = [bar_parts(week, index) for index in range(len(week.days))]
    keys = [
        Key(part, Patch(facecolor=colour, edgecolor=palette.ink, linewidth=0.5))
        for part, colour, part_ng in zip(
            PARTS, look.part_colours, zip(*parts, strict=True), strict=True
        )
        if any(part_ng)
    ]
    if any(day.b12_unknown_entries for day in week.days):
        keys.append(Key(_UNKNOWN, Patch(facecolor="none", hatch="////", edgecolor=palette.soft)))
    if any(day.state == "partial" and day.entries for day in week.days):
        dashed = Patch(facecolor=palette.paper, linestyle="--", edgecolor=palette.ink)
        keys.append(Key(_PARTIAL, dashed))
    if len(week.days) <= ROOMY:
        keys += cell_keys(set(week.states), look, has_dose=False)
    return keys
