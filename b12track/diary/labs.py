"""Laboratory values as they were printed, with the laboratory's own range."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from b12track.diary import doses, journal
from b12track.diary.days import entries_between
from b12track.diary.doses import written_by
from b12track.diary.storage import rows
from b12track.record import NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

#: A dose this large, this recently, makes total B12 a number that cannot be interpreted.
LARGE_NG: Final = 100_000
RECENT_DAYS: Final = 120


class Lab(NamedTuple):
    """One value: digits and unit as printed, so that nothing is lost by converting.

    `value` may be a limit, ">2000". `low` and `high` are the ends of the laboratory's own range in
    the same unit. `replaced_by` is not kept but found: kind and day of the last injection and the
    last large dose before a test of total B12.
    """

    lab_id: int
    person_id: int
    taken_on: str
    marker: str
    value: str
    unit: str
    low: str | None
    high: str | None
    note: str | None
    replaced_by: tuple[tuple[str, str], ...] = ()

    @property
    def limit(self) -> str:
        """ "<" or ">" where the laboratory printed a limit and no value, else ""."""
        return self.value[:1] if self.value[:1] in ("<", ">") else ""

    @property
    def number(self) -> float:
        """The digits of the value or limit."""
        return float(self.value.lstrip("<>"))


def add(connection: sqlite3.Connection, act_id: int, lab: Lab) -> Lab:
    """Writes a value (its id is given here) and returns it as written."""
    values: dict[str, object] = dict(lab._asdict())
    del values["lab_id"], values["replaced_by"]
    number = journal.add(connection, act_id, "lab", values)
    return _labs(connection, "lab_id = ?", (number,))[0]


def labs(connection: sqlite3.Connection, person_id: int, first: date, last: date) -> list[Lab]:
    """The values of a span in order, both ends included, each verified."""
    ends = (person_id, first.isoformat(), last.isoformat())
    condition = "person_id = ? AND taken_on BETWEEN ? AND ? ORDER BY taken_on, lab_id"
    return _labs(connection, condition, ends)


def lab(connection: sqlite3.Connection, lab_id: int) -> Lab:
    """The value with this id, verified."""
    return _labs(connection, "lab_id = ?", (lab_id,))[0]


def labs_of(connection: sqlite3.Connection, request_key: str) -> list[Lab]:
    """The values that the act with this request key wrote and that are still there."""
    return _labs(connection, *written_by(connection, request_key, "lab"))


def _labs(connection: sqlite3.Connection, where: str, parameters: Iterable[Any]) -> list[Lab]:
    records = rows.records(connection, "lab", Lab, where, parameters)
    return [
        lab._replace(replaced_by=_replaced_by(connection, lab)) if lab.marker == "b12" else lab
        for lab in records
    ]


def _replaced_by(connection: sqlite3.Connection, lab: Lab) -> tuple[tuple[str, str], ...]:
    """The last injection and the last large dose in the days before a test."""
    on = date.fromisoformat(lab.taken_on)
    ends = (lab.person_id, on - timedelta(days=RECENT_DAYS), on)
    large = [
        entry.eaten_on
        for entry in entries_between(connection, *ends)
        if entry.b12_origin == "supplement" and (entry.b12_ng or 0) >= LARGE_NG
    ]
    given = [injection.given_on for injection in doses.injections(connection, *ends)]
    replaced = [("an injection", day) for day in given[-1:]]
    return (*replaced, *(("a high-dose supplement", day) for day in large[-1:]))
