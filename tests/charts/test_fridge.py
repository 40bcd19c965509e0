"""The sheet for the fridge: whose, what is due, and days to come that are empty."""

from __future__ import annotations

from datetime import date

import pytest

from b12track.charts.fridge import DueDose, Fridge, fridge_figure, fridge_words
from b12track.charts.style import Look
from tests.charts.diaries import days, shapes, tablet, timeline
from tests.charts.layout import laid_out
from tests.conftest import Tool

TODAY = date(2026, 11, 22)
SHEET = Fridge(
    "Maria",
    timeline(days("-#.u00T"), doses=[tablet(6)]),
    TODAY,
    [DueDose(date(2026, 11, 29), "2,000 µg tablet")],
)
LONG = DueDose(date(2026, 10, 13), "1 mg hydroxocobalamin injected, every 3 months, at the surgery")


def test_it_names_the_person_and_the_next_dose() -> None:
    words = fridge_words(SHEET)
    assert words.title == "Vitamin B12 of Maria"
    assert "Next dose Sun 29 Nov 2026: 2,000 µg tablet." in words.alt
    written = [text.get_text() for text in fridge_figure(SHEET).texts]
    assert "Next dose Sun 29 Nov 2026: 2,000 µg tablet" in written


def test_the_week_has_seven_days_and_the_month_all_of_its_own() -> None:
    week, month = fridge_figure(SHEET).axes
    for axes, days_drawn in ((week, 7), (month, 30)):
        boxes = sum(
            shapes(group)
            for group in axes.collections
            if not str(group.get_label()).startswith(("_", "a dose"))
        )
        assert boxes == days_drawn
    (ring,) = month.patches
    assert ring.get_label() == "due"


def test_without_a_schedule_it_says_so() -> None:
    written = [text.get_text() for text in fridge_figure(SHEET._replace(due=[])).texts]
    assert "No schedule of doses is recorded" in written


@pytest.mark.parametrize("look", [Look("a4"), Look("phone"), Look("a4", large=True), Look("slide")])
def test_everything_lies_on_the_paper(look: Look) -> None:
    figure = fridge_figure(SHEET._replace(due=[*SHEET.due, LONG]), look)
    renderer = laid_out(figure)
    for text in [*figure.texts, *(text for axes in figure.axes for text in axes.texts)]:
        box = text.get_window_extent(renderer)
        assert box.x0 > -1, text
        assert box.x1 < figure.bbox.width + 1, text
        assert -1 < box.y0 < box.y1 < figure.bbox.height + 1, text


def test_as_typed(tool: Tool) -> None:
    tool.ok("regimen add 2000 µg weekly on sunday")
    tool.ok("log 2 eggs")
    assert "Next" in tool.ok("chart fridge").out
    document = tool.ok("chart fridge --json").json
    assert document["due"][0]["date"] == "2026-11-22"
