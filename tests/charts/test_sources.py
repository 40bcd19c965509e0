"""The sources chart: amounts, shares, cut bars, and names that do nothing."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from b12track.analysis.contributors import Contributor
from b12track.charts.render import rendered
from b12track.charts.sources import Sources, sources_figure, sources_words
from b12track.charts.style import Look, columns, lettering, shortened
from tests.charts.layout import laid_out

HOSTILE = (
    "_milk",
    r"$\frac{$",
    "$x$",
    "日本語 味噌汁",
    "<script>alert(1)</script>",
    "]]><svg onload=x>",
    "a\x1b[2Jb",
    "\u202eevil",
    "--><!--",
    "&amp;",
    "%s {0} {{7*7}}",
    "x" * 500,
    "\ufffe",
    "\udcff",
    "🥚 egg",
    "a\nb",
)


def sources(*parts: tuple[str, int, int]) -> Sources:
    made = [
        Contributor(name, f"food-{index}", "natural", ng, 5, unknown)
        for index, (name, ng, unknown) in enumerate(parts)
    ]
    return Sources(made, date(2026, 8, 25), date(2026, 11, 22), 80)


def test_bars_are_as_long_as_the_amounts() -> None:
    axes = sources_figure(sources(("egg", 9000, 0), ("milk", 6000, 0))).axes[0]
    assert [bar.get_width() for bars in axes.containers for bar in bars] == [9000, 6000]
    assert [text.get_text() for text in axes.texts] == ["9.00 µg, 60 %", "6.00 µg, 40 %"]


def test_supplements_stand_apart_on_their_own_scale() -> None:
    tablet = Contributor("tablet", "t", "supplement", 26_000_000, 13, 0)
    foods = sources(("egg", 9000, 0), ("milk", 6000, 0))
    figure = sources_figure(foods._replace(parts=[tablet, *foods.parts]))
    food, supplements = figure.axes
    assert food.get_xlim()[1] < 20_000
    assert [text.get_text() for text in food.texts] == ["9.00 µg, 60 %", "6.00 µg, 40 %"]
    assert [text.get_text() for text in supplements.texts] == ["26,000 µg in 13 doses"]
    # Every bar is drawn to its scale from zero: none is cut.
    assert [bar.get_width() for bars in supplements.containers for bar in bars] == [26_000_000]
    assert sources_words(foods._replace(parts=[tablet])).title == "B12 from supplements alone"


def test_the_rest_is_added_up_and_nothing_is_lost() -> None:
    many = sources(*((f"food {index}", 1000 - index, 0) for index in range(40)))
    axes = sources_figure(many).axes[0]
    widths = [bar.get_width() for bars in axes.containers for bar in bars]
    assert sum(widths[:-1]) == sum(1000 - index for index in range(9))
    assert axes.get_yticklabels()[-1].get_text() == "31 others"


def test_unknown_foods_are_said() -> None:
    words = sources_words(sources(("egg", 500, 2), ("stew", 0, 5)))
    assert "egg: ≥0.50 µg, 100 %." in words.alt
    assert "stew: unknown." in words.alt
    assert words.footnote.startswith("7 of 10 entries have no B12 value")


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_hostile_names_do_nothing(suffix: str) -> None:
    import xml.etree.ElementTree as Tree

    picture = sources(*((name, 9000 - index, 0) for index, name in enumerate(HOSTILE)))
    for look in (Look(), Look("phone", dark=True)):
        content = rendered(sources_figure(picture, look), sources_words(picture), suffix, look)
        assert content
        if suffix == "svg":
            tags = {node.tag.rpartition("}")[2] for node in Tree.fromstring(content).iter()}  # noqa: S314 - our own
            assert "script" not in tags
            assert b"\x1b" not in content
            assert b"onload=x" not in content.replace(b"&lt;svg onload=x&gt;", b"")


def test_a_name_is_drawn_as_it_is_written() -> None:
    axes = sources_figure(sources((r"$\frac{$", 5000, 0), ("_milk", 4000, 0))).axes[0]
    assert [label.get_text() for label in axes.get_yticklabels()] == [r"$\frac{$", "_milk"]
    assert not any(label.get_parse_math() for label in axes.get_yticklabels())


def test_letters_that_no_font_has_become_boxes_and_none_warns() -> None:
    families, names = lettering(["milk", "\U000f0000x", "日"])
    assert families[0] == "DejaVu Sans"
    assert names[0] == "milk"
    assert names[2] in ("日", "□")


def test_no_font_that_is_missing_is_told_of(capfd: pytest.CaptureFixture[str]) -> None:
    """Another process, for matplotlib says such a thing once."""
    draw = (
        "import io; from tests.charts.test_sources import sources, sources_figure\n"
        "sources_figure(sources(('日本語', 30_000, 4))).savefig(io.BytesIO())"
    )
    subprocess.run([sys.executable, "-c", draw], cwd=Path(__file__).parents[2], check=True)
    assert capfd.readouterr().err == ""


def test_long_names_are_cut_by_the_room_they_take() -> None:
    assert columns(shortened("日本語" * 20, 20)) <= 20
    assert shortened("egg", 20) == "egg"


@pytest.mark.parametrize("look", [Look("page"), Look("slide", dark=True), Look("phone")])
def test_everything_lies_on_the_paper(look: Look) -> None:
    cases = [
        sources(),
        sources(("stew", 0, 5)),
        sources(("日本語", 30_000, 4), ("stew", 0, 5)),
        sources(("tablet, a very long name of a product", 26_000_000, 1), ("egg", 9000, 0)),
    ]
    for case in cases:
        figure = sources_figure(case, look)
        renderer = laid_out(figure)
        axes = figure.axes[0]
        for text in [*figure.texts, *axes.texts, *axes.get_yticklabels()]:
            box = text.get_window_extent(renderer)
            assert box.x0 > -1, text
            assert box.x1 < figure.bbox.width + 1, text
