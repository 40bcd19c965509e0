"""Shares below the requirement of simulated people, against their truth, in every shape of days."""

from __future__ import annotations

import numpy as np
import pytest

from b12track.cohort.estimate import NoVariance
from b12track.cohort.simulation import Design, Usual, truth
from tests.cohort.simulated import WOMEN, estimated, simulated

SHAPES = [
    ("log-normal", 1.0),
    ("log-normal", 2.0),
    ("gamma", 1.0),
    ("gamma", 2.0),
    ("liver", 1.0),
]
MEN = Usual("gamma", 2.989125, 0.450172, "m", (20, 24))
#: Invented, to try a wide and a narrow one: a wide log-normal, and children.
WIDE = Usual("log-normal", 1.2, 0.8, "f", (30, 40))
CHILDREN = Usual("gamma", 4.2, 1.6, None, (4, 8))


@pytest.mark.parametrize(
    ("usual", "requirement_ug"),
    [(WOMEN, 2.0), (MEN, 2.0), (CHILDREN, 1.0), (WIDE, 2.0)],
    ids=["women", "men", "children", "wide"],
)
def test_five_shapes_of_days(usual: Usual, requirement_ug: float) -> None:
    """Absorbed stays near the truth; the range of swallowed holds it in at least 4 of 5."""
    held = 0
    # One sample of a distribution as wide as the invented one says little: the median of three.
    seeds = (9, 10, 11) if usual is WIDE else (9,)
    for shape in SHAPES:
        true = truth(Design(5000, 2, *shape), usual, requirement_ug, 5000)
        samples = [simulated(Design(5000, 2, *shape, seed=seed), usual) for seed in seeds]
        estimates = [estimated(people, "absorbed", bootstrap=0) for people in samples]
        share = 100 * np.median([each.shares["cut-point"].share for each in estimates])
        assert share == pytest.approx(100 * true.absorbed, abs=2.5), shape
        swallowed = estimated(samples[0], "swallowed", bootstrap=25)
        printed = swallowed.shares["cut-point"]
        held += printed.low <= true.swallowed["cut-point"] <= printed.high
        assert swallowed.raw_one_day > 1.5 * true.swallowed["cut-point"]
    assert held >= 4


def test_five_shapes_of_days_in_small_groups() -> None:
    """500 people: the median of five samples, for one sample of CV 200 % says little."""
    for shape in SHAPES:
        shares = []
        for seed in range(11, 16):
            design = Design(500, 2, *shape, seed=seed)
            true = truth(design, WOMEN, 2.0, 500).absorbed
            try:
                absorbed = estimated(simulated(design), "absorbed", bootstrap=0)
            except NoVariance:
                continue
            shares.append(absorbed.shares["cut-point"].share)
        assert len(shares) >= 4
        assert 100 * np.median(shares) == pytest.approx(100 * true, abs=6), shape


def test_a_home_of_sixty_with_a_week_each() -> None:
    absorbed = estimated(simulated(Design(60, 7, seed=3)), "absorbed", bootstrap=40)
    share = absorbed.shares["cut-point"]
    assert share.low < truth(Design(60, 7), WOMEN, 2.0, 60).absorbed < share.high


@pytest.mark.parametrize(
    "design",
    [
        Design(3000, 7, is_unbalanced=True, seed=4),
        Design(3000, 3, zeros=0.2, seed=6),
        Design(3000, 4, zeros=0.02, seed=6),
    ],
)
def test_unbalanced_days_and_days_without_any(design: Design) -> None:
    people = simulated(design)
    true = truth(design, WOMEN, 2.0, design.people)
    swallowed = estimated(people, "swallowed", bootstrap=0).shares["cut-point"].share
    absorbed = estimated(people, "absorbed", bootstrap=0).shares["cut-point"].share
    assert 100 * swallowed == pytest.approx(100 * true.swallowed["cut-point"], abs=2.5)
    assert 100 * absorbed == pytest.approx(100 * true.absorbed, abs=2.5)


def test_days_that_people_do_not_differ_in_are_refused() -> None:
    same = Usual("log-normal", 1.2, 1e-6)
    refused = 0
    for seed in range(8):  # the covariance of two days of chance is negative every other time
        try:
            estimated(simulated(Design(200, 2, seed=seed), same), "absorbed", bootstrap=0)
        except NoVariance:
            refused += 1
    assert refused >= 2
