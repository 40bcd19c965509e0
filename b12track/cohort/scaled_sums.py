"""The sums of people's days on a scale, with cells and classes of days as fixed effects."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.cohort.variance_components import PersonSums

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from b12track.cohort.cells import Cells
    from b12track.cohort.normal import Array
    from b12track.cohort.people import People

#: So many people at once: products of effects are made of these alone, and products of this size
#: are quicker on one thread, which linear algebra leaves only for larger ones.
_BLOCK: Final = 8192


class ScaledSums(NamedTuple):
    """Sums that are computed as they are asked for.

    `of_rows` gives number of days, sums of y and of y² of rows of `people.sums`.
    """

    people: People
    cells: Cells
    of_rows: Callable[[slice], tuple[Array, Array, Array]]

    def blocks(self) -> Iterator[tuple[slice, PersonSums]]:
        """The places of the people of each block, in order, with their sums."""
        import numpy as np

        owner, size = self.people.owner, self.people.size
        for start in range(0, size, _BLOCK):
            stop = min(start + _BLOCK, size)
            first, last = np.searchsorted(owner, [start, stop])
            yield slice(start, stop), self._sums(slice(start, stop), slice(first, last))

    def _sums(self, places: slice, rows: slice) -> PersonSums:
        """By person; x are the cells, then the classes of days."""
        import numpy as np

        owner, size = self.people.owner[rows] - places.start, places.stop - places.start
        days, y, yy = self.of_rows(rows)
        effect = self.cells.effect_of_person[places][owner]
        effects = np.zeros((len(owner), self.cells.effects))
        effects[np.arange(len(owner)), effect] = 1.0
        x = np.column_stack([effects, *(values[rows] for values in self.people.classes.values())])
        products = x[:, :, None] * x[:, None, :]

        def by_person(values: Array) -> Array:
            flat = values.reshape(len(values), -1).T
            summed = [np.bincount(owner, row, size) for row in flat]
            return np.array(summed).T.reshape((size, *values.shape[1:]))

        return PersonSums(
            by_person(days),
            by_person(x * days[:, None]),
            by_person(y),
            by_person(products * days[:, None, None]),
            by_person(x * y[:, None]),
            by_person(yy),
        )


def power_sums(people: People, power: float, cells: Cells) -> ScaledSums:
    """The sums of y on a Box–Cox scale over the days with any."""

    def of_rows(rows: slice) -> tuple[Array, Array, Array]:
        days = people.sums["eaten"][rows]
        if power == 0:
            return days, people.sums["ln"][rows], people.sums["ln_squared"][rows]
        once, twice = (people.sums[f"power_{round(8 * power * times)}"][rows] for times in (1, 2))
        return days, (once - days) / power, (twice - 2.0 * once + days) / power**2

    return ScaledSums(people, cells, of_rows)


def absorbed_sums(people: People, cells: Cells) -> ScaledSums:
    """The sums of absorbed µg of food over all days."""

    def of_rows(rows: slice) -> tuple[Array, Array, Array]:
        names = ("days", "absorbed_food", "absorbed_food_squared")
        days, food, squares = (people.sums[name][rows] for name in names)
        return days, food, squares

    return ScaledSums(people, cells, of_rows)
