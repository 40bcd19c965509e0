"""Sets of person weights that show how much an estimate would differ in another sample."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.cohort.columns import REPLICATE

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np

    from b12track.cohort.normal import Array
    from b12track.cohort.people import People

BOOTSTRAP: Final = 200
_SEED: Final = 20261126
#: So many numbers at once, 80 MB.
_BLOCK: Final = 10_000_000


class ReplicatePlan(NamedTuple):
    """How the weights differ: "brr", "jackknife" or "bootstrap", and how many sets there are."""

    method: str
    sets: int


def plan_of(people: People, bootstrap: int) -> ReplicatePlan:
    """The survey's own replicate weights where the table has them, else the bootstrap."""
    for method in ("brr", "jackknife"):
        count = len(_columns(people, method))
        if count > 1:
            return ReplicatePlan(method, count)
    return ReplicatePlan("bootstrap", bootstrap)


def _columns(people: People, method: str) -> list[str]:
    names = [name for name in people.numbers if REPLICATE.fullmatch(name)]
    return sorted(
        (name for name in names if name.startswith(method)),
        key=lambda name: int(name.rpartition("_")[2]),
    )


def base_weights(people: People) -> Array:
    """The weight of each person, with a mean of one."""
    import numpy as np

    weights = people.numbers.get("weight")
    return np.ones(people.size) if weights is None else weights / weights.mean()


def blocks(people: People, plan: ReplicatePlan) -> Iterator[Array]:
    """The replicate weights in blocks of rows, one column a person, each row with a mean of one."""
    import numpy as np

    rows = max(1, min(plan.sets, _BLOCK // max(1, people.size)))
    generator = np.random.default_rng(_SEED)
    for start in range(0, plan.sets, rows):
        size = min(rows, plan.sets - start)
        if plan.method == "bootstrap":
            drawn = np.stack([_resampled(people, generator) for _ in range(size)])
        else:
            names = _columns(people, plan.method)[start : start + size]
            drawn = np.stack([people.numbers[name] for name in names])
        yield drawn / np.maximum(drawn.mean(axis=1, keepdims=True), 1e-12)


def _resampled(people: People, generator: np.random.Generator) -> Array:
    """The weights times how often each person was drawn, by cluster within stratum if named.

    Of a clusters a - 1 are drawn and rescaled (Rao, Wu & Yue 1992, Surv Methodol 18:209).
    """
    import numpy as np

    weights = base_weights(people)
    if "cluster" not in people.labels:
        draws = generator.integers(0, people.size, people.size)
        return weights * np.bincount(draws, minlength=people.size)
    stratum_of = people.labels.get("stratum")
    strata = np.zeros(people.size, int) if stratum_of is None else stratum_of.codes
    factors = np.ones(people.size)
    for stratum in np.unique(strata):
        inside = np.flatnonzero(strata == stratum)
        clusters, place = np.unique(people.labels["cluster"].codes[inside], return_inverse=True)
        number = len(clusters)
        if number > 1:  # a lone cluster stands for itself
            drawn = generator.integers(0, number, number - 1)
            times = np.bincount(drawn, minlength=number) * number / (number - 1)
            factors[inside] = times[place]
    return weights * factors


def interval(estimate: float, replicates: Array, plan: ReplicatePlan) -> tuple[float, float]:
    """The 95 % interval of a share: percentiles of a bootstrap, else by the replicates' variance.

    BRR: mean square of the differences; jackknife: (R - 1) times that (Wolter 2007, Introduction
    to Variance Estimation).
    """
    import numpy as np

    low, high = bands(np.array([estimate]), replicates[:, None], plan)
    return float(low[0]), float(high[0])


def bands(estimates: Array, replicates: Array, plan: ReplicatePlan) -> tuple[Array, Array]:
    """The 95 % intervals of several shares, of which the replicates have a column each."""
    import numpy as np

    if plan.method == "bootstrap":
        low, high = np.quantile(replicates, [0.025, 0.975], axis=0)
        return low, high
    factor = plan.sets - 1 if plan.method == "jackknife" else 1
    spread = 1.96 * np.sqrt(factor * np.mean((replicates - estimates) ** 2, axis=0))
    return np.maximum(0.0, estimates - spread), np.minimum(1.0, estimates + spread)
