"""The calendar, read back from its artists."""

from __future__ import annotations

import pytest

from b12track.charts.calendar import calendar_figure, calendar_words, level
from b12track.charts.style import Look
from tests.charts.diaries import LINE, SPANS, day, days, long


@pytest.mark.parametrize(
    ("ng", "expected"), [(0, 0), (1, 1), (1199, 1), (1200, 2), (2399, 2), (2400, 3), (23_999, 3),
                         (24_000, 4), (2_000_000, 4)],
)  # fmt: skip
def test_a_day_falls_into_the_class_of_its_share_of_the_reference(ng: int, expected: int) -> None:
    assert level(day(0, food=ng), LINE.per_day_ng) == expected


def test_an_unrecorded_day_has_no_class() -> None:
    assert level(day(0, "unrecorded"), LINE.per_day_ng) is None


def test_every_known_day_is_one_cell_and_lower_bounds_are_half_cells() -> None:
    axes = calendar_figure(days("-#.u?f/T"), LINE).axes[0]
    corners = [len(path.vertices) - 1 for cells in axes.collections for path in cells.get_paths()]
    assert sorted(corners) == [3, 3, 4, 4, 4, 4]


def test_states_are_told_apart_from_values() -> None:
    axes = calendar_figure(days(".p?f"), LINE).axes[0]
    hollow = [patch for patch in axes.patches if not patch.get_facecolor()[3]]
    assert len(hollow) == 3
    assert [patch.get_hatch() for patch in hollow].count("////") == 1
    assert [text.get_text() for text in axes.texts] == ["?", "0"]


def test_words_tell_the_months() -> None:
    words = calendar_words(days("##" + "." * 20 + "-"), LINE)
    assert words.title == "3 of 23 days recorded, 1 of them below the reference"
    assert "Nov 2026: 2 of 15 days recorded, mean 3.10 µg per day." in words.alt
    assert "Dec 2026: 1 of 8 days recorded" in words.alt


@pytest.mark.parametrize("look", [Look("page"), Look("slide", dark=True), Look("phone")])
def test_spans_up_to_two_years_are_drawn_inside_the_paper(look: Look) -> None:
    for span in [*SPANS.values(), long(365), long(700)]:
        figure = calendar_figure(span, LINE, look)
        figure.draw_without_rendering()
        axes = figure.axes[0]
        for text in [*figure.texts, *axes.get_yticklabels(), *axes.get_xticklabels()]:
            box = text.get_window_extent()
            assert box.x0 > -1, text
            assert box.x1 < figure.bbox.width + 1, text
