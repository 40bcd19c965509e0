"""The normal and Student t distributions, as far as intervals for a mean ask for them."""

from __future__ import annotations

import math

_SMALLEST = 1e-300
_CLOSE_ENOUGH = 1e-15


def normal_cdf(z: float) -> float:
    """Return Φ(z), the share of a standard normal distribution below z.

    >>> round(normal_cdf(1.96), 4)
    0.975
    """
    return 0.5 * math.erfc(-z / math.sqrt(2.0))


def t_cdf(t: float, degrees: float) -> float:
    """Return the share of Student's t distribution below t; degrees of freedom need not be whole.

    Source: Abramowitz & Stegun 26.7.1 through the incomplete beta function (26.5.8).

    >>> round(t_cdf(2.228, 10), 4)
    0.975
    """
    if degrees <= 0:
        raise ValueError(f"degrees of freedom must be positive, not {degrees}")
    tail = 0.5 * _incomplete_beta(degrees / (degrees + t * t), degrees / 2, 0.5)
    return 1.0 - tail if t > 0 else tail


def t_quantile(share: float, degrees: float) -> float:
    """Return the t below which a share (0 to 1, both excluded) of the distribution lies.

    >>> round(t_quantile(0.975, 10), 3)
    2.228
    """
    if not 0.0 < share < 1.0:
        raise ValueError(f"a share must lie between 0 and 1, not {share}")
    if share < 0.5:
        return -t_quantile(1.0 - share, degrees)
    low, high = 0.0, 1.0
    while t_cdf(high, degrees) < share:
        low, high = high, high * 2.0
    for _ in range(200):  # bisection: slow and sure, and exact to the last place
        middle = (low + high) / 2.0
        if middle in (low, high):
            break
        low, high = (middle, high) if t_cdf(middle, degrees) < share else (low, middle)
    return (low + high) / 2.0


def _incomplete_beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b), by its continued fraction."""
    if x in (0.0, 1.0):
        return x
    if x > (a + 1.0) / (a + b + 2.0):  # the fraction converges fast only below this point
        return 1.0 - _incomplete_beta(1.0 - x, b, a)
    log_front = (
        math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    )
    return math.exp(log_front) * _beta_fraction(x, a, b) / a


def _beta_fraction(x: float, a: float, b: float) -> float:
    """The continued fraction of Abramowitz & Stegun 26.5.8, by Lentz's method."""
    c, d = 1.0, 1.0 / _not_zero(1.0 - (a + b) * x / (a + 1.0))
    value = d
    for m in range(1, 1000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for term in (even, odd):
            d = 1.0 / _not_zero(1.0 + term * d)
            c = _not_zero(1.0 + term / c)
            value *= c * d
        if abs(c * d - 1.0) < _CLOSE_ENOUGH:
            break
    return value


def _not_zero(value: float) -> float:
    return value if abs(value) > _SMALLEST else _SMALLEST
