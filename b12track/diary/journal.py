"""Every way the diary changes: record, amend, remove, mark, and taking acts back in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.errors import InputRefused
from b12track.quantity import b12_ng

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from b12track.foods.phrase import Item
    from b12track.foods.table import Food

#: Tables whose rows can be taken back, with their keys; a fixed list, never user text.
_KEYS: Final = {"entry": "entry_id", "day_mark": "day_mark_id"}


class Act(NamedTuple):
    """One command that changes the diary: its word, its moment, its key for safe retries."""

    command: str
    made_at: datetime
    request_key: str | None = None


class Eaten(NamedTuple):
    """When and by whom something was eaten; `at` is None where only the day is known."""

    person_id: int
    on: date
    at: datetime | None = None
    occasion: str | None = None
    note: str | None = None


class Entry(NamedTuple):
    """One row of the diary: what was eaten, with the food as it was then."""

    entry_id: int
    person_id: int
    eaten_on: str
    eaten_at_s: int | None
    utc_offset_s: int | None
    eating_occasion: str | None
    food_code: str
    food_name: str
    food_source: str
    amount: str
    portion_mg: int
    b12_ng: int | None
    b12_added_ng: int | None
    b12_origin: str
    matrix: str
    b6_ng: int | None
    thiamin_ng: int | None
    note: str | None


_COLUMNS: Final = ", ".join(Entry._fields)


def begin(connection: sqlite3.Connection, act: Act) -> int | None:
    """Notes the act and returns its id; None when an act with its request key is there already.

    The caller holds the write transaction.
    """
    if act.request_key is not None:
        row = connection.execute(
            "SELECT act_id FROM act WHERE request_key = ?", (act.request_key,)
        ).fetchone()
        if row:
            return None
    cursor = connection.execute(
        "INSERT INTO act (made_at_s, utc_offset_s, command, request_key) VALUES (?, ?, ?, ?)",
        (*instant(act.made_at), act.command, act.request_key),
    )
    return cursor.lastrowid


def instant(moment: datetime) -> tuple[int, int]:
    """Unix seconds and the offset from UTC in seconds of an aware moment."""
    offset = moment.utcoffset()
    if offset is None:
        raise ValueError("a moment without an offset has no instant")
    return int(moment.timestamp()), int(offset.total_seconds())


def record(
    connection: sqlite3.Connection, act_id: int, eaten: Eaten, items: Sequence[Item]
) -> list[int]:
    """Writes the items of one meal and returns their entry ids."""
    return [_insert(connection, act_id, _row(eaten, item)) for item in items]


def _row(eaten: Eaten, item: Item) -> dict[str, object]:
    """The columns of a new entry, with a snapshot of what the food contains."""
    at = instant(eaten.at) if eaten.at else (None, None)
    return {
        "person_id": eaten.person_id,
        "eaten_on": eaten.on.isoformat(),
        "eaten_at_s": at[0],
        "utc_offset_s": at[1],
        "eating_occasion": eaten.occasion,
        "amount": item.amount,
        "note": eaten.note,
        **snapshot(item.food, item.portion_mg),
    }


def snapshot(food: Food, portion_mg: int) -> dict[str, object]:
    """What an entry keeps of its food: identity, source, and amounts in this portion."""

    def eaten(per_100g: int | None) -> int | None:
        return None if per_100g is None else b12_ng(portion_mg, per_100g)

    return {
        "food_code": food.food_code,
        "food_name": food.name,
        "food_source": f"{food.source} {food.source_code} ({food.source_year})",
        "portion_mg": portion_mg,
        "b12_ng": eaten(food.b12_ng_per_100g),
        "b12_added_ng": eaten(food.b12_added_ng_per_100g),
        "b12_origin": food.b12_origin,
        "matrix": food.matrix,
        "b6_ng": eaten(food.b6_ng_per_100g),
        "thiamin_ng": eaten(food.thiamin_ng_per_100g),
    }


def _insert(connection: sqlite3.Connection, act_id: int, row: dict[str, object]) -> int:
    names = ", ".join(row)
    marks = ", ".join(f":{name}" for name in row)
    cursor = connection.execute(f"INSERT INTO entry ({names}) VALUES ({marks})", row)  # noqa: S608 - fixed names
    entry_id = int(cursor.lastrowid or 0)
    _note_change(connection, act_id, ("entry", entry_id), None)
    return entry_id


def entry(connection: sqlite3.Connection, entry_id: int) -> Entry:
    """The entry with this id; raises InputRefused when there is none."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM entry WHERE entry_id = ?",  # noqa: S608 - fixed names
        (entry_id,),
    ).fetchone()
    if row is None:
        raise InputRefused(f"There is no entry #{entry_id}.")
    return Entry(*row)


def entry_id_at(connection: sqlite3.Connection, person_id: int, position: int) -> int:
    """The id meant by -1 (written last), -2 (one before) or a plain positive id."""
    if position > 0:
        return position
    row = connection.execute(
        "SELECT entry_id FROM entry WHERE person_id = ? ORDER BY entry_id DESC LIMIT 1 OFFSET ?",
        (person_id, -position - 1),
    ).fetchone()
    if position == 0 or row is None:
        raise InputRefused(f"There is no entry {position}.")
    return int(row[0])


def entries_of(connection: sqlite3.Connection, request_key: str) -> list[Entry]:
    """The entries that the act with this request key wrote and that are still there."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM entry WHERE entry_id IN (SELECT row_id FROM change"  # noqa: S608 - fixed names
        " JOIN act USING (act_id) WHERE request_key = ? AND table_name = 'entry')"
        " ORDER BY entry_id",
        (request_key,),
    )
    return [Entry(*row) for row in rows]


def amend(
    connection: sqlite3.Connection, act_id: int, entry_id: int, values: dict[str, object]
) -> None:
    """Changes columns of one entry; what it was before stays in the history."""
    before = _as_json(connection, "entry", entry_id)
    sets = ", ".join(f"{name} = :{name}" for name in values)
    connection.execute(
        f"UPDATE entry SET {sets} WHERE entry_id = :entry_id",  # noqa: S608 - fixed names
        {**values, "entry_id": entry_id},
    )
    _note_change(connection, act_id, ("entry", entry_id), before)


def remove(connection: sqlite3.Connection, act_id: int, entry_ids: Iterable[int]) -> None:
    """Deletes entries; undo brings them back with their ids."""
    for entry_id in entry_ids:
        entry(connection, entry_id)
        _delete(connection, act_id, "entry", entry_id)


def mark(
    connection: sqlite3.Connection, act_id: int, person_id: int, days: Iterable[date], state: str
) -> None:
    """Says what days were ("clear" takes a mark away); days already so stay as they are."""
    for day in days:
        row = connection.execute(
            "SELECT day_mark_id, state FROM day_mark WHERE person_id = ? AND day = ?",
            (person_id, day.isoformat()),
        ).fetchone()
        if row and row[1] != state:
            _delete(connection, act_id, "day_mark", row[0])
        if state != "clear" and not (row and row[1] == state):
            cursor = connection.execute(
                "INSERT INTO day_mark (person_id, day, state) VALUES (?, ?, ?)",
                (person_id, day.isoformat(), state),
            )
            _note_change(connection, act_id, ("day_mark", int(cursor.lastrowid or 0)), None)


def undo(connection: sqlite3.Connection, moment: datetime) -> tuple[int, str] | None:
    """Takes back the newest act that stands; its id and command, or None when there is none."""
    row = connection.execute(
        "SELECT act_id, command FROM act WHERE undone_at_s IS NULL ORDER BY act_id DESC LIMIT 1"
    ).fetchone()
    if row is None:
        return None
    changes = connection.execute(
        "SELECT table_name, row_id, row_before FROM change WHERE act_id = ?"
        " ORDER BY change_id DESC",
        (row[0],),
    ).fetchall()
    for table, row_id, before in changes:
        _put(connection, table, row_id, before)
    connection.execute(
        "UPDATE act SET undone_at_s = ? WHERE act_id = ?", (instant(moment)[0], row[0])
    )
    return int(row[0]), str(row[1])


def redo(connection: sqlite3.Connection) -> tuple[int, str] | None:
    """Repeats the oldest undone act that no newer act stands upon, or returns None."""
    row = connection.execute(
        "SELECT act_id, command FROM act WHERE act_id > "
        "(SELECT coalesce(max(act_id), 0) FROM act WHERE undone_at_s IS NULL) "
        "ORDER BY act_id LIMIT 1"
    ).fetchone()
    if row is None:
        return None
    changes = connection.execute(
        "SELECT table_name, row_id, row_after FROM change WHERE act_id = ? ORDER BY change_id",
        (row[0],),
    ).fetchall()
    for table, row_id, after in changes:
        _put(connection, table, row_id, after)
    connection.execute("UPDATE act SET undone_at_s = NULL WHERE act_id = ?", (row[0],))
    return int(row[0]), str(row[1])


def history(connection: sqlite3.Connection, limit: int) -> list[tuple[object, ...]]:
    """Newest acts first: id, Unix seconds, offset, command, rows changed, undone or not."""
    return connection.execute(
        "SELECT act_id, made_at_s, utc_offset_s, command,"
        " (SELECT count(*) FROM change WHERE change.act_id = act.act_id), undone_at_s IS NOT NULL"
        " FROM act ORDER BY act_id DESC LIMIT ?",
        (limit,),
    ).fetchall()


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]


def _as_json(connection: sqlite3.Connection, table: str, row_id: int) -> str | None:
    """The row as JSON made by SQLite itself, so that integers and NULL stay what they are."""
    pairs = ", ".join(f"'{name}', {name}" for name in _columns(connection, table))
    row = connection.execute(
        f"SELECT json_object({pairs}) FROM {table} WHERE {_KEYS[table]} = ?",  # noqa: S608 - fixed names
        (row_id,),
    ).fetchone()
    return str(row[0]) if row else None


def _note_change(
    connection: sqlite3.Connection, act_id: int, row: tuple[str, int], before: str | None
) -> None:
    connection.execute(
        "INSERT INTO change (act_id, table_name, row_id, row_before, row_after)"
        " VALUES (?, ?, ?, ?, ?)",
        (act_id, *row, before, _as_json(connection, *row)),
    )


def _delete(connection: sqlite3.Connection, act_id: int, table: str, row_id: int) -> None:
    before = _as_json(connection, table, row_id)
    connection.execute(f"DELETE FROM {table} WHERE {_KEYS[table]} = ?", (row_id,))  # noqa: S608 - fixed names
    _note_change(connection, act_id, (table, row_id), before)


def _put(connection: sqlite3.Connection, table: str, row_id: int, content: str | None) -> None:
    """Makes a row what it was: gone where `content` is None, else exactly the kept columns."""
    connection.execute(f"DELETE FROM {table} WHERE {_KEYS[table]} = ?", (row_id,))  # noqa: S608 - fixed names
    if content is not None:
        names = _columns(connection, table)
        values = ", ".join(f"json_extract(:row, '$.{name}')" for name in names)
        connection.execute(
            f"INSERT INTO {table} ({', '.join(names)}) VALUES ({values})",  # noqa: S608 - fixed names
            {"row": content},
        )
