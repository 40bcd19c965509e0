"""Files of pictures: the same bytes twice, the words inside, no settings of anybody else."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as Tree
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path

import matplotlib as mpl
import pytest
from PIL import Image

from b12track.charts.picture import calendar_picture, trend_picture, week_picture
from b12track.charts.render import rendered
from b12track.charts.style import DARK, LIGHT, SIZES, Look
from b12track.charts.trend import Trend
from b12track.charts.week import week_figure, week_words
from tests.charts.diaries import SPANS, long, timeline

WEEK = timeline(SPANS["week"])
PICTURES = {
    "week": week_picture(WEEK),
    "trend": trend_picture(Trend(timeline(long(100)))),
    "calendar": calendar_picture(WEEK),
}


@cache
def drawn(name: str, suffix: str, look: Look | None = None) -> bytes:
    picture = PICTURES[name]
    return rendered(picture.draw(look or Look()), picture.words, suffix, look or Look())


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
@pytest.mark.parametrize("name", PICTURES)
def test_the_same_data_give_the_same_bytes(name: str, suffix: str) -> None:
    first = drawn(name, suffix)
    assert first == drawn.__wrapped__(name, suffix)
    assert b"matplotlib" not in first.lower().replace(b"matplotlib.axis", b"") or suffix != "png"


def test_another_process_with_another_hash_seed_gives_the_same_bytes() -> None:
    code = "from tests.charts.test_render import digests; print(digests())"
    other = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONHASHSEED": "7", "SOURCE_DATE_EPOCH": "7"},
    ).stdout
    assert other.strip() == str(digests())


def digests() -> list[str]:
    """A digest of each picture in each format."""
    return [
        hashlib.sha256(drawn(name, kind)).hexdigest()
        for name in PICTURES
        for kind in ("png", "svg", "pdf")
    ]


def test_an_svg_speaks_its_words() -> None:
    words = week_words(WEEK)
    root = Tree.fromstring(rendered(week_figure(WEEK), words, "svg"))  # noqa: S314 - our own
    name = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "img"
    assert root.find(f"{name}title").text == words.title
    assert root.find(f"{name}desc").text == words.alt
    assert {root.find(f"{name}title").get("id"), root.find(f"{name}desc").get("id")} == set(
        root.get("aria-labelledby").split()
    )


def test_a_png_has_the_size_asked_for_and_carries_its_words() -> None:
    for name, size in SIZES.items():
        image = Image.open(io.BytesIO(drawn("week", "png", Look(name))))
        assert image.size[0] == int(size.width * size.dpi)
        if size.is_fixed:
            assert image.size[1] == int(size.height * size.dpi)
        assert image.info["Description"] == week_words(WEEK).alt
    assert Image.open(io.BytesIO(drawn("week", "png", Look("slide")))).size == (1919, 1080)


def test_large_letters_are_larger_on_the_same_width() -> None:
    plain, large = (PICTURES["week"].draw(look) for look in (Look(), Look(large=True)))
    assert large.get_size_inches()[0] == plain.get_size_inches()[0]
    assert large.texts[0].get_size() == 1.5 * plain.texts[0].get_size()


def test_settings_of_the_user_do_not_reach_a_picture() -> None:
    plain = drawn("week", "svg")
    with mpl.rc_context(
        {
            "text.usetex": True,
            "axes.grid": True,
            "font.size": 30,
            "savefig.bbox": "tight",
            "svg.fonttype": "none",
        }
    ):
        assert drawn.__wrapped__("week", "svg") == plain
    assert mpl.rcParams["svg.hashsalt"] is None


def lightness(colour: str) -> float:
    """CIE L* of a colour (0 black, 100 white), IEC 61966-2-1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y


def contrast(ground: str, other: str) -> float:
    """WCAG 2 contrast ratio of two colours."""
    y = sorted(((lightness(c) + 16) / 116) ** 3 for c in (ground, other))
    return (y[1] + 0.05) / (y[0] + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_origins_differ_in_grey_and_letters_can_be_read(palette) -> None:
    shades = [lightness(c) for c in (palette.food, palette.fortified, palette.supplement)]
    assert shades == sorted(shades)
    assert all(b - a > 12 for a, b in pairwise(shades))
    for letters in (palette.ink, palette.soft):
        assert contrast(letters, palette.paper) >= 4.5


#: Linear RGB as seen without one kind of cone: Machado, Oliveira & Fernandes 2009, severity 1.0.
SEEN = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
    "grey": ((0.2126, 0.7152, 0.0722),) * 3,
}


def seen_as(colour: str, kind: str) -> tuple[float, ...]:
    """CIE L*a*b* of a colour as an eye of this kind sees it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    rgb = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    r, g, b = (sum(w * c for w, c in zip(row, rgb, strict=True)) for row in SEEN[kind])
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
    )
    x, y, z = (max(v, 0) ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
@pytest.mark.parametrize("kind", SEEN)
def test_the_states_are_told_apart_by_every_eye_and_in_grey(palette, kind: str) -> None:
    states = [palette.enough, palette.covered, palette.below, palette.paper]
    for ground, other in combinations(states, 2):
        pairs = zip(seen_as(ground, kind), seen_as(other, kind), strict=True)
        assert sum((a - b) ** 2 for a, b in pairs) ** 0.5 > 12, (ground, other)


def test_nothing_imports_pyplot() -> None:
    folder = Path(__file__).parents[2] / "b12track"
    asked = re.compile(r"^ *(?:import|from) matplotlib.*pyplot", re.MULTILINE)
    assert not [path for path in folder.rglob("*.py") if asked.search(path.read_text("utf-8"))]
