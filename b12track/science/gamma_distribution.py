"""The gamma distribution, in which surveys publish the usual intake of populations."""

from __future__ import annotations

import math

_CLOSE_ENOUGH = 1e-16


def gamma_cdf(amount: float, shape: float, rate: float) -> float:
    """Return the share of a gamma distribution at or below an amount; `rate` is 1 over its unit.

    Source: Abramowitz & Stegun 6.5.29, the series of the incomplete gamma function, and 6.5.31,
    its continued fraction. ValueError unless shape and rate are above zero.

    >>> round(gamma_cdf(2.0, 3.665084, 0.862315), 4)
    0.136
    """
    if shape <= 0 or rate <= 0:
        raise ValueError("a gamma distribution has a shape and a rate above zero")
    x = amount * rate
    if x <= 0:
        return 0.0
    log_front = shape * math.log(x) - x - math.lgamma(shape)
    if x < shape + 1.0:
        return math.exp(log_front) * _series(x, shape)
    return 1.0 - math.exp(log_front) * _fraction(x, shape)


def _series(x: float, shape: float) -> float:
    term = total = 1.0 / shape
    step = shape
    while term > total * _CLOSE_ENOUGH:
        step += 1.0
        term *= x / step
        total += term
    return total


def _fraction(x: float, shape: float) -> float:
    """The continued fraction by Lentz's method."""
    b = x + 1.0 - shape
    c, d = 1e300, 1.0 / b
    value = d
    for n in range(1, 10_000):
        a = n * (shape - n)
        b += 2.0
        d = 1.0 / (a * d + b)
        c = b + a / c
        value *= c * d
        if abs(c * d - 1.0) < _CLOSE_ENOUGH * 10:
            break
    return value
