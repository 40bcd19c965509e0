"""Sums of people on a scale, block by block."""

from __future__ import annotations

import numpy as np
import pytest

from b12track.cohort import scaled_sums
from b12track.cohort.cells import cells_of
from b12track.cohort.scaled_sums import power_sums
from b12track.cohort.simulation import Design
from b12track.cohort.variance_components import components
from tests.cohort.simulated import simulated


@pytest.mark.parametrize("power", [0.0, 0.5])
def test_blocks_of_people_give_what_all_at_once_give(
    power: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = simulated(Design(300, 3))
    requirement_ug = np.where(np.arange(300) % 3 == 0, 2.0, 2.4)
    cells = cells_of(people, requirement_ug, np.zeros(300), ())
    weights = np.random.default_rng(1).uniform(0.5, 1.5, (2, 300))
    sums = power_sums(people, power, cells)
    whole = components(sums, weights)
    monkeypatch.setattr(scaled_sums, "_BLOCK", 7)
    assert len(list(sums.blocks())) == 43
    for block, at_once in zip(components(sums, weights), whole, strict=True):
        np.testing.assert_allclose(block, at_once, rtol=1e-6)  # how far the search goes
