"""Lines of letters as glyphs: which, where each stands, how large the line is; set once for all."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties
    from matplotlib.path import Path

#: Lines are set in letters of so many units, as matplotlib measures text that becomes outlines.
UNITS_PER_EM: Final = 100


class Glyph(NamedTuple):
    """A glyph of a font by name, and where its origin stands in its line, in units."""

    name: str
    x: float
    y: float


class GlyphRun(NamedTuple):
    """One line of text: its glyphs without the blanks, and its size, in units.

    `descent` is how far it reaches below the baseline.
    """

    glyphs: tuple[Glyph, ...]
    width: float
    height: float
    descent: float


#: The outlines of the glyphs that stand in any run, by name.
_outlines: dict[str, Path] = {}


def glyph_run(text: str, font: FontProperties) -> GlyphRun:
    """The run of a text; the same words in another size or picture are not set a second time."""
    return _run(text, tuple(font.get_family()), font.get_weight())


def outline(name: str) -> Path:
    """The outline of a glyph that stands in a run, in units, y upward."""
    return _outlines[name]


@lru_cache(maxsize=4096)
def _run(text: str, families: tuple[str, ...], weight: str) -> GlyphRun:
    from matplotlib.font_manager import FontProperties, findfont, get_font
    from matplotlib.ft2font import LoadFlags
    from matplotlib.path import Path
    from matplotlib.textpath import TextToPath

    files = [findfont(FontProperties(family=family, weight=weight)) for family in families]
    font = get_font(files)
    font.set_size(UNITS_PER_EM, 72)
    placed, shapes, _ = TextToPath().get_glyphs_with_font(font, text)
    _outlines.update({name: Path(*shape) for name, shape in shapes.items()})
    font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    width, height = font.get_width_height()
    glyphs = tuple(Glyph(name, x, y) for name, x, y, _ in placed if len(shapes[name][0]))
    # FreeType counts in 64ths.
    return GlyphRun(glyphs, width / 64, height / 64, font.get_descent() / 64)
