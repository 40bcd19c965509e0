"""Which foods, groups and origins a person's B12 came from, counted in SQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.diary import days

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence
    from datetime import date


class Contributor(NamedTuple):
    """One food, group or origin over a span; nanograms swallowed, a lower bound when unknown."""

    name: str
    food_code: str
    b12_origin: str
    b12_ng: int
    entries: int
    unknown_entries: int


#: One food can have been logged under several names and origins; the newest name stands for it.
_BY_FOOD: Final = """
SELECT food_name, food_code, b12_origin, coalesce(sum(b12_ng), 0), count(*),
    sum(b12_ng IS NULL), max(entry_id)
FROM entry WHERE person_id = ? AND eaten_on BETWEEN ? AND ?
GROUP BY food_code, b12_origin ORDER BY 4 DESC, food_code, b12_origin
"""


def contributors(
    connection: sqlite3.Connection, person_id: int, start: date, end: date
) -> list[Contributor]:
    """Every food eaten from start to end, both included, the largest contributor first."""
    days.prove(connection, person_id, start, end)
    ends = (person_id, start.isoformat(), end.isoformat())
    # SQLite takes the bare column food_name from the row that holds max(entry_id).
    return [Contributor(*row[:6]) for row in connection.execute(_BY_FOOD, ends)]


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


def supplements(
    connection: sqlite3.Connection, person_id: int, start: date, end: date
) -> list[SupplementIntake]:
    """Every supplement by mouth from start to end, the one taken most often first."""
    days.prove(connection, person_id, start, end)
    rows = connection.execute(
        "SELECT food_name, food_source, count(*), min(eaten_on), max(eaten_on), max(b12_ng),"
        " coalesce(sum(b12_ng), 0) FROM entry WHERE person_id = ? AND b12_origin = 'supplement'"
        " AND eaten_on BETWEEN ? AND ? GROUP BY food_code ORDER BY 3 DESC, food_code",
        (person_id, start.isoformat(), end.isoformat()),
    )
    return [SupplementIntake(*row) for row in rows]


def food_sources(
    connection: sqlite3.Connection, person_id: int, start: date, end: date
) -> dict[str, str]:
    """For each food code the source of its B12 value, as the newest entry keeps it."""
    days.prove(connection, person_id, start, end)
    rows = connection.execute(
        "SELECT food_code, food_source, max(entry_id) FROM entry"
        " WHERE person_id = ? AND eaten_on BETWEEN ? AND ? GROUP BY food_code",
        (person_id, start.isoformat(), end.isoformat()),
    )
    return {code: source for code, source, _ in rows}
