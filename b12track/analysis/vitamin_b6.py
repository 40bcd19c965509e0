"""Vitamin B6 of the same meals beside its upper limits: B12 products often carry much of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from b12track.diary import days
from b12track.errors import InputRefused
from b12track.science.reference_values import AUTHORITIES, DietaryReferenceValue, reference_for

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import date


class B6(NamedTuple):
    """Totals of the days with entries: ng of vitamin B6, lower bounds where foods lack a value."""

    days: int
    mean_ng_per_day: int
    most_ng: int
    most_on: str
    entries: int
    unknown_entries: int
    daily_ng: tuple[int, ...]


def vitamin_b6(connection: sqlite3.Connection, person_id: int, start: date, end: date) -> B6 | None:
    """The B6 of every day with a known amount from start to end; None where there is none."""
    days.prove(connection, person_id, start, end)
    rows = connection.execute(
        "SELECT eaten_on, sum(b6_ng), count(*), sum(b6_ng IS NULL) FROM entry"
        " WHERE person_id = ? AND eaten_on BETWEEN ? AND ? GROUP BY eaten_on ORDER BY eaten_on",
        (person_id, start.isoformat(), end.isoformat()),
    ).fetchall()
    known = [(amount, day) for day, amount, _, _ in rows if amount is not None]
    if not known:
        return None
    daily = tuple(amount for amount, _ in known)
    most, most_on = max(known)
    return B6(
        days=len(known),
        mean_ng_per_day=round(sum(daily) / len(daily)),
        most_ng=most,
        most_on=most_on,
        entries=sum(row[2] for row in rows),
        unknown_entries=sum(row[3] for row in rows),
        daily_ng=daily,
    )


def upper_limits() -> list[DietaryReferenceValue]:
    """The upper limits for B6 of an adult, the lowest first, one for each authority."""
    found = []
    for authority in AUTHORITIES:
        for kind in ("UL", "SUL"):
            try:
                found.append(reference_for("b6", authority, kind))
            except InputRefused:
                continue
    return sorted(found, key=lambda row: (row.per_day_ng, row.authority))


def days_above(daily_ng: Sequence[int], limit_ng: int) -> int:
    """How many days are certainly above a limit; unknown foods may add to the others.

    >>> days_above([11_000_000, 13_000_000], 12_000_000)
    1
    """
    return sum(amount > limit_ng for amount in daily_ng)
