"""The table of docs/method.md: its figures come out again, within the chance of fewer years."""

from __future__ import annotations

import math

import pytest

from tests.science.test_method_page import rows_under
from tools.simulate import SHARES, rates

TABLE = rows_under("| recorded | intake: false")
YEARS = 25


def test_the_table_was_found() -> None:
    assert [float(row[0].removesuffix(" %")) / 100 for row in TABLE] == list(SHARES)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row[0])
def test_the_documented_rates_come_out_again(row: list[str]) -> None:
    share, *documented = (float(cell.removesuffix(" %")) / 100 for cell in row)
    found = [
        rate
        for lens in ("intake", "absorbed")
        for each in [rates(lens, share, YEARS)]
        for rate in (each.falsely, *each.missed)
    ]
    for expected, rate in zip(documented, found, strict=True):
        # Four standard errors of a share over so few years, and half a percent of rounding.
        chance = 4 * math.sqrt(max(expected * (1 - expected), 0.02) / YEARS)
        assert abs(rate - expected) <= chance + 0.005


def test_the_first_lens_that_mattered_most_stays_quiet_on_a_noisy_omnivore() -> None:
    assert rates("absorbed", 1.0, YEARS).falsely == 0.0
