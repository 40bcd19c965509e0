"""The cell of a day: its state by colour, by size and by a mark, so that any one of them tells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypedDict

from b12track.charts.letters import Letters, Spot, write
from b12track.charts.sheet import Key
from b12track.charts.timeline import STATE_NAMES

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from matplotlib.axes import Axes
    from matplotlib.lines import Line2D
    from matplotlib.path import Path

    from b12track.charts.style import Look
    from b12track.charts.timeline import State

#: Half the side of a cell; what is below the reference is drawn smaller too.
HALF: Final = 0.43
_SMALLER: Final = 0.30
_FILLED: Final[tuple[State, ...]] = ("enough", "covered", "below", "none")
_CHECK: Final = ((-0.20, 0.02), (-0.06, 0.17), (0.22, -0.17))
_DASH: Final = ((-0.14, 0.0), (0.14, 0.0))
DOSE: Final = "a dose"
#: So many cells are one path: edges of longer ones are not set on whole pixels.
_TOGETHER: Final = 200


class _Dress(TypedDict):
    """How the box of a state is filled and edged, in matplotlib's words."""

    facecolor: str
    edgecolor: str
    linewidth: float
    hatch: str | None


class Cell(NamedTuple):
    """A cell by its middle, with the state of its day and whether a dose was given on it."""

    x: float
    y: float
    state: State
    is_dose: bool = False


def draw_cells(axes: Axes, cells: Sequence[Cell], look: Look) -> None:
    """Draws cells in data coordinates in which y grows downward and a cell is 1 by 1.

    One path for each kind of mark: hundreds of cells draw as fast as ten.
    """
    for state in STATE_NAMES:
        of_state = [cell for cell in cells if cell.state == state]
        if of_state:
            _boxes(axes, of_state, state, look)
    palette = look.palette
    checked = [cell for cell in cells if cell.state == "enough" and not cell.is_dose]
    _strokes(axes, checked, _CHECK, palette.paper, look)
    _strokes(axes, [c for c in cells if c.state == "below"], _DASH, palette.ink, look)
    doses = [cell for cell in cells if cell.is_dose]
    if doses:
        axes.scatter(
            [cell.x for cell in doses],
            [cell.y for cell in doses],
            s=(_unit_points(axes, look) * 0.42) ** 2,
            color=palette.paper,
            edgecolors=palette.ink,
            linewidths=0.4,
            label=DOSE,
            zorder=3,
        )
    for cell in cells:
        sign = {"none": "0", "unsure": "?"}.get(cell.state)
        if sign and not cell.is_dose:
            scale = min(1.0, _unit_points(axes, look) * 0.48 / look.size.points)
            letters = Letters(scale, ha="center", va="center_baseline")
            write(axes, sign, Spot(cell.x, cell.y), look, letters)


def _boxes(axes: Axes, cells: Sequence[Cell], state: State, look: Look) -> None:
    from matplotlib.collections import PathCollection

    half = _SMALLER if state in ("below", "none") else HALF
    corners = ((-half, -half), (half, -half), (half, half), (-half, half), (-half, -half))
    boxes = PathCollection(_paths(cells, corners), **_dress(state, look), label=state)
    axes.add_collection(boxes)


def _paths(cells: Sequence[Cell], shape: Sequence[tuple[float, float]]) -> list[Path]:
    """A shape in each cell, in paths of many shapes: each path is one element of an SVG."""
    from matplotlib.path import Path

    paths = []
    for first in range(0, len(cells), _TOGETHER):
        part = cells[first : first + _TOGETHER]
        points = [(cell.x + x, cell.y + y) for cell in part for x, y in shape]
        codes = [Path.MOVETO, *[Path.LINETO] * (len(shape) - 1)]
        if shape[0] == shape[-1]:
            codes[-1] = Path.CLOSEPOLY
        paths.append(Path(points, codes * len(part)))
    return paths


def _dress(state: State, look: Look) -> _Dress:
    """How the box of a state is filled and edged."""
    palette = look.palette
    fill = {"enough": palette.enough, "covered": palette.covered}.get(state, palette.below)
    if state in _FILLED:
        return {"facecolor": fill, "edgecolor": "none", "linewidth": 0.0, "hatch": None}
    # Pale where a year of cells is looked at; on a sheet of paper they are to be ticked by hand.
    is_pale = state == "unrecorded" and look.size_name != "a4"
    edge = palette.unnamed if is_pale else palette.soft
    hatch = "////" if state == "paused" else None
    return {"facecolor": "none", "edgecolor": edge, "linewidth": 0.6, "hatch": hatch}


def _strokes(
    axes: Axes,
    cells: Sequence[Cell],
    path: Sequence[tuple[float, float]],
    colour: str,
    look: Look,
) -> None:
    from matplotlib.collections import PathCollection

    if cells:
        width = max(0.7, _unit_points(axes, look) * 0.09)
        strokes = PathCollection(_paths(cells, path), facecolor="none", edgecolor=colour)
        strokes.set(linewidth=width, zorder=3)
        axes.add_collection(strokes)


def _unit_points(axes: Axes, look: Look) -> float:
    """The side of a cell in points."""
    box, limits = axes.get_window_extent(), axes.get_xlim()
    return float(box.width) / look.size.dpi * 72 / abs(limits[1] - limits[0])


def cell_keys(states: Collection[State], look: Look, *, has_dose: bool) -> list[Key]:
    """The legend of the states that occur, and of doses."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    keys = [
        Key(name, (Patch(**_dress(state, look)), _legend_mark(state, look)))
        for state, name in STATE_NAMES.items()
        if state in states
    ]
    if has_dose:
        size = look.size.points * 0.7
        dose = Line2D([], [], marker="o", color=look.palette.paper, linestyle="none")
        dose.set(markersize=size, markeredgecolor=look.palette.ink, markeredgewidth=0.6)
        keys.append(Key(DOSE, dose))
    return keys


def _legend_mark(state: State, look: Look) -> Line2D:
    """The mark of a state as the legend shows it."""
    from matplotlib.lines import Line2D
    from matplotlib.textpath import TextPath

    palette = look.palette
    marker: Any = "none"  # the stubs know lists of whole numbers alone
    if state == "enough":
        marker = [(x, -y) for x, y in _CHECK]
    elif state == "below":
        marker = "_"
    elif state in ("none", "unsure"):
        marker = TextPath((-3.0, -3.6), "0" if state == "none" else "?", size=10)
    colour = palette.paper if state == "enough" else palette.ink
    mark = Line2D([], [], marker=marker, color=colour, linestyle="none")
    mark.set(markersize=look.size.points * 0.7, markeredgewidth=0.9)
    if state == "enough":
        mark.set_markerfacecolor("none")
    elif state != "below":
        mark.set(markeredgewidth=0.0, markersize=look.size.points * 0.62)
    return mark
