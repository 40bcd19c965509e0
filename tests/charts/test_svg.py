"""What of a figure becomes which element of an SVG."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as Tree
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from matplotlib.figure import Figure

from b12track.charts.style import drawing
from b12track.charts.svg import svg_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.axes import Axes

SVG = "{http://www.w3.org/2000/svg}"
LINK = "{http://www.w3.org/1999/xlink}href"


def drawn(draw: Callable[[Axes], object], side: float = 2) -> Tree.Element:
    """An axes without its frame, from 0 to 1 both ways, on a square of so many inches."""
    with drawing():
        figure = Figure(figsize=(side, side), dpi=300)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.axis("off")
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1)
        draw(axes)
        text = svg_text(figure)
    assert figure.dpi == 300
    return Tree.fromstring(text)  # noqa: S314 - our own


def styles(root: Tree.Element, tag: str) -> list[dict[str, str]]:
    """The style of each drawn element of a kind, below the paper."""
    drawn_ones = [each for each in root if each.tag == f"{SVG}{tag}"]
    return [dict(re.findall(r"([\w-]+): ([^;]+)", each.get("style"))) for each in drawn_ones]


def test_the_size_is_in_points_and_the_paper_lies_below() -> None:
    root = drawn(repr, side=2.5)
    assert (root.get("width"), root.get("viewBox")) == ("180pt", "0 0 180 180")
    assert styles(root, "path") == [{"fill": "#ffffff"}]


def test_a_line_has_its_colour_width_dashes_and_ends() -> None:
    root = drawn(
        lambda axes: axes.plot([0, 1], [0, 1], "--", c="#112233", lw=2, alpha=0.5, dashes=(3, 1))
    )
    _, line = styles(root, "path")
    assert line == {
        "fill": "none",
        "stroke": "#112233",
        "stroke-opacity": "0.5",
        "stroke-width": "2",
        "stroke-linejoin": "round",
        "stroke-dasharray": "6,2",
        "stroke-dashoffset": "0",
    }
    assert root[2].get("d") == "M0 144 L144 0"


def test_a_shape_that_shows_what_lies_below_does_so_as_a_whole() -> None:
    root = drawn(lambda axes: axes.bar(0.5, 1, color="#112233", edgecolor="#445566", alpha=0.55))
    assert styles(root, "path")[1] == {
        "fill": "#112233",
        "opacity": "0.55",
        "stroke": "#445566",
        "stroke-width": "1",
    }


def test_points_that_are_not_numbers_leave_a_gap() -> None:
    root = drawn(lambda axes: axes.plot([0, 0.5, 0.5, 0.5, 1], [0, 0, math.nan, 1, 1]))
    assert root[2].get("d").count("M") == 2


def test_what_has_neither_fill_nor_line_is_left_out() -> None:
    root = drawn(lambda axes: axes.bar(0.5, 0.5, facecolor="none", linewidth=0))
    assert len(styles(root, "path")) == 1


def test_a_shape_keeps_its_curves_and_is_clipped_by_its_axes() -> None:
    root = drawn(lambda axes: axes.scatter([0.5], [0.5], s=100, facecolor="none", edgecolor="k"))
    (defs,) = root.findall(f"{SVG}defs")
    assert [each.tag for each in defs].count(f"{SVG}clipPath") == 1
    assert "C" in root[2].get("d")
    (clip,) = (each.get("id") for each in defs if each.tag == f"{SVG}clipPath")
    assert root[2].get("clip-path") == f"url(#{clip})"


def test_many_dots_are_one_shape_and_their_places() -> None:
    places = [0.1, 0.2, math.nan, 0.4]
    root = drawn(lambda axes: axes.plot(places, places, "o", c="#123456", markeredgewidth=0))
    group = root.find(f"{SVG}g")
    uses = group.findall(f"{SVG}use")
    assert [(use.get("x"), use.get("y")) for use in uses] == [
        ("14.4", "129.6"),
        ("28.8", "115.2"),
        ("57.6", "86.4"),
    ]
    assert len({use.get(LINK) for use in uses}) == 1
    assert styles(root, "g") == [{"fill": "#123456"}]


def test_a_hatch_is_a_pattern_on_its_ground() -> None:
    root = drawn(
        lambda axes: axes.bar(0.5, 1, hatch="//", facecolor="#aabbcc", edgecolor="#001122")
    )
    pattern = root.find(f".//{SVG}pattern")
    assert styles(root, "path")[1]["fill"] == f"url(#{pattern.get('id')})"
    assert pattern[0].get("style") == "fill: #aabbcc"
    assert "stroke: #001122" in pattern[1].get("style")


@pytest.mark.parametrize(("rotation", "turn"), [(0, ""), (90, " rotate(-90)")])
def test_words_are_the_outlines_of_their_letters_and_never_text(rotation: int, turn: str) -> None:
    root = drawn(lambda axes: axes.text(0.5, 0.5, "<b>na na", rotation=rotation, color="#445566"))
    group = root.find(f"{SVG}g")
    assert re.fullmatch(
        rf"translate\([\d. ]+\){re.escape(turn)} scale\(0\.09\)", group.get("transform")
    )
    assert styles(root, "g") == [{"fill": "#445566"}]
    named = Counter(use.get(LINK).removeprefix("#") for use in group)
    assert sorted(named.values()) == [1, 1, 1, 2, 2]
    assert {each.get("id") for each in root.find(f"{SVG}defs")} == named.keys()
    assert "na na" not in Tree.tostring(root, "unicode")


def test_what_is_shared_has_the_same_name_in_every_picture() -> None:
    first, second = (drawn(lambda axes: axes.bar(0.5, 1, hatch="//"), side) for side in (2, 2))
    wider = drawn(lambda axes: axes.bar(0.5, 1, hatch="//"), 3)
    names = [
        {each.get("id") for each in root.find(f"{SVG}defs")} for root in (first, second, wider)
    ]
    assert names[0] == names[1]
    assert len(names[0] & names[2]) == 1  # the hatch, not the clip of other axes
