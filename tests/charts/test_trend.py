"""The trend chart, read back from its artists; means against a second derivation."""

from __future__ import annotations

import math
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from b12track.analysis.low_periods import LowPeriod
from b12track.analysis.uptake import daily_uptake, moving_uptake
from b12track.charts.date_axis import date_ticks
from b12track.charts.style import Look
from b12track.charts.trend import Trend, trend_figure, trend_words, window_of
from b12track.science.band import Band
from tests.charts.diaries import SPANS, days, injection, long, tablet, timeline
from tests.charts.layout import laid_out

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from b12track.diary.days import Day


def low_period(span: list[Day], first: int, last: int) -> LowPeriod:
    """A period of these places of a span, closed."""
    ends, days, band = (span[first].date, span[last].date), last - first + 1, Band(0.4, 0.6, 1.2)
    return LowPeriod(*ends, "note", "closed", days, days, Decimal(600), 1000, 400 * days, band)


def trend_of(span: list[Day], *low: LowPeriod, **more: Any) -> Trend:
    absorbed = {
        day.date.isoformat(): Band(*(share * (day.b12_ng or 0) / 1000 for share in (0.3, 0.5, 0.7)))
        for day in span
        if day.entries
    }
    seen = timeline(span, absorbed=absorbed, **more)
    return Trend(seen, low)


def drawn(trend: Trend, look: Look | None = None) -> Figure:
    seen = trend.timeline
    daily = daily_uptake(seen.days, seen.absorbed, seen.by_injection_ug)
    taken = moving_uptake(daily, window_of(len(seen.days)))
    return trend_figure(taken, trend, look or Look())


def line(figure: Figure) -> np.ndarray:
    (taken_up,) = [each for each in figure.axes[0].lines if each.get_label() == "taken up"]
    return np.asarray(taken_up.get_ydata(), dtype=float)


def test_every_known_day_has_one_dot_for_its_food() -> None:
    figure = drawn(trend_of(days("-#.u-/")))
    heights = sorted(float(y) for dots in figure.axes[1].collections for _, y in dots.get_offsets())
    assert heights == pytest.approx([0.7, 0.8, 1.2, 1.2, 3.1])


def test_a_tablet_is_a_mark_on_its_lane_and_no_dot_above_the_food() -> None:
    figure = drawn(trend_of(days("-T"), doses=[tablet(1)]))
    assert figure.axes[1].get_ylim()[1] < 8
    lane = next(axes for axes in figure.axes if axes.get_label() == "tablet lane")
    marks = next(dots for dots in lane.collections if dots.get_label() == "tablet")
    assert marks.get_offsets().tolist() == [[date(2026, 11, 17).toordinal(), 0.5]]
    assert {axes.get_yscale() for axes in figure.axes} == {"linear"}


def test_the_line_is_a_mean_of_known_days_and_gaps_stay_gaps() -> None:
    span = days("####" + "-" * 10 + "." * 40 + "#" * 30)
    amounts = [each.b12_ng / 2000 if each.is_recorded else None for each in span]
    taken_up = line(drawn(trend_of(span)))
    for index in range(len(span)):
        known = [a for a in amounts[max(0, index - 27) : index + 1] if a is not None]
        expected = sum(known) / len(known) if len(known) >= 14 else float("nan")
        assert taken_up[index] == pytest.approx(expected, nan_ok=True)


def test_an_unfinished_today_moves_no_mean() -> None:
    taken_up = line(drawn(trend_of(days("#######/"))))
    assert taken_up[6] == pytest.approx(1.55)
    assert math.isnan(taken_up[7])


def test_a_covering_injection_lifts_the_line_where_nothing_else_is_known() -> None:
    taken_up = line(drawn(trend_of(days("." * 20), doses=[injection(0, covers=54)])))
    assert taken_up == pytest.approx([275 / 55] * 20)


def test_low_periods_are_shaded_from_their_first_to_their_last_day() -> None:
    span = days("#" * 20 + "-" * 20 + "#" * 20)
    period = low_period(span, 20, 39)
    figure = drawn(trend_of(span, period))
    (shade,) = [p for p in figure.axes[0].patches if p.get_label() == "low period"]
    assert shade.get_x() == period.start.toordinal() - 0.5
    assert shade.get_x() + shade.get_width() == period.end.toordinal() + 0.5


def test_the_strip_shows_what_is_recorded() -> None:
    figure = drawn(trend_of(days("##..##")))
    strip = next(axes for axes in figure.axes if axes.get_label() == "recorded lane")
    runs = [path.get_extents().width for path in strip.collections[0].get_paths()]
    assert runs == [2, 2]


def test_title_and_alt_text_name_the_period() -> None:
    span = days("#" * 20 + "-" * 20 + "#" * 20)
    words = trend_words(trend_of(span, low_period(span, 20, 39)))
    assert words.title == "Low intake for 20 days, 6 to 25 Dec 2026"
    assert "about 0.6 µg absorbed a day, 20 of 20 days recorded; 1 µg needed." in words.alt


@pytest.mark.parametrize("name", [*SPANS, "year", "ten years"])
@pytest.mark.parametrize(
    "look", [Look("page"), Look("slide", dark=True), Look("phone"), Look(large=True)]
)
def test_every_span_is_drawn_inside_the_paper(name: str, look: Look) -> None:
    span = {**SPANS, "year": long(365), "ten years": long(3652)}[name]
    figure = drawn(trend_of(span), look)
    renderer = laid_out(figure)
    for axes in figure.axes:
        texts = [*figure.texts, *axes.texts, *axes.get_xticklabels(), *axes.get_yticklabels()]
        for text in filter(lambda text: text.get_text(), [*texts, axes.yaxis.label]):
            box = text.get_window_extent(renderer)
            assert box.x0 > -1, text
            assert box.y0 > -1, text
            assert box.x1 < figure.bbox.width + 1, text
            assert box.y1 < figure.bbox.height + 1, text
        boxes = [label.get_window_extent(renderer) for label in axes.get_xticklabels()]
        boxes = [box for box in boxes if box.width > 1]
        assert all(a.x1 < b.x0 for a, b in pairwise(boxes))


@pytest.mark.parametrize("total", [1, 2, 20, 75, 76, 400, 1200, 3652, 20000])
def test_dates_on_the_axis_lie_in_the_span(total: int) -> None:
    first = date(1990, 3, 31)
    last = date.fromordinal(first.toordinal() + total - 1)
    places, names = date_ticks(first, last, 40)
    assert len(places) == len(names) <= 20
    assert all(first.toordinal() <= place <= last.toordinal() for place in places)
