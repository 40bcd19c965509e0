"""The picture of usual intake, read back from its artists and its words."""

from __future__ import annotations

import numpy as np
import pytest

from b12track.charts.render import rendered
from b12track.charts.usual import Panel, UsualIntakes, usual_figure, usual_words
from b12track.cohort.estimate import Estimate, Share, ShareCurve


def _estimate(lens: str = "swallowed") -> Estimate:
    amounts = np.linspace(0.01, 20, 100)
    shares = np.minimum(amounts / 10, 1.0)
    curve = ShareCurve(amounts, shares, shares * 0.9, np.minimum(shares * 1.1, 1.0))
    return Estimate(
        lens=lens,
        mean_ug=5.0,
        power=0.0,
        within=1.0,
        between=0.5,
        percentiles_ug=(0.5, 1.0, 2.5, 5.0, 7.5, 9.0, 9.5),
        requirement_ug=(2.0,),
        shares={"cut-point": Share(0.2, 0.15, 0.25)},
        shapes=(("Box-Cox days", Share(0.2, 0.1, 0.3)),),
        without=(),
        zero_share=0.0,
        correlation=None,
        raw_one_day=0.42,
        raw_means=0.33,
        curve=curve,
    )


def _picture(panels: int, *, is_density: bool = False) -> UsualIntakes:
    one_day = (np.linspace(0, 20, 50), np.linspace(0, 1, 50))
    panel_list = [Panel(f"group {number}", 90, _estimate(), one_day) for number in range(panels)]
    return UsualIntakes(panel_list, "US/Canada EAR 1998", is_density)


def test_every_panel_has_curve_single_days_and_requirement() -> None:
    figure = usual_figure(_picture(6))
    assert len(figure.axes) == 6
    for axes in figure.axes:
        single_days, usual, requirement = axes.lines
        assert single_days.get_color() != usual.get_color()
        assert usual.get_ydata().max() == pytest.approx(100)
        assert set(requirement.get_xdata()) == {2.0}
        assert {text.get_text() for text in axes.texts} == {"20.0 % below", "42.0 % of days"}
        assert axes.collections, "the band"


def test_panels_do_not_overlap() -> None:
    boxes = [axes.get_position() for axes in usual_figure(_picture(7)).axes]
    for index, box in enumerate(boxes):
        assert not any(box.overlaps(other) for other in boxes[index + 1 :])


def test_the_words_say_all_of_it() -> None:
    words = usual_words(_picture(2))
    assert words.title.startswith("20 % below the average requirement by usual intake, 42 %")
    for part in ("group 1", "20.0 % (15.0 to 25.0) below 2 µg", "US/Canada EAR 1998", "Band:"):
        assert part in words.alt


def test_a_density_is_drawn_in_every_format() -> None:
    picture = _picture(1, is_density=True)
    for suffix in ("png", "svg", "pdf"):
        assert len(rendered(usual_figure(picture), usual_words(picture), suffix)) > 5000
