"""The reference line: its value on every day, and in the margin who says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from b12track.charts.style import Look
    from b12track.charts.words import ReferenceLine


def draw_reference(axes: Axes, days: Sequence[float], line: ReferenceLine, look: Look) -> None:
    """A dashed line through the value in force on each day; `days` are their places on the axis."""
    colour = look.palette.reference
    style: dict[str, Any] = {"color": colour, "linewidth": 1.4, "linestyle": (0, (6, 2))}
    if line.daily_ng:
        axes.step(days, [ng / 1000 for ng in line.daily_ng], where="mid", **style)
    else:
        axes.axhline(line.per_day_ng / 1000, **style)
    axes.annotate(
        f"{line.value}\n{line.authority}\n{line.kind}", (1, line.per_day_ng / 1000), (4, 0),
        xycoords=("axes fraction", "data"), textcoords="offset points", va="center",
        annotation_clip=False, color=colour, size=look.size.points * 0.85,
    )  # fmt: skip
