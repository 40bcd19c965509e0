"""Whether the mean of a window of days lies below what is needed, by a one-sided t test."""

from __future__ import annotations

import math
from itertools import accumulate

from b12track.hints import TYPE_CHECKING, Final
from b12track.record import NamedTuple
from b12track.science.student_t import t_cdf

if TYPE_CHECKING:
    from collections.abc import Sequence

#: docs/method.md#when-it-is-low gives the reasons.
SURENESS: Final = 0.95
#: One-sided 95 % limits of t for ever more, and for one degree of freedom.
_LEAST_T: Final = 1.6449
_MOST_T: Final = 6.314
#: Below a nanogram, days are alike and their correlation is rounding.
_NO_SPREAD: Final = 0.001


class Window(NamedTuple):
    """The known days of a window: how many, their sum and sum of squares (µg below zero = lack).

    The last three are of neighbouring known days: pairs, sum of both, sum of products.
    """

    days: int
    total: float
    squares: float
    pairs: int = 0
    pair_total: float = 0.0
    pair_products: float = 0.0

    @property
    def mean(self) -> float:
        """The mean of the known days; 0 without any."""
        return self.total / self.days if self.days else 0.0

    def and_days(self, count: int, each: float) -> Window:
        """The window with so many more days of one amount each."""
        return self._replace(
            days=self.days + count,
            total=self.total + count * each,
            squares=self.squares + count * each * each,
        )

    def is_below_zero(self) -> bool:
        """Whether the upper 95 % t limit of the mean lies below zero, on effective days."""
        if not self.days or self.total >= 0:
            return False
        variance = max(0.0, self.squares / self.days - self.mean**2)
        if math.sqrt(variance) < _NO_SPREAD:
            return True
        n = self._effective_days(variance)
        if n < 2.0:
            return False
        t = -self.mean * math.sqrt(n * (self.days - 1) / (variance * self.days))
        if t <= _LEAST_T or t >= _MOST_T:
            return t >= _MOST_T
        return t_cdf(t, n - 1.0) > SURENESS

    def _effective_days(self, variance: float) -> float:
        """n (1 - r) / (1 + r) with the lag-1 correlation of neighbouring known days."""
        if not self.pairs or self.days < 3:
            return float(self.days)
        mean = self.mean
        products = self.pair_products - mean * self.pair_total + self.pairs * mean * mean
        r = min(1.0, max(0.0, products / self.pairs / variance))
        return max(1.0, self.days * (1.0 - r) / (1.0 + r))


class Windows:
    """Windows over a row of amounts, None where a day is not known; each costs the same."""

    def __init__(self, amounts: Sequence[float | None]) -> None:
        known = [0.0 if amount is None else amount for amount in amounts]
        has = [amount is not None for amount in amounts]
        beside = [now and before for now, before in zip(has, [False, *has], strict=False)]
        each = list(zip(beside, known, [0.0, *known], strict=False))
        both = [now + before if is_pair else 0.0 for is_pair, now, before in each]
        times = [now * before if is_pair else 0.0 for is_pair, now, before in each]
        squares = [amount * amount for amount in known]
        self._counts = [list(accumulate(column, initial=0)) for column in (has, beside)]
        self._sums = [
            list(accumulate(column, initial=0.0)) for column in (known, squares, both, times)
        ]

    def totals(self, days: int) -> list[float]:
        """The sum of every window of so many days, by the place of its first day."""
        total = self._sums[0]
        return [end - start for start, end in zip(total, total[days:], strict=False)]

    def between(self, first: int, last: int) -> Window:
        """The window of these places, both included."""
        total, squares, both, products = self._sums
        days, pairs = self._counts
        start, end = max(0, first), last + 1
        # A pair belongs to its later day: that of the first day reaches out of the window.
        after = min(start + 1, end)
        return Window(
            days[end] - days[start],
            total[end] - total[start],
            squares[end] - squares[start],
            pairs[end] - pairs[after],
            both[end] - both[after],
            products[end] - products[after],
        )
