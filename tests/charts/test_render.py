"""Files of pictures: the same bytes twice, the words inside, no settings of anybody else."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as Tree
from itertools import pairwise
from pathlib import Path

import matplotlib as mpl
import pytest
from PIL import Image

from b12track.analysis.intake import daily_intake
from b12track.charts.calendar import calendar_figure, calendar_words
from b12track.charts.render import rendered
from b12track.charts.style import DARK, LIGHT, SIZES, Look
from b12track.charts.trend import Trend, trend_figure, trend_words
from b12track.charts.week import week_figure, week_words
from tests.charts.diaries import LINE, SPANS, long

WEEK = SPANS["week"]
TREND = Trend(long(100), [], LINE)
PICTURES = {
    "week": lambda look: (week_figure(WEEK, LINE, look), week_words(WEEK, LINE)),
    "trend": lambda look: (trend_figure(daily_intake(TREND.days), TREND, look), trend_words(TREND)),
    "calendar": lambda look: (calendar_figure(WEEK, LINE, look), calendar_words(WEEK, LINE)),
}


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
@pytest.mark.parametrize("name", PICTURES)
def test_the_same_data_give_the_same_bytes(name: str, suffix: str) -> None:
    first, second = (rendered(*PICTURES[name](Look()), suffix) for _ in range(2))
    assert first == second
    assert b"matplotlib" not in first.lower().replace(b"matplotlib.axis", b"") or suffix != "png"


def test_another_process_with_another_hash_seed_gives_the_same_bytes() -> None:
    code = "from tests.charts.test_render import digests; print(digests())"
    other = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True,
        env={**os.environ, "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "7"},
    ).stdout  # fmt: skip
    assert other.strip() == str(digests())


def digests() -> list[str]:
    """A digest of each picture in each format."""
    return [
        hashlib.sha256(rendered(*make(Look()), kind)).hexdigest()
        for make in PICTURES.values()
        for kind in ("png", "svg", "pdf")
    ]


def test_an_svg_speaks_its_words() -> None:
    words = week_words(WEEK, LINE)
    root = Tree.fromstring(rendered(week_figure(WEEK, LINE), words, "svg"))  # noqa: S314 - our own
    name = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "img"
    assert root.find(f"{name}title").text == words.title
    assert root.find(f"{name}desc").text == words.alt
    assert {root.find(f"{name}title").get("id"), root.find(f"{name}desc").get("id")} == set(
        root.get("aria-labelledby").split()
    )


def test_a_png_has_the_size_asked_for_and_carries_its_words() -> None:
    for name, size in SIZES.items():
        look = Look(name)
        image = Image.open(io.BytesIO(rendered(*PICTURES["week"](look), "png", look)))
        assert image.size == (int(size.width * size.dpi), int(size.height * size.dpi))
        assert image.info["Description"] == week_words(WEEK, LINE).alt
    assert Image.open(
        io.BytesIO(rendered(*PICTURES["week"](Look("slide")), "png", Look("slide")))
    ).size == (1919, 1080)


def test_settings_of_the_user_do_not_reach_a_picture() -> None:
    plain = rendered(*PICTURES["week"](Look()), "svg")
    with mpl.rc_context({"text.usetex": True, "axes.grid": True, "font.size": 30,
                         "savefig.bbox": "tight", "svg.fonttype": "none"}):  # fmt: skip
        assert rendered(*PICTURES["week"](Look()), "svg") == plain
    assert mpl.rcParams["svg.hashsalt"] is None


def lightness(colour: str) -> float:
    """CIE L* of a colour (0 black, 100 white), IEC 61966-2-1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio of two colours."""
    y = sorted(((lightness(c) + 16) / 116) ** 3 for c in (one, other))
    return (y[1] + 0.05) / (y[0] + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_origins_differ_in_grey_and_letters_can_be_read(palette) -> None:
    shades = [lightness(c) for c in (palette.food, palette.fortified, palette.supplement)]
    assert shades == sorted(shades)
    assert all(b - a > 12 for a, b in pairwise(shades))
    for letters in (palette.ink, palette.soft, palette.reference):
        assert contrast(letters, palette.paper) >= 4.5


def test_nothing_imports_pyplot() -> None:
    folder = Path(__file__).parents[2] / "b12track"
    asked = re.compile(r"^ *(?:import|from) matplotlib.*pyplot", re.MULTILINE)
    assert not [path for path in folder.rglob("*.py") if asked.search(path.read_text("utf-8"))]
