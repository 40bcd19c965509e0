"""Bars, sparks and ranges of characters, exact to an eighth of a column."""

from __future__ import annotations

from b12track.hints import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

_EIGHTHS: Final = " ▏▎▍▌▋▊▉"
_LEVELS: Final = "▁▂▃▄▅▆▇█"
_LEAST, _MOST = 8, 60


def bar_columns(room: int) -> int:
    """How many columns a bar may take of the room that is left on its line."""
    return max(_LEAST, min(_MOST, room))


def bar(value: float | Decimal, mark: float, full: float, columns: int) -> str:
    """A bar with the mark as |, a column of its own; a bar cut short ends in >.

    The scale is such that the mark lies between two columns: a value below it never fills the
    column before the mark, however little is lacking.

    >>> bar(1.2, 2.4, 4.8, 10)
    '██▌  |     '
    >>> bar(1.43, 1.5, 3, 10), bar(1.5, 1.5, 3, 10), bar(9, 1.5, 3, 10)
    ('████▊|     ', '█████|     ', '█████|████>')
    """
    before = max(1, min(columns - 1, round(columns * mark / full)))
    eighths = min(int(float(value) * before * 8 / mark), columns * 8)
    whole, rest = divmod(eighths, 8)
    cells = ("█" * whole + (_EIGHTHS[rest] if rest else "")).ljust(columns)
    if float(value) > mark * columns / before:
        cells = cells[:-1] + ">"
    return f"{cells[:before]}|{cells[before:]}"


def spark(levels: Sequence[int | None], most: int) -> str:
    """One character a value, from ▁ (zero) to █ (the most), a blank where there is none.

    >>> spark([0, None, 5, 10], 10)
    '▁ ▅█'
    """
    top = len(_LEVELS) - 1
    return "".join(
        " " if level is None else _LEVELS[min(top, (level * top + most // 2) // most)]
        for level in levels
    )


def reach(low: float, best: float, high: float, full: float, columns: int) -> str:
    """A range as a line with its best value: ├──●─────┤ from zero to `full`.

    >>> reach(2, 4, 8, 10, 10)
    '  ├─●───┤ '
    """
    cells = [" "] * columns
    left, middle, right = (min(columns - 1, int(v * columns / full)) for v in (low, best, high))
    cells[left : right + 1] = ["─"] * (right + 1 - left)
    cells[left], cells[right] = "├", "┤"
    cells[middle] = "●"
    return "".join(cells)
