"""The week chart, read back from its artists."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from b12track.charts.style import Look
from b12track.charts.week import MOST_DAYS, week_figure, week_words
from b12track.charts.words import PARTS
from b12track.science.band import Band
from tests.charts.diaries import SPANS, day, days, injection, tablet, timeline
from tests.charts.layout import laid_out

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def bars(figure: Figure, label: str) -> list[float]:
    """The heights of the bars of one name."""
    (container,) = [bar for bar in figure.axes[0].containers if bar.get_label() == label]
    return [round(patch.get_height(), 6) for patch in container]


def written(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.axes[0].texts]


def test_each_origin_has_its_bars_in_micrograms() -> None:
    figure = week_figure(timeline(days("-#")))
    assert bars(figure, "food") == [0.9, 3.1]
    assert bars(figure, "fortified food") == [0.3, 0]
    assert bars(figure, "supplement") == [0, 0]
    assert {"1.20", "3.10"} <= set(written(figure))


def test_bars_add_up_to_the_day_where_nothing_is_cut() -> None:
    week = days("-#u/0")
    figure = week_figure(timeline(week))
    sums = [sum(heights) for heights in zip(*(bars(figure, part) for part in PARTS), strict=True)]
    assert sums == pytest.approx([eaten.b12_ng / 1000 for eaten in week])


def test_the_reference_stands_at_its_value_and_names_its_authority() -> None:
    figure = week_figure(timeline(days("-#")))
    assert 2.4 in [line.get_ydata()[0] for line in figure.axes[0].lines]
    assert "2.4 µg\nUS/Canada\nRDA 1998" in written(figure)
    assert "IOM 1998 ch. 9" in week_words(timeline(days("-#"))).footnote


def test_an_unrecorded_day_has_a_word_and_no_bar_and_a_fasting_one_is_zero() -> None:
    figure = week_figure(timeline(days(".fp")))
    assert {"no record", "0", "paused"} <= set(written(figure))
    assert bars(figure, "food") == [0, 0, 0]


def test_a_tablet_stands_on_its_own_lane_and_the_bar_is_the_food() -> None:
    figure = week_figure(timeline(days("-T")))
    assert figure.axes[0].get_ylim()[1] < 12
    assert {"tablet, µg", "1,000", "1.50"} <= set(written(figure))
    assert bars(figure, "supplement") == [0, 0]
    assert bars(figure, "food")[1] == 0.9


def test_a_small_supplement_is_part_of_the_bar() -> None:
    figure = week_figure(timeline([day(0, food=500, supplement=2500)]))
    assert bars(figure, "supplement") == [2.5]
    assert "tablet, µg" not in written(figure)


def test_food_far_above_the_reference_ends_in_an_arrow_with_its_number() -> None:
    figure = week_figure(timeline([day(0, food=84_000), day(1, food=900)]))
    assert "goes on" in [patch.get_label() for patch in figure.axes[0].patches]
    assert "84.0" in written(figure)
    assert bars(figure, "food")[1] == 0.9


def test_days_that_a_dose_covers_are_not_called_below() -> None:
    week = timeline(days("T0000.0"), doses=[tablet(0)])
    assert week.states == ["enough", *["covered"] * 6]
    assert week_words(week).title == "At the reference or covered by a dose on 7 of 7 days"
    assert "Mon 16 Nov 2026, tablet: 2,000 µg, of which about 25 µg" in week_words(week).alt


def test_injections_have_a_lane() -> None:
    figure = week_figure(timeline(days("-----"), doses=[injection(2)]))
    assert {"injected, µg", "1,000"} <= set(written(figure))


def test_the_judgement_is_the_headline_and_the_finding_stands_below() -> None:
    words = week_words(timeline(days("-#"), headline="Low for 5 weeks."))
    assert words.title == "Low for 5 weeks"
    assert words.finding == "Below the reference on 1 of 2 recorded days."
    assert words.alt.startswith("Low for 5 weeks. Bar chart. Below the reference")


def test_unknown_parts_are_hatched_and_the_number_is_a_lower_bound() -> None:
    figure = week_figure(timeline(days("u?")))
    (container,) = [bar for bar in figure.axes[0].containers if "unknown" in bar.get_label()]
    assert [patch.get_y() for patch in container] == [0.8, 0]
    assert {patch.get_hatch() for patch in container} == {"////"}
    assert {"≥0.80", "?"} <= set(written(figure))


def test_a_partial_day_differs_in_more_than_colour() -> None:
    figure = week_figure(timeline(days("/#")))
    partial, complete = next(
        bar for bar in figure.axes[0].containers if bar.get_label() == "food"
    ).patches
    assert partial.get_linestyle() != complete.get_linestyle()
    assert "partial day: at least" in [key.get_text() for key in figure.legends[0].get_texts()]


def test_a_total_from_another_tracker_is_drawn_as_foods_not_named() -> None:
    week = [day(0, food=500)._replace(b12_ng=2000, total_from="other tracker")]
    assert bars(week_figure(timeline(week)), "foods not named") == [1.5]


def test_absorbed_stands_below_swallowed() -> None:
    absorbed = {"2026-11-16": Band(0.4, 0.7, 1.1), "2026-11-17": Band(5.0, 13.0, 30.0)}
    week = timeline(days("-T"), absorbed=absorbed)
    assert {"absorbed, µg", "0.7", "13"} <= set(written(week_figure(week)))
    assert "absorbed about 0.7 µg (0.4 to 1.1)" in week_words(week).alt


def test_the_title_says_the_finding() -> None:
    assert week_words(timeline(days("--#."))).title == "Below the reference on 2 of 3 recorded days"
    assert week_words(timeline(days("##"))).title.startswith("At or above the reference on all 2")
    assert week_words(timeline(days("u#"))).title.endswith("1 not certain")
    assert week_words(timeline(days(".."))).title == "No complete recorded day among 2 days"
    assert week_words(timeline(days("-"))).title == "Below the reference on the one recorded day"


def test_alt_text_tells_every_day_of_a_week() -> None:
    alt = week_words(timeline(SPANS["week"])).alt
    assert "Wed 18 Nov 2026: unrecorded." in alt
    assert "Thu 19 Nov 2026: at least 0.80 µg (food 0.80)." in alt
    assert "Fri 20 Nov 2026: 0 µg, fasting." in alt
    assert "supplement 1,000" in alt
    assert "Days: 5 recorded, 1 partial, 1 unrecorded, 1 with unknown foods, of 7." in alt


@pytest.mark.parametrize("name", SPANS)
@pytest.mark.parametrize(
    "look", [Look("page"), Look("slide", dark=True), Look("phone"), Look(large=True)]
)
def test_every_span_is_drawn_inside_the_paper(name: str, look: Look) -> None:
    figure = week_figure(timeline(SPANS[name]), look)
    renderer = laid_out(figure)
    width, height = figure.bbox.width, figure.bbox.height
    axes = figure.axes[0]
    for text in [*figure.texts, *axes.texts, *axes.get_xticklabels(), *axes.get_yticklabels()]:
        box = text.get_window_extent(renderer)
        assert box.x0 > -1, text
        assert box.y0 > -1, text
        assert box.x1 < width + 1, text
        assert box.y1 < height + 1, text


def test_names_of_days_do_not_touch() -> None:
    for name in ("week", "holes"):
        for size in ("page", "slide", "phone"):
            figure = week_figure(timeline(SPANS[name]), Look(size))
            renderer = laid_out(figure)
            boxes = [
                label.get_window_extent(renderer) for label in figure.axes[0].get_xticklabels()
            ]
            assert all(a.x1 < b.x0 for a, b in pairwise(boxes)), (name, size)


def test_two_months_are_drawn_and_pandas_stays_away() -> None:
    assert len(week_figure(timeline(days("-#" * (MOST_DAYS // 2)))).axes) == 1
    code = (
        "import sys; from tests.charts.diaries import SPANS, timeline;"
        "from b12track.charts.week import week_figure, week_words;"
        "from b12track.charts.render import rendered;"
        "week = timeline(SPANS['week']);"
        "rendered(week_figure(week), week_words(week), 'png');"
        "assert not {'pandas', 'matplotlib.pyplot'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
