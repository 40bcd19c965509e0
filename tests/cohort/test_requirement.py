"""Shares below a requirement, against published distributions of usual intake."""

from __future__ import annotations

import numpy as np
import pytest

from b12track.cohort.requirement import average_requirement, share_below
from b12track.errors import InputRefused
from b12track.science.gamma_distribution import gamma_cdf

#: Passarelli 2024, Lancet Glob Health 12:e1590: gamma shape and rate of US usual intake, and the
#: share below an EAR of 2.0 µg by requirement CV 25 %, 10 % and the cut-point, in percent.
PUBLISHED = [
    (2.989125, 0.450172, 6.89, 6.47, 6.39),
    (2.936085, 0.449882, 7.38, 6.96, 6.88),
    (3.764877, 0.812506, 11.53, 10.75, 10.60),
    (3.665084, 0.862315, 14.54, 13.75, 13.60),
]


@pytest.mark.parametrize(("shape", "rate", "cv_25", "cv_10", "cut_point"), PUBLISHED)
def test_conventions_of_published_distributions(
    shape: float, rate: float, cv_25: float, cv_10: float, cut_point: float
) -> None:
    def shares_at(amounts: np.ndarray) -> np.ndarray:
        return np.array([[gamma_cdf(amount, shape, rate) for amount in amounts]])

    for cv, share in ((0.25, cv_25), (0.10, cv_10), (None, cut_point)):
        assert 100 * share_below(shares_at, 2.0, cv)[0] == pytest.approx(share, abs=0.01)


@pytest.mark.parametrize("authority", ["efsa", "dach", "japan", "nordic"])
def test_an_ai_is_no_cut_point(authority: str) -> None:
    with pytest.raises(InputRefused, match="no average requirement"):
        average_requirement(authority)


def test_requirements_follow_age_and_sex() -> None:
    us = average_requirement("us")
    assert [us.of(age, "f") for age in (0.5, 2, 6, 10, 16, 80)] == [None, 0.7, 1.0, 1.5, 2.0, 2.0]
    assert average_requirement("uk").of(40, None) == 1.25
