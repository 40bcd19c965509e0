"""The reference line: its value on every day, and in the margin who says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from b12track.charts.letters import Letters, Spot, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from b12track.charts.style import Look
    from b12track.charts.words import ReferenceLine

Height = Literal["center", "bottom"]
DASHES: Final = (0, (6, 2))


def margin_em(look: Look) -> float:
    """The room that the words beside the line take, in letter sizes."""
    return 4.2 if look.is_narrow else 6.4


def draw_reference(axes: Axes, days: Sequence[float], line: ReferenceLine, look: Look) -> None:
    """A dashed line through the value in force on each day; `days` are their places on the axis."""
    style: dict[str, Any] = {"color": look.palette.ink, "linewidth": 1.2, "linestyle": DASHES}
    if line.daily_ng:
        axes.step(days, [ng / 1000 for ng in line.daily_ng], where="mid", **style)
    else:
        axes.axhline(line.per_day_ng / 1000, **style)
    name = f"{line.value}\n{line.authority}\n{line.kind}"
    if look.is_narrow:  # who says it stands in the footnote too
        name = f"{line.value}\n{line.kind.split()[0]}"
    write_beside(axes, line.per_day_ng / 1000, name, look)


def write_beside(axes: Axes, height: float, words: str, look: Look, va: Height = "center") -> None:
    """Words in the right margin at a height of the axis, in place of a legend.

    Near the lower end they stand on the height (`va` "bottom"), clear of the names of the axis.
    """
    write(axes, words, Spot(1, height, 4, x_in="axes fraction"), look, Letters(va=va))
