"""How much people differ and how much their days do: REML from sums over each person's days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from b12track.cohort.normal import Array

#: Ratios of the variance between people to that within them, between which REML is sought.
_LOWEST, _HIGHEST, _GRID = 1e-5, 1e4, 28
_GOLDEN: Final = 0.6180339887498949
_REFINEMENTS: Final = 32
_RIDGE: Final = 1e-12


class PersonSums(NamedTuple):
    """What is known of each person: weighted equations need no more than these sums.

    Arrays have one row a person: number of days; sums over the days of the fixed effects x (a
    column each) and of y; sums of x xᵀ, x y and y².
    """

    days: Array
    x: Array
    y: Array
    xx: Array
    xy: Array
    yy: Array

    def blocks(self) -> Iterator[tuple[slice, PersonSums]]:
        """All people at once."""
        yield slice(len(self.days)), self


class SumsInBlocks(Protocol):
    """The sums of people, of a block of them at a time, so that many need little memory."""

    def blocks(self) -> Iterator[tuple[slice, PersonSums]]:
        """The places of the people of each block, in order, with their sums."""


class Components(NamedTuple):
    """REML estimates, one for each set of weights: fixed effects, variances, log-likelihood."""

    effects: Array
    within: Array
    between: Array
    log_likelihood: Array


class _Moments(NamedTuple):
    """Weighted sums: over all people, and over the people of each number of days.

    First axis: sets of weights; `of_*` second axis: the distinct numbers of days.
    """

    number: Array
    people: Array
    xx: Array
    xy: Array
    yy: Array
    of_xx: Array
    of_xy: Array
    of_yy: Array


def components(people: SumsInBlocks, weights: Array, ratio: float | None = None) -> Components:
    """Return the REML estimates of y = x β + person + day for each row of person weights.

    Weights multiply a person's log-likelihood and should have a mean of one. With θ the ratio of
    the variances, V⁻¹ of a person with n days is (I - θ/(1+nθ) J) / σ², so sums by person are
    sufficient (Laird & Ware 1982; Searle, Casella & McCulloch 1992, Variance Components, ch. 3
    and 6). No variance between people is an answer: `between` is then 0. `ratio` is the variance
    within people to that between them where it is known from elsewhere.
    """
    import numpy as np

    moments = _joined([_moments(sums, weights[:, places]) for places, sums in people.blocks()])
    if ratio is not None:
        likelihood, effects, within = _profile(moments, np.full(len(weights), 1.0 / ratio))
        return Components(effects, within, within / ratio, likelihood)
    grid = np.geomspace(_LOWEST, _HIGHEST, _GRID)
    values = np.stack([_profile(moments, np.full(len(weights), at))[0] for at in grid])
    best = values.argmax(axis=0)
    low = np.log(grid[np.maximum(best - 1, 0)])
    high = np.log(grid[np.minimum(best + 1, _GRID - 1)])
    theta = np.exp(_golden(moments, low, high))
    highest, effects, within = _profile(moments, theta)
    none, effects_none, within_none = _profile(moments, np.zeros(len(weights)))
    is_none = none >= highest
    return Components(
        np.where(is_none[:, None], effects_none, effects),
        np.where(is_none, within_none, within),
        np.where(is_none, 0.0, theta * within),
        np.where(is_none, none, highest),
    )


def _moments(people: PersonSums, weights: Array) -> _Moments:
    import numpy as np

    numbers, place = np.unique(people.days, return_inverse=True)
    shape = (len(weights), len(numbers))
    columns = people.x.shape[1]
    of_people, of_yy = np.zeros(shape), np.zeros(shape)
    of_xx, of_xy = np.zeros((*shape, columns, columns)), np.zeros((*shape, columns))
    for index in range(len(numbers)):
        those = place == index
        weight, x, y = weights[:, those], people.x[those], people.y[those]
        of_people[:, index] = weight.sum(axis=1)
        of_yy[:, index] = weight @ (y * y)
        of_xy[:, index] = weight @ (x * y[:, None])
        squares = (x[:, :, None] * x[:, None, :]).reshape(len(x), -1)
        of_xx[:, index] = (weight @ squares).reshape(-1, columns, columns)
    xx = (weights @ people.xx.reshape(len(people.days), -1)).reshape(-1, columns, columns)
    return _Moments(
        numbers, of_people, xx, weights @ people.xy, weights @ people.yy, of_xx, of_xy, of_yy
    )


def _joined(blocks: list[_Moments]) -> _Moments:
    """The moments of all people from those of blocks of them."""
    import numpy as np

    if len(blocks) == 1:
        return blocks[0]
    numbers = np.unique(np.concatenate([block.number for block in blocks]))
    places = [np.searchsorted(numbers, block.number) for block in blocks]

    def of_number(parts: list[Array]) -> Array:
        total = np.zeros((len(parts[0]), len(numbers), *parts[0].shape[2:]))
        for place, part in zip(places, parts, strict=True):
            total[:, place] += part
        return total

    return _Moments(
        numbers,
        of_number([block.people for block in blocks]),
        np.sum([block.xx for block in blocks], axis=0),
        np.sum([block.xy for block in blocks], axis=0),
        np.sum([block.yy for block in blocks], axis=0),
        of_number([block.of_xx for block in blocks]),
        of_number([block.of_xy for block in blocks]),
        of_number([block.of_yy for block in blocks]),
    )


def _profile(moments: _Moments, theta: Array) -> tuple[Array, Array, Array]:
    """The restricted log-likelihood at given ratios, with the effects and σ² that go with it."""
    import numpy as np

    number = moments.number[None, :]
    shrink = theta[:, None] / (1.0 + number * theta[:, None])
    xx = moments.xx - np.einsum("rc,rcij->rij", shrink, moments.of_xx)
    xy = moments.xy - np.einsum("rc,rci->ri", shrink, moments.of_xy)
    yy = moments.yy - (shrink * moments.of_yy).sum(axis=1)
    # A cell of people that a replicate left without weight has no effect, and must not stop it.
    xx = xx + _RIDGE * moments.people.sum(axis=1)[:, None, None] * np.eye(xx.shape[-1])
    effects = np.linalg.solve(xx, xy[..., None])[..., 0]
    degrees = (moments.people * number).sum(axis=1) - xx.shape[-1]
    within = np.maximum(yy - (effects * xy).sum(axis=1), 1e-300) / degrees
    spread = (moments.people * np.log1p(number * theta[:, None])).sum(axis=1)
    log_determinant = np.linalg.slogdet(xx)[1]
    value = -0.5 * (degrees * np.log(within) + spread + log_determinant + degrees)
    return value, effects, within


def _golden(moments: _Moments, low: Array, high: Array) -> Array:
    """The logarithm of the best ratio between two ends, for all sets of weights at once."""
    import numpy as np

    left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
    at_left, at_right = (_profile(moments, np.exp(end))[0] for end in (left, right))
    for _ in range(_REFINEMENTS):
        is_left = at_left > at_right
        low, high = np.where(is_left, low, left), np.where(is_left, right, high)
        new = np.where(is_left, high - _GOLDEN * (high - low), low + _GOLDEN * (high - low))
        at_new = _profile(moments, np.exp(new))[0]
        left, right = np.where(is_left, new, right), np.where(is_left, left, new)
        at_left, at_right = (
            np.where(is_left, at_new, at_right),
            np.where(is_left, at_left, at_new),
        )
    return np.asarray((low + high) / 2.0)
