"""The calendar: a row a month, a cell a day; states of days are told apart from values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from b12track.analysis.findings import calendar_finding
from b12track.charts.sheet import Margins, axes_in, sheet
from b12track.charts.style import PAGE, Look, drawing
from b12track.charts.words import ReferenceLine, Words, states_sentence
from b12track.quantity import ug_text
from b12track.wording import span_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from b12track.diary.days import Day

#: More rows than this make cells too small to read.
MOST_MONTHS: Final = 24
#: One hue from pale to strong: the order is the same in grey and for every eye.
_RAMP: Final = ("#edf3f9", "#c3d9ec", "#86b4da", "#3a7fbd", "#0a3a66")
_DARK_RAMP: Final = ("#1d2c3a", "#2a4e70", "#3f7fb8", "#86bdec", "#def0ff")
#: Where a class ends, in shares of the reference; the last has no end.
_ENDS: Final = (0.0, 0.5, 1.0, 10.0)
_SIDE: Final = 0.86


def calendar_words(days: Sequence[Day], line: ReferenceLine) -> Words:
    """How much is recorded and how much of it lies below the reference; `alt` tells the months."""
    title = calendar_finding(days, line.thresholds)
    told = (
        f"Vitamin B12 swallowed, a cell a day. {span_name(days[0].date, days[-1].date)}."
        f" Reference {line.value}."
    )
    foot = f"Reference {line.name}: {line.source}. A day without a record is not zero."
    months = [_month_sentence(month) for month in _months(days)]
    alt = " ".join([f"Calendar. {title}.", told, f"Reference {line.name}.",
                    states_sentence(days), *months])  # fmt: skip
    return Words(title, told, foot, alt)


def _months(days: Sequence[Day]) -> list[list[Day]]:
    """The days month by month."""
    months: list[list[Day]] = []
    for day in days:
        if not months or months[-1][0].date.month != day.date.month:
            months.append([])
        months[-1].append(day)
    return months


def _month_sentence(month: Sequence[Day]) -> str:
    known = [day.b12_ng for day in month if day.is_recorded and day.b12_ng is not None]
    mean = f", mean {ug_text(round(sum(known) / len(known)))} µg per day" if known else ""
    return f"{month[0].date:%b %Y}: {len(known)} of {len(month)} days recorded{mean}."


def calendar_figure(days: Sequence[Day], line: ReferenceLine, look: Look = PAGE) -> Figure:
    """Consecutive days of at most MOST_MONTHS months, coloured by their share of the reference."""
    months = _months(days)
    with drawing(look):
        words, legend = calendar_words(days, line), _legend(days, line, look)
        figure, box = sheet(look, words, legend, Margins(left=5.2, right=1.0, bottom=2.0))
        axes = axes_in(figure, box)
        _frame(axes, months, look)
        for row, month in enumerate(months):
            _outlines(axes, row, month, look)
        _cells(axes, days, line, look)
        _zeros(axes, months, look)
    return figure


def _frame(axes: Axes, months: Sequence[Sequence[Day]], look: Look) -> None:
    axes.set_xlim(0.4, 31.6)
    axes.set_ylim(max(len(months), 6) - 0.4, -0.6)
    for spine in axes.spines.values():
        spine.set_visible(False)
    names = [
        f"{month[0].date:%b} {month[0].date.year}"
        if row == 0 or month[0].date.month == 1
        else f"{month[0].date:%b}"
        for row, month in enumerate(months)
    ]
    axes.set_yticks(range(len(months)), names)
    axes.set_xticks((1, 5, 10, 15, 20, 25, 31))
    axes.tick_params(labelsize=look.size.points * (0.85 if len(months) <= 14 else 0.7))


def level(day: Day, per_day_ng: int) -> int | None:
    """The class of a day's amount, 0 (none) to 4 (ten times the reference), None if not known."""
    if day.b12_ng is None:
        return None
    share = day.b12_ng / per_day_ng
    return next(
        (n for n, end in enumerate(_ENDS) if share < end or share == end == 0.0), len(_ENDS)
    )


def _corners(row: int, day: Day, *, half: bool) -> list[tuple[float, float]]:
    """The cell of a day, or its lower left half where more may have been eaten."""
    x, y, side = day.date.day, row, _SIDE / 2
    corners = [(x - side, y - side), (x - side, y + side), (x + side, y + side)]
    return corners if half else [*corners, (x + side, y - side)]


def _cells(axes: Axes, days: Sequence[Day], line: ReferenceLine, look: Look) -> None:
    """One collection of cells for each class, so that ten thousand cells draw as fast as ten."""
    from matplotlib.collections import PolyCollection

    ramp = _DARK_RAMP if look.dark else _RAMP
    first = days[0].date.year * 12 + days[0].date.month
    levels = [level(day, line.on(index)) for index, day in enumerate(days)]
    for number, name in enumerate(_names(line)):
        shapes = [
            _corners(day.date.year * 12 + day.date.month - first, day, half=day.is_lower_bound)
            for day, of_day in zip(days, levels, strict=True)
            if of_day == number
        ]
        axes.add_collection(
            PolyCollection(shapes, facecolors=ramp[number], edgecolors="none", label=name)
        )


def _outlines(axes: Axes, row: int, month: Sequence[Day], look: Look) -> None:
    """Hollow cells: thin where not recorded, hatched where paused, "?" where B12 is unknown."""
    from matplotlib.patches import Rectangle

    for day in month:
        at = (day.date.day - _SIDE / 2, row - _SIDE / 2)
        if day.state == "paused":
            axes.add_patch(
                Rectangle(at, _SIDE, _SIDE, facecolor="none", edgecolor=look.palette.soft,
                          hatch="////", linewidth=0.3)
            )  # fmt: skip
        elif day.b12_ng is None or day.is_lower_bound:
            axes.add_patch(
                Rectangle(at, _SIDE, _SIDE, facecolor="none", edgecolor=look.palette.soft,
                          linewidth=0.5)
            )  # fmt: skip
        if day.b12_ng is None and day.entries:
            _sign(axes, row, day, "?", look)


def _zeros(axes: Axes, months: Sequence[Sequence[Day]], look: Look) -> None:
    for row, month in enumerate(months):
        for day in month:
            if day.b12_ng == 0 and not day.is_lower_bound:
                _sign(axes, row, day, "0", look)


def _sign(axes: Axes, row: int, day: Day, sign: str, look: Look) -> None:
    axes.text(day.date.day, row, sign, ha="center", va="center_baseline",
              size=look.size.points * 0.6, color=look.palette.ink)  # fmt: skip


def _names(line: ReferenceLine) -> tuple[str, ...]:
    per_day = line.per_day_ng / 1000
    return (
        "0 µg",
        f"below {per_day / 2:g} µg",
        f"below {per_day:g} µg",
        f"{per_day:g} µg or more",
        f"{per_day * 10:g} µg or more",
    )


def _legend(days: Sequence[Day], line: ReferenceLine, look: Look) -> list[Any]:
    """The classes, and the states that occur."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    ramp = _DARK_RAMP if look.dark else _RAMP
    edge: dict[str, Any] = {"edgecolor": look.palette.soft, "linewidth": 0.5}
    entries: list[Any] = [
        Patch(facecolor=colour, label=name, **edge)
        for colour, name in zip(ramp, _names(line), strict=True)
    ]
    if any(day.is_lower_bound for day in days):
        entries.append(
            Line2D([], [], marker=[(-1, -1), (-1, 1), (1, -1)], linestyle="none", label="at least",
                   color=ramp[3], markersize=look.size.points * 0.7)
        )  # fmt: skip
    if any(day.state == "unrecorded" for day in days):
        entries.append(Patch(facecolor="none", label="no record", **edge))
    if any(day.state == "paused" for day in days):
        entries.append(Patch(facecolor="none", hatch="////", label="paused", **edge))
    return entries
