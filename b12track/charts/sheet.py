"""The frame of every picture: headline on top, legend, room for axes, sources at the foot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from b12track.charts.line_breaks import lines_of, width_em
from b12track.charts.style import lettering

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from b12track.charts.style import Look
    from b12track.charts.words import Words

_LINE: Final = 1.35  # line height in letter sizes
_TITLE: Final = 1.35  # size of the title in letter sizes
_SMALL: Final = 0.82
#: What a legend needs beside its labels: the mark and its distance; between two entries.
_MARK_EM, _BETWEEN_EM = 2.1, 1.4
_BELOW_HEAD: Final = 1.2


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


class Key(NamedTuple):
    """One entry of the legend: what a mark means, and the mark (or several over one another)."""

    label: str
    artist: Any  # the stubs of legend() know no tuple, which its handlers do


class _Block(NamedTuple):
    """Lines of one size, colour and weight."""

    lines: list[str]
    scale: float
    weight: str
    colour: str

    @property
    def height_em(self) -> float:
        return _LINE * self.scale * len(self.lines)


#: Room for two figures of a number on the left, and for names of days below.
ROOM: Final = Margins()


def sheet(
    look: Look,
    words: Words,
    legend: Sequence[Key] = (),
    margins: Margins = ROOM,
    body_em: float | None = None,
) -> tuple[Figure, Box]:
    """A figure with its words and legend, and the room that is left between them.

    `body_em` is the height the axes need, in letter sizes: where the size allows it the figure is
    as high as that asks for, so that little data leaves no blank half. Positions are reckoned from
    letter sizes: a layout engine would draw the figure twice.
    """
    from matplotlib.figure import Figure

    size, room_em = look.size, look.wide_em - 2
    words = words if look.has_headline else words.alone
    families, letters = lettering([words.title, words.finding, words.subtitle, words.footnote])
    title, finding, subtitle, footnote = letters
    words = words._replace(title=title, finding=finding, subtitle=subtitle, footnote=footnote)
    blocks = _head(words, look, room_em)
    columns, rows = _legend_shape(legend, room_em)
    head_em = 0.9 + sum(block.height_em for block in blocks)
    above_em = head_em + (0.5 + rows * _LINE * _SMALL if rows else 0.0) + _BELOW_HEAD
    foot = lines_of(words.footnote, room_em / _SMALL)
    below_em = 0.8 + _SMALL * _LINE * len(foot) + margins.bottom
    high_em = size.height * 72 / size.points
    if body_em is not None and not size.is_fixed:
        high_em = above_em + body_em + below_em
    figure = Figure(figsize=(size.width, high_em * size.points / 72), dpi=size.dpi)
    em_x, em_y = 1 / look.wide_em, 1 / high_em
    _write(figure, blocks, look, em_x, em_y)
    if legend:
        _draw_legend(figure, look, legend, columns, (em_x, 1 - head_em * em_y))
    figure.text(
        em_x,
        0.6 * em_y,
        "\n".join(foot),
        size=_SMALL * size.points,
        va="bottom",
        color=look.palette.soft,
        linespacing=_LINE - 0.1,
    )
    for text in figure.texts:
        text.set_fontfamily(families)
    right, top = 1 - margins.right * em_x, 1 - above_em * em_y
    return figure, Box(margins.left * em_x, below_em * em_y, right, top)


def axes_in(figure: Figure, box: Box) -> Axes:
    """Axes that fill the room."""
    axes: Axes = figure.add_axes((box.left, box.bottom, box.right - box.left, box.top - box.bottom))
    axes.tick_params(length=0)
    return axes


def em_of(figure: Figure, look: Look) -> tuple[float, float]:
    """One letter size as fractions of the figure's width and height."""
    wide, high = figure.get_size_inches()
    return look.size.points / 72 / float(wide), look.size.points / 72 / float(high)


def _head(words: Words, look: Look, room_em: float) -> list[_Block]:
    """The headline, what the chart itself finds, and its units and span."""
    palette = look.palette
    title = lines_of(words.title, room_em / _TITLE, "bold", even=True)
    blocks = [_Block(title, _TITLE, "bold", palette.ink)]
    if words.finding:
        blocks.append(_Block(lines_of(words.finding, room_em), 1.0, "normal", palette.ink))
    return [*blocks, _Block(lines_of(words.subtitle, room_em), 1.0, "normal", palette.soft)]


def _write(figure: Figure, blocks: Sequence[_Block], look: Look, em_x: float, em_y: float) -> None:
    y = 1 - 0.9 * em_y
    for block in blocks:
        figure.text(
            em_x,
            y,
            "\n".join(block.lines),
            size=look.size.points * block.scale,
            va="top",
            linespacing=_LINE - 0.1,
            weight=block.weight,
            color=block.colour,
        )
        y -= block.height_em * em_y


def _legend_shape(legend: Sequence[Key], room_em: float) -> tuple[int, int]:
    """Columns and rows of the legend: as few rows as fit, no column wider than its entries."""
    if not legend:
        return 0, 0
    wide = [_SMALL * (_MARK_EM + width_em(key.label)) for key in legend]
    for rows in range(1, len(legend) + 1):
        columns = -(-len(legend) // rows)
        total = sum(max(wide[column::columns]) for column in range(columns))
        if total + _SMALL * _BETWEEN_EM * (columns - 1) <= room_em:
            return columns, -(-len(legend) // columns)
    return 1, len(legend)


def _draw_legend(
    figure: Figure, look: Look, keys: Sequence[Key], columns: int, at: tuple[float, float]
) -> None:
    """Writes the legend in rows of equal columns."""
    from matplotlib.legend_handler import HandlerTuple

    # matplotlib fills column by column; readers go row by row.
    ordered = [key for column in range(columns) for key in keys[column::columns]]
    figure.legend(
        [key.artist for key in ordered],
        [key.label for key in ordered],
        loc="upper left",
        bbox_to_anchor=at,
        ncols=columns,
        frameon=False,
        borderpad=0,
        borderaxespad=0.3,
        handlelength=1.6,
        handletextpad=0.5,
        columnspacing=_BETWEEN_EM,
        labelspacing=0.35,
        fontsize=_SMALL * look.size.points,
        handler_map={tuple: HandlerTuple(ndivide=1)},
    )
