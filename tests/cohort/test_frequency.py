"""People who eat B12 on some days alone: chance and amount, each by itself and together."""

from __future__ import annotations

import numpy as np
import pytest

from b12track.cohort.frequency import scores
from b12track.cohort.simulation import Design
from b12track.cohort.usual import beta_nodes
from tests.cohort.simulated import estimated, people_in
from tools.simulate_cohort import episodic


@pytest.mark.parametrize("zeros", [0.1, 0.3, 0.6])
@pytest.mark.parametrize("correlation", [-0.4, 0.0, 0.4, 0.8])
def test_chance_and_amount_that_go_together(zeros: float, correlation: float) -> None:
    """Taken as not correlated, the share swallowed was up to ten points off."""
    true = episodic(Design(5000, 2, zeros=zeros, seed=1), correlation)
    people = people_in(true.table)
    swallowed = estimated(people, "swallowed", bootstrap=0).shares["cut-point"].share
    absorbed = estimated(people, "absorbed", bootstrap=0).shares["cut-point"].share
    # Where most days are 0 few people ate on two, and no Weibull distribution fits them.
    assert 100 * swallowed == pytest.approx(100 * true.swallowed, abs=2.5 if zeros < 0.5 else 4.0)
    assert 100 * absorbed == pytest.approx(100 * true.absorbed, abs=2.5 if zeros < 0.5 else 4.0)


def test_scores_are_standard_normal_among_the_days_eaten_on() -> None:
    chances, parts = beta_nodes(0.6, 0.3)
    eaten = chances * parts / (chances @ parts)
    score = scores(chances, parts)
    assert score @ eaten == pytest.approx(0.0, abs=0.01)
    assert score**2 @ eaten == pytest.approx(1.0, abs=0.03)
    assert (np.diff(score) >= 0).all()
