"""The week chart, read back from its artists."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from matplotlib.colors import to_hex

from b12track.charts.style import Look
from b12track.charts.week import MOST_DAYS, week_figure, week_words
from b12track.charts.words import PARTS
from b12track.science.band import Band
from tests.charts.diaries import LINE, SPANS, day, days

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def bars(figure: Figure, label: str) -> list[float]:
    """The heights of the bars of one name."""
    (found,) = [bar for bar in figure.axes[0].containers if bar.get_label() == label]
    return [round(patch.get_height(), 6) for patch in found]


def written(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.axes[0].texts]


def test_each_origin_has_its_bars_in_micrograms() -> None:
    figure = week_figure(days("-#"), LINE)
    assert bars(figure, "food") == [0.9, 3.1]
    assert bars(figure, "fortified food") == [0.3, 0]
    assert bars(figure, "supplement") == [0, 0]
    assert {"1.20", "3.10"} <= set(written(figure))


def test_bars_add_up_to_the_day_where_nothing_is_cut() -> None:
    week = days("-#u/0")
    figure = week_figure(week, LINE)
    sums = [sum(heights) for heights in zip(*(bars(figure, part) for part in PARTS), strict=True)]
    assert sums == pytest.approx([one.b12_ng / 1000 for one in week])


def test_the_reference_stands_at_its_value_and_names_its_authority() -> None:
    figure = week_figure(days("-#"), LINE)
    assert 2.4 in [line.get_ydata()[0] for line in figure.axes[0].lines]
    assert "2.4 µg\nUS/Canada\nRDA 1998" in written(figure)
    assert "IOM 1998 ch. 9" in week_words(days("-#"), LINE).footnote


def test_an_unrecorded_day_is_hollow_tall_and_named_and_a_fasting_one_is_zero() -> None:
    figure = week_figure(days(".f"), LINE)
    top = figure.axes[0].get_ylim()[1]
    (height,) = bars(figure, "no record")
    assert height > 0.9 * top
    (patch,) = next(
        bar for bar in figure.axes[0].containers if bar.get_label() == "no record"
    ).patches
    assert to_hex(patch.get_facecolor(), keep_alpha=True).endswith("00")
    assert "unrecorded" in written(figure)
    assert "0" in written(figure)
    assert figure.axes[0].get_xticklabels()[1].get_text().endswith("fasting")


def test_a_tablet_is_cut_with_its_number_and_does_not_flatten_the_food() -> None:
    figure = week_figure(days("-T"), LINE)
    assert figure.axes[0].get_ylim()[1] < 12
    assert "1,002" in written(figure)
    assert bars(figure, "food")[0] > figure.axes[0].get_ylim()[1] / 10


def test_unknown_parts_are_hatched_and_the_number_is_a_lower_bound() -> None:
    figure = week_figure(days("u?"), LINE)
    (found,) = [bar for bar in figure.axes[0].containers if "unknown" in bar.get_label()]
    assert [patch.get_y() for patch in found] == [0.8, 0]
    assert {patch.get_hatch() for patch in found} == {"////"}
    assert {"≥0.80", "?"} <= set(written(figure))


def test_a_partial_day_differs_in_more_than_colour() -> None:
    figure = week_figure(days("/#"), LINE)
    partial, complete = next(
        bar for bar in figure.axes[0].containers if bar.get_label() == "food"
    ).patches
    assert partial.get_linestyle() != complete.get_linestyle()
    assert figure.axes[0].get_xticklabels()[0].get_text().endswith("partial")


def test_a_total_from_another_tracker_is_drawn_as_foods_not_named() -> None:
    week = [day(0, food=500)._replace(b12_ng=2000, total_from="other tracker")]
    assert bars(week_figure(week, LINE), "foods not named") == [1.5]


def test_absorbed_stands_beside_swallowed_with_its_band() -> None:
    absorbed = {"2026-11-16": Band(0.4, 0.7, 1.1), "2026-11-17": Band(5.0, 13.0, 30.0)}
    figure = week_figure(days("-T"), LINE, absorbed=absorbed)
    assert [0.7] in [list(line.get_ydata()) for line in figure.axes[0].lines]
    assert "◇ 13.0" in written(figure)
    assert "absorbed about 0.70 µg (0.40 to 1.10)" in week_words(days("-T"), LINE, absorbed).alt


def test_the_title_says_the_finding() -> None:
    assert week_words(days("--#."), LINE).title == "Below the reference on 2 of 3 recorded days"
    assert week_words(days("##"), LINE).title.startswith("At or above the reference on all 2")
    assert week_words(days("u#"), LINE).title.endswith("1 not certain")
    assert week_words(days(".."), LINE).title == "No complete recorded day among 2 days"
    assert week_words(days("-"), LINE).title == "Below the reference on the one recorded day"


def test_alt_text_tells_every_day_of_a_week() -> None:
    alt = week_words(SPANS["week"], LINE).alt
    assert "Wed 18 Nov 2026: unrecorded." in alt
    assert "Thu 19 Nov 2026: at least 0.80 µg (food 0.80)." in alt
    assert "Fri 20 Nov 2026: 0 µg, fasting." in alt
    assert "supplement 1,000" in alt
    assert "Days: 5 recorded, 1 partial, 1 unrecorded, 1 with unknown foods, of 7." in alt


@pytest.mark.parametrize("name", SPANS)
@pytest.mark.parametrize("look", [Look("page"), Look("slide", dark=True), Look("phone")])
def test_every_span_is_drawn_inside_the_paper(name: str, look: Look) -> None:
    figure = week_figure(SPANS[name], LINE, look)
    figure.draw_without_rendering()
    width, height = figure.bbox.width, figure.bbox.height
    axes = figure.axes[0]
    for text in [*figure.texts, *axes.texts, *axes.get_xticklabels(), *axes.get_yticklabels()]:
        box = text.get_window_extent()
        assert box.x0 > -1, text
        assert box.y0 > -1, text
        assert box.x1 < width + 1, text
        assert box.y1 < height + 1, text


def test_names_of_days_do_not_touch() -> None:
    for name in ("week", "holes"):
        for size in ("page", "slide", "phone"):
            figure = week_figure(SPANS[name], LINE, Look(size))
            figure.draw_without_rendering()
            boxes = [label.get_window_extent() for label in figure.axes[0].get_xticklabels()]
            assert all(a.x1 < b.x0 for a, b in pairwise(boxes)), (name, size)


def test_two_months_are_drawn_and_pandas_stays_away() -> None:
    assert len(week_figure(days("-#" * (MOST_DAYS // 2)), LINE).axes) == 1
    code = (
        "import sys; from tests.charts.diaries import LINE, SPANS;"
        "from b12track.charts.week import week_figure, week_words;"
        "from b12track.charts.render import rendered;"
        "week = SPANS['week'];"
        "rendered(week_figure(week, LINE), week_words(week, LINE), 'png');"
        "assert not {'pandas', 'matplotlib.pyplot'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
