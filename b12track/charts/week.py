"""The week: a bar a day by origin beside a reference; large doses on a lane of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from b12track.analysis.summary import summary
from b12track.charts.cells import Cell, cell_keys, draw_cells
from b12track.charts.reference import draw_reference, margin_em
from b12track.charts.sheet import Box, Key, Margins, axes_in, em_of, sheet
from b12track.charts.style import PAGE, Look, drawing
from b12track.charts.words import (
    PARTS,
    Words,
    amount_label,
    day_sentence,
    dose_sentences,
    parts_of,
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
#: A day above this many references keeps its supplements off the bar, on a lane of their own, so
#: that food stays visible; food above it ends in an arrow with its number.
CUT_AT_REFERENCES: Final = 5
_BAR: Final = 0.72
#: Up to this many days every bar has its number and every day its name.
_ROOMY: Final = 10
_TOLD_SINGLY: Final = 14
#: A median says more than the mean of this many days.
_FEW: Final = 2
_UNKNOWN: Final = "more, amount unknown"
_PARTIAL: Final = "partial day: at least"
_BODY_EM: Final = 17.0
_LANE_EM: Final = 1.6
_NAMES_EM: Final = 3.5


class _Scale(NamedTuple):
    """Where bars are cut and where the axis ends, in µg per day; how many days there are."""

    cut_ug: float
    top_ug: float
    days: int

    @property
    def is_roomy(self) -> bool:
        return self.days <= _ROOMY


def week_words(week: Timeline) -> Words:
    """The headline and the finding of these days; `alt` names each day of a fortnight."""
    days, line = week.days, week.line
    mean = summary(days)
    told = f"Vitamin B12 swallowed, µg per day. {span_name(days[0].date, days[-1].date)}."
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
    if week.absorbed:
        foot += " Absorbed: by a model of means of studies (docs/method.md), not a measurement."
    title = states_finding(week)
    told_singly = days if len(days) <= _TOLD_SINGLY else ()
    singly = [day_sentence(day, week.absorbed.get(day.date.isoformat())) for day in told_singly]
    alt = [f"Bar chart. {title}.", told, f"Reference {line.name}.", states_sentence(days)]
    return Words(title, told, foot, " ".join([*alt, *singly, *dose_sentences(week)])).under(
        week.headline
    )


def week_figure(week: Timeline, look: Look = PAGE) -> Figure:
    """Bars by origin for consecutive days, at most MOST_DAYS, and lanes for state and doses."""
    scale, lanes = _scale(week), _lanes(week)
    with drawing(look):
        margins = Margins(
            left=_left_em(lanes),
            right=margin_em(look),
            bottom=_NAMES_EM + 0.4 + _LANE_EM * (len(lanes) + 1),
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
            _lane(axes, week, name, _NAMES_EM + _LANE_EM * place, look)
        if scale.is_roomy:
            _states(figure, box, week, _NAMES_EM + _LANE_EM * len(lanes), look)
    return figure


def _lanes(week: Timeline) -> list[str]:
    """The rows of words below the days: what was taken apart from food, and what is absorbed."""
    lanes = []
    if any(_is_apart(week, index) for index in range(len(week.days))):
        lanes.append("tablet, µg")
    if week.doses_of("injection"):
        lanes.append("injected, µg")
    known = any(day.b12_ng for day in week.days)
    if week.absorbed and known and len(week.days) <= _ROOMY:
        lanes.append("absorbed, µg")
    return lanes


def _left_em(lanes: Sequence[str]) -> float:
    return 7.2 if lanes else 4.0


def _bar_parts(week: Timeline, index: int) -> tuple[int, ...]:
    """The parts drawn as a bar: a large dose is left to its lane."""
    parts = parts_of(week.days[index])
    if _is_apart(week, index):
        return tuple(
            0 if name == "supplement" else ng for name, ng in zip(PARTS, parts, strict=True)
        )
    return parts


def _is_apart(week: Timeline, index: int) -> bool:
    day = week.days[index]
    most_ng = CUT_AT_REFERENCES * week.line.per_day_ng
    return bool(day.supplement_ng) and (day.b12_ng or 0) > most_ng


def _scale(week: Timeline) -> _Scale:
    """The largest bar below the cut sets the axis; larger ones end there with an arrow."""
    reference_ng = week.line.per_day_ng
    most_ng = CUT_AT_REFERENCES * reference_ng
    sums = [sum(_bar_parts(week, index)) for index in range(len(week.days))]
    larger = any(ng > most_ng for ng in sums)
    cut = max([round(1.5 * reference_ng), *(ng for ng in sums if ng <= most_ng)]) / 1000
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
        axes.set_xticks(range(len(days)), _day_names(days))
    else:
        mondays = [index for index, day in enumerate(days) if day.date.weekday() == 0]
        # A name takes six letter sizes; where they would touch, every second Monday is named.
        room = axes.get_position().width * look.wide_em / 6
        marked = mondays[:: 1 + int(len(mondays) / room)]
        axes.set_xticks(
            marked, [f"Mon\n{days[index].date.day} {days[index].date:%b}" for index in marked]
        )
    axes.tick_params(axis="x", labelsize=look.size.points * 0.85)


def _day_names(days: Sequence[Day]) -> list[str]:
    """Weekday and day; the month where it begins."""
    names = []
    for index, day in enumerate(days):
        month = f" {day.date:%b}" if index == 0 or day.date.day == 1 else ""
        names.append(f"{day.date:%a}\n{day.date.day}{month}")
    return names


def _bars(axes: Axes, week: Timeline, scale: _Scale, look: Look) -> None:
    """The known part of each day by origin, cut at the limit; partial days pale and dashed."""
    days = week.days
    bottoms = [0.0] * len(days)
    amounts = zip(*(_bar_parts(week, index) for index in range(len(days))), strict=True)
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
    return sum(_bar_parts(week, index)) / 1000 > scale.cut_ug


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
    return min(scale.cut_ug, sum(_bar_parts(week, index)) / 1000)


def _numbers(axes: Axes, week: Timeline, scale: _Scale, look: Look) -> None:
    """The amount over each bar, the state's word where there is none; in long spans cut ones."""
    for index, day in enumerate(week.days):
        cut, apart = _is_cut(week, index, scale), _is_apart(week, index)
        if not scale.is_roomy and not cut:
            continue
        label = amount_label(day)
        if apart:  # the bar is the food alone, so its number is
            label = ug_text((day.b12_ng or 0) - day.supplement_ng)
        if day.b12_ng is None and not day.entries:
            _word(axes, index, "paused" if day.state == "paused" else "no record", scale, look)
            continue
        height = _height(week, index, scale) * (1.06 if cut else 1.0)
        height += scale.top_ug * (0.085 if day.b12_unknown_entries else 0.015)
        axes.text(
            index,
            height,
            label,
            ha="center",
            va="bottom",
            weight="bold" if cut else "normal",
            rotation=0 if scale.is_roomy else 90,
            size=look.size.points * (0.9 if scale.is_roomy else 0.7),
            zorder=4,
            bbox={"facecolor": look.palette.paper, "edgecolor": "none", "pad": 1.0},
        )


def _word(axes: Axes, index: int, word: str, scale: _Scale, look: Look) -> None:
    """What a day without any amount is called, upright in the place of its bar."""
    axes.text(
        index,
        scale.top_ug * 0.04,
        word,
        rotation=90,
        ha="center",
        va="bottom",
        color=look.palette.soft,
        size=look.size.points * 0.9,
        bbox={"facecolor": look.palette.paper, "edgecolor": "none", "pad": 1.0},
    )


def _lane(axes: Axes, week: Timeline, name: str, down_em: float, look: Look) -> None:
    """A row of numbers below the days, with its name on the left."""
    style: dict[str, Any] = {
        "textcoords": "offset points",
        "va": "center",
        "annotation_clip": False,
        "size": look.size.points * 0.8,
    }
    down = (0, -down_em * look.size.points)
    axes.annotate(
        name,
        (0, 0),
        (-0.6 * look.size.points, down[1]),
        xycoords="axes fraction",
        ha="right",
        color=look.palette.soft,
        **style,
    )
    for index, text in _lane_texts(week, name):
        dot_or_number = text if len(week.days) <= _ROOMY else "●"
        axes.annotate(
            dot_or_number,
            (index, 0),
            down,
            xycoords=("data", "axes fraction"),
            ha="center",
            **style,
        )


def _lane_texts(week: Timeline, name: str) -> list[tuple[int, str]]:
    """The numbers of a lane by the place of their day."""
    if name == "tablet, µg":
        return [
            (index, ug_text(day.supplement_ng))
            for index, day in enumerate(week.days)
            if _is_apart(week, index)
        ]
    if name == "injected, µg":
        first = week.days[0].date
        given = week.doses_of("injection")
        return [((dose.on - first).days, ug_text(dose.dose_ng)) for dose in given]
    absorbed = [week.absorbed.get(day.date.isoformat()) for day in week.days]
    return [
        (index, ug_text(round(band.best * 1000)))
        for index, band in enumerate(absorbed)
        if band and week.days[index].b12_ng is not None
    ]


def _states(figure: Figure, box: Box, week: Timeline, down_em: float, look: Look) -> None:
    """The state of each day as the calendar draws it."""
    em_x, em_y = em_of(figure, look)
    side = 1.5 * em_y
    axes = figure.add_axes(
        (box.left, box.bottom - down_em * em_y - side / 2, box.right - box.left, side),
        label="states",
    )
    axes.axis("off")
    days = len(week.days)
    # A cell is one letter and a half wide and high: the days lie far apart on this axis.
    unit = (box.right - box.left) / (1.5 * em_x)
    axes.set_xlim(0, unit)
    axes.set_ylim(0.5, -0.5)
    step = unit / (days + 0.2)  # the axis of the bars runs from -0.6 to days - 0.4
    cells = [Cell((index + 0.6) * step, 0, state) for index, state in enumerate(week.states)]
    draw_cells(axes, cells, look)


def _legend(week: Timeline, look: Look) -> list[Key]:
    """What the marks mean, only those that occur."""
    from matplotlib.patches import Patch

    palette = look.palette
    parts = [_bar_parts(week, index) for index in range(len(week.days))]
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
    if len(week.days) <= _ROOMY:
        keys += cell_keys(set(week.states), look, has_dose=False)
    return keys
