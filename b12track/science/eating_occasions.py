"""Which items of a diary count as eaten together, since absorption saturates per occasion."""

from __future__ import annotations

from b12track.hints import TYPE_CHECKING
from b12track.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

# "The second of two doses of B12 given 4 to 6 hours apart is absorbed as well as the first"
# (Heyssel 1966 in IOM 1998 ch. 9). docs/method.md#absorption
OCCASION_MINUTES = 240


class Ingested(NamedTuple):
    """One item as far as absorption asks about it.

    `b12_ng` is all of its B12; `added_ng` the crystalline part of a fortified food, None where
    unknown. `origin` is natural, fortified or supplement; `matrix` meat, fish, egg, dairy, mixed,
    crystalline, none, or "" where unknown. `at_minutes` counts from any fixed midnight.
    """

    b12_ng: int
    added_ng: int | None
    origin: str
    matrix: str
    at_minutes: int | None
    meal: str | None


def occasion_numbers(
    items: Sequence[Ingested], window_minutes: int = OCCASION_MINUTES
) -> tuple[int, ...]:
    """Return for each item the number of its eating occasion, in the order of the items.

    An occasion opens with its first item and takes in what follows within the window. An item
    without a time joins its meal; items with neither time nor meal form one occasion together.

    >>> breakfast, lunch = 480, 480 + 240
    >>> occasion_numbers([
    ...     Ingested(1000, None, "supplement", "crystalline", at, None)
    ...     for at in (breakfast, breakfast + 239, lunch)])
    (0, 0, 1)
    """
    number = _of_timed(items, window_minutes)
    of_meal: dict[str | None, int] = {}
    for index in number:  # in order of time: a meal is its earliest occasion
        if items[index].meal is not None:
            of_meal.setdefault(items[index].meal, number[index])
    opened = len(set(number.values()))
    for index, item in enumerate(items):
        if item.at_minutes is None:
            number[index] = of_meal.setdefault(item.meal, opened)
            opened += number[index] == opened
    return tuple(number[index] for index in range(len(items)))


def occasions(
    items: Sequence[Ingested], window_minutes: int = OCCASION_MINUTES
) -> list[list[Ingested]]:
    """Return the items grouped into eating occasions; give it the items of one day.

    >>> tablet = Ingested(1000, None, "supplement", "crystalline", None, "lunch")
    >>> len(occasions([tablet, tablet._replace(meal="dinner"), tablet]))
    2
    """
    if all(item.at_minutes is None for item in items):
        by_meal: dict[str | None, list[Ingested]] = {}
        for item in items:
            by_meal.setdefault(item.meal, []).append(item)
        return list(by_meal.values())
    numbers = occasion_numbers(items, window_minutes)
    groups: list[list[Ingested]] = [[] for _ in range(max(numbers, default=-1) + 1)]
    for item, number in zip(items, numbers, strict=True):
        groups[number].append(item)
    return groups


def _of_timed(items: Sequence[Ingested], window_minutes: int) -> dict[int, int]:
    timed = [(item.at_minutes, i) for i, item in enumerate(items) if item.at_minutes is not None]
    number: dict[int, int] = {}
    opened_at, current = 0, -1
    for at_minutes, index in sorted(timed):
        if current < 0 or at_minutes - opened_at >= window_minutes:
            opened_at, current = at_minutes, current + 1
        number[index] = current
    return number
