"""Seals prove each day of each person: its amounts, its mark, and that nothing is missing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from b12track.diary.storage import proof, rows, seals
from b12track.diary.storage.checksum import RowDamaged
from b12track.diary.storage.fingerprint import written_before
from b12track.diary.storage.schema import FIRST_PERSON, migrate

if TYPE_CHECKING:
    from collections.abc import Iterator

DAYS = ("2026-02-28", "2026-03-01", "2026-03-09", "2026-05-01")
ALL = ("", "~")


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    """Two people with an entry on each of the days, and a mark on the last of them."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        rows.insert(
            connection, "person", {**FIRST_PERSON, "name": "b", "name_key": "b", "in_use": 0}
        )
        for person_id in (1, 2):
            for day in DAYS:
                _eat(connection, day, person_id)
            mark = {"person_id": person_id, "day": DAYS[-1], "state": "partial"}
            rows.insert(connection, "day_mark", mark)
            seals.renew(connection, person_id, DAYS)
        yield connection


def _eat(connection: sqlite3.Connection, day: str, person_id: int, b12_ng: int | None = 500) -> int:
    entry: dict[str, object] = {
        "person_id": person_id,
        "eaten_on": day,
        "food_code": "egg",
        "food_name": "egg",
        "food_source": "",
        "amount": "1",
        "portion_mg": 50_000,
        "b12_ng": b12_ng,
        "b12_origin": "natural",
        "matrix": "egg",
    }
    return rows.insert(connection, "entry", entry)


def _faults(connection: sqlite3.Connection) -> list[str]:
    return [fault.split()[3] for fault in seals.faults(connection)]


def test_each_day_has_one_seal(connection: sqlite3.Connection) -> None:
    sealed = connection.execute("SELECT person_id, day FROM day_seal ORDER BY 1, 2").fetchall()
    assert sealed == [(person_id, day) for person_id in (1, 2) for day in DAYS]
    assert proof.damage(connection) == []
    for person_id in (1, 2):
        seals.check_days(connection, (person_id, *ALL))


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM entry WHERE person_id = 2 AND eaten_on = '2026-03-09'",
        "UPDATE entry SET b12_ng = NULL WHERE person_id = 2 AND eaten_on = '2026-03-09'",
        "UPDATE entry SET b12_origin = 'supplement' WHERE entry_id = 7",
        "INSERT INTO day_mark VALUES (9, 2, '2026-03-09', 'paused', 0)",
        "DELETE FROM day_seal WHERE person_id = 2 AND day = '2026-03-09'",
        "UPDATE day_seal SET checksum = 1 WHERE person_id = 2 AND day = '2026-03-09'",
    ],
)
def test_a_day_that_changed_by_itself_is_named(connection: sqlite3.Connection, harm: str) -> None:
    connection.execute(harm)
    assert _faults(connection) == ["2026-03-09"]
    with pytest.raises(RowDamaged, match="the entries of 2026-03-09"):
        seals.check_days(connection, (2, *ALL))
    with pytest.raises(RowDamaged, match="the entries of 2026-03-09"):
        seals.check_days(connection, (2, "2026-03-09", "2026-03-09"))
    seals.check_days(connection, (2, "2026-03-10", "~"))
    seals.check_days(connection, (2, "", "2026-03-08"))
    seals.check_days(connection, (1, *ALL))


def test_a_seal_is_renewed_for_the_days_that_are_named(connection: sqlite3.Connection) -> None:
    for day in ("2026-03-01", "2026-03-09", "2026-04-01"):
        _eat(connection, day, 1, None)
    seals.renew(connection, 1, ["2026-04-01", "2026-03-01", "2026-03-01"])
    assert _faults(connection) == ["2026-03-09"]
    seals.renew(connection, 1, ["2026-03-09"])
    assert proof.damage(connection) == []


def test_a_day_without_entries_and_mark_has_no_seal(connection: sqlite3.Connection) -> None:
    for key in (3, 4):
        rows.delete(connection, "entry", key)
    seals.renew(connection, 1, DAYS)
    sealed = connection.execute("SELECT day FROM day_seal WHERE person_id = 1").fetchall()
    assert [day for (day,) in sealed] == ["2026-02-28", "2026-03-01", "2026-05-01"]
    assert seals.faults(connection) == []


def test_a_person_is_proven_who_has_nothing_but_marks_or_seals(
    connection: sqlite3.Connection,
) -> None:
    connection.execute("DELETE FROM entry WHERE person_id = 2")
    connection.execute("DELETE FROM day_seal WHERE person_id = 2 AND day <> '2026-05-01'")
    assert _faults(connection) == ["2026-05-01"]
    connection.execute("DELETE FROM day_mark WHERE person_id = 2")
    assert _faults(connection) == ["2026-05-01"]


@pytest.mark.parametrize("column", ["eaten_on", "b12_origin"])
def test_text_that_was_never_written_is_damage(connection: sqlite3.Connection, column: str) -> None:
    connection.execute("PRAGMA ignore_check_constraints=ON")
    connection.execute(f"UPDATE entry SET {column} = CAST(x'ff41' AS TEXT) WHERE entry_id = 1")
    with pytest.raises(RowDamaged):
        seals.check_days(connection, (1, "", "\U0010ffff"))
    assert isinstance(seals.unreadable(sqlite3.OperationalError("JSON")), RowDamaged)
    other = sqlite3.OperationalError("disk full")
    assert seals.unreadable(other) is other


def test_a_diary_is_counted_row_by_row(connection: sqlite3.Connection) -> None:
    assert proof.inventory(connection) == (2, 8, 0, DAYS[0], DAYS[-1])
    sums = proof.sums(connection)
    assert (sums["person"], sums["entry"], sums["act"]) == ((2,), (8,), (0,))
    assert sums["amounts"] == (8, 4_000, None, 400_000, None, None)
    connection.execute("DELETE FROM person WHERE person_id = 2")
    damage = proof.damage(connection)
    assert "entry #5 has lost its person" in damage
    assert "person: 1 rows, but 2 were written" in damage


def test_the_line_of_what_was_written_leaves_later_entries_out(
    connection: sqlite3.Connection,
) -> None:
    before = written_before(connection, "2026-03-09")
    assert [word.split()[:2] for word in before.split(", ")] == [
        ["day_mark", "2"],
        ["entry", "4"],
        ["person", "2"],
    ]
    _eat(connection, "2026-03-09", 1)
    rows.insert(connection, "supplement", {"entry_id": 3, "form": None, "route": "oral"})
    rows.insert(connection, "act", {"made_at_s": 1, "utc_offset_s": 0, "command": "log"})
    assert written_before(connection, "2026-03-09") == before
    rows.update(connection, "entry", 1, {"amount": "2"})
    assert written_before(connection, "2026-03-09") != before
