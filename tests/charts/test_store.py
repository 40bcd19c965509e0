"""The store chart: the formula redrawn, its band, and what the title may say."""

from __future__ import annotations

import math

import pytest

from b12track.charts.store import Projection, store_figure, store_finding, store_words
from b12track.charts.style import Look
from b12track.science.band import Band
from b12track.science.body_store import Store, YearsToThreshold, store_series, years_band
from tests.charts.layout import laid_out
from tests.conftest import Tool


def projection(low: float, best: float, high: float, years: int = 20) -> Projection:
    store = Store(uptake_ug_per_day=Band(low, best, high))
    points = store_series(store, round(years * 365.25))
    return Projection(store, points, years_band(store), "by mouth, the mean of 80 recorded days")


def test_the_best_line_follows_the_formula() -> None:
    (line,) = [
        curve
        for curve in store_figure(projection(0.5, 1.0, 2.0)).axes[0].lines
        if curve.get_label() == "best guess"
    ]
    for years, store in zip(line.get_xdata(), line.get_ydata(), strict=True):
        expected = 1000 + 1500 * math.exp(-0.001 * years * 365.25)
        assert store == pytest.approx(expected, rel=0.002)


def test_title_names_all_three_cases() -> None:
    title = store_words(projection(0.1, 0.3, 0.6)).title
    assert title == (
        "By this model the store lasts: 2.8 years in the worst case, without end by the best guess"
    )


def test_where_the_best_guess_is_the_edge_only_what_is_known_is_said() -> None:
    years = YearsToThreshold(2.9, 2.9, None)
    assert store_finding(Store(), years) == (
        "By this model the store lasts at least 2.9 years, at best without end"
    )


def test_a_store_that_never_falls_is_said_once() -> None:
    title = store_words(projection(2.0, 4.0, 8.0)).title
    assert title == "By this model the store stays above 300 µg in every case"


def test_words_say_that_it_is_nobody_s_blood_level() -> None:
    words = store_words(projection(0.0, 0.0, 0.0))
    assert "not anyone's own blood level" in words.footnote
    assert "Injections count as what they leave" in words.alt
    assert "After 5 years about" in words.alt


@pytest.mark.parametrize("look", [Look("page"), Look("slide", dark=True), Look("phone")])
@pytest.mark.parametrize("uptake", [(0.0, 0.0, 0.0), (2.0, 4.0, 8.0), (20.0, 40.0, 90.0)])
def test_everything_lies_on_the_paper(look: Look, uptake: tuple[float, float, float]) -> None:
    figure = store_figure(projection(*uptake), look)
    renderer = laid_out(figure)
    axes = figure.axes[0]
    texts = [*figure.texts, *axes.texts, *axes.get_yticklabels(), axes.yaxis.label]
    for text in texts:
        box = text.get_window_extent(renderer)
        assert box.x0 > -1, text
        assert box.x1 < figure.bbox.width + 1, text


def test_chart_and_command_tell_the_same_numbers(tool: Tool) -> None:
    """Injections count in both; a projection after nitrous oxide is refused by both."""
    for back in range(10, 0, -1):
        tool.ok(f"log 2 eggs --on -{back}d")
    tool.ok("inject 1 mg hydroxocobalamin --on -9d")
    document = tool.ok("store --years 20 --json").json
    drawn = tool.ok("chart store --years 20 --json").json
    for key in ("uptake_ug_per_day", "years_to_threshold", "series"):
        assert drawn[key] == document[key], key
    assert drawn["uptake_ug_per_day"]["best"] > 2
    tool.ok("profile set --medicine nitrous-oxide")
    assert tool("chart store").code == 3
