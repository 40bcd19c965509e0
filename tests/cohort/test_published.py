"""Distributions as published elsewhere: fed with their people, the method gives them back.

Two from questionnaires or recalls whose figures their abstracts print:

- Brouwer-Brolsma 2015 (B-PROOF), Nutrients 7:7781: Dutch people of 65 and older, median (25th-75th
  percentile) in µg a day: men 4.18 (3.29-5.38), women 3.47 (2.64-4.40).
- Lavriša 2022 (SI.Menu), Nutrients 14:334: Slovenia, usual mean 6.2 µg and 31.7 % below 4 µg in
  adults, 5.0 µg and 58.3 % in older people.

Each is taken as the log-normal distribution with these figures.
"""

from __future__ import annotations

import math
from statistics import NormalDist

import pytest

from b12track.cohort.cells import requirements_of
from b12track.cohort.estimate import PERCENTILES, Estimate, Settings, estimate
from b12track.cohort.requirement import given_requirement
from b12track.cohort.simulation import Design, Usual
from tests.cohort.simulated import simulated

NORMAL = NormalDist()


def of_quartiles(low: float, median: float, high: float) -> Usual:
    spread = math.log(high / low) / (2 * NORMAL.inv_cdf(0.75))
    return Usual("log-normal", math.log(median), spread, None, (65, 90))


def of_mean_and_share(mean: float, amount: float, share: float) -> Usual:
    """ln amount = μ + z σ with ln mean = μ + σ²/2: the positive root."""
    score = NORMAL.inv_cdf(share)
    spread = score + math.sqrt(score**2 + 2 * math.log(mean / amount))
    return Usual("log-normal", math.log(mean) - spread**2 / 2, spread, None, (20, 60))


DUTCH_MEN = of_quartiles(3.29, 4.18, 5.38)
DUTCH_WOMEN = of_quartiles(2.64, 3.47, 4.40)
SLOVENE_ADULTS = of_mean_and_share(6.2, 4.0, 0.317)
SLOVENE_OLDER = of_mean_and_share(5.0, 4.0, 0.583)


def swallowed(usual: Usual, requirement_ug: float, cv: float, bootstrap: int = 0) -> Estimate:
    people = simulated(Design(5000, 2, "log-normal", cv, seed=9), usual)
    needed = requirements_of(people, given_requirement(requirement_ug))
    return estimate(people, "swallowed", needed, Settings(bootstrap=bootstrap))


@pytest.mark.parametrize("cv", [1.0, 2.0])
@pytest.mark.parametrize(
    ("usual", "quartiles"),
    [(DUTCH_MEN, (3.29, 4.18, 5.38)), (DUTCH_WOMEN, (2.64, 3.47, 4.40))],
    ids=["men", "women"],
)
def test_dutch_quartiles(usual: Usual, quartiles: tuple[float, ...], cv: float) -> None:
    result = swallowed(usual, 2.0, cv)
    by_percent = dict(zip(PERCENTILES, result.percentiles_ug, strict=True))
    assert [by_percent[percent] for percent in (25, 50, 75)] == pytest.approx(quartiles, rel=0.04)
    assert result.raw_one_day > 5 * usual.share_below(2.0)  # what single days would say


@pytest.mark.parametrize("cv", [1.0, 2.0])
@pytest.mark.parametrize(
    ("usual", "mean", "share"),
    [(SLOVENE_ADULTS, 6.2, 31.7), (SLOVENE_OLDER, 5.0, 58.3)],
    ids=["adults", "older"],
)
def test_slovene_means_and_shares(usual: Usual, mean: float, share: float, cv: float) -> None:
    result = swallowed(usual, 4.0, cv)
    assert result.mean_ug == pytest.approx(mean, rel=0.05)
    assert 100 * result.shares["cut-point"].share == pytest.approx(share, abs=2.5)
