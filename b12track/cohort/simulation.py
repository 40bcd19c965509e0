"""Invented person-days whose truth is known: a published usual intake, and days by chance."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.cohort import table
from b12track.cohort.requirement import CONVENTIONS, needed_ug, share_below
from b12track.cohort.scan import MEALS, RELEASED
from b12track.science.absorption import BEST_CURVE
from b12track.science.gamma_distribution import gamma_cdf
from b12track.science.student_t import normal_cdf

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    import pyarrow as pa

    from b12track.cohort.normal import Array, Places

SHAPES: Final = ("log-normal", "gamma", "liver")
#: A liver day holds fifteen times the usual, on three days of a hundred.
_LIVER_SHARE, _LIVER_TIMES = 0.03, 15.0
_CHUNK: Final = 2_000_000
#: Steps of ln(day / usual) over which the absorbed truth is integrated, and its ends.
_STEPS, _ENDS = 4000, (-70.0, 15.0)
_AMOUNTS: Final = 200


class Usual(NamedTuple):
    """A published distribution of usual intake, µg a day: "gamma" by shape and rate, or
    "log-normal" by mean and standard deviation of ln; whose, and their ages in years."""

    family: str
    first: float
    second: float
    sex: str | None = None
    ages: tuple[int, int] = (20, 74)

    def share_below(self, amount: float) -> float:
        """The share of people at or below an amount."""
        if amount <= 0:
            return 0.0
        if self.family == "gamma":
            return gamma_cdf(amount, self.first, self.second)
        return normal_cdf((math.log(amount) - self.first) / self.second)

    def drawn(self, generator: np.random.Generator, count: int) -> Array:
        """Usual intakes of so many people."""
        if self.family == "gamma":
            return generator.gamma(self.first, 1.0 / self.second, count)
        return generator.lognormal(self.first, self.second, count)

    @property
    def mean(self) -> float:
        """The mean, µg a day."""
        if self.family == "gamma":
            return self.first / self.second
        return math.exp(self.first + self.second**2 / 2.0)


#: US adults as published (Passarelli 2024, Lancet Glob Health 12:e1590, supplement): gamma shape
#: and rate by sex, of people aged 20-24 and 70-74.
PUBLISHED: Final = (
    Usual("gamma", 2.989125, 0.450172, "m", (20, 24)),
    Usual("gamma", 2.936085, 0.449882, "m", (71, 74)),
    Usual("gamma", 3.764877, 0.812506, "f", (20, 24)),
    Usual("gamma", 3.665084, 0.862315, "f", (71, 74)),
)


class Design(NamedTuple):
    """What is simulated: people, days each, how days vary, and the share of days with no B12."""

    people: int
    days: int
    shape: str = "log-normal"
    cv: float = 1.0
    zeros: float = 0.0
    is_unbalanced: bool = False
    seed: int = 1


class Truth(NamedTuple):
    """The true shares below of one distribution: by convention swallowed, by cut-point absorbed."""

    usual: Usual
    people: int
    swallowed: dict[str, float]
    absorbed: float


COLUMNS: Final = ("person", "day", "state", "b12_ng", "sex", "age")


def person_days(design: Design, populations: tuple[Usual, ...]) -> Iterator[pa.Table]:
    """Arrow tables of person-days, the same for the same design; people in equal parts."""
    import numpy as np

    generator = np.random.default_rng(design.seed)
    chunk = max(1, _CHUNK // design.days)
    for start in range(0, design.people, chunk):
        numbers = np.arange(start, min(start + chunk, design.people))
        yield _chunk(design, populations, numbers, generator)


def _chunk(
    design: Design, populations: tuple[Usual, ...], numbers: Places, generator: np.random.Generator
) -> pa.Table:
    import numpy as np
    import pyarrow as pa

    count = len(numbers)
    kind = (numbers % len(populations)).astype(int)
    usual, ages = np.empty(count), np.empty(count)
    sexes = np.empty(count, object)
    for place, population in enumerate(populations):
        those = kind == place
        usual[those] = population.drawn(generator, int(those.sum()))
        ages[those] = generator.integers(population.ages[0], population.ages[1] + 1, those.sum())
        sexes[those] = population.sex or generator.choice(["f", "m"], int(those.sum()))
    eaten = usual[:, None] * day_factors(design, generator, (count, design.days))
    kept = np.ones(eaten.shape, bool)
    if design.is_unbalanced:
        number = generator.integers(1, design.days + 1, count)
        kept = np.arange(design.days)[None, :] < number[:, None]
    person, day = np.nonzero(kept)
    names = [f"p{number:08d}" for number in numbers]
    taken = {
        "person": pa.array(names).take(pa.array(person)),
        "day": pa.array([f"{number:04d}" for number in range(1, design.days + 1)]).take(
            pa.array(day)
        ),
        "state": pa.array(["complete"]).take(pa.array(np.zeros(len(person), int))),
        "b12_ng": pa.array(np.rint(eaten[kept] * 1000.0).astype(np.int64)),
        "sex": pa.array(sexes.tolist()).take(pa.array(person)),
        "age": pa.array(ages).take(pa.array(person)),
    }
    return pa.Table.from_pydict(taken, schema=table.schema(COLUMNS))


def day_factors(design: Design, generator: np.random.Generator, size: tuple[int, ...]) -> Array:
    """What days are of the usual, with a mean of one and the design's coefficient of variation.

    Liver days come on top of a log-normal with that coefficient.
    """
    import numpy as np

    if design.shape == "gamma":
        factors = generator.gamma(1.0 / design.cv**2, design.cv**2, size)
    else:
        variance = math.log1p(design.cv**2)
        factors = generator.lognormal(-variance / 2.0, math.sqrt(variance), size)
    if design.shape == "liver":
        times = np.where(generator.random(size) < _LIVER_SHARE, _LIVER_TIMES, 1.0)
        factors = factors * times / (1.0 + _LIVER_SHARE * (_LIVER_TIMES - 1.0))
    if design.zeros:
        factors = factors * (generator.random(size) >= design.zeros) / (1.0 - design.zeros)
    return np.asarray(factors)


def truth(design: Design, usual: Usual, requirement_ug: float, people: int) -> Truth:
    """The true shares: swallowed exactly, absorbed by integrating the curve over days.

    Absorbed rises with what is usual, so the share below is that of the usual intake at which
    the mean absorbed reaches what is needed.
    """
    import numpy as np

    def shares_at(amounts: Array) -> Array:
        return np.array([[usual.share_below(float(amount)) for amount in amounts]])

    swallowed = {
        convention.key: float(share_below(shares_at, requirement_ug, convention.cv)[0])
        for convention in CONVENTIONS
    }
    factors, weights = _day_nodes(design)
    amounts = np.geomspace(usual.mean / 50.0, usual.mean * 50.0, _AMOUNTS)
    absorbed = absorbed_ug(amounts[:, None] * factors) @ weights
    enough = float(np.interp(needed_ug(requirement_ug, "absorbed"), absorbed, amounts))
    return Truth(usual, people, swallowed, usual.share_below(enough))


def _day_nodes(design: Design) -> tuple[Array, Array]:
    """What `day_factors` draws, as points with weights; days without any weigh nothing here."""
    import numpy as np

    logs = np.linspace(*_ENDS, _STEPS)
    if design.shape == "gamma":
        shape = 1.0 / design.cv**2
        log_density = shape * (logs + math.log(shape)) - shape * np.exp(logs) - math.lgamma(shape)
    else:
        variance = math.log1p(design.cv**2)
        log_density = -((logs + variance / 2.0) ** 2) / (2.0 * variance)
    weights = np.exp(log_density)
    points, weights = np.exp(logs) / (1.0 - design.zeros), weights / weights.sum()
    if design.shape == "liver":
        points = points / (1.0 + _LIVER_SHARE * (_LIVER_TIMES - 1.0))
        points = np.concatenate([points, points * _LIVER_TIMES])
        weights = np.concatenate([weights * (1.0 - _LIVER_SHARE), weights * _LIVER_SHARE])
    return points, weights * (1.0 - design.zeros)


def absorbed_ug(swallowed_ug: Array) -> Array:
    """The absorbed µg of days in three equal meals of mixed food, as the scan reckons them.

    >>> import numpy as np
    >>> round(float(absorbed_ug(np.array([3.0]))[0]), 2)
    1.43
    """
    meal = swallowed_ug * (RELEASED / MEALS)
    curve = BEST_CURVE
    return (meal * curve.vmax_ug / (meal + curve.km_ug) + meal * curve.passive) * MEALS
