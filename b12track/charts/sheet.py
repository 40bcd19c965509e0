"""The frame of every picture: title on top, legend, room for axes, sources at the foot."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from b12track.charts.style import Look
    from b12track.charts.words import Words

_LINE = 1.35  # line height in letter sizes
_TITLE = 1.35  # size of the title in letter sizes
_SMALL = 0.82
#: Mean width of a letter of DejaVu Sans in letter sizes: plain, bold (measured on our titles).
_LETTER, _BOLD = 0.57, 0.66


class Box(NamedTuple):
    """The room left for axes, in fractions of the figure."""

    left: float
    bottom: float
    right: float
    top: float


class Margins(NamedTuple):
    """Room that a chart keeps around its axes, in letter sizes."""

    left: float = 4.0
    right: float = 1.2
    bottom: float = 2.6


#: Room for two figures of a number on the left, and for names of days below.
ROOM: Final = Margins()


def sheet(
    look: Look, words: Words, legend: Sequence[Any] = (), margins: Margins = ROOM
) -> tuple[Figure, Box]:
    """A figure with its words and legend, and the room that is left between them.

    `legend` are artists with labels, in reading order. Positions are reckoned from letter
    sizes: a layout engine would draw the figure twice.
    """
    from matplotlib.figure import Figure

    size = look.size
    figure = Figure(figsize=(size.width, size.height), dpi=size.dpi)
    em_x, em_y = size.points / 72 / size.width, size.points / 72 / size.height
    room = 1 - 2 * em_x
    y = 1 - 0.9 * em_y
    y = _paragraph(figure, words.title, (em_x, y), look, is_title=True)
    y = _paragraph(figure, words.subtitle, (em_x, y), look)
    if legend:
        y = _legend(figure, look, legend, (em_x, y, room))
    foot = _lines(words.footnote, room / em_x / _SMALL, _LETTER)
    figure.text(
        em_x, 0.6 * em_y, "\n".join(foot), size=_SMALL * size.points, va="bottom",
        color=look.palette.soft, linespacing=_LINE - 0.1,
    )  # fmt: skip
    bottom = (0.8 + _SMALL * _LINE * len(foot) + margins.bottom) * em_y
    return figure, Box(margins.left * em_x, bottom, 1 - margins.right * em_x, y - 1.2 * em_y)


def axes_in(figure: Figure, box: Box) -> Axes:
    """Axes that fill the room."""
    axes: Axes = figure.add_axes((box.left, box.bottom, box.right - box.left, box.top - box.bottom))
    axes.tick_params(length=0)
    return axes


def _lines(text: str, room_em: float, letter_em: float) -> list[str]:
    return textwrap.wrap(text, max(12, int(room_em / letter_em)), break_on_hyphens=False)


def _paragraph(
    figure: Figure, text: str, at: tuple[float, float], look: Look, *, is_title: bool = False
) -> float:
    """Writes wrapped text from its upper left corner and returns where it ends."""
    size = look.size
    points = size.points * (_TITLE if is_title else 1.0)
    room_em = (1 - 2 * at[0]) * size.width * 72 / points
    lines = _lines(text, room_em, _BOLD if is_title else _LETTER)
    figure.text(
        *at, "\n".join(lines), size=points, va="top", linespacing=_LINE - 0.1,
        weight="bold" if is_title else "normal",
        color=look.palette.ink if is_title else look.palette.soft,
    )  # fmt: skip
    return at[1] - _LINE * points / 72 / size.height * len(lines)


def _legend(
    figure: Figure, look: Look, entries: Sequence[Any], at: tuple[float, float, float]
) -> float:
    """Writes the legend in rows of equal columns and returns where it ends."""
    from matplotlib.legend_handler import HandlerTuple

    x, y, room = at
    size = look.size
    em_x, em_y = size.points / 72 / size.width, size.points / 72 / size.height
    labels = [str(entry.get_label()) for entry in entries]
    widest = max(len(label) for label in labels) * _LETTER * _SMALL + 3.4
    columns = max(1, min(len(labels), int(room / em_x / widest)))
    rows = -(-len(labels) // columns)
    figure.legend(
        # matplotlib fills column by column; readers go row by row.
        _by_rows(list(entries), columns), _by_rows(labels, columns),
        loc="upper left", bbox_to_anchor=(x, y), ncols=columns, frameon=False, borderpad=0,
        borderaxespad=0.3, handlelength=1.6, handletextpad=0.5, columnspacing=1.4,
        labelspacing=0.35, fontsize=_SMALL * size.points, handler_map={tuple: HandlerTuple()},
    )  # fmt: skip
    return float(y - (0.5 + rows * _LINE * _SMALL) * em_y)


def _by_rows(items: list[Any], columns: int) -> list[Any]:
    """The order in which filling columns yields rows that read from left to right.

    >>> _by_rows([1, 2, 3, 4, 5], 3)
    [1, 4, 2, 5, 3]
    """
    return [item for column in range(columns) for item in items[column::columns]]
