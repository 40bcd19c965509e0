"""Lines of letters are as matplotlib sets them, and set once."""

from __future__ import annotations

import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextToPath

from b12track.charts.glyphs import UNITS_PER_EM, glyph_run, outline
from b12track.charts.style import FONT


@pytest.mark.parametrize("text", ["2.4 µg", "Von Tag zu Tag: AVA fi", "≥ 1.20"])
@pytest.mark.parametrize("weight", ["normal", "bold"])
def test_a_line_is_as_wide_and_high_as_matplotlib_sets_it(text: str, weight: str) -> None:
    font = FontProperties(family=[FONT], weight=weight, size=UNITS_PER_EM)
    run = glyph_run(text, font)
    size = TextToPath().get_text_width_height_descent(text, font, ismath=False)
    assert (run.width, run.height, run.descent) == pytest.approx(size)


def test_each_letter_but_a_blank_is_a_glyph_at_its_place() -> None:
    run = glyph_run("a b", FontProperties(family=[FONT]))
    first, second = run.glyphs
    assert (first.x, first.y) == (0, 0)
    assert first.x < UNITS_PER_EM / 2 < second.x < run.width
    assert len(outline(first.name).vertices) > 8
    assert first.name != second.name


def test_the_same_words_in_another_size_are_not_set_again() -> None:
    large, small = (FontProperties(family=[FONT], size=size) for size in (20, 5))
    assert glyph_run("once", large) is glyph_run("once", small)
