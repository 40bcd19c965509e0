"""Seals of days: what proves that a day's total is made of the entries that were written."""

from __future__ import annotations

import sqlite3
from itertools import groupby

from b12track.diary.storage.checksum import RowDamaged, of_day
from b12track.hints import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: What of an entry goes into its day's seal: all that a total is made of.
AMOUNTS: Final = "group_concat(json_array(entry_id, b12_ng, b12_added_ng, b12_origin))"
#: The index gives the entries of a day in the order of their ids, which the seal relies on.
BY_DAY: Final = "entry INDEXED BY entry_by_day"

Ends = tuple[int, str, str]


def check(
    connection: sqlite3.Connection,
    ends: Ends,
    amounts: dict[str, str],
    marks: dict[str, str],
) -> None:
    """Compares days (day → amounts, day → mark) with their seals.

    `ends` is person, first and last day. Raises RowDamaged for the first day whose entries or
    mark are not those that were written, whether changed, vanished or added.
    """
    for day in _differing(connection, ends, amounts, marks):
        raise RowDamaged(f"the entries of {day}")


def _differing(
    connection: sqlite3.Connection, ends: Ends, amounts: dict[str, str], marks: dict[str, str]
) -> list[str]:
    seals = dict(
        connection.execute(
            "SELECT day, checksum FROM day_seal WHERE person_id = ? AND day BETWEEN ? AND ?", ends
        )
    )
    return [
        str(day)
        for day in {**seals, **amounts, **marks}
        if seals.get(day) != of_day(ends[0], day, amounts.get(day), marks.get(day))
    ]


def check_days(connection: sqlite3.Connection, ends: Ends) -> None:
    """Reads the days between the ends and compares each with its seal."""
    amounts, marks = contents(connection, ends)
    check(connection, ends, amounts, marks)


def contents(connection: sqlite3.Connection, ends: Ends) -> tuple[dict[str, str], dict[str, str]]:
    """The amounts and the marks of the days between the ends, as they go into the seals."""
    try:
        amounts = dict(
            connection.execute(
                f"SELECT eaten_on, {AMOUNTS} FROM {BY_DAY}"  # noqa: S608 - fixed names
                " WHERE person_id = ? AND eaten_on BETWEEN ? AND ? GROUP BY eaten_on",
                ends,
            )
        )
    except sqlite3.OperationalError as error:
        raise unreadable(error) from error
    return amounts, marks_between(connection, ends)


def marks_between(connection: sqlite3.Connection, ends: Ends) -> dict[str, str]:
    """Day → mark between the ends, not yet compared with the seals."""
    return dict(
        connection.execute(
            "SELECT day, state FROM day_mark WHERE person_id = ? AND day BETWEEN ? AND ?", ends
        )
    )


def unreadable(error: sqlite3.OperationalError) -> Exception:
    """What SQLite's own words mean here: text or types that were never written like this."""
    if "UTF-8" in str(error) or "JSON" in str(error):
        return RowDamaged("an entry that cannot be read")
    return error


def renew(connection: sqlite3.Connection, person_id: int, days: Iterable[str]) -> None:
    """Seals days after a write; the caller compared them with their old seals before it."""
    for part in _spans(sorted(set(days))):
        amounts, marks = contents(connection, (person_id, part[0], part[-1]))
        sealed = {day for day in part if day in amounts or day in marks}
        connection.executemany(
            "INSERT INTO day_seal VALUES (?, ?, ?)"
            " ON CONFLICT (person_id, day) DO UPDATE SET checksum = excluded.checksum",
            [
                (person_id, day, of_day(person_id, day, amounts.get(day), marks.get(day)))
                for day in sorted(sealed)
            ],
        )
        connection.executemany(
            "DELETE FROM day_seal WHERE person_id = ? AND day = ?",
            [(person_id, day) for day in part if day not in sealed],
        )


def _spans(days: list[str]) -> Iterator[list[str]]:
    """Days in order, those of one month together: many are read at once, few with few others.

    >>> list(_spans(["2026-03-01", "2026-03-09", "2026-05-01"]))
    [['2026-03-01', '2026-03-09'], ['2026-05-01']]
    """
    for _, days_of_month in groupby(days, lambda day: day[:7]):
        yield list(days_of_month)


def faults(connection: sqlite3.Connection) -> list[str]:
    """Every day of every person that contradicts its seal."""
    sentences: list[str] = []
    people = connection.execute(
        "SELECT person_id FROM entry UNION SELECT person_id FROM day_mark"
        " UNION SELECT person_id FROM day_seal"
    ).fetchall()
    for (person_id,) in people:
        ends = (person_id, "", "~")
        differing = _differing(connection, ends, *contents(connection, ends))
        sentences += [f"the entries of {day} contradict their seal" for day in differing]
    return sentences
