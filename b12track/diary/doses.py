"""Doses beside the entries: injections, and the form and route of what was swallowed."""

from __future__ import annotations

from b12track.diary import journal
from b12track.diary.storage import rows, verification
from b12track.errors import InputRefused
from b12track.hints import TYPE_CHECKING, Any, Final
from b12track.record import NamedTuple
from b12track.wording import row_number

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable
    from datetime import date, datetime

#: Folic acid that the name of a row of foods.csv states, in ng per tablet.
FOLIC_ACID_NG: Final = {"folic-acid-400": 400_000, "folic-acid-5mg": 5_000_000}
#: Words for a route by mouth; they are no part of what was taken.
ROUTE_WORDS: Final = (
    (r"\b(?:sublingual|sublingually|under the tongue|chewable|chewed)\b", "sublingual"),
    (r"\b(?:nasal|nasally|nose spray|in the nose)\b", "nasal"),
    (r"\b(?:oral|orally|by mouth|swallowed)\b", "oral"),
)


class Injection(NamedTuple):
    """One injection; what of it stays in the body is computed, never kept."""

    injection_id: int
    person_id: int
    given_on: str
    given_at_s: int | None
    utc_offset_s: int | None
    dose_ng: int
    form: str
    note: str | None


class Given(NamedTuple):
    """When an injection was given; `at` is None where only the day is known."""

    person_id: int
    on: date
    at: datetime | None = None
    note: str | None = None


class Supplement(NamedTuple):
    """What is known of a supplement beyond its entry."""

    entry_id: int
    form: str | None
    route: str
    #: As schema 1 kept it; 1 g stands for one tablet.
    folic_acid_ng_per_100g: int | None
    folic_acid_ng: int | None = None


def inject(
    connection: sqlite3.Connection, act_id: int, given: Given, dose_ng: int, form: str
) -> Injection:
    """Writes an injection and returns it."""
    at = journal.instant(given.at) if given.at else (None, None)
    values = {
        "person_id": given.person_id,
        "given_on": given.on.isoformat(),
        "given_at_s": at[0],
        "utc_offset_s": at[1],
        "dose_ng": dose_ng,
        "form": form,
        "note": given.note,
    }
    number = journal.add(connection, act_id, "injection", values)
    return injection(connection, number)


def injections(
    connection: sqlite3.Connection, person_id: int, first: date, last: date
) -> list[Injection]:
    """The injections of a span in order, both ends included, each verified."""
    ends = (person_id, first.isoformat(), last.isoformat())
    condition = "person_id = ? AND given_on BETWEEN ? AND ? ORDER BY given_on, injection_id"
    return _injections(connection, condition, ends)


def injections_of(connection: sqlite3.Connection, request_key: str) -> list[Injection]:
    """The injections that the act with this request key wrote and that are still there."""
    return _injections(connection, *written_by(connection, request_key, "injection"))


def written_by(
    connection: sqlite3.Connection, request_key: str, table: str
) -> tuple[str, tuple[object, ...]]:
    """The condition for the rows of a table that the act with this request key wrote."""
    act = journal.act_with(connection, request_key) or {"act_id": -1}
    condition = (
        f"{table}_id IN (SELECT row_id FROM change WHERE act_id = ? AND table_name = '{table}')"  # noqa: S608 - fixed names
        f" ORDER BY {table}_id"
    )
    return condition, (act["act_id"],)


def remove(
    connection: sqlite3.Connection, act_id: int, table: str, person_id: int, row_ids: Iterable[int]
) -> None:
    """Deletes rows of a table (injection, symptom, lab) of one person; undo brings them back.

    Raises InputRefused for a row that is not there or is somebody else's.
    """
    for row_id in row_ids:
        own_row(connection, table, person_id, row_id, "delete")
        journal.drop(connection, act_id, (table, row_id))


def own_row(
    connection: sqlite3.Connection, table: str, person_id: int, row_id: int, to: str
) -> dict[str, object]:
    """The row of one person; InputRefused for one that is not there or is somebody else's."""
    row = rows.by_key(connection, table, row_id)
    if row is None or row["person_id"] != person_id:
        raise InputRefused(
            f"There is no {verification.name_of(table)} {row_number(table, row_id)} to {to}."
        )
    return row


def injection(connection: sqlite3.Connection, injection_id: int) -> Injection:
    """The injection with this id, verified."""
    return _injections(connection, "injection_id = ?", (injection_id,))[0]


def _injections(
    connection: sqlite3.Connection, where: str, parameters: Iterable[Any]
) -> list[Injection]:
    return rows.records(connection, "injection", Injection, where, parameters)


def describe(connection: sqlite3.Connection, act_id: int, supplement: Supplement) -> None:
    """Keeps form, route and folic acid of an entry that was just written."""
    journal.add(connection, act_id, "supplement", dict(supplement._asdict()))


def describe_as(
    connection: sqlite3.Connection, act_id: int, entry_id: int, known: Supplement
) -> None:
    """Keeps of a new entry what is known of an older one; of a row it has already, changes it."""
    values: dict[str, object] = {"form": known.form, "route": known.route}
    journal.change(connection, act_id, ("supplement", entry_id), values)


def supplement(connection: sqlite3.Connection, entry_id: int) -> Supplement | None:
    """What is known of one entry beyond it, or None."""
    records = rows.records(connection, "supplement", Supplement, "entry_id = ?", (entry_id,))
    return records[0] if records else None


def supplements(
    connection: sqlite3.Connection, person_id: int, first: date, last: date
) -> dict[int, Supplement]:
    """Entry id → what is known beyond the entry, for the entries of a span."""
    condition = (
        "entry_id IN (SELECT entry_id FROM entry WHERE person_id = ? AND eaten_on BETWEEN ? AND ?)"
    )
    ends = (person_id, first.isoformat(), last.isoformat())
    records = rows.records(connection, "supplement", Supplement, condition, ends)
    return {record.entry_id: record for record in records}
