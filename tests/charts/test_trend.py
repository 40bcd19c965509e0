"""The trend chart, read back from its artists; means against a second derivation."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

from b12track.analysis.intake import daily_intake
from b12track.analysis.low_periods import LowPeriod
from b12track.charts.style import Look
from b12track.charts.trend import Trend, date_ticks, trend_figure, trend_words
from b12track.science.band import Band
from tests.charts.diaries import LINE, SPANS, days, long

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from b12track.diary.days import Day


def trend_of(span: list[Day], *low: LowPeriod) -> Trend:
    return Trend(span, low, LINE)


def low_period(span: list[Day], first: int, last: int) -> LowPeriod:
    """A period of these places of a span, closed."""
    ends, days, band = (span[first].date, span[last].date), last - first + 1, Band(0.4, 0.6, 1.2)
    return LowPeriod(*ends, "note", "closed", days, days, Decimal(600), 1000, 400 * days, band)


def drawn(span: list[Day], look: Look | None = None) -> Figure:
    return trend_figure(daily_intake(span), trend_of(span), look or Look())


def line(figure: Figure, label: str) -> np.ndarray:
    (found,) = [one for one in figure.axes[0].lines if one.get_label() == label]
    return np.asarray(found.get_ydata(), dtype=float)


def test_every_known_day_has_one_dot() -> None:
    span = SPANS["week"]
    offsets = [dots.get_offsets() for dots in drawn(span).axes[0].collections
               if hasattr(dots, "get_sizes") and len(dots.get_sizes())]  # fmt: skip
    heights = sorted(float(y) for group in offsets for _, y in group)
    assert heights == pytest.approx(
        sorted(one.b12_ng / 1000 for one in span if one.b12_ng is not None)
    )


def test_the_means_hold_recorded_days_alone_and_gaps_stay_gaps() -> None:
    span = days("####" + "-" * 10 + "." * 40 + "#" * 30)
    amounts = [one.b12_ng / 1000 if one.is_recorded else None for one in span]
    for label, window, least in (("mean of 7 days", 7, 4), ("mean of 28 days", 28, 14)):
        found = line(drawn(span), label)
        for index in range(len(span)):
            known = [a for a in amounts[max(0, index - window + 1) : index + 1] if a is not None]
            expected = sum(known) / len(known) if len(known) >= least else float("nan")
            assert found[index] == pytest.approx(expected, nan_ok=True)


def test_an_unfinished_today_moves_no_mean() -> None:
    span = days("T000000/")
    assert len(line(drawn(span), "mean of 7 days")) == 7


def test_low_periods_are_shaded_from_their_first_to_their_last_day() -> None:
    span = days("#" * 20 + "-" * 20 + "#" * 20)
    period = low_period(span, 20, 39)
    figure = trend_figure(daily_intake(span), trend_of(span, period), Look())
    (shade,) = [p for p in figure.axes[0].patches if p.get_label() == "low-intake period"]
    assert shade.get_x() == period.start.toordinal() - 0.5
    assert shade.get_x() + shade.get_width() == period.end.toordinal() + 0.5


def test_doses_turn_the_axis_to_powers_of_ten_and_food_alone_does_not() -> None:
    assert drawn(days("-T")).axes[0].get_yscale() == "symlog"
    assert "above: log\nscale" in [text.get_text() for text in drawn(days("-T")).axes[0].texts]
    assert drawn(days("-#")).axes[0].get_yscale() == "linear"


def test_the_strip_shows_what_is_recorded() -> None:
    figure = drawn(days("##..##"))
    strip = next(axes for axes in figure.axes if axes.get_label() == "recorded lane")
    runs = [path.get_extents().width for path in strip.collections[0].get_paths()]
    assert runs == [2, 2]


def test_title_and_alt_text_name_the_period() -> None:
    span = days("#" * 20 + "-" * 20 + "#" * 20)
    words = trend_words(trend_of(span, low_period(span, 20, 39)))
    assert words.title == "Low intake for 20 days, 6 to 25 Dec 2026"
    assert "Low intake 6 to 25 Dec 2026: 20 days, 20 recorded, mean 0.60 µg per day." in words.alt


@pytest.mark.parametrize("name", [*SPANS, "year", "ten years"])
@pytest.mark.parametrize("look", [Look("page"), Look("slide", dark=True), Look("phone")])
def test_every_span_is_drawn_inside_the_paper(name: str, look: Look) -> None:
    span = {**SPANS, "year": long(365), "ten years": long(3652)}[name]
    figure = drawn(span, look)
    figure.draw_without_rendering()
    for axes in figure.axes:
        texts = [*figure.texts, *axes.texts, *axes.get_xticklabels(), *axes.get_yticklabels()]
        for text in filter(lambda text: text.get_text(), [*texts, axes.yaxis.label]):
            box = text.get_window_extent()
            assert box.x0 > -1, text
            assert box.y0 > -1, text
            assert box.x1 < figure.bbox.width + 1, text
            assert box.y1 < figure.bbox.height + 1, text
        boxes = [label.get_window_extent() for label in axes.get_xticklabels()]
        boxes = [box for box in boxes if box.width > 1]
        assert all(a.x1 < b.x0 for a, b in pairwise(boxes))


@pytest.mark.parametrize("total", [1, 2, 20, 75, 76, 400, 1200, 3652, 20000])
def test_dates_on_the_axis_lie_in_the_span(total: int) -> None:
    first = date(1990, 3, 31)
    last = date.fromordinal(first.toordinal() + total - 1)
    places, names = date_ticks(first, last, 40)
    assert len(places) == len(names) <= 20
    assert all(first.toordinal() <= place <= last.toordinal() for place in places)
