"""The usual intake of groups beside single days: what taking out the days' variance does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.charts.letters import Letters, Spot, write
from b12track.charts.reference import DASHES
from b12track.charts.sheet import Box, Key, Margins, sheet
from b12track.charts.style import PAGE, Look, drawing, lettering, shortened
from b12track.charts.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from b12track.cohort.estimate import Estimate
    from b12track.cohort.normal import Array

#: More panels cannot be read on one sheet; a second lens is drawn for so many groups.
MOST_PANELS: Final = 12
_BOTH_LENSES: Final = 4
_COLUMNS: Final = 4
#: Steps of a density: fewer than those of its curve, so that no kink between them shows.
_STEPS: Final = 51
_NOTE: Final = 0.78
_SOURCE: Final = "Method, papers and limits: docs/cohort.md."


class Panel(NamedTuple):
    """One group through one lens; `one_day` holds the share of single days below each amount."""

    name: str
    people: int
    estimate: Estimate
    one_day: tuple[Array, Array]


class UsualIntakes(NamedTuple):
    """What the picture shows: panels in reading order, whose requirement, density or not."""

    panels: Sequence[Panel]
    requirement: str
    is_density: bool = False


def panels_shown(groups: int, lenses: Sequence[str]) -> tuple[str, ...]:
    """The lenses that have room: both for up to four groups, else the first.

    >>> panels_shown(3, ("swallowed", "absorbed")), panels_shown(8, ("swallowed", "absorbed"))
    (('swallowed', 'absorbed'), ('swallowed',))
    """
    return tuple(lenses) if groups <= _BOTH_LENSES else tuple(lenses[:1])


def usual_words(picture: UsualIntakes) -> Words:
    """The finding, the units, the source, and every panel in a sentence."""
    first = picture.panels[0]
    one_day, share = first.estimate.raw_one_day, first.estimate.shares["cut-point"].share
    whose = "" if len(picture.panels) == 1 else f" ({first.name}, {first.estimate.lens})"
    title = (
        f"{100 * share:.0f} % below the average requirement by usual intake, {100 * one_day:.0f} %"
        f" by single days{whose}"
    )
    kind = "Density of people" if picture.is_density else "Share of people at or below an amount"
    subtitle = f"{kind}, by usual B12 a day in µg. Requirement: {picture.requirement}."
    foot = f"Band: 95 % range over samples and shapes of days. {_SOURCE}"
    alt = " ".join([f"{title}.", subtitle, *map(_sentence, picture.panels), foot])
    return Words(title, subtitle, foot, alt)


def _sentence(panel: Panel) -> str:
    estimate = panel.estimate
    share = estimate.shares["cut-point"]
    band = "" if share.low is None else f" ({_pct(share.low)} to {_pct(share.high or 0.0)})"
    low, middle, high = (estimate.percentiles_ug[place] for place in (0, 3, 6))
    return (
        f"{panel.name}, {estimate.lens}, {panel.people:,} people: {_pct(share.share)} %{band}"
        f" below {_amounts(estimate)} µg; by single days {_pct(estimate.raw_one_day)} %. Half of"
        f" them have {middle:.1f} µg or less, 5 % {low:.1f} or less, 5 % more than {high:.1f}."
    )


def _pct(share: float) -> str:
    return f"{100 * share:.1f}"


def _amounts(estimate: Estimate) -> str:
    return " or ".join(f"{amount:g}" for amount in estimate.requirement_ug)


def usual_figure(picture: UsualIntakes, look: Look = PAGE) -> Figure:
    """Small multiples: usual intake in its band, the requirement, single days in grey."""
    with drawing(look):
        figure, box = sheet(look, usual_words(picture), _legend(picture, look), Margins(left=3.6))
        names = lettering([panel.name for panel in picture.panels])[1]
        lenses = list(dict.fromkeys(panel.estimate.lens for panel in picture.panels))
        for place, panel in enumerate(picture.panels):
            is_edge, cell = _cell(box, place, len(picture.panels), len(lenses))
            axes = figure.add_axes(cell)
            alike = [
                other for other in picture.panels if other.estimate.lens == panel.estimate.lens
            ]
            _frame(axes, _furthest(alike), picture.is_density, look)
            _draw(axes, panel, picture.is_density, look)
            title = f"{shortened(names[place], 22)}, {panel.estimate.lens}"
            axes.set_title(title, loc="left", size=look.size.points * 0.85, pad=3)
            if not is_edge:
                axes.set_yticklabels([])
    return figure


def _cell(
    box: Box, place: int, count: int, lenses: int
) -> tuple[bool, tuple[float, float, float, float]]:
    """Whether a panel stands at the left edge, and its place; a lens fills rows of its own."""
    if count == lenses:  # one group: its lenses side by side
        lenses = 1
    each = count // lenses
    columns = min(each, _COLUMNS)
    rows_of_lens = -(-each // columns)
    lens, within = divmod(place, each)
    row, column = lens * rows_of_lens + within // columns, within % columns
    rows = rows_of_lens * lenses
    width, height = (box.right - box.left) / columns, (box.top - box.bottom) / rows
    left, bottom = box.left + column * width, box.top - (row + 1) * height
    if rows > 1:  # room for the amounts below and the name above
        return column == 0, (left, bottom + 0.1 * height, width * 0.9, height * 0.74)
    return column == 0, (left, bottom, width * 0.9, height * 0.95)


def _furthest(panels: Sequence[Panel]) -> float:
    """Where the axis of amounts ends: past nearly everybody, and past the requirement."""
    ends = [
        max(1.25 * panel.estimate.percentiles_ug[-1], 1.5 * panel.estimate.requirement_ug[-1])
        for panel in panels
    ]
    return max(ends)


def _frame(axes: Axes, furthest: float, is_density: bool, look: Look) -> None:
    from matplotlib.ticker import MaxNLocator

    axes.tick_params(length=0, labelsize=look.size.points * 0.82)
    axes.set_xlim(0, furthest)
    axes.xaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 5, 10]))
    axes.set_axisbelow(True)
    if is_density:
        axes.set_yticks([])
        return
    axes.grid(axis="y", color=look.palette.faint, linewidth=0.6)
    axes.set_ylim(0, 100)
    axes.set_yticks([0, 50, 100], ["0 %", "50 %", "100 %"])


def _draw(axes: Axes, panel: Panel, is_density: bool, look: Look) -> None:
    palette, curve = look.palette, panel.estimate.curve
    amounts, shares = curve.amounts_ug, curve.shares
    if is_density:
        axes.plot(*_slope(*panel.one_day), color=palette.unnamed, linewidth=1.2)
        middle, density = _slope(amounts, shares)
        axes.fill_between(middle, 0, density, color=palette.food, alpha=0.2, linewidth=0)
        axes.plot(middle, density, color=palette.food, linewidth=1.8)
        axes.set_ylim(0, 1.35 * max(axes.dataLim.y1, 1e-9))
    else:
        axes.plot(*_percents(*panel.one_day), color=palette.unnamed, linewidth=1.2)
        axes.fill_between(
            amounts, 100 * curve.low, 100 * curve.high, color=palette.food, alpha=0.2, linewidth=0
        )
        axes.plot(*_percents(amounts, shares), color=palette.food, linewidth=1.8)
    for amount in panel.estimate.requirement_ug:
        axes.axvline(amount, color=palette.ink, linewidth=1.2, linestyle=DASHES)
    _note(axes, panel, is_density, look)


def _note(axes: Axes, panel: Panel, is_density: bool, look: Look) -> None:
    """The two shares in words, where the curves leave room."""
    estimate = panel.estimate
    y = 0.95 if is_density else 0.3
    lines = (
        (f"{_pct(estimate.shares['cut-point'].share)} % below", "food", "bold"),
        (f"{_pct(estimate.raw_one_day)} % of days", "soft", "normal"),
    )
    for number, (text, colour, weight) in enumerate(lines):
        down = -1.45 * _NOTE * look.size.points * number
        place = Spot(0.98, y, 0, down, "axes fraction", "axes fraction")
        letters = Letters(_NOTE, colour, "right", "top", weight, pad=0.8, opacity=0.8)
        write(axes, text, place, look, letters)


def _percents(amounts: Array, shares: Array) -> tuple[Array, Array]:
    return amounts, 100 * shares


def _slope(amounts: Array, shares: Array) -> tuple[Array, Array]:
    """Density over steps wide enough that no kink of the grid shows."""
    import numpy as np

    far = min(float(amounts[-1]), float(np.interp(0.995, shares, amounts)))
    even = np.linspace(0, far, _STEPS)
    at = np.interp(even, amounts, shares, left=0.0)
    return (even[1:] + even[:-1]) / 2, np.diff(at) / np.diff(even)


def _legend(picture: UsualIntakes, look: Look) -> list[Key]:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    palette = look.palette
    keys = [Key("usual intake", Line2D([], [], color=palette.food, linewidth=1.8))]
    if not picture.is_density:
        keys.append(Key("95 % range", Patch(color=palette.food, alpha=0.2, linewidth=0)))
    dashed = Line2D([], [], color=palette.ink, linewidth=1.2, linestyle=DASHES)
    days = Line2D([], [], color=palette.unnamed, linewidth=1.2)
    return [*keys, Key("single days", days), Key("average requirement", dashed)]
