"""On how many of their days people eat any B12: the first part of a two-part model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from b12track.cohort.normal import Array

#: Up to this share of days without any B12 everybody has the same chance of one.
FEW_ZEROS: Final = 0.05


class Frequency(NamedTuple):
    """The mean share of days with any B12, and how alike a person's days are in it (ρ)."""

    mean: Array
    alike: Array


def frequency(days: Array, eaten: Array, weights: Array) -> Frequency:
    """Return the Beta distribution of people's chances, by moments, for each row of weights.

    ρ is the intraclass correlation of the analysis of variance (Kleinman 1973, JASA 68:46), kept
    between 0 and 0.98; 0 where at most 5 % of days are without B12. `days` and `eaten` count each
    person's days and those with any B12.

    >>> import numpy as np
    >>> always = frequency(np.array([2.0, 2.0]), np.array([2.0, 2.0]), np.ones((1, 2)))
    >>> always.mean.tolist(), always.alike.tolist()
    ([1.0], [0.0])
    """
    import numpy as np

    people, number = weights.sum(axis=1), weights @ days
    mean = (weights @ eaten) / number
    squares = weights @ (eaten**2 / days)
    between = (squares - number * mean**2) / np.maximum(people - 1.0, 1e-9)
    within = (weights @ eaten - squares) / np.maximum(number - people, 1e-9)
    typical = (number - (weights @ days**2) / number) / np.maximum(people - 1.0, 1e-9)
    alike = (between - within) / np.maximum(between + (typical - 1.0) * within, 1e-12)
    few = mean >= 1.0 - FEW_ZEROS
    return Frequency(mean, np.where(few, 0.0, np.clip(alike, 0.0, 0.98)))
