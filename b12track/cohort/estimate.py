"""The usual intake of one group through one lens: percentiles, shares below, and their doubt."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.cohort import normal, replicates, usual
from b12track.cohort.cells import Cells, cells_of
from b12track.cohort.frequency import Frequency, correlations, frequency, scores
from b12track.cohort.people import USUAL_DAY
from b12track.cohort.requirement import CONVENTIONS, needed_ug, share_below
from b12track.cohort.shapes import absorbed_model, fits, swallowed_model

if TYPE_CHECKING:
    from collections.abc import Sequence

    from b12track.cohort.normal import Array
    from b12track.cohort.people import People
    from b12track.cohort.replicates import ReplicatePlan
    from b12track.cohort.shapes import Fit, Model

PERCENTILES: Final = (5, 10, 25, 50, 75, 90, 95)
#: The grid of amounts, as multiples of the group's requirement and of its mean.
_LOWEST, _HIGHEST, _STEPS = 0.01, 60.0, 320


class Share(NamedTuple):
    """A share of people below the requirement, with its range; None where no range was asked."""

    share: float
    low: float | None
    high: float | None


class ShareCurve(NamedTuple):
    """Shares of people at or below amounts (µg a day), with the range of the shares."""

    amounts_ug: Array
    shares: Array
    low: Array
    high: Array


class Estimate(NamedTuple):
    """What one lens says of a group; shares by the key of their convention, in order.

    `within` and `between` are the variances on the scale `power`. `shapes` holds the share below
    the cut-point by each shape of days, the headline's first; `without` names the shapes that saw
    no variance between people. `correlation` is that of a day's chance of any B12 with its amount,
    None where everybody has the same chance.
    """

    lens: str
    mean_ug: float
    power: float
    within: float
    between: float
    percentiles_ug: tuple[float, ...]
    requirement_ug: tuple[float, ...]
    shares: dict[str, Share]
    shapes: tuple[tuple[str, Share], ...]
    without: tuple[str, ...]
    zero_share: float
    correlation: float | None
    raw_one_day: float
    raw_means: float
    curve: ShareCurve


class Settings(NamedTuple):
    """What is adjusted for, how many bootstrap replicates, and a ratio from elsewhere, by whom."""

    adjust: tuple[str, ...] = ()
    bootstrap: int = replicates.BOOTSTRAP
    ratio: float | None = None
    ratio_from: str | None = None


class NoVariance(ValueError):
    """Days explain all that differs between people, so nothing can be said of usual intake."""


def estimate(people: People, lens: str, requirement_ug: Array, settings: Settings) -> Estimate:
    """Return the distribution of usual intake of one group; raises NoVariance.

    `requirement_ug` is each person's, swallowed. Food is modelled, then each person's mean dose
    of supplements is added (IOM 2000; MCRA's "model then add").
    """
    import numpy as np

    if not people.total(lens).any():
        raise NoVariance
    needed = needed_ug(requirement_ug, lens)
    cells = cells_of(people, needed, _doses(people, lens), settings.adjust)
    weights = replicates.base_weights(people)[None, :]
    model = (
        absorbed_model(people, cells, settings.ratio)
        if lens == "absorbed"
        else swallowed_model(people, cells, weights, settings.ratio)
    )
    group = _Group(people, lens, cells, model)
    point = group.shares(weights)
    is_seen = [bool(point.fit[shape.scale].components.between[0] > 0) for shape in model.shapes]
    if not any(is_seen):
        raise NoVariance
    plan = replicates.plan_of(people, settings.bootstrap)
    drawn = [group.shares(block) for block in replicates.blocks(people, plan)]
    return _estimate_of(group, point, is_seen, drawn, plan, np.asarray(needed))


def _doses(people: People, lens: str) -> Array:
    """Each person's mean dose over the counted days, in the lens's µg."""
    import numpy as np

    name = "absorbed_supplement" if lens == "absorbed" else "supplement"
    if name not in people.sums:
        return np.zeros(people.size)
    return people.total(name) / people.total("days")


class _Shares(NamedTuple):
    """Of each shape: shares by weights and amount, and those below by weights and convention.

    `tied` is the correlation of chance and amount by weights, None where chances do not differ.
    """

    fit: dict[float, Fit]
    tied: Array | None
    curves: list[Array]
    below: list[Array]


class _Group:
    """A group, ready to be asked with any weights."""

    def __init__(self, people: People, lens: str, cells: Cells, model: Model) -> None:
        import numpy as np

        self.people, self.lens, self.cells, self.model = people, lens, cells, model
        self.usual_day = np.array([USUAL_DAY[name] for name in people.classes])
        total = people.total(lens)
        days = people.total("days")
        self.means = total / days
        lowest, mean = min(cells.requirement_ug), float(self.means.mean())
        ends = (_LOWEST * min(lowest, mean), _HIGHEST * max(mean, *cells.requirement_ug))
        self.grid = np.unique(np.append(np.geomspace(*ends, _STEPS), cells.requirement_ug))

    def shares(self, weights: Array) -> _Shares:
        fit = fits(self.model, weights, self.cells.column, self.usual_day)
        often = self._frequency(weights)
        tied = self._correlations(often, fit, weights)
        parts = _weights_of(self.cells, weights)
        curves, below = [], []
        for shape in self.model.shapes:
            food = _with_frequency(self.grid, shape.shares(self.grid, fit), often, tied)
            curve, shares = self._mixed(food, parts)
            curves.append(curve)
            below.append(shares)
        return _Shares(fit, tied, curves, below)

    def _frequency(self, weights: Array) -> Frequency | None:
        days, eaten = self.people.total("days"), self.people.total("eaten")
        if self.lens == "absorbed" or (days == eaten).all():
            return None  # absorbed days count with their zeros
        return frequency(days, eaten, weights)

    def _correlations(
        self, often: Frequency | None, fit: dict[float, Fit], weights: Array
    ) -> Array | None:
        """How chance and amount go together, on the Box–Cox scale of amounts."""
        if often is None or not often.alike.any():
            return None
        power = self.model.power
        return correlations(often, self.model.sums[power], fit[power].components, weights)

    def _mixed(self, food: Array, parts: list[Array]) -> tuple[Array, Array]:
        """All cells together: the curve, and the share below by convention."""
        import numpy as np

        curve = np.zeros((len(food), len(self.grid)))
        below = np.zeros((len(food), len(CONVENTIONS)))
        for cell, part in enumerate(parts):
            shares = _with_doses(self.grid, food[:, cell], self.cells.doses[cell], part)
            curve += shares
            below += self._below(shares, self.cells.requirement_ug[cell])
        return curve, below

    def _below(self, shares: Array, requirement_ug: float) -> Array:
        """The share of a cell below its requirement, by weights and convention."""
        import numpy as np

        def shares_at(amounts: Array) -> Array:
            return _at(self.grid, shares, amounts)

        return np.stack(
            [share_below(shares_at, requirement_ug, row.cv) for row in CONVENTIONS], axis=1
        )


def _weights_of(cells: Cells, weights: Array) -> list[Array]:
    """The share of all weight that each dose of each cell has, by set of weights."""
    import numpy as np

    total = weights.sum(axis=1, keepdims=True)
    parts = []
    for cell, doses in enumerate(cells.doses):
        inside = np.flatnonzero(cells.of_person == cell)
        of_dose = np.zeros((len(inside), len(doses)))
        of_dose[np.arange(len(inside)), cells.dose_of_person[inside]] = 1.0
        parts.append(weights[:, inside] @ of_dose / total)
    return parts


def _at(grid: Array, shares: Array, amounts: Array) -> Array:
    """Shares at other amounts, by interpolation; 0 below nothing."""
    import numpy as np

    return np.stack([np.interp(amounts, grid, row, left=0.0) for row in shares])


def _with_frequency(
    grid: Array, shares: Array, often: Frequency | None, tied: Array | None
) -> Array:
    """Usual intake of people who eat some on a share of days: chance × amount.

    Both go together as two normal variables with the correlation `tied` do (a Gaussian copula):
    at a chance with the score s the share of amounts below is Φ((Φ⁻¹(F) - ρ s) / √(1 - ρ²)).
    """
    import numpy as np

    if often is None:
        return shares
    mixed = np.empty_like(shares)
    for row in range(len(shares)):
        chances, chance_weights = usual.beta_nodes(float(often.mean[row]), float(often.alike[row]))
        amounts = grid[None, :] / np.maximum(chances, 1e-12)[:, None]
        rho = 0.0 if tied is None else float(tied[row])
        shift = rho * scores(chances, chance_weights)[:, None]
        for cell in range(shares.shape[1]):
            at = np.interp(amounts, grid, shares[row, cell], left=0.0)
            if rho:
                at = normal.cdf((normal.quantile(at) - shift) / math.sqrt(1.0 - rho**2))
            mixed[row, cell] = chance_weights @ at
    return mixed


def _with_doses(grid: Array, shares: Array, doses: Array, part: Array) -> Array:
    """The shares of a cell, its people's doses added, times the weight of each dose."""
    import numpy as np

    if len(doses) == 1 and doses[0] == 0:
        return shares * part
    added = np.zeros_like(shares)
    for place, dose in enumerate(doses):
        added += part[:, place, None] * _at(grid, shares, grid - dose)
    return added


def _estimate_of(
    group: _Group,
    point: _Shares,
    is_seen: Sequence[bool],
    drawn: list[_Shares],
    plan: ReplicatePlan,
    needed: Array,
) -> Estimate:
    import numpy as np

    shapes, people = group.model.shapes, group.people
    seen = [place for place, is_there in enumerate(is_seen) if is_there]
    main = seen[0]
    weights = replicates.base_weights(people)
    power = _printed_power(group, point, main)
    fitted = point.fit[power].components
    days = weights * people.total("days")
    below = [
        _ranges(point.below[place], [shares.below[place] for shares in drawn], plan)
        for place in seen
    ]
    curve = point.curves[main][0]
    return Estimate(
        lens=group.lens,
        mean_ug=float(weights @ group.means / weights.sum()),
        power=power,
        within=float(fitted.within[0]),
        between=float(fitted.between[0]),
        percentiles_ug=tuple(
            float(value) for value in np.interp(np.array(PERCENTILES) / 100.0, curve, group.grid)
        ),
        requirement_ug=tuple(sorted(set(group.cells.requirement_ug))),
        shares={
            convention.key: _widest([ranges[place] for ranges in below])
            for place, convention in enumerate(CONVENTIONS)
        },
        shapes=tuple(
            (shapes[place].name, ranges[0]) for place, ranges in zip(seen, below, strict=True)
        ),
        without=tuple(
            shape.name for shape, is_there in zip(shapes, is_seen, strict=True) if not is_there
        ),
        zero_share=float(1.0 - weights @ people.total("eaten") / days.sum()),
        correlation=None if point.tied is None else float(point.tied[0]),
        raw_one_day=float(weights @ people.total(f"below_{group.lens}") / days.sum()),
        raw_means=float(weights @ (group.means < needed) / weights.sum()),
        curve=_curve(
            group.grid, curve, [[shares.curves[place] for shares in drawn] for place in seen], plan
        ),
    )


def _printed_power(group: _Group, point: _Shares, main: int) -> float:
    """The scale whose variances are printed: the model's, the main shape's where it sees none."""
    sees_people = point.fit[group.model.power].components.between[0]
    return group.model.power if sees_people else group.model.shapes[main].scale


def _ranges(point: Array, drawn: list[Array], plan: ReplicatePlan) -> list[Share]:
    """The share by each convention with the range of its replicates."""
    import numpy as np

    if not drawn:
        return [Share(float(value), None, None) for value in point[0]]
    every = np.concatenate(drawn)
    return [
        Share(float(value), *replicates.interval(float(value), every[:, place], plan))
        for place, value in enumerate(point[0])
    ]


def _widest(shares: Sequence[Share]) -> Share:
    """The main shape's share, with the range over all shapes."""
    ends = [
        end for share in shares for end in (share.share, share.low, share.high) if end is not None
    ]
    if len(shares) == 1 and shares[0].low is None:
        return shares[0]
    return Share(shares[0].share, min(ends), max(ends))


def _curve(grid: Array, main: Array, drawn: list[list[Array]], plan: ReplicatePlan) -> ShareCurve:
    """The main curve in the band of all shapes and replicates."""
    import numpy as np

    ends = [
        replicates.bands(main, np.concatenate(of_shape), plan) for of_shape in drawn if of_shape
    ]
    low = np.minimum.reduce([main, *(end[0] for end in ends)])
    high = np.maximum.reduce([main, *(end[1] for end in ends)])
    return ShareCurve(grid, main, low, high)
