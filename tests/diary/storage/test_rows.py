"""Rows with a checksum: written in the types that were given, counted, and never read unproven."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

import pytest

from b12track.diary.storage import rows, verification
from b12track.diary.storage.checksum import RowDamaged
from b12track.diary.storage.schema import migrate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


#: More than SQLite is asked for in one statement.
MANY = 1200


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    """A new diary in memory, with its first person."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        yield connection


def _act(number: int, **more: object) -> dict[str, object]:
    return {"made_at_s": number, "utc_offset_s": 0, "command": "log", "person_id": 1, **more}


def _person(name: str, **more: object) -> dict[str, object]:
    return {"name": name, "name_key": name, "day_start_min": 0, "in_use": 0, **more}


def _stored(connection: sqlite3.Connection) -> list[list[object]]:
    """All acts and the tally, as they lie there."""
    assert verification.faults(connection) == []
    return [connection.execute(f"SELECT * FROM {table}").fetchall() for table in ("act", "tally")]


def _acts(connection: sqlite3.Connection, made_at_s: Sequence[int]) -> Sequence[int]:
    return rows.insert_all(connection, "act", [_act(number) for number in made_at_s])


def _mistakes(connection: sqlite3.Connection) -> list[Callable[[], object]]:
    """Writings of 1.0, of which SQLite would make a 1."""
    wrong = {"day_start_min": 1.0}
    together = [_person("b"), _person("c"), _person("d", **wrong)]
    return [
        lambda: rows.insert(connection, "person", _person("a", **wrong)),
        lambda: rows.insert_all(connection, "person", together),
        lambda: rows.update(connection, "person", 1, wrong),
        lambda: rows.update_all(connection, "person", {1: wrong}),
    ]


def test_a_row_that_sqlite_would_change_is_refused(connection: sqlite3.Connection) -> None:
    for write in _mistakes(connection):
        connection.execute("BEGIN")
        with pytest.raises(TypeError, match=r"person would hold .*, which is not what was given"):
            write()
        connection.execute("ROLLBACK")
        assert verification.faults(connection) == []


def test_a_column_that_is_not_there_is_refused(connection: sqlite3.Connection) -> None:
    for write in (
        lambda: rows.insert(connection, "act", _act(1, pi=3, e=2)),
        lambda: rows.insert_all(connection, "act", [_act(1), _act(2, pi=3, e=2)]),
    ):
        with pytest.raises(KeyError, match="act has no column e, pi"):
            write()
    assert rows.select(connection, "act") == []


def test_rows_written_together_are_those_written_one_by_one(
    connection: sqlite3.Connection,
) -> None:
    acts = [_act(number) for number in range(3)]
    empty = _stored(connection)
    assert list(rows.insert_all(connection, "act", [])) == []
    assert _stored(connection) == empty
    assert [rows.insert(connection, "act", act) for act in acts] == [1, 2, 3]
    one_by_one = _stored(connection)
    for key in (1, 2, 3):
        rows.delete(connection, "act", key)
    connection.execute("DELETE FROM sqlite_sequence WHERE name = 'act'")
    assert list(rows.insert_all(connection, "act", acts)) == [1, 2, 3]
    assert _stored(connection) == one_by_one


def test_a_key_is_kept_where_it_is_given_and_never_given_twice(
    connection: sqlite3.Connection,
) -> None:
    assert rows.insert(connection, "act", _act(1, act_id=7)) == 7
    assert list(rows.insert_all(connection, "act", [_act(2, act_id=5), _act(3, act_id=4)])) == [
        5,
        4,
    ]
    assert rows.insert(connection, "act", _act(4)) == 8
    rows.delete(connection, "act", 8)
    assert rows.next_key(connection, "act") == 9
    assert list(_acts(connection, [5, 6])) == [9, 10]
    connection.execute("DELETE FROM sqlite_sequence")
    assert rows.next_key(connection, "act") == 11
    assert rows.next_key(connection, "lab") == 1


def test_rows_changed_together_are_those_changed_one_by_one(
    connection: sqlite3.Connection,
) -> None:
    changes: dict[int, dict[str, object]] = {
        3: {"command": "take"},
        1: {"command": "mark", "request_key": "k"},
    }
    _acts(connection, [1, 2, 3])
    before = _stored(connection)
    rows.update_all(connection, "act", {})
    assert _stored(connection) == before
    rows.update_all(connection, "act", changes)
    together = _stored(connection)
    assert together != before
    for key in (1, 3):
        rows.update(connection, "act", key, {"command": "log", "request_key": None})
    assert _stored(connection) == before
    for key, values in changes.items():
        rows.update(connection, "act", key, values)
    assert _stored(connection) == together


def test_a_row_that_is_not_there_is_not_changed(connection: sqlite3.Connection) -> None:
    _acts(connection, [1, 2])
    before = _stored(connection)
    with pytest.raises(KeyError, match="act has no row 9"):
        rows.update(connection, "act", 9, {"command": "take"})
    with pytest.raises(KeyError, match="act has no row 9"):
        rows.update_all(connection, "act", {1: {"command": "take"}, 9: {"command": "take"}})
    rows.delete(connection, "act", 9)
    assert _stored(connection) == before


def test_more_rows_than_one_statement_takes(connection: sqlite3.Connection) -> None:
    keys = _acts(connection, range(MANY))
    assert list(keys) == list(range(1, MANY + 1))
    by_key = rows.by_keys(connection, "act", [*keys, MANY + 1])
    assert list(by_key) == list(keys)
    assert {key: row["made_at_s"] for key, row in by_key.items()} == {key: key - 1 for key in keys}
    assert list(by_key[1]) == rows.columns(connection, "act")
    assert sorted(rows.picked(connection, "act", "made_at_s", keys)) == [(n,) for n in range(MANY)]
    rows.update_all(connection, "act", {key: {"command": "take"} for key in keys})
    assert verification.faults(connection) == []


def test_one_row_by_its_key(connection: sqlite3.Connection) -> None:
    assert rows.by_key(connection, "act", 1) is None
    _acts(connection, [5, 6])
    row = rows.by_key(connection, "act", 2) or {}
    assert (next(iter(row)), row["act_id"], row["made_at_s"]) == ("act_id", 2, 6)
    assert "checksum" not in row


class _Fields(NamedTuple):
    """Some columns of an act in an order of their own, and a field that is none."""

    command: str
    act_id: int
    colour: str = "green"


def test_records_take_their_fields_by_name(connection: sqlite3.Connection) -> None:
    _acts(connection, [1, 2])
    assert rows.records(connection, "act", _Fields, "made_at_s > ?", (1,)) == [_Fields("log", 2)]


def test_mappings_are_those_of_one_person_or_of_everybody(connection: sqlite3.Connection) -> None:
    rows.insert(connection, "person", _person("b"))
    rows.insert_all(
        connection,
        "act",
        [_act(1, act_id=3), _act(2, act_id=2, person_id=2), _act(3, act_id=1)],
    )

    def made(person_id: int | None) -> list[object]:
        return [row["made_at_s"] for row in rows.mappings(connection, "act", person_id)]

    assert (made(None), made(1), made(2), made(3)) == ([3, 2, 1], [3, 1], [2], [])


def test_a_damaged_row_is_not_written_over(connection: sqlite3.Connection) -> None:
    _acts(connection, [1, 2])
    connection.execute("UPDATE act SET command = 'x' WHERE act_id = 2")
    rows.update(connection, "act", 1, {"command": "take"})
    writings: list[Callable[[], None]] = [
        lambda: rows.update(connection, "act", 2, {"command": "take"}),
        lambda: rows.update_all(connection, "act", {2: {"command": "take"}}),
        lambda: rows.delete(connection, "act", 2),
    ]
    for write in writings:
        with pytest.raises(RowDamaged, match="act #2"):
            write()


def test_a_table_that_ever_held_a_row_is_worth_reading(connection: sqlite3.Connection) -> None:
    assert not rows.holds_any(connection, "lab", "act", "symptom")
    _acts(connection, [1])
    assert rows.holds_any(connection, "lab", "act")
    assert not rows.holds_any(connection, "lab", "symptom")
    connection.execute("DELETE FROM act")  # a row that vanished is told by the tally
    assert rows.holds_any(connection, "lab", "act")
    _acts(connection, [1])
    connection.execute("DELETE FROM tally")
    assert rows.holds_any(connection, "lab", "act")
