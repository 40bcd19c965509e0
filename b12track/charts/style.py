"""How pictures look: sizes, colours, lettering; one place, so that all charts are of one hand."""

from __future__ import annotations

import unicodedata
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from b12track.charts.library import matplotlib
from b12track.text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Palette(NamedTuple):
    """Colours of one background: letters and lines, the origins of B12, the states of days."""

    paper: str
    ink: str
    soft: str
    faint: str
    food: str
    fortified: str
    supplement: str
    unnamed: str
    enough: str
    covered: str
    below: str
    low: str


#: One blue in three lightnesses for the origins (CIE L* 33, 60, 84); teal and amber for the states
#: (L* 37 and 58 against 79), so that grey and every colour blindness keep them apart.
LIGHT: Final = Palette(
    paper="#ffffff",
    ink="#1b1f24",
    soft="#57606a",
    faint="#d5dae0",
    food="#0b4f8a",
    fortified="#5c97cc",
    supplement="#b4daf2",
    unnamed="#9aa3ad",
    enough="#17616b",
    covered="#58a0a3",
    below="#f4bd6c",
    low="#fbeeda",
)
DARK: Final = Palette(
    paper="#14181d",
    ink="#eef1f4",
    soft="#aeb7c1",
    faint="#39424d",
    food="#3d8fe0",
    fortified="#8cc0f0",
    supplement="#d6ecff",
    unnamed="#7d8894",
    enough="#74d3ca",
    covered="#3b9694",
    below="#82501a",
    low="#3a2c18",
)


class Size(NamedTuple):
    """Width and height in inches, dots per inch, letters in points; is the height a promise?"""

    width: float
    height: float
    dpi: int
    points: float
    is_fixed: bool = False


SIZES: Final = {
    "page": Size(7.2, 4.5, 150, 9.0),  # the text width of A4 and Letter
    "slide": Size(13.333, 7.5, 144, 17.0, is_fixed=True),  # 1920 × 1080
    "phone": Size(4.0, 5.0, 270, 8.5),  # 1080 dots wide, held upright
    "a4": Size(8.268, 11.693, 150, 14.0, is_fixed=True),  # a sheet for the fridge
}
_LARGE: Final = 1.5
#: Below this many letter sizes of width a chart drops what a margin would hold.
_NARROW_EM: Final = 45.0


class Look(NamedTuple):
    """The size (page, slide, phone, a4), the background and the letters of a picture.

    Within a page that says the judgement a picture has no headline of its own.
    """

    size_name: str = "page"
    dark: bool = False
    large: bool = False
    has_headline: bool = True

    @property
    def size(self) -> Size:
        """Inches, resolution and letter size; large letters make the picture higher, not wider."""
        size = SIZES[self.size_name]
        if not self.large:
            return size
        height = size.height if size.is_fixed else size.height * _LARGE
        return size._replace(points=size.points * _LARGE, height=height)

    @property
    def wide_em(self) -> float:
        """The width in letter sizes: by it a chart decides what it has room for."""
        return self.size.width * 72 / self.size.points

    @property
    def is_narrow(self) -> bool:
        """Whether margins have to be small, as on a phone or in large print."""
        return self.wide_em < _NARROW_EM

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
FONT: Final = "DejaVu Sans"  # comes with matplotlib, so pictures are the same everywhere
#: Families with the letters that DejaVu lacks; what is installed is used.
_MORE_LETTERS: Final = (
    "Noto Sans CJK, Noto Sans JP, Noto Sans SC, Noto Sans KR, Source Han Sans, WenQuanYi,"
    " IPAGothic, IPAexGothic, TakaoGothic, Droid Sans Fallback, Hiragino, PingFang, Yu Gothic,"
    " MS Gothic, Malgun Gothic, SimSun, Arial Unicode MS, Unifont, Noto Sans"
)
_NO_LETTER: Final = "□"


@contextmanager
def drawing(look: Look = PAGE) -> Iterator[None]:
    """Draws with our settings alone: no matplotlibrc of the user or of the folder acts.

    `text.parse_math` is off, so that a food called $x$ is not set as a formula.
    """
    import logging

    mpl = matplotlib()
    # That a family with more letters has no bold ones is no news for who asked for a picture.
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
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
        "font.family": [FONT],
        "font.size": look.size.points,
        "axes.spines.top": False,
        "axes.spines.right": False,
    }
    wanted = {key: mpl.rcParamsDefault[key] for key in mpl.rcParamsDefault if key != "backend"}
    wanted.update(ours)
    # Each setting that is set is checked: only those that differ are, a twentieth of them.
    different = {key: value for key, value in wanted.items() if mpl.rcParams[key] != value}
    with mpl.rc_context(different):
        yield


def lettering(names: Sequence[str]) -> tuple[list[str], list[str]]:
    """Font families that can write these names, and the names with what none can write as □.

    Characters that act (control, bidi) are shown as escapes first.
    """
    names = [escaped(name) for name in names]
    asked = {character for name in names for character in name if ord(character) > 0x17F}
    families, missing = [FONT], asked - _letters_of(FONT) if asked else set()
    for family in _installed() if missing else ():
        written = missing & _letters_of(family)
        if written:
            families.append(family)
            missing -= written
    table = {ord(character): _NO_LETTER for character in missing}
    return families, [name.translate(table) for name in names]


def _installed() -> list[str]:
    """Installed families that may have more letters, in our order of preference."""
    from matplotlib.font_manager import fontManager

    names = sorted({font.name for font in fontManager.ttflist if "Color" not in font.name})
    wanted = _MORE_LETTERS.split(", ")
    return [name for family in wanted for name in names if name.startswith(family)]


def _letters_of(family: str) -> set[str]:
    matplotlib()
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
