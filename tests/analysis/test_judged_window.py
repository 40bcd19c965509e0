"""Which finished days an answer rests on."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from b12track.analysis.judged_window import judged_window, window_places
from tests.analysis.diaries import FIRST, day_intakes


@pytest.mark.parametrize(
    ("text", "places", "counts"),
    [
        ("5*1", (0, 4), (5, 5, 0)),
        ("5*1 .", (0, 4), (5, 5, 0)),  # the last day is not over
        ("3*. 5*1", (3, 7), (5, 5, 0)),  # the diary begins on the fourth day
        ("20*. 30*1", (22, 49), (28, 28, 0)),
        ("30*1", (2, 29), (28, 28, 0)),
        ("30*1 .", (2, 29), (28, 28, 0)),
        ("3*. 2*1 . 2*1 ~1 2?", (3, 9), (7, 5, 3)),
        ("p 2*1", (0, 2), (3, 2, 1)),
    ],
)
def test_four_weeks_at_most_that_begin_with_the_diary(
    text: str, places: tuple[int, int], counts: tuple[int, int, int]
) -> None:
    days = day_intakes(text)
    window = judged_window(days, days[-1].day.date)
    assert window_places(days) == places
    assert (window.days, window.recorded, window.unjudged) == counts
    assert (window.first, window.last) == tuple(FIRST + timedelta(days=place) for place in places)


@pytest.mark.parametrize("text", ["", ".", "3*."])
def test_a_diary_that_holds_nothing_has_no_window(text: str) -> None:
    on = date(2026, 1, 10)
    window = judged_window(day_intakes(text), on)
    yesterday = on - timedelta(days=1)
    assert window == (yesterday, yesterday, 0, 0, 0)
