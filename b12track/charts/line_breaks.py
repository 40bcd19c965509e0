"""Lines of a text: as wide as its letters are, no word alone on the last, no number torn."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from b12track.charts.style import FONT
from b12track.wording import KEPT, kept_together

#: A last line shorter than this share of the room takes words from the line above.
_SHORT: Final = 0.3
#: Renderers set letters a little wider or narrower than the font says.
_TOLERANCE: Final = 1.01


def width_em(text: str, weight: str = "normal") -> float:
    """The width of one line in letter sizes.

    >>> width_em("iii") < width_em("mmm") < width_em("mmm", "bold")
    True
    """
    return _TOLERANCE * sum(_letter_em(letter, weight) for letter in text)


@lru_cache(maxsize=2048)
def _letter_em(letter: str, weight: str) -> float:
    """How far a letter moves the pen, in letter sizes; one of another family a whole size."""
    from matplotlib.font_manager import FontProperties, findfont, get_font
    from matplotlib.ft2font import LoadFlags

    font = get_font(findfont(FontProperties(family=FONT, weight=weight)))
    if not font.get_char_index(ord(letter)):
        return 1.0
    glyph = font.load_char(ord(letter), flags=LoadFlags.NO_SCALE)
    return float(glyph.horiAdvance) / float(font.units_per_EM)


def lines_of(text: str, room_em: float, weight: str = "normal", *, even: bool = False) -> list[str]:
    """The text in lines of at most so many letter sizes; `even` makes all about as long.

    >>> lines_of("Mean of 4 recorded days: 0.64 µg, median 0.71.", 20)
    ['Mean of 4 recorded days: 0.64 µg,', 'median 0.71.']
    """
    kept = kept_together(text).split(" ")
    pieces = [piece for word in kept for piece in _pieces(word, room_em, weight)]
    words = [(piece, width_em(piece, weight)) for piece in pieces]
    blank = width_em(" ", weight)
    lines = _filled(words, blank, room_em)
    least = room_em if even else _SHORT * room_em
    narrower = room_em
    while len(lines) > 1 and _wide(lines[-1], blank) < least and narrower > room_em / 2:
        narrower -= 0.5
        closer = _filled(words, blank, narrower)
        if len(closer) > len(lines):
            break
        lines = closer
    return [" ".join(word for word, _ in line).replace(KEPT, " ") for line in lines]


def _pieces(word: str, room_em: float, weight: str) -> list[str]:
    """A word, in as many pieces as it takes where it is wider than a line."""
    if width_em(word, weight) <= room_em:
        return [word]
    letters = max(1, int(len(word) * room_em / width_em(word, weight)))
    return [word[:letters], *_pieces(word[letters:], room_em, weight)]


_Words = list[tuple[str, float]]


def _filled(words: _Words, blank: float, room_em: float) -> list[_Words]:
    """Lines that each take as many words as fit."""
    lines: list[_Words] = [[]]
    for word in words:
        if lines[-1] and _wide([*lines[-1], word], blank) > room_em:
            lines.append([])
        lines[-1].append(word)
    return lines


def _wide(line: _Words, blank: float) -> float:
    return sum(wide for _, wide in line) + blank * (len(line) - 1)
