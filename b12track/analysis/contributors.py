"""Which foods, groups and origins a person's B12 came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from b12track.diary.journal import Entry


class Contributor(NamedTuple):
    """One food, group or origin over a span; nanograms swallowed, a lower bound when unknown."""

    name: str
    food_code: str
    b12_origin: str
    b12_ng: int
    entries: int
    unknown_entries: int


def contributors(entries: Iterable[Entry]) -> list[Contributor]:
    """Every food of these entries, the largest contributor first.

    One food can have been logged under several names; the newest stands for it.
    """
    foods: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        foods.setdefault((entry.food_code, entry.b12_origin), []).append(entry)
    parts = [
        Contributor(_newest(eaten).food_name, *key, *_amounts(eaten))
        for key, eaten in foods.items()
    ]
    return sorted(parts, key=lambda part: (-part.b12_ng, part.food_code, part.b12_origin))


def _newest(entries: list[Entry]) -> Entry:
    return max(entries, key=lambda entry: entry.entry_id)


def _amounts(entries: list[Entry]) -> tuple[int, int, int]:
    """The ng that are known, the number of entries, and of those whose B12 is unknown."""
    known = [entry.b12_ng for entry in entries if entry.b12_ng is not None]
    return sum(known), len(entries), len(entries) - len(known)


def grouped(foods: Sequence[Contributor], groups: Mapping[str, str]) -> list[Contributor]:
    """Contributors added up by a name for each food code ("other" where there is none).

    >>> egg = Contributor("egg", "egg", "natural", 500, 1, 0)
    >>> milk = Contributor("milk", "milk", "natural", 900, 2, 1)
    >>> [part.b12_ng for part in grouped([egg, milk], {"egg": "animal", "milk": "animal"})]
    [1400]
    """
    sums: dict[tuple[str, str], list[int]] = {}
    for food in foods:
        key = (groups.get(food.food_code, "other"), food.b12_origin)
        row = sums.setdefault(key, [0, 0, 0])
        for index, value in enumerate((food.b12_ng, food.entries, food.unknown_entries)):
            row[index] += value
    parts = [Contributor(name, "", origin, *row) for (name, origin), row in sums.items()]
    return sorted(parts, key=lambda part: (-part.b12_ng, part.name, part.b12_origin))


def by_origin(foods: Sequence[Contributor]) -> list[Contributor]:
    """Contributors added up by origin: food, fortified food, supplement."""
    names = {"natural": "food", "fortified": "fortified food", "supplement": "supplements"}
    keyed = [food._replace(food_code=food.b12_origin) for food in foods]
    return grouped(keyed, names)


class SupplementIntake(NamedTuple):
    """One product over a span: how often, first and last day, ng at the largest and in all."""

    name: str
    source: str
    entries: int
    first: str
    last: str
    most_ng: int | None
    b12_ng: int


def supplements(entries: Iterable[Entry]) -> list[SupplementIntake]:
    """Every supplement by mouth of these entries, the one taken most often first."""
    products: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.b12_origin == "supplement":
            products.setdefault(entry.food_code, []).append(entry)
    ordered = sorted(products.items(), key=lambda product: (-len(product[1]), product[0]))
    return [_taken(taken) for _, taken in ordered]


def _taken(entries: list[Entry]) -> SupplementIntake:
    newest, days = _newest(entries), [entry.eaten_on for entry in entries]
    known = [entry.b12_ng for entry in entries if entry.b12_ng is not None]
    return SupplementIntake(
        newest.food_name,
        newest.food_source,
        len(entries),
        min(days),
        max(days),
        max(known, default=None),
        sum(known),
    )


def food_sources(entries: Iterable[Entry]) -> dict[str, str]:
    """For each food code the source of its B12 value, as the newest entry keeps it."""
    ordered = sorted(entries, key=lambda entry: entry.entry_id)
    return {entry.food_code: entry.food_source for entry in ordered}
