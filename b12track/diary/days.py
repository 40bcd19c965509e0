"""The days of a diary: what each one was, and its totals with what is unknown."""

from __future__ import annotations

import sqlite3
from datetime import date

from b12track.diary import totals
from b12track.diary.journal import Entry, entries
from b12track.diary.storage import seals
from b12track.diary.storage.checksum import RowDamaged
from b12track.hints import Any, Final
from b12track.record import NamedTuple

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
    #: The tracker whose total stands for the day, because the entries say less; docs/exchange.md.
    total_from: str | None = None
    total_is_least: bool = False
    #: What the person said of that tracker's totals: "complete", "least", or None (totals.py).
    total_reading: str | None = None
    #: Whether a total that the person called complete says that the entries are all there was.
    is_whole: bool = False

    @property
    def is_recorded(self) -> bool:
        """Whether the day enters means: everything eaten was logged, and an amount is known."""
        return self.state in ("complete", "fasting") and self.b12_ng is not None

    @property
    def is_lower_bound(self) -> bool:
        """Whether more may have been swallowed than `b12_ng` says."""
        may_hold_more = self.b12_unknown_entries > 0 or self.total_is_least
        return self.state == "partial" or (may_hold_more and not self.is_whole)


_TOTALS: Final = f"""
SELECT eaten_on, {seals.AMOUNTS}, count(*), sum(b12_ng), count(*) - count(b12_ng),
    coalesce(sum(coalesce(b12_added_ng, b12_ng)) FILTER (WHERE b12_origin = 'fortified'), 0),
    coalesce(sum(b12_ng) FILTER (WHERE b12_origin = 'supplement'), 0),
    count(*) FILTER (WHERE b12_origin = 'supplement'),
    coalesce(sum(b12_added_ng) FILTER (WHERE b12_ng IS NULL AND b12_origin = 'fortified'), 0),
    {{}}
FROM {seals.BY_DAY} WHERE person_id = ? AND eaten_on BETWEEN ? AND ? GROUP BY eaten_on
"""  # noqa: S608 - fixed names
#: How many entries a day has, and their checksums, in which every column is, in one number.
_PRINT: Final = "count(*) || ' ' || sum(checksum % 4294967291)"


def days(
    connection: sqlite3.Connection, person_id: int, span: list[date], today: date
) -> list[Day]:
    """Every day of the span, in order, each with its state and totals.

    The totals are one SQL statement, compared with the seals of the days before they are given
    out; a day without entries has None, not zero. Raises RowDamaged.
    """
    return _days(connection, person_id, (span, today), "NULL")[0]


def days_with_prints(
    connection: sqlite3.Connection, person_id: int, span: list[date], today: date
) -> tuple[list[Day], dict[str, str]]:
    """The same, and of each day with entries a print that no change of them leaves as it was."""
    known, eaten = _days(connection, person_id, (span, today), _PRINT)
    return known, {day: row[-1] for day, row in eaten.items()}


def _days(
    connection: sqlite3.Connection, person_id: int, when: tuple[list[date], date], print_: str
) -> tuple[list[Day], dict[str, tuple[Any, ...]]]:
    """The days, and day → totals of its entries; the last of them is what is asked as print."""
    span, today = when
    if not span:
        return [], {}
    ends = (person_id, span[0].isoformat(), span[-1].isoformat())
    try:
        eaten = {row[0]: row for row in connection.execute(_TOTALS.format(print_), ends)}
    except sqlite3.OperationalError as error:
        raise seals.unreadable(error) from error
    marks = seals.marks_between(connection, ends)
    seals.check(connection, ends, {day: row[1] for day, row in eaten.items()}, marks)
    named = ((day, day.isoformat()) for day in span)
    entered = [_day(day, eaten.get(name), marks.get(name), today) for day, name in named]
    imported = totals.between(connection, ends)
    if imported:
        entered = [_with_total(day, imported, marks, today) for day in entered]
    return entered, eaten


def _with_total(
    day: Day, imported: dict[str, totals.DayTotal], marks: dict[str, str], today: date
) -> Day:
    """The day with another tracker's total, where it says more than the entries do.

    A total stands for a day without entries, and for one whose unknown foods it knows.
    """
    name = day.date.isoformat()
    total = imported.get(name)
    if total is None:
        return day
    day = day._replace(is_whole=total.is_whole(day.b12_ng, day.entries))
    if day.entries and not (
        day.b12_unknown_entries and total.is_more_than(day.b12_ng, day.entries)
    ):
        return day
    state = day.state if day.entries else state_of(marks.get(name), 1, unfinished=day.date >= today)
    more = total.b12_ng - (day.b12_ng or 0)
    in_food = total.b12_ng <= totals.MOST_IN_FOOD_NG
    return day._replace(
        state=state,
        b12_ng=total.b12_ng,
        total_from=total.source,
        total_is_least=total.is_least,
        total_reading=total.reading,
        food_ng=day.food_ng + (more if in_food else 0),
        supplement_ng=day.supplement_ng + (0 if in_food else more),
    )


def _day(day: date, totals: tuple[Any, ...] | None, mark: str | None, today: date) -> Day:
    _, _, entries, b12_ng, unknown, fortified, supplement, doses, of_unknown, _ = totals or _NOTHING
    # Whatever is known and neither a supplement nor added to food is the food's own.
    food = (b12_ng or 0) - supplement - (fortified - of_unknown)
    alone = entries > 0 and entries == doses
    state = state_of(mark, entries, unfinished=day >= today, only_supplements=alone)
    if state == "fasting" and entries == 0:
        b12_ng = 0  # said to have eaten nothing: a real zero
    return Day(day, state, b12_ng, unknown, entries, food, fortified, supplement)


_NOTHING: Final = ("", "", 0, None, 0, 0, 0, 0, 0, "")


def state_of(
    mark: str | None, entries: int, *, unfinished: bool, only_supplements: bool = False
) -> str:
    """What a day was: as marked, else by its entries; today stays partial until marked.

    A "complete" day without entries is unrecorded: nothing eaten is said with "fasting". A day
    that holds only supplements says nothing about food, so it is partial until marked.

    >>> state_of(None, 3, unfinished=False), state_of(None, 3, unfinished=True)
    ('complete', 'partial')
    >>> state_of(None, 1, unfinished=False, only_supplements=True)
    'partial'
    >>> state_of(None, 0, unfinished=False), state_of("complete", 0, unfinished=False)
    ('unrecorded', 'unrecorded')
    """
    if mark is not None and not (mark == "complete" and entries == 0):
        return mark
    if entries == 0:
        return "unrecorded"
    return "partial" if unfinished or only_supplements else "complete"


def entries_on(connection: sqlite3.Connection, person_id: int, day: date) -> list[Entry]:
    """The entries of one day: those with a time by their time, the others as written."""
    entries = entries_between(connection, person_id, day, day)
    return sorted(entries, key=lambda entry: (entry.eaten_at_s is None, entry.eaten_at_s or 0))


def entries_between(
    connection: sqlite3.Connection, person_id: int, first: date, last: date
) -> list[Entry]:
    """Every entry of a span by day and id, each verified, and none missing (5 µs an entry)."""
    seals.check_days(connection, (person_id, first.isoformat(), last.isoformat()))
    return entries_of_days(connection, person_id, first, last)


def entries_of_days(
    connection: sqlite3.Connection, person_id: int, first: date, last: date
) -> list[Entry]:
    """The same for who has just had these `days`, which were compared with their seals."""
    return entries(
        connection,
        "person_id = ? AND eaten_on BETWEEN ? AND ? ORDER BY eaten_on, entry_id",
        (person_id, first.isoformat(), last.isoformat()),
    )


#: Where days of a person stand, and in which column.
_DAYS_IN: Final = (
    ("entry", "eaten_on"),
    ("day_mark", "day"),
    ("day_total", "day"),
    ("day_seal", "day"),
)


def first_and_last(connection: sqlite3.Connection, person_id: int) -> tuple[str, str] | None:
    """The first and the last day that hold an entry or a mark, or None for an empty diary.

    The seals are asked as well: a day whose entries vanished still counts, and is then found out.
    """
    # An end of each table by its index: a scan would grow with the diary.
    ends = ", ".join(
        f"(SELECT {end}({column}) FROM {table} WHERE person_id = :person_id)"  # noqa: S608 - fixed names
        for table, column in _DAYS_IN
        for end in ("min", "max")
    )
    row = connection.execute(f"SELECT {ends}", {"person_id": person_id}).fetchone()
    known = [day for day in row if day is not None]
    if not known:
        return None
    first, last = min(known), max(known)
    for day in (first, last):
        if not _is_day(day):
            raise RowDamaged(f"a day called {day!r}")
    return first, last


def _is_day(text: object) -> bool:
    try:
        return isinstance(text, str) and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
