"""What one person's recorded days allow to be said about the long run, and what they do not."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from b12track.record import NamedTuple
from b12track.science.reference_values import AVERAGE_REQUIREMENT_KINDS
from b12track.science.student_t import normal_cdf, t_quantile

if TYPE_CHECKING:
    from collections.abc import Sequence

    # A day's amount, or None for a day that is not complete: missing is not zero.
    Days = Sequence[float | None]

# Fewer complete days give no interval, fewer than the second no flag. docs/method.md
INTERVAL_DAYS = 7
FLAG_DAYS = 14

# "When the CV is larger than 60 to 70 percent the distribution of daily intakes is nonnormal and
# the methods presented here are unreliable" (IOM 2000, Dietary Reference Intakes: Applications).
LARGEST_CV = 0.60

# Requirement of B12, B6 and thiamin: CV 10 % (IOM 1998).
REQUIREMENT_CV = 0.10


class Interval(NamedTuple):
    """A mean with its two-sided t interval, in the unit of the days.

    `effective_days` is fewer than `days` where neighbouring days resemble each other; `low` and
    `high` are None where no honest interval exists.
    """

    days: int
    effective_days: float
    mean: float
    low: float | None
    high: float | None


def mean_interval(amounts: Days, confidence: float = 0.95) -> Interval:
    """Return the mean of the complete days with a Student t interval on effective days.

    Meant for absorbed µg, whose spread is small enough. Days in order, None where not complete.
    n is replaced by n (1 - r) / (1 + r), r the lag-1 correlation where it is positive, in t and
    in the standard error. ValueError without any complete day.

    >>> seven = mean_interval([1.0, 1.2, 0.8, 1.1, 0.9, 1.2, 0.8])
    >>> seven.days, round(seven.mean, 2), round(seven.low, 2), round(seven.high, 2)
    (7, 1.0, 0.84, 1.16)
    """
    complete = recorded(amounts)
    n, mean = len(complete), mean_of(complete)
    effective = effective_days(amounts)
    if n < INTERVAL_DAYS or effective < 2.0:
        return Interval(n, effective, mean, None, None)
    t = t_quantile(0.5 + confidence / 2.0, effective - 1.0)
    half = t * standard_deviation(complete) / math.sqrt(effective)
    return Interval(n, effective, mean, mean - half, mean + half)


def geometric_mean_interval(amounts: Days, confidence: float = 0.95) -> Interval:
    """Return the geometric mean of the complete non-zero days, with a t interval on logarithms.

    Zero days are left out, not shifted: report `zero_share` beside it. ValueError without any.

    >>> round(geometric_mean_interval([1.0, 4.0, 0.0, None]).mean, 6)
    2.0
    """
    # A zero day breaks the run of neighbours just as a missing one does.
    logs = mean_interval([math.log(day) if day else None for day in amounts], confidence)
    if logs.low is None or logs.high is None:
        return logs._replace(mean=math.exp(logs.mean))
    return Interval(
        logs.days, logs.effective_days, *(math.exp(x) for x in (logs.mean, logs.low, logs.high))
    )


def effective_days(amounts: Days) -> float:
    """Return n (1 - r) / (1 + r) with the lag-1 correlation r, never more than n nor below 1.

    >>> effective_days([1.0, 2.0, 1.0, 2.0]), round(effective_days([1.0, 1.0, 1.0, 2.0, 2.0, 2.0]))
    (4.0, 2)
    """
    n = len(recorded(amounts))
    r = max(0.0, lag_1_correlation(amounts))
    return max(1.0, n * (1.0 - r) / (1.0 + r))


def lag_1_correlation(amounts: Days) -> float:
    """Return the correlation of neighbouring complete days, 0 where it cannot be known.

    >>> round(lag_1_correlation([1.0, 1.0, 2.0, 2.0, None, 2.0]), 2)
    0.39
    """
    complete = recorded(amounts)
    if len(complete) < 3:
        return 0.0
    mean = mean_of(complete)
    squares = sum((day - mean) ** 2 for day in complete)
    pairs = pairwise(amounts)
    products = [(a - mean) * (b - mean) for a, b in pairs if a is not None and b is not None]
    if not squares or not products:
        return 0.0
    # Both as means, so that gaps in the diary do not look like independence.
    r = (sum(products) / len(products)) / (squares / len(complete))
    return min(1.0, max(-1.0, r))


def recorded(amounts: Days) -> list[float]:
    """Return the complete days' amounts, without the others.

    >>> recorded([1.0, None, 0.0])
    [1.0, 0.0]
    """
    return [day for day in amounts if day is not None]


def mean_of(values: Sequence[float]) -> float:
    """Return the arithmetic mean; ValueError without values.

    >>> mean_of([1.0, 2.0, 6.0])
    3.0
    """
    if not values:
        raise ValueError("no complete day: there is no mean")
    return math.fsum(values) / len(values)


def standard_deviation(values: Sequence[float]) -> float:
    """Return the sample standard deviation (n - 1); ValueError for fewer than two values.

    >>> round(standard_deviation([1.0, 2.0, 3.0]), 6)
    1.0
    """
    if len(values) < 2:
        raise ValueError("a spread needs two days")
    mean = mean_of(values)
    return math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (len(values) - 1))


def coefficient_of_variation(amounts: Days) -> float:
    """Return the day-to-day spread as a share of the mean; infinite where the mean is zero.

    >>> round(coefficient_of_variation([1.0, None, 3.0]), 3)
    0.707
    """
    complete = recorded(amounts)
    mean = mean_of(complete)
    return standard_deviation(complete) / mean if mean else math.inf


def percentile(amounts: Days, share: float) -> float:
    """Return the amount below which a share of the complete days lies, interpolated.

    >>> percentile([0.0, 10.0, None], 0.9)
    9.0
    """
    ordered = sorted(recorded(amounts))
    if not ordered:
        raise ValueError("no complete day: there is no percentile")
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def zero_share(amounts: Days) -> float:
    """Return the share of complete days with nothing at all; ValueError without any.

    >>> zero_share([0.0, 1.0, None, 2.0, 0.0])
    0.5
    """
    complete = recorded(amounts)
    return mean_of([1.0 if day == 0 else 0.0 for day in complete])


class ZTest(NamedTuple):
    """The IOM's individual test: z and Φ(z), or the reason why it was refused."""

    z: float | None
    probability: float | None
    refused: str | None


def requirement_z(
    mean: float, ear: float, sd_within: float, days: int, sd_requirement: float | None = None
) -> ZTest:
    """Return how surely a person's usual intake lies above an EAR, all in one unit per day.

    D = mean - EAR; z = D / √(SD_r² + SD_w² / n); source: IOM 2000, Applications in Dietary
    Assessment, Appendix B. Refused where the day-to-day CV passes 60 %.

    >>> round(requirement_z(320, 265, 86, 3, sd_requirement=26.5).z, 2)
    0.98
    >>> requirement_z(5.0, 2.0, 2.12 * 5.0, 28).z is None
    True
    """
    sd_requirement = REQUIREMENT_CV * ear if sd_requirement is None else sd_requirement
    spread = math.sqrt(sd_requirement**2 + sd_within**2 / days)
    return _z_test(mean, mean - ear, sd_within, spread)


def reference_z(mean: float, reference: float, sd_within: float, days: int) -> ZTest:
    """Return how surely a person's usual intake lies above an AI or UL, all in one unit per day.

    z = (mean - reference) √n / SD_w; source: IOM 2000, Appendix B. Refused where the day-to-day
    CV passes 60 %. Below an AI nothing follows about a requirement.

    >>> round(reference_z(1.5, 1.2, 0.6, 9).z, 2)
    1.5
    """
    return _z_test(mean, mean - reference, sd_within, sd_within / math.sqrt(days))


def requirement_band(kind: str, ear: float, log_mean: float, log_sd: float) -> str | None:
    """Return a rough band for the probability that usual intake is below the requirement.

    ln(usual) ~ N(m, τ²), P = Φ((ln EAR - σ²/2 - m) / √(τ² + σ²)), σ² = ln(1 + 0.10²): the
    requirement taken as lognormal with a CV of 10 %. None unless `kind` is EAR or AR: an AI
    allows no probability (IOM 2000; Murphy & Poos 2002).

    >>> requirement_band("EAR", 2.0, math.log(4.0), 0.2)
    '<10 %'
    >>> requirement_band("AI", 4.0, math.log(4.0), 0.2) is None
    True
    """
    if kind not in AVERAGE_REQUIREMENT_KINDS:
        return None
    variance = math.log1p(REQUIREMENT_CV**2)
    distance = math.log(ear) - variance / 2.0 - log_mean
    probability = normal_cdf(distance / math.sqrt(log_sd**2 + variance))
    limits = ((0.10, "<10 %"), (0.50, "10-50 %"), (0.90, "50-90 %"))
    return next((words for limit, words in limits if probability < limit), ">90 %")


def _z_test(mean: float, distance: float, sd_within: float, spread: float) -> ZTest:
    cv = sd_within / mean if mean else math.inf
    if cv > LARGEST_CV:
        return ZTest(
            None,
            None,
            f"refused: daily amounts vary by {cv:.0%} of their mean, and above a CV of 60-70 % "
            "the method is unreliable (IOM 2000)",
        )
    z = distance / spread if spread else math.copysign(math.inf, distance)
    return ZTest(z, normal_cdf(z), None)
