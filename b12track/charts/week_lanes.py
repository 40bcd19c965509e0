"""The rows below the bars of a week: doses, what is absorbed, the state of each day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from b12track.charts.cells import Cell, draw_cells
from b12track.charts.day_bars import is_apart
from b12track.charts.letters import Letters, Spot, write
from b12track.charts.line_breaks import width_em
from b12track.charts.sheet import Box, em_of
from b12track.quantity import about_ug_text, ug_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from b12track.charts.style import Look
    from b12track.charts.timeline import Timeline

#: Up to this many days every bar has its number and every day its name.
ROOMY: Final = 10
#: The height of a row, and of the names of the days above the rows, in letter sizes.
_ABSORBED: Final = "absorbed, µg"
_BY_INJECTION: Final = "by injection, µg"
_SCALE: Final = 0.8
LANE_EM: Final = 1.6
NAMES_EM: Final = 3.5


def lane_names(week: Timeline) -> list[str]:
    """The rows of words below the days: what was taken apart from food, and what is absorbed."""
    lanes = []
    if any(is_apart(week, index) for index in range(len(week.days))):
        lanes.append("tablet, µg")
    if week.doses_of("injection"):
        lanes.append("injected, µg")
    known = any(day.b12_ng for day in week.days)
    if week.absorbed and known and len(week.days) <= ROOMY:
        lanes.append(_ABSORBED)
    if known_days_injected(week) and len(week.days) <= ROOMY:
        lanes.append(_BY_INJECTION)
    return lanes


def known_days_injected(week: Timeline) -> bool:
    """Whether an injection gives something on any of these days."""
    return any(week.by_injection_ug.get(day.date) for day in week.days)


def left_em(lanes: Sequence[str]) -> float:
    """The room for the names of the lanes, at least that for the numbers of the axis."""
    return max([4.0, *(1.4 + _SCALE * width_em(name) for name in lanes)])


def draw_lane(axes: Axes, week: Timeline, name: str, down_em: float, look: Look) -> None:
    """A row of numbers below the days, with its name on the left."""
    points = look.size.points
    left = Spot(0, 0, -0.6 * points, -down_em * points, "axes fraction", "axes fraction")
    write(axes, name, left, look, Letters(_SCALE, "soft", "right"))
    for index, text in _lane_texts(week, name):
        dot_or_number = text if len(week.days) <= ROOMY else "●"
        below = Spot(index, 0, up=-down_em * points, y_in="axes fraction")
        write(axes, dot_or_number, below, look, Letters(_SCALE, ha="center"))


def _lane_texts(week: Timeline, name: str) -> list[tuple[int, str]]:
    """The numbers of a lane by the place of their day."""
    if name == "tablet, µg":
        return [
            (index, ug_text(day.supplement_ng))
            for index, day in enumerate(week.days)
            if is_apart(week, index)
        ]
    if name == "injected, µg":
        first = week.days[0].date
        given = week.doses_of("injection")
        return [((dose.on - first).days, ug_text(dose.dose_ng)) for dose in given]
    if name == _BY_INJECTION:
        return [
            (index, about_ug_text(week.by_injection_ug[day.date]))
            for index, day in enumerate(week.days)
            if day.date in week.by_injection_ug
        ]
    absorbed = [week.absorbed.get(day.date.isoformat()) for day in week.days]
    return [
        (index, about_ug_text(band.best))
        for index, band in enumerate(absorbed)
        if band and week.days[index].b12_ng is not None
    ]


def draw_states(figure: Figure, box: Box, week: Timeline, down_em: float, look: Look) -> None:
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
