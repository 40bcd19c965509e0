"""On how many of their days people eat any B12, and whether who does so often eats more on them.

The first part of a two-part model, tied to the second: docs/cohort.md.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.cohort import normal, usual

if TYPE_CHECKING:
    from b12track.cohort.normal import Array
    from b12track.cohort.variance_components import Components, SumsInBlocks

#: Up to this share of days without any B12 everybody has the same chance of one.
FEW_ZEROS: Final = 0.05
#: Beyond this a correlation of the chance with the amount is not believed.
_HIGHEST: Final = 0.95


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


def correlations(
    often: Frequency, amounts: SumsInBlocks, fitted: Components, weights: Array
) -> Array:
    """Return how the chance of a day with B12 goes with its amount, for each row of weights.

    Where both go together the amounts of days of which another was also eaten on lie above those
    of all days eaten on: on the scale of the amounts the difference is ρ √between E[p² s]/E[p²],
    with s the normal score of a chance p among days eaten on. By moments, from sums by person;
    kept within ±0.95; 0 where chances or amounts do not differ. `amounts` are the sums over the
    days with any, `fitted` their variance components.
    """
    import numpy as np

    paired, pairs, single, days = np.zeros((4, len(weights)))
    for places, sums in amounts.blocks():
        weight, others = weights[:, places], sums.days - 1.0
        residual = weight * (sums.y - fitted.effects @ sums.x.T)
        paired += residual @ others
        pairs += weight @ (sums.days * others)
        single += residual.sum(axis=1)
        days += weight @ sums.days
    difference = paired / np.maximum(pairs, 1e-12) - single / days
    correlation = np.zeros(len(weights))
    for row, spread in enumerate(np.sqrt(fitted.between)):
        chances, parts = usual.beta_nodes(float(often.mean[row]), float(often.alike[row]))
        twice = parts * chances**2
        expected = spread * float(scores(chances, parts) @ twice) / float(twice.sum())
        if expected > 1e-6:
            correlation[row] = np.clip(difference[row] / expected, -_HIGHEST, _HIGHEST)
    return correlation


def scores(chances: Array, parts: Array) -> Array:
    """The normal score of each rising chance among the days eaten on, on which it weighs itself."""
    import numpy as np

    eaten = chances * parts / (chances @ parts)
    return normal.quantile(np.cumsum(eaten) - eaten / 2.0)
