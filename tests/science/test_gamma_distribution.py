"""The gamma distribution where its share has a closed form."""

import math

import pytest

from b12track.science.gamma_distribution import gamma_cdf


@pytest.mark.parametrize("x", [0.2, 1.0, 1.9, 2.1, 4.0, 9.0, 30.0])
def test_whole_shapes_are_the_tail_of_a_poisson(x: float) -> None:
    """Below and above x = shape + 1, where the series gives way to the continued fraction."""
    for shape in (1, 2, 5):
        terms = (x**k / math.factorial(k) for k in range(shape))
        assert gamma_cdf(x, shape, 1.0) == pytest.approx(1 - math.exp(-x) * sum(terms), abs=1e-12)


@pytest.mark.parametrize("x", [0.1, 1.4, 1.6, 7.0])
def test_half_a_shape_is_the_error_function(x: float) -> None:
    assert gamma_cdf(x / 3, 0.5, 3.0) == pytest.approx(math.erf(math.sqrt(x)), abs=1e-12)


def test_nothing_lies_below_zero_and_shape_and_rate_are_above_it() -> None:
    assert gamma_cdf(0.0, 2.0, 1.0) == gamma_cdf(-1.0, 2.0, 1.0) == 0.0
    for shape, rate in ((0.0, 1.0), (1.0, 0.0), (-1.0, 1.0)):
        with pytest.raises(ValueError, match="above zero"):
            gamma_cdf(1.0, shape, rate)
