"""Distributions of usual intake that variance components imply, by what is assumed of the days.

Every function returns the share of people at or below each amount of `grid` (µg a day, rising),
as an array by set of weights, cell of people and amount. Sources: docs/cohort.md.
"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING, Final

from b12track.cohort import box_cox, normal

if TYPE_CHECKING:
    from collections.abc import Callable

    from b12track.cohort.normal import Array

_STEPS: Final = 400
#: Standard deviations of people between which a scale is inverted.
_FAR: Final = 9.0
_SMALLEST: Final = 1e-12


def of_days_on_a_scale(
    grid: Array, power: float, mean: Array, within: Array, between: Array
) -> Array:
    """Days normal on a Box–Cox scale: usual intake is the mean over a person's days, not scale.

    A person at m on the scale eats g(m) = E[amount(m + day)] (Gauss–Hermite over days), so the
    share at or below x is Φ((g⁻¹(x) - mean) / √between). Source: Tooze 2010, Stat Med 29:2857
    (the NCI method). `mean` by weights and cell; variances by weights.
    """
    import numpy as np

    points, node_weights = normal.nodes()
    shares = np.empty((*mean.shape, len(grid)))
    for row in range(len(mean)):
        spread = math.sqrt(max(float(between[row]), _SMALLEST))
        far = _FAR * spread
        values = np.linspace(mean[row].min() - far, mean[row].max() + far, _STEPS)
        days = values[:, None] + math.sqrt(float(within[row])) * points
        eaten = box_cox.amount(days, power) @ node_weights
        place = np.interp(grid, eaten, values, left=-np.inf, right=np.inf)
        shares[row] = normal.cdf((place - mean[row][:, None]) / spread)
    return shares


def of_proportional_days(
    grid: Array, family: str, power: float, relative: Array, mean: Array
) -> Array:
    """Days in proportion to what is usual, whatever their shape: day = usual × chance.

    On y^λ the covariance of two days of a person, relative to the squared mean, is the relative
    variance of usual^λ: the shape of chance cancels. `relative` is that, `mean` the mean of y, by
    weights and cell; `family` ("gamma", "log-normal") is that of usual intake.
    """
    import numpy as np

    relative = np.maximum(relative, _SMALLEST)
    if family == "log-normal":
        return _log_normal(grid, mean, np.maximum(np.log1p(relative) / power**2, _SMALLEST))
    return _gamma(grid, mean, _gamma_shape(relative, power))


def bend(quarter: Array, half: Array) -> Array:
    """How far usual intake leans from log-normal (0) to gamma (1), by two relative variances.

    They are those of usual^λ at λ = ¼ and ½. ln(1 + variance) / λ² is the same at both for a
    log-normal; for a gamma it falls by a part that its shape tells. 1 where one sees no variance.

    >>> import numpy as np
    >>> log_normal = [np.array([np.expm1(0.3 * power**2)]) for power in (0.25, 0.5)]
    >>> gamma = np.array([0.02078]), np.array([0.07862])  # shape 3
    >>> float(bend(*log_normal)[0]), round(float(bend(*gamma)[0]), 1)
    (0.0, 1.0)
    """
    import numpy as np

    is_seen = (quarter > _SMALLEST) & (half > _SMALLEST)
    fourth, second = (np.log1p(np.where(is_seen, part, 1.0)) for part in (quarter, half))
    shape = _gamma_shape(np.expm1(second), 0.5)
    of_gamma = _log_ratio(shape, 0.5) / np.maximum(_log_ratio(shape, 0.25), _SMALLEST)
    fall = (1.0 - second / (4.0 * fourth)) / np.maximum(1.0 - of_gamma / 4.0, _SMALLEST)
    return np.where(is_seen, np.clip(fall, 0.0, 1.0), 1.0)


def _log_ratio(shape: Array, power: float) -> Array:
    """ln of E[x^2λ] / E[x^λ]² of a gamma variable."""
    return _log_gamma(shape + 2 * power) + _log_gamma(shape) - 2 * _log_gamma(shape + power)


def of_means(grid: Array, family: str, mean: Array, between: Array) -> Array:
    """Usual intake by its own mean and variance, which any days of a person estimate as they are.

    `family` is "Weibull", "normal" or "gamma"; `mean` by weights and cell.
    """
    import numpy as np

    relative = np.maximum(between[:, None] / np.maximum(mean, _SMALLEST) ** 2, _SMALLEST)
    if family == "normal":
        spread = np.sqrt(relative) * mean
        return normal.cdf((grid - mean[..., None]) / spread[..., None])
    if family == "gamma":
        return _gamma(grid, mean, 1.0 / relative)
    return _weibull(grid, mean, relative)


def _log_normal(grid: Array, mean: Array, variance: Array) -> Array:
    import numpy as np

    centre = np.log(mean) - variance / 2.0
    return normal.cdf((np.log(grid) - centre[..., None]) / np.sqrt(variance)[..., None])


def _gamma(grid: Array, mean: Array, shape: Array) -> Array:
    """By the trapezoid rule over ln x, where the density has no peak at zero."""
    import numpy as np

    scale = (mean / shape)[..., None]
    fine = _fine(grid)
    log_density = (
        shape[..., None] * np.log(fine / scale) - fine / scale - _log_gamma(shape)[..., None]
    )
    density = np.exp(log_density)
    steps = np.diff(np.log(fine)) * (density[..., 1:] + density[..., :-1]) / 2.0
    # Below the first amount the density is a power of x.
    shares = np.cumsum(
        np.concatenate([density[..., :1] / shape[..., None], steps], axis=-1), axis=-1
    )
    return _at(grid, fine, shares)


def _weibull(grid: Array, mean: Array, relative: Array) -> Array:
    import numpy as np

    shape = _weibull_shape(relative)
    scale = mean / np.exp(_log_gamma(1.0 + 1.0 / shape))
    power = shape[..., None] * np.log(grid / scale[..., None])
    return np.asarray(-np.expm1(-np.exp(np.minimum(power, 700.0))))


def _fine(grid: Array) -> Array:
    """Four steps for each of the grid, evenly in ln x, for sums that need them."""
    import numpy as np

    logs = np.log(grid)
    return np.exp(np.interp(np.arange(4 * (len(grid) - 1) + 1) / 4.0, np.arange(len(grid)), logs))


def _at(grid: Array, fine: Array, shares: Array) -> Array:
    import numpy as np

    return np.minimum(shares[..., np.searchsorted(fine, grid * (1 - 1e-12))], 1.0)


def _log_gamma(values: Array) -> Array:
    import numpy as np

    return np.asarray(np.vectorize(math.lgamma, otypes=[float])(values))


def _gamma_shape(relative: Array, power: float) -> Array:
    """The shape a for which usual^λ has this relative variance."""

    def relative_variance(shape: float) -> float:
        logs = math.lgamma(shape + 2 * power) + math.lgamma(shape) - 2 * math.lgamma(shape + power)
        return math.expm1(logs)

    return _inverse(("gamma", power), relative_variance, (0.02, 1e6), relative)


def _weibull_shape(relative: Array) -> Array:
    """The shape k for which a Weibull distribution has this relative variance."""

    def relative_variance(shape: float) -> float:
        return math.expm1(math.lgamma(1 + 2 / shape) - 2 * math.lgamma(1 + 1 / shape))

    return _inverse(("weibull", 1.0), relative_variance, (0.2, 1e3), relative)


_TABLES: dict[tuple[str, float], tuple[Array, Array]] = {}


def _inverse(
    key: tuple[str, float],
    relative_variance: Callable[[float], float],
    ends: tuple[float, float],
    relative: Array,
) -> Array:
    """The shape by interpolation between the logarithms of a falling table."""
    import numpy as np

    if key not in _TABLES:
        shapes = np.geomspace(*ends, 4001)
        values = np.array([max(relative_variance(float(shape)), 1e-15) for shape in shapes])
        _TABLES[key] = (np.log(values[::-1]), np.log(shapes[::-1]))
    return np.asarray(np.exp(np.interp(np.log(relative), *_TABLES[key])))


@cache
def beta_nodes(mean: float, spread: float, count: int = 120) -> tuple[Array, Array]:
    """Points and weights of a Beta variable with this mean and correlation ρ = 1/(α+β+1).

    Over the logit, on which its density is smooth even where both ends are likely.

    >>> points, weights = beta_nodes(0.4, 0.2)
    >>> round(float(points @ weights), 4)
    0.4
    """
    import numpy as np

    if spread <= 1e-6 or mean >= 1.0:
        return np.array([mean]), np.array([1.0])
    total = 1.0 / spread - 1.0
    alpha, beta = mean * total, (1.0 - mean) * total
    ends = [-math.asinh(40.0 / min(alpha, 40.0)), math.asinh(40.0 / min(beta, 40.0))]
    steps = np.linspace(ends[0], ends[1], count)
    logit = np.clip(np.sinh(steps), -700.0, 700.0)
    log_density = -alpha * np.logaddexp(0.0, -logit) - beta * np.logaddexp(0.0, logit)
    weights = np.exp(log_density - log_density.max()) * np.cosh(steps)
    return 1.0 / (1.0 + np.exp(-logit)), weights / weights.sum()
