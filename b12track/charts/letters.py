"""Words on axes: where they stand, how large they are, in which colour; one way for all charts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from b12track.charts.style import Look

Coordinates = Literal["data", "axes fraction"]


class Spot(NamedTuple):
    """A point of the axes, by its data or by the share of the axes, and so many points beside."""

    x: float
    y: float
    right: float = 0.0
    up: float = 0.0
    x_in: Coordinates = "data"
    y_in: Coordinates = "data"


class Letters(NamedTuple):
    """How words are set: `scale` is in letter sizes, `colour` one of the palette.

    With `pad` (points) they stand on a piece of paper over what is drawn.
    """

    scale: float = 0.85
    colour: str = "ink"
    ha: Literal["left", "center", "right"] = "left"
    va: Literal["top", "center", "bottom", "center_baseline"] = "center"
    weight: str = "normal"
    rotation: float = 0.0
    pad: float | None = None
    opacity: float = 1.0


def write(axes: Axes, words: str, place: Spot, look: Look, letters: Letters) -> None:
    """Words at a place, also where it lies outside the axes."""
    paper = {"facecolor": look.palette.paper, "edgecolor": "none", "alpha": letters.opacity}
    axes.annotate(
        words,
        place[:2],
        (place.right, place.up),
        xycoords=(place.x_in, place.y_in),
        textcoords="offset points",
        annotation_clip=False,
        size=look.size.points * letters.scale,
        color=getattr(look.palette, letters.colour),
        ha=letters.ha,
        va=letters.va,
        weight=letters.weight,
        rotation=letters.rotation,
        bbox=None if letters.pad is None else {**paper, "pad": letters.pad},
        zorder=3 if letters.pad is None else 4,
    )
