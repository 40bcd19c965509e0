"""Symptoms over intake, and the lanes of the trend, read back from their artists."""

from __future__ import annotations

from datetime import date

import pytest

from b12track.analysis.intake import daily_intake
from b12track.charts.style import Look
from b12track.charts.symptoms import Symptoms, name_of, symptoms_figure, symptoms_words
from b12track.charts.trend import Trend, trend_figure, trend_words
from b12track.charts.words import Mark
from b12track.diary.symptoms import Noted
from tests.charts.diaries import LINE, SPANS, days, long
from tests.charts.test_sources import HOSTILE


def noted(on: str, term: str, severity: int, words: str = "x", side: str | None = None) -> Noted:
    return Noted(1, 1, on, None, words, term, None, severity, side, None)


SPAN = days("#" * 30)
NOTES = [
    noted("2026-11-20", "paraesthesia", 3, side="both"),
    noted("2026-11-25", "fatigue", 5),
    noted("2026-11-30", "paraesthesia", 6, side="both"),
]


def test_each_symptom_has_a_line_of_its_severities() -> None:
    figure = symptoms_figure(daily_intake(SPAN), Symptoms(SPAN, NOTES, LINE))
    lines = [list(line.get_ydata()) for line in figure.axes[0].lines]
    assert lines == [[3, 6], [5]]
    assert len({line.get_marker() for line in figure.axes[0].lines}) == 2


def test_words_claim_no_cause() -> None:
    words = symptoms_words(Symptoms(SPAN, NOTES, LINE))
    assert words.title == "3 symptom notes; strongest paraesthesia, both sides, 6 of 10"
    assert "no proof of cause" in words.footnote
    assert "Wed 25 Nov 2026: fatigue, 5." in words.alt


def test_own_words_stand_where_there_is_no_term() -> None:
    assert name_of(noted("2026-11-20", "other", 2, "fog", "left")) == "fog, left"


@pytest.mark.parametrize("look", [Look("page"), Look("slide", dark=True), Look("phone")])
def test_hostile_words_and_every_span_are_drawn(look: Look) -> None:
    hostile = [noted("2026-11-16", "other", 3, words) for words in HOSTILE]
    for span, notes in ((SPANS["empty"], []), (SPANS["one"], hostile), (long(365), NOTES)):
        figure = symptoms_figure(daily_intake(span), Symptoms(span, notes, LINE), look)
        figure.draw_without_rendering()
        for text in figure.texts:
            assert text.get_window_extent().x1 < figure.bbox.width + 1


def test_marks_of_the_trend_have_lanes_of_their_own_and_are_told() -> None:
    marks = [
        Mark(date(2026, 11, 18), "injection", "1,000 µg hydroxocobalamin"),
        Mark(date(2026, 11, 20), "blood test", "b12 150 pmol/L"),
        Mark(date(2026, 11, 21), "symptom", "a\x1b[2J, 3 of 10"),
    ]
    trend = Trend(SPAN, [], LINE, marks)
    lanes = {axes.get_label(): axes for axes in trend_figure(daily_intake(SPAN), trend).axes}
    for mark in marks:
        (dots,) = lanes[f"{mark.kind}s lane"].collections
        assert dots.get_offsets().tolist() == [[mark.date.toordinal(), 0.5]]
    alt = trend_words(trend).alt
    assert "Wed 18 Nov 2026, injection: 1,000 µg hydroxocobalamin." in alt
    assert "\x1b" not in alt


def test_a_reference_that_changes_is_drawn_as_steps() -> None:
    daily = tuple(2400 if index < 10 else 2600 for index in range(30))
    line = LINE._replace(per_day_ng=2600, daily_ng=daily)
    figure = trend_figure(daily_intake(SPAN), Trend(SPAN, [], line))
    assert [2.4] * 10 + [2.6] * 20 in [list(one.get_ydata()) for one in figure.axes[0].lines]
