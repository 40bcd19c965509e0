"""Symptoms over injections, read back from their artists."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from b12track.analysis.symptom_series import series_of
from b12track.analysis.uptake import MovingWindow, daily_uptake, moving_uptake
from b12track.charts.style import Look
from b12track.charts.symptoms import Symptoms, symptoms_figure, symptoms_words
from b12track.charts.trend import Trend, trend_words
from b12track.charts.words import Mark
from b12track.diary.symptoms import Noted
from tests.charts.diaries import LINE, SPANS, days, injection, long, timeline
from tests.charts.layout import laid_out
from tests.charts.test_sources import HOSTILE

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from b12track.charts.timeline import Timeline


def noted(on: str, term: str, severity: int, words: str = "x", side: str | None = None) -> Noted:
    return Noted(1, 1, on, None, words, term, None, severity, side, None)


SPAN = timeline(days("#" * 30), doses=[injection(8)])
NOTES = [
    noted("2026-11-20", "paraesthesia", 3, "tingling", side="both"),
    noted("2026-11-25", "fatigue", 5, "tired"),
    noted("2026-11-30", "paraesthesia", 6, "tingling", side="both"),
]


def drawn(seen: Timeline, notes: list[Noted], look: Look | None = None) -> Figure:
    daily = daily_uptake(seen.days, seen.absorbed, seen.by_injection_ug)
    taken = moving_uptake(daily, MovingWindow(28, 14))
    return symptoms_figure(taken, Symptoms(seen, notes), look or Look())


def test_each_symptom_has_a_picture_of_its_own_in_the_persons_words() -> None:
    figure = drawn(SPAN, NOTES)
    rows = {axes.get_title(loc="left"): axes for axes in figure.axes[:-1]}
    assert list(rows) == ["tingling, both sides", "tired"]
    (line,) = [curve for curve in rows["tired"].lines if curve.get_label() == "tired"]
    assert list(line.get_ydata()) == [5]


def test_every_row_has_a_line_for_each_injection() -> None:
    for axes in drawn(SPAN, NOTES).axes:
        places = [curve.get_xdata()[0] for curve in axes.lines if curve.get_label() == "injection"]
        assert places == [date(2026, 11, 24).toordinal()]


def test_what_is_not_drawn_is_named() -> None:
    many = [noted("2026-11-20", "other", 3, f"ailment {index:02}") for index in range(15)]
    figure, words = drawn(SPAN, many), symptoms_words(Symptoms(SPAN, many))
    assert len(figure.axes) == 13
    assert "ailment 12, ailment 13, ailment 14" in words.footnote
    assert "15 notes of 15 symptoms" in words.title


def test_words_claim_no_cause() -> None:
    words = symptoms_words(Symptoms(SPAN, NOTES))
    assert words.title == ("3 notes of 2 symptoms; strongest tingling, both sides, 6 of 10")
    assert "no proof of cause" in words.footnote
    assert "Wed 25 Nov 2026: tired, 5." in words.alt
    assert "tingling, both sides: first 3, worst 6, last 6." in words.alt


def test_own_words_stand_where_there_is_no_term_and_sides_stay_apart() -> None:
    notes = [
        noted("2026-11-20", "other", 2, "fog", "left"),
        noted("2026-11-21", "other", 4, "Fog", "left"),
        noted("2026-11-21", "other", 1, "fog", "right"),
    ]
    assert [(each.name, len(each.notes)) for each in series_of(notes)] == [
        ("fog, left", 2),
        ("fog, right", 1),
    ]


@pytest.mark.parametrize(
    "look", [Look("page"), Look("slide", dark=True), Look("phone"), Look(large=True)]
)
def test_hostile_words_and_every_span_are_drawn(look: Look) -> None:
    hostile = [noted("2026-11-16", "other", 3, words) for words in HOSTILE]
    for span, notes in ((SPANS["empty"], []), (SPANS["one"], hostile), (long(365), NOTES)):
        figure = drawn(timeline(span), notes, look)
        renderer = laid_out(figure)
        for text in figure.texts:
            assert text.get_window_extent(renderer).x1 < figure.bbox.width + 1


def test_marks_of_the_trend_are_told() -> None:
    marks = [
        Mark(date(2026, 11, 20), "blood test", "b12 150 pmol/L"),
        Mark(date(2026, 11, 21), "symptom", "a\x1b[2J, 3 of 10"),
    ]
    alt = trend_words(Trend(timeline(days("#" * 30), doses=[injection(2)], marks=marks))).alt
    assert "Wed 18 Nov 2026, injection: 1,000 µg, of which about 275 µg" in alt
    assert "Fri 20 Nov 2026, blood test: b12 150 pmol/L." in alt
    assert "\x1b" not in alt


def test_a_reference_that_changes_is_drawn_as_steps() -> None:
    from tests.charts.test_trend import drawn as trend_drawn

    daily = tuple(2400 if index < 10 else 2600 for index in range(30))
    line = LINE._replace(per_day_ng=2600, daily_ng=daily)
    figure = trend_drawn(Trend(timeline(days("#" * 30), line=line)))
    assert [2.4] * 10 + [2.6] * 20 in [list(curve.get_ydata()) for curve in figure.axes[1].lines]
