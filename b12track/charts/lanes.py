"""Lanes under a chart over time: doses with what they cover, blood tests, symptoms, records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from b12track.charts.letters import Letters, Spot, write
from b12track.charts.line_breaks import width_em
from b12track.charts.sheet import Box, em_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from b12track.charts.style import Look
    from b12track.charts.timeline import Timeline
    from b12track.diary.days import Day

LANE_EM: Final = 1.4
#: Kinds of marks with their shape; each has a lane too, so that neither shape nor colour is needed.
MARKERS: Final = {"injection": "v", "tablet": "D", "blood test": "s", "symptom": "X"}


def lane_names(timeline: Timeline) -> list[str]:
    """The kinds of marks that occur, and the strip of what is recorded."""
    kinds = {mark.kind for mark in timeline.marks}
    kinds |= {dose.kind for dose in timeline.doses if timeline.doses_of(dose.kind)}
    return [*(kind for kind in MARKERS if kind in kinds), "recorded"]


def draw_lanes(
    figure: Figure, box: Box, timeline: Timeline, names: Sequence[str], look: Look
) -> Axes:
    """Draws the lanes below a box, and returns the axes of the lowest, which bears the dates."""
    lane = None
    for place, name in enumerate(names):
        lane = _lane(figure, box, timeline, (place, name), look)
        if name == "recorded":
            _coverage(lane, timeline.days, look)
            continue
        _covers(lane, timeline, name, look)
        places = [mark.date.toordinal() for mark in timeline.marks if mark.kind == name]
        if name in ("injection", "tablet"):
            places = [dose.on.toordinal() for dose in timeline.doses_of(name)]
        lane.scatter(
            places,
            [0.5] * len(places),
            marker=MARKERS[name],
            s=look.size.points**2 * (0.4 if len(places) <= 30 else 0.12),
            color=look.palette.ink,
            clip_on=False,
            linewidths=0,
            label=name,
            zorder=3,
        )
    assert lane is not None  # noqa: S101 - what is recorded always has a lane
    return lane


def _lane(
    figure: Figure, box: Box, timeline: Timeline, placed: tuple[int, str], look: Look
) -> Axes:
    """An axes one line high under the others, with its name in the right margin."""
    place, name = placed
    em_y = em_of(figure, look)[1]
    bottom = box.bottom - (1.5 + LANE_EM * place) * em_y
    lane: Axes = figure.add_axes(
        (box.left, bottom, box.right - box.left, 0.8 * em_y), label=f"{name} lane"
    )
    first, last = timeline.days[0].date, timeline.days[-1].date
    lane.set_xlim(first.toordinal() - 0.5, last.toordinal() + 0.5)
    lane.set_ylim(0, 1)
    lane.set_xticks([])
    lane.set_yticks([])
    for side in ("left", "bottom"):
        lane.spines[side].set_visible(False)
    beside = Spot(1, 0.5, 4, x_in="axes fraction")
    write(lane, _words(name, look), beside, look, Letters(_scale(look), "soft"))
    return lane


def _words(name: str, look: Look) -> str:
    """The name of a lane, short where there is little room."""
    words = name if name == "recorded" else f"{name}s"
    short = {"recorded": "noted", "injections": "inject.", "blood tests": "tests"}
    return short.get(words, words) if look.is_narrow else words


def _scale(look: Look) -> float:
    return 0.75 if look.is_narrow else 0.85


def lanes_margin_em(names: Sequence[str], look: Look) -> float:
    """The room that the names of the lanes take in the right margin, in letter sizes."""
    return 0.9 + _scale(look) * max(width_em(_words(name, look)) for name in names)


def _covers(lane: Axes, timeline: Timeline, kind: str, look: Look) -> None:
    """A bar from each dose to the last day it covers."""
    first, last = timeline.days[0].date, timeline.days[-1].date
    runs = []
    for dose in timeline.doses:
        if dose.kind == kind and dose.until and dose.until >= first and dose.on <= last:
            start = max(dose.on, first).toordinal() - 0.5
            runs.append((start, min(dose.until, last).toordinal() + 0.5 - start))
    lane.broken_barh(runs, (0.2, 0.6), facecolor=look.palette.covered, alpha=0.55, linewidth=0)


def _coverage(lane: Axes, days: Sequence[Day], look: Look) -> None:
    """Filled where recorded, hatched where partial, hollow where not."""
    soft = look.palette.soft
    lane.broken_barh(_runs(days, recorded=True), (0.15, 0.7), facecolor=soft, linewidth=0)
    lane.broken_barh(
        _runs(days, recorded=False),
        (0.15, 0.7),
        facecolor="none",
        edgecolor=soft,
        hatch="/////",
        linewidth=0,
    )
    lane.axhline(0.15, color=soft, linewidth=0.5)


def _runs(days: Sequence[Day], *, recorded: bool) -> list[tuple[float, int]]:
    """Start and length of each run of recorded days, or of partly known ones."""
    runs: list[tuple[float, int]] = []
    for day in days:
        if day.is_recorded != recorded or (not recorded and not day.entries):
            continue
        start = day.date.toordinal() - 0.5
        if runs and sum(runs[-1]) == start:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((start, 1))
    return runs
