"""The days of a diary: what each one was, and its totals with what is unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.diary.journal import Entry

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

STATES: Final = ("complete", "partial", "fasting", "paused", "unrecorded")
#: States that a person can give a day; "unrecorded" is what is left.
MARKS: Final = ("complete", "partial", "fasting", "paused", "clear")


class Day(NamedTuple):
    """One calendar day of one person; amounts in nanograms of B12 swallowed.

    `b12_ng` is None when nothing is known of the day, never zero for that reason; with
    `b12_unknown_entries` above zero it is a lower bound.
    """

    date: date
    state: str
    b12_ng: int | None
    b12_unknown_entries: int
    entries: int
    food_ng: int
    fortified_ng: int
    supplement_ng: int

    @property
    def is_recorded(self) -> bool:
        """Whether the day enters means: everything eaten was logged, and an amount is known."""
        return self.state in ("complete", "fasting") and self.b12_ng is not None

    @property
    def is_lower_bound(self) -> bool:
        """Whether more may have been swallowed than `b12_ng` says."""
        return self.state == "partial" or self.b12_unknown_entries > 0


_TOTALS: Final = """
SELECT eaten_on, count(*), sum(b12_ng), sum(b12_ng IS NULL),
    coalesce(sum(CASE b12_origin WHEN 'natural' THEN b12_ng
        WHEN 'fortified' THEN b12_ng - coalesce(b12_added_ng, b12_ng) END), 0),
    coalesce(sum(CASE b12_origin WHEN 'fortified' THEN coalesce(b12_added_ng, b12_ng) END), 0),
    coalesce(sum(CASE b12_origin WHEN 'supplement' THEN b12_ng END), 0)
FROM entry WHERE person_id = ? AND eaten_on BETWEEN ? AND ? GROUP BY eaten_on
"""


def days(
    connection: sqlite3.Connection, person_id: int, span: list[date], today: date
) -> list[Day]:
    """Every day of the span, in order, each with its state and totals.

    The totals are one SQL statement; a day without entries has None, not zero.
    """
    ends = (person_id, span[0].isoformat(), span[-1].isoformat())
    totals = {row[0]: row[1:] for row in connection.execute(_TOTALS, ends)}
    marks = dict(
        connection.execute(
            "SELECT day, state FROM day_mark WHERE person_id = ? AND day BETWEEN ? AND ?", ends
        )
    )
    return [
        _day(day, totals.get(day.isoformat()), marks.get(day.isoformat()), today) for day in span
    ]


def _day(day: date, totals: tuple[int, ...] | None, mark: str | None, today: date) -> Day:
    entries, b12_ng, unknown, food, fortified, supplement = totals or (0, None, 0, 0, 0, 0)
    state = state_of(mark, entries, unfinished=day >= today)
    if state == "fasting" and entries == 0:
        b12_ng = 0  # said to have eaten nothing: a real zero
    return Day(day, state, b12_ng, unknown, entries, food, fortified, supplement)


def state_of(mark: str | None, entries: int, *, unfinished: bool) -> str:
    """What a day was: as marked, else by its entries; today stays partial until marked.

    A "complete" day without entries is unrecorded: nothing eaten is said with "fasting".

    >>> state_of(None, 3, unfinished=False), state_of(None, 3, unfinished=True)
    ('complete', 'partial')
    >>> state_of(None, 0, unfinished=False), state_of("complete", 0, unfinished=False)
    ('unrecorded', 'unrecorded')
    """
    if mark is not None and not (mark == "complete" and entries == 0):
        return mark
    if entries == 0:
        return "unrecorded"
    return "partial" if unfinished else "complete"


def entries_on(connection: sqlite3.Connection, person_id: int, day: date) -> list[Entry]:
    """The entries of one day: those with a time by their time, the others as written."""
    rows = connection.execute(
        f"SELECT {', '.join(Entry._fields)} FROM entry WHERE person_id = ? AND eaten_on = ?"  # noqa: S608 - fixed names
        " ORDER BY eaten_at_s IS NULL, eaten_at_s, entry_id",
        (person_id, day.isoformat()),
    )
    return [Entry(*row) for row in rows]


def first_and_last(connection: sqlite3.Connection, person_id: int) -> tuple[str, str] | None:
    """The first and the last day that hold an entry or a mark, or None for an empty diary."""
    row = connection.execute(
        "SELECT min(day), max(day) FROM (SELECT eaten_on AS day FROM entry WHERE person_id = ?1"
        " UNION ALL SELECT day FROM day_mark WHERE person_id = ?1)",
        (person_id,),
    ).fetchone()
    return (row[0], row[1]) if row[0] is not None else None
