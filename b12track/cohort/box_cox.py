"""The scale on which days are modelled: powers in eighths and the logarithm."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from b12track.cohort.normal import Array

#: λ of the scales that are tried. Eighths, so that one scan sums every power it needs by square
#: roots and products: y^(k/8) for the values and for their squares.
LADDER: Final = (0.0, 0.125, 0.25, 0.375, 0.5, 0.75, 1.0)
#: The powers of y, in eighths, whose sums over a person's days give every λ of the ladder.
EIGHTHS: Final = tuple(
    sorted({round(8 * power * times) for power in LADDER[1:] for times in (1, 2)})
)


def amount(value: Array, power: float) -> Array:
    """Return the amount behind a transformed value; 0 where no amount could have given it.

    >>> import numpy as np
    >>> amount(np.array([2.0, -9.0]), 0.5).tolist()
    [4.0, 0.0]
    """
    import numpy as np

    if power == 0:
        return np.asarray(np.exp(value))
    return np.asarray(np.maximum(1.0 + power * value, 0.0) ** (1.0 / power))
