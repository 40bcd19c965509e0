"""The calendar, read back from its artists."""

from __future__ import annotations

from datetime import date

import pytest

from b12track.charts.calendar import calendar_figure, calendar_words, day_place
from b12track.charts.style import Look
from tests.charts.diaries import SPANS, days, long, shapes, tablet, timeline
from tests.charts.layout import laid_out


def cells(letters: str, **more: object) -> dict[str, int]:
    """How many boxes of each state are drawn."""
    axes = calendar_figure(timeline(days(letters), **more)).axes[0]
    return {
        str(group.get_label()): shapes(group)
        for group in axes.collections
        if not str(group.get_label()).startswith("_")
    }


def test_every_day_is_one_cell_of_its_state() -> None:
    assert cells("-#.u?f/Tp") == {
        "enough": 2,
        "below": 1,
        "none": 1,
        "unsure": 3,
        "paused": 1,
        "unrecorded": 1,
    }


def test_states_differ_in_mark_and_size_and_not_in_colour_alone() -> None:
    axes = calendar_figure(timeline(days("-#0?"))).axes[0]
    boxes = {
        str(group.get_label()): group.get_paths()[0].get_extents().width
        for group in axes.collections
    }
    assert boxes["below"] < boxes["enough"]
    assert {"0", "?"} <= {text.get_text() for text in axes.texts}
    strokes = [group for group in axes.collections if str(group.get_label()).startswith("_")]
    assert [shapes(group) for group in strokes] == [1, 1]  # a check and a dash


def test_hundreds_of_cells_are_few_shapes_for_a_renderer() -> None:
    axes = calendar_figure(timeline(days("#" * 365))).axes[0]
    boxes, checks = axes.collections
    assert (shapes(boxes), len(boxes.get_paths())) == (365, 2)
    assert (shapes(checks), len(checks.get_paths())) == (365, 2)
    most = max(len(path.vertices) for path in boxes.get_paths())
    assert most <= 1024  # longer ones are not set on whole pixels


def test_a_dose_covers_days_and_is_marked() -> None:
    assert cells("T00000", doses=[tablet(0)]) == {"enough": 1, "covered": 5, "a dose": 1}


def test_weeks_begin_on_the_day_asked_for() -> None:
    sunday = date(2026, 11, 1)
    assert [day_place(sunday, start)[0] for start in (0, 6, 5)] == [6, 0, 1]
    letters = [text.get_text() for text in calendar_figure(timeline(days("#"))).axes[0].texts]
    assert letters[1:8] == list("MTWTFSS")
    sundays = calendar_figure(timeline(days("#")), week_starts=6).axes[0].texts
    assert [text.get_text() for text in sundays][1:8] == list("SMTWTFS")


def test_little_data_make_a_low_picture() -> None:
    heights = [
        calendar_figure(timeline(span)).get_size_inches()[1]
        for span in (days("#"), days("#" * 30), long(365))
    ]
    assert heights == sorted(heights)
    assert heights[0] < 2.5


def test_words_tell_the_months() -> None:
    words = calendar_words(timeline(days("##" + "." * 20 + "-")))
    assert words.title == "Below the reference on 1 of 3 recorded days"
    assert "Nov 2026: 2 of 15 days recorded, mean 3.10 µg per day." in words.alt
    assert "Dec 2026: 1 of 8 days recorded" in words.alt


@pytest.mark.parametrize(
    "look", [Look("page"), Look("slide", dark=True), Look("phone"), Look("phone", large=True)]
)
def test_spans_up_to_two_years_are_drawn_inside_the_paper(look: Look) -> None:
    for span in [*SPANS.values(), long(365), long(700)]:
        figure = calendar_figure(timeline(span), look)
        renderer = laid_out(figure)
        for text in [*figure.texts, *figure.axes[0].texts]:
            box = text.get_window_extent(renderer)
            assert box.x0 > -1, text
            assert box.x1 < figure.bbox.width + 1, text
            assert -1 < box.y0 < box.y1 < figure.bbox.height + 1, text
