"""Distributions as published elsewhere: fed with their people, the method gives them back.

Two from questionnaires or recalls whose figures their abstracts print:

- Brouwer-Brolsma 2015 (B-PROOF), Nutrients 7:7781: Dutch people of 65 and older, median (25th-75th
  percentile) in µg a day: men 4.18 (3.29-5.38), women 3.47 (2.64-4.40).
- Lavriša 2022 (SI.Menu), Nutrients 14:334: Slovenia, usual mean 6.2 µg and 31.7 % below 4 µg in
  adults, 5.0 µg and 58.3 % in older people.

Each is taken as the log-normal distribution with these figures. Those with days as uneven as
published ones are in tools/simulate_cohort.py.
"""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
import pyarrow as pa
import pytest

from b12track.cohort.cells import requirements_of
from b12track.cohort.estimate import PERCENTILES, Estimate, Settings, estimate
from b12track.cohort.requirement import given_requirement
from b12track.cohort.simulation import Design, Usual
from tests.cohort.simulated import estimated, people_in, simulated
from tools.simulate_cohort import ELSEWHERE, UNEVEN, by_shape, uneven_days

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
    assert [by_percent[percent] for percent in (25, 50, 75)] == pytest.approx(quartiles, rel=0.05)
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
    assert 100 * result.shares["cut-point"].share == pytest.approx(share, abs=3)


@pytest.mark.parametrize("days", UNEVEN)
@pytest.mark.parametrize("usual", ELSEWHERE.values(), ids=ELSEWHERE)
def test_days_as_uneven_as_published(usual: Usual, days: str) -> None:
    """The share given holds where Box–Cox days, however they are transformed, are far off."""
    usual_ug = usual.drawn(np.random.default_rng(7), 5000)
    true = 100 * (usual_ug < 2).mean()
    result = estimated(people_in(uneven_days(days, usual_ug, 2, 7)), "swallowed", bootstrap=0)
    assert 100 * result.shares["cut-point"].share == pytest.approx(true, abs=8)
    assert 100 * result.raw_one_day > true + 20
    if days == "7 % rich days":
        assert 100 * by_shape(result)["Box-Cox"] > true + 15


def test_weekends_second_recalls_weights_and_unequal_days_at_once() -> None:
    """One to five days each, mostly weekends; later recalls tell less; low eaters drawn thrice."""
    rng = np.random.default_rng(8)
    usual_ug = rng.gamma(3.665084, 1 / 0.862315, 20_000)
    kept = rng.random(20_000) < np.where(usual_ug < 3, 0.6, 0.2)
    usual_ug, people = usual_ug[kept], int(kept.sum())
    number = rng.integers(1, 6, people)
    person = np.repeat(np.arange(people), number)
    recall = np.concatenate([np.arange(1, days + 1) for days in number])
    weekend = rng.random(len(person)) < 0.6
    times = np.where(weekend, 1.5, 1.0) * np.where(recall > 1, 0.85, 1.0)
    amounts = usual_ug[person] * times
    amounts *= rng.lognormal(-math.log(2) / 2, math.sqrt(math.log(2)), len(person))
    table = pa.table(
        {
            "person": [f"p{place:05d}" for place in person],
            "day": [str(place) for place in recall],
            "state": ["complete"] * len(person),
            "b12_ng": np.rint(1000 * amounts).astype(np.int64),
            "weekend": weekend,
            "recall": recall.astype(np.int32),
            "weight": np.where(usual_ug < 3, 1.0, 3.0)[person],
        }
    )
    week = (5 + 2 * 1.5) / 7
    true = np.average(usual_ug * week < 2, weights=np.where(usual_ug < 3, 1.0, 3.0))
    adjusted = people_in(table, ("weekend", "later_recall"))
    share = estimated(adjusted, "swallowed", adjust=("weekend", "sequence"), bootstrap=0)
    assert 100 * share.shares["cut-point"].share == pytest.approx(100 * true, abs=2.5)
