"""How pictures look: sizes, colours, lettering; one place, so that all charts are of one hand."""

from __future__ import annotations

import unicodedata
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from b12track.text import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Palette(NamedTuple):
    """Colours of one background; the three origins differ in lightness, so grey tells them too."""

    paper: str
    ink: str
    soft: str
    faint: str
    food: str
    fortified: str
    supplement: str
    unnamed: str
    reference: str
    low: str


#: Blue and orange stay apart in every common colour blindness; lightness (CIE L*) of the
#: origins is 33, 58, 83 on light and 58, 77, 92 on dark paper.
LIGHT: Final = Palette(
    paper="#ffffff", ink="#1b1f24", soft="#57606a", faint="#d5dae0", food="#0b4f8a",
    fortified="#d97b12", supplement="#a9d3ee", unnamed="#9aa3ad", reference="#8a1c4a",
    low="#e2dbed",
)  # fmt: skip
DARK: Final = Palette(
    paper="#14181d", ink="#eef1f4", soft="#aeb7c1", faint="#39424d", food="#3d8fe0",
    fortified="#f5b04d", supplement="#d6ecff", unnamed="#7d8894", reference="#ff9cc4",
    low="#3b3357",
)  # fmt: skip


class Size(NamedTuple):
    """Width and height in inches, dots per inch, and the size of the letters in points."""

    width: float
    height: float
    dpi: int
    points: float


SIZES: Final = {
    "page": Size(7.2, 4.5, 150, 9.0),  # the text width of A4 and Letter
    "slide": Size(13.333, 7.5, 144, 17.0),  # 1920 × 1080
    "phone": Size(4.0, 5.0, 270, 8.5),  # 1080 × 1350, held upright
}


class Look(NamedTuple):
    """The size (page, slide, phone) and the background of a picture."""

    size_name: str = "page"
    dark: bool = False

    @property
    def size(self) -> Size:
        """Inches, resolution and letter size."""
        return SIZES[self.size_name]

    @property
    def palette(self) -> Palette:
        """The colours on this background."""
        return DARK if self.dark else LIGHT

    @property
    def part_colours(self) -> tuple[str, ...]:
        """The colours of the parts of a day, in the order of `words.PARTS`."""
        palette = self.palette
        return (palette.food, palette.fortified, palette.supplement, palette.unnamed)


PAGE: Final = Look()
_FONT: Final = "DejaVu Sans"  # comes with matplotlib, so pictures are the same everywhere
#: Families with the letters that DejaVu lacks; what is installed is used.
_MORE_LETTERS: Final = (
    "Noto Sans CJK", "Noto Sans JP", "Noto Sans SC", "Noto Sans KR", "Source Han Sans",
    "WenQuanYi", "IPAGothic", "IPAexGothic", "TakaoGothic", "Droid Sans Fallback", "Hiragino",
    "PingFang", "Yu Gothic", "MS Gothic", "Malgun Gothic", "SimSun", "Arial Unicode MS", "Unifont",
    "Noto Sans",
)  # fmt: skip
_NO_LETTER: Final = "□"


@contextmanager
def drawing(look: Look = PAGE) -> Iterator[None]:
    """Draws with our settings alone: no matplotlibrc of the user or of the folder acts.

    `text.parse_math` is off, so that a food called $x$ is not set as a formula; the salt makes
    the ids of an SVG the same each time.
    """
    import matplotlib as mpl

    plain: dict[Any, Any] = {
        key: value for key, value in mpl.rcParamsDefault.items() if key != "backend"
    }
    palette = look.palette
    ours: dict[Any, Any] = {
        "text.parse_math": False,
        "text.color": palette.ink,
        "axes.labelcolor": palette.ink,
        "axes.edgecolor": palette.soft,
        "axes.facecolor": palette.paper,
        "figure.facecolor": palette.paper,
        "savefig.facecolor": palette.paper,
        "xtick.color": palette.soft,
        "ytick.color": palette.soft,
        "xtick.labelcolor": palette.ink,
        "ytick.labelcolor": palette.ink,
        "hatch.linewidth": look.size.points / 12,
        "font.family": [_FONT],
        "font.size": look.size.points,
        "svg.hashsalt": "b12track",
        "axes.spines.top": False,
        "axes.spines.right": False,
    }
    with mpl.rc_context({**plain, **ours}):
        yield


def lettering(names: Sequence[str]) -> tuple[list[str], list[str]]:
    """Font families that can write these names, and the names with what none can write as □.

    Characters that act (control, bidi) are shown as escapes first.
    """
    names = [shown(name) for name in names]
    asked = {character for name in names for character in name if ord(character) > 0x17F}
    families, missing = [_FONT], asked - _letters_of(_FONT) if asked else set()
    for family in _installed() if missing else ():
        found = missing & _letters_of(family)
        if found:
            families.append(family)
            missing -= found
    table = {ord(character): _NO_LETTER for character in missing}
    return families, [name.translate(table) for name in names]


def _installed() -> list[str]:
    """Installed families that may have more letters, in our order of preference."""
    from matplotlib.font_manager import fontManager

    names = sorted({font.name for font in fontManager.ttflist if "Color" not in font.name})
    return [name for wanted in _MORE_LETTERS for name in names if name.startswith(wanted)]


def _letters_of(family: str) -> set[str]:
    from matplotlib.font_manager import findfont, get_font

    return {chr(code) for code in get_font(findfont(family)).get_charmap()}


def columns(text: str) -> int:
    """How many half-em columns a text takes; wide East Asian letters take two.

    >>> columns("milk"), columns("日本語")
    (4, 6)
    """
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def shortened(text: str, most: int) -> str:
    """The text cut to at most so many columns, ending in … where it was cut.

    >>> shortened("fortified soy milk", 10)
    'fortified…'
    """
    if columns(text) <= most:
        return text
    while columns(text) > most - 1:
        text = text[:-1]
    return text.rstrip() + "…"
