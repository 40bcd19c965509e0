"""Symptoms as a person noted them: their words, a standard term, how strong, which side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from b12track.diary import journal
from b12track.diary.doses import written_by
from b12track.diary.storage import rows
from b12track.record import NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import date

SIDES: Final = ("left", "right", "both")


class Noted(NamedTuple):
    """One symptom on one day; `severity` runs from 0 (gone) to 10, `hpo` is None without an id."""

    symptom_id: int
    person_id: int
    noted_on: str
    since: str | None
    words: str
    term: str
    hpo: str | None
    severity: int
    side: str | None
    note: str | None


def note(connection: sqlite3.Connection, act_id: int, noted: Noted) -> Noted:
    """Writes a symptom (its id is given here) and returns it as written."""
    values: dict[str, object] = dict(noted._asdict())
    del values["symptom_id"]
    number = journal.add(connection, act_id, "symptom", values)
    return noted._replace(symptom_id=number)


def symptoms(
    connection: sqlite3.Connection, person_id: int, first: date, last: date
) -> list[Noted]:
    """The symptoms of a span in order, both ends included, each verified."""
    ends = (person_id, first.isoformat(), last.isoformat())
    condition = "person_id = ? AND noted_on BETWEEN ? AND ? ORDER BY noted_on, symptom_id"
    return _symptoms(connection, condition, ends)


def last_before(connection: sqlite3.Connection, noted: Noted) -> Noted | None:
    """The newest note of the same person and term up to that day, or None for the first."""
    condition = (
        "person_id = ? AND noted_on <= ? AND term = ?"
        " ORDER BY noted_on DESC, symptom_id DESC LIMIT 1"
    )
    earlier = _symptoms(connection, condition, (noted.person_id, noted.noted_on, noted.term))
    return earlier[0] if earlier else None


def symptom(connection: sqlite3.Connection, symptom_id: int) -> Noted:
    """The symptom with this id, verified."""
    return _symptoms(connection, "symptom_id = ?", (symptom_id,))[0]


def symptoms_of(connection: sqlite3.Connection, request_key: str) -> list[Noted]:
    """The symptoms that the act with this request key wrote and that are still there."""
    return _symptoms(connection, *written_by(connection, request_key, "symptom"))


def _symptoms(connection: sqlite3.Connection, where: str, parameters: Iterable[Any]) -> list[Noted]:
    return rows.records(connection, "symptom", Noted, where, parameters)
