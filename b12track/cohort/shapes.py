"""The shapes that days may have, each a way from variance components to usual intake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.cohort import usual
from b12track.cohort.box_cox import LADDER
from b12track.cohort.scaled_sums import absorbed_sums, power_sums
from b12track.cohort.variance_components import Components, components

if TYPE_CHECKING:
    from collections.abc import Callable

    from b12track.cohort.cells import Cells
    from b12track.cohort.normal import Array
    from b12track.cohort.people import People
    from b12track.cohort.variance_components import SumsInBlocks

#: Where the likelihood prefers a λ above this one, the logarithm is no shape to consider.
_NEAR_LOG: Final = 0.125


class DayShape(NamedTuple):
    """One assumption: its name, the scale whose variance components it uses, its distribution.

    `shares` takes the grid and the fits by scale and gives shares by weights, cell and amount.
    """

    name: str
    scale: float
    shares: Callable[[Array, dict[float, Fit]], Array]


class Fit(NamedTuple):
    """Variance components of one scale, with the means of each cell on it by weights."""

    components: Components
    means: Array


class Model(NamedTuple):
    """A lens on a group: sums by scale, the shapes (the headline's first), λ of the components."""

    sums: dict[float, SumsInBlocks]
    shapes: tuple[DayShape, ...]
    power: float
    ratio: float | None


def swallowed_model(people: People, cells: Cells, weights: Array, ratio: float | None) -> Model:
    """Days in proportion to what is usual, whatever their shape; beside them, Box–Cox days.

    The Box–Cox scale is that of greatest likelihood, chosen once, at the sample's own weights (a
    row of one set).
    """
    logs = float((weights[0] * people.total("ln")).sum())

    def likelihood(power: float) -> float:
        highest = components(power_sums(people, power, cells), weights, ratio).log_likelihood[0]
        return float(highest + (power - 1.0) * logs)  # the Jacobian of the scale

    power = max(LADDER, key=likelihood)
    shapes = []
    if ratio is None:  # a ratio from elsewhere holds on its own scale alone
        families = _proportional("gamma", 0.5), _proportional("log-normal", 0.25)
        shapes += [_between(*families), *families]
    shapes.append(_box_cox(power))
    if 0 < power <= _NEAR_LOG:
        shapes.append(_box_cox(0.0))
    scales = {shape.scale for shape in shapes} | ({1.0} if ratio is None else set())
    sums: dict[float, SumsInBlocks] = {scale: power_sums(people, scale, cells) for scale in scales}
    return Model(sums, tuple(shapes), power, ratio)


def absorbed_model(people: People, cells: Cells, ratio: float | None) -> Model:
    """Absorbed days as they are: absorption saturates, so their mean needs no other scale."""
    families = ("Weibull", "normal", "gamma")
    return Model({1.0: absorbed_sums(people, cells)}, tuple(map(_means, families)), 1.0, ratio)


def fits(model: Model, weights: Array, columns: list[int], usual_day: Array) -> dict[float, Fit]:
    """The variance components of every scale for each row of weights.

    `columns` are the effects of the cells; the effects of days come after those of all cells and
    count as often as on a usual day.
    """
    fitted = {}
    for scale, sums in model.sums.items():
        result = components(sums, weights, model.ratio)
        of_days = result.effects[:, result.effects.shape[1] - len(usual_day) :] @ usual_day
        fitted[scale] = Fit(result, result.effects[:, columns] + of_days[:, None])
    return fitted


def _box_cox(power: float) -> DayShape:
    def shares(grid: Array, fit: dict[float, Fit]) -> Array:
        variances = fit[power].components
        return usual.of_days_on_a_scale(
            grid, power, fit[power].means, variances.within, variances.between
        )

    name = "log-normal days" if power == 0 else f"Box-Cox days, λ {power:g}"
    return DayShape(name, power, shares)


def _proportional(family: str, power: float) -> DayShape:
    def shares(grid: Array, fit: dict[float, Fit]) -> Array:
        relative, mean = _relative_variance(fit, power), fit[1.0].means + 1.0
        return usual.of_proportional_days(grid, family, power, relative, mean)

    return DayShape(f"proportional, {family}", power, shares)


def _between(gamma: DayShape, log_normal: DayShape) -> DayShape:
    """Days in proportion, people between both families as far as their days say."""

    def shares(grid: Array, fit: dict[float, Fit]) -> Array:
        variances = (_relative_variance(fit, shape.scale) for shape in (log_normal, gamma))
        part = usual.bend(*variances)[..., None]
        return part * gamma.shares(grid, fit) + (1.0 - part) * log_normal.shares(grid, fit)

    return DayShape("proportional", gamma.scale, shares)


def _relative_variance(fit: dict[float, Fit], power: float) -> Array:
    """The variance of usual^λ over its squared mean, by weights and cell."""
    import numpy as np

    centre = power * fit[power].means + 1.0  # back from (y^λ - 1) / λ to y^λ
    between = power**2 * fit[power].components.between[:, None]
    return np.asarray(between / np.maximum(centre, 1e-12) ** 2)


def _means(family: str) -> DayShape:
    def shares(grid: Array, fit: dict[float, Fit]) -> Array:
        return usual.of_means(grid, family, fit[1.0].means, fit[1.0].components.between)

    return DayShape(f"{family} means", 1.0, shares)
