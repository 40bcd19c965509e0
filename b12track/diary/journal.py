"""Every way the diary changes: record, amend, remove and mark, each noted for the history."""

from __future__ import annotations

from contextlib import contextmanager

from b12track.diary.storage import rows, seals
from b12track.errors import InputRefused
from b12track.hints import TYPE_CHECKING, Final
from b12track.record import NamedTuple
from b12track.text import quoted

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date, datetime

    from b12track.foods.weighing import Item

#: Tables whose rows belong to a day, with the column that says which.
_DAY_OF: Final = {"entry": "eaten_on", "day_mark": "day"}


class Act(NamedTuple):
    """One command that changes the diary: its word, its moment, its key for safe retries."""

    command: str
    made_at: datetime
    request_key: str | None = None
    person_id: int | None = None


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
    portion_mg: int | None
    b12_ng: int | None
    b12_added_ng: int | None
    b12_origin: str
    matrix: str
    b6_ng: int | None
    thiamin_ng: int | None
    note: str | None


def begin(connection: sqlite3.Connection, act: Act) -> int | None:
    """Notes the act and returns its id; None when an act with its request key is there already.

    The caller holds the write transaction.
    """
    if act.request_key is not None and act_with(connection, act.request_key):
        return None
    made_at_s, utc_offset_s = instant(act.made_at)
    values = {
        "made_at_s": made_at_s,
        "utc_offset_s": utc_offset_s,
        "command": act.command,
        "request_key": act.request_key,
        "person_id": act.person_id,
    }
    return rows.insert(connection, "act", values)


def act_with(connection: sqlite3.Connection, request_key: str) -> dict[str, object] | None:
    """The act that this key made, as column → value, or None."""
    acts = rows.select(connection, "act", "request_key = ?", (request_key,))
    return dict(zip(rows.columns(connection, "act"), acts[0], strict=True)) if acts else None


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
    days = {(eaten.person_id, eaten.on.isoformat())}
    with sealed(connection, days):
        return [add(connection, act_id, "entry", _row(eaten, item)) for item in items]


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
        **snapshot(item),
    }


def snapshot(item: Item) -> dict[str, object]:
    """What an entry keeps of its food: identity, source, and amounts in this portion."""
    food = item.food
    return {
        "food_code": food.food_code,
        "food_name": food.name,
        "food_source": food.citation,
        "portion_mg": item.portion_mg,
        "b12_ng": item.b12_ng,
        "b12_added_ng": item.holds_ng(food.b12_added_ng_per_100g),
        "b12_origin": food.b12_origin,
        "matrix": food.matrix,
        "b6_ng": item.holds_ng(food.b6_ng_per_100g),
        "thiamin_ng": item.holds_ng(food.thiamin_ng_per_100g),
    }


def entry(connection: sqlite3.Connection, entry_id: int) -> Entry:
    """The entry with this id, verified; raises InputRefused when there is none."""
    records = entries(connection, "entry_id = ?", (entry_id,))
    if not records:
        raise InputRefused(f"There is no entry #{entry_id}.")
    return records[0]


def entries(
    connection: sqlite3.Connection, where: str, parameters: Iterable[object]
) -> list[Entry]:
    """The entries of a condition (fixed text of the program), each verified."""
    return rows.records(connection, "entry", Entry, where, parameters)


def entry_id_at(connection: sqlite3.Connection, person_id: int, position: int) -> int:
    """The id meant by -1 (written last), -2 (one before) or a plain positive id.

    Raises InputRefused for what is not there, and for entries of another person.
    """
    if abs(position) >= 1 << 62:
        raise InputRefused(f"There is no entry {position}.")
    if position > 0:
        owner = connection.execute(
            "SELECT name, person_id FROM entry JOIN person USING (person_id) WHERE entry_id = ?",
            (position,),
        ).fetchone()
        if owner and owner[1] != person_id:
            raise InputRefused(f"Entry #{position} is {owner[0]}'s: add --for {quoted(owner[0])}.")
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
    act = act_with(connection, request_key)
    if act is None:
        return []
    return entries(
        connection,
        "entry_id IN (SELECT row_id FROM change WHERE act_id = ? AND table_name = 'entry')"
        " ORDER BY entry_id",
        (act["act_id"],),
    )


def amend(
    connection: sqlite3.Connection, act_id: int, entry_id: int, values: dict[str, object]
) -> None:
    """Changes columns of one entry; what it was before stays in the history."""
    before = entry(connection, entry_id)
    days = {before.eaten_on, str(values.get("eaten_on", before.eaten_on))}
    with sealed(connection, {(before.person_id, day) for day in days}):
        change(connection, act_id, ("entry", entry_id), values)


def remove(connection: sqlite3.Connection, act_id: int, entry_ids: Iterable[int]) -> None:
    """Deletes entries; undo brings them back with their ids."""
    gone = [entry(connection, entry_id) for entry_id in entry_ids]
    with sealed(connection, {(each.person_id, each.eaten_on) for each in gone}):
        for each in gone:
            drop(connection, act_id, ("entry", each.entry_id))


def mark(
    connection: sqlite3.Connection, act_id: int, person_id: int, days: Iterable[date], state: str
) -> None:
    """Says what days were ("clear" takes a mark away); days already so stay as they are."""
    names = [day.isoformat() for day in days]
    with sealed(connection, {(person_id, name) for name in names}):
        for name in names:
            _mark_day(connection, act_id, (person_id, name), state)


def _mark_day(
    connection: sqlite3.Connection, act_id: int, day: tuple[int, str], state: str
) -> None:
    mark = connection.execute(
        "SELECT day_mark_id, state FROM day_mark WHERE person_id = ? AND day = ?", day
    ).fetchone()
    if mark and mark[1] != state:
        drop(connection, act_id, ("day_mark", mark[0]))
    if state != "clear" and not (mark and mark[1] == state):
        values = {"person_id": day[0], "day": day[1], "state": state}
        add(connection, act_id, "day_mark", values)


@contextmanager
def sealed(connection: sqlite3.Connection, days: set[tuple[int, str]]) -> Iterator[None]:
    """Compares days with their seals, lets them change, and seals them again."""
    for person_id, day in days:
        seals.check_days(connection, (person_id, day, day))
    yield
    for person_id, day in days:
        seals.renew(connection, person_id, [day])


def add(connection: sqlite3.Connection, act_id: int, table: str, values: dict[str, object]) -> int:
    """Writes a row of any table with a checksum, so that undo takes it away; its key."""
    row_id = rows.insert(connection, table, values)
    _note_change(connection, act_id, (table, row_id), None)
    return row_id


def add_all(
    connection: sqlite3.Connection, act_id: int, table: str, batch: Sequence[dict[str, object]]
) -> Sequence[int]:
    """Writes many rows of one table as `add` does, in the time of a few; their keys."""
    keys = rows.insert_all(connection, table, batch)
    _note_changes(connection, act_id, table, dict.fromkeys(keys))
    return keys


def change_all(
    connection: sqlite3.Connection,
    act_id: int,
    table: str,
    changes: Mapping[int, Mapping[str, object]],
) -> None:
    """Changes many rows (key → column → value) as `change` does, in the time of a few."""
    before = _all_as_json(connection, table, list(changes))
    rows.update_all(connection, table, changes)
    _note_changes(connection, act_id, table, before)


def _note_changes(
    connection: sqlite3.Connection, act_id: int, table: str, before: Mapping[int, str | None]
) -> None:
    """Notes what became of rows, given by key and what each was."""
    after = _all_as_json(connection, table, list(before))
    changes = [
        _change_values(act_id, (table, key), was, after.get(key)) for key, was in before.items()
    ]
    rows.insert_all(connection, "change", changes)


def change(
    connection: sqlite3.Connection, act_id: int, row: tuple[str, int], values: dict[str, object]
) -> None:
    """Changes columns of a row, given by table and key, so that undo can change them back."""
    before = _as_json(connection, *row)
    rows.update(connection, *row, values)
    _note_change(connection, act_id, row, before)


def drop(connection: sqlite3.Connection, act_id: int, row: tuple[str, int]) -> None:
    """Deletes a row, given by table and key, so that undo brings it back with its key."""
    before = _as_json(connection, *row)
    rows.delete(connection, *row)
    _note_change(connection, act_id, row, before)


def _as_json(connection: sqlite3.Connection, table: str, row_id: int) -> str | None:
    """The row as JSON, None where there is none."""
    return _all_as_json(connection, table, [row_id]).get(row_id)


def _all_as_json(
    connection: sqlite3.Connection, table: str, keys: Sequence[int]
) -> dict[int, str | None]:
    """Key → row as JSON made by SQLite itself, so that integers and NULL stay what they are."""
    names = rows.columns(connection, table)
    pairs = ", ".join(f"'{name}', {name}" for name in names)
    what = f"{names[0]}, json_object({pairs})"
    return {int(str(key)): str(row) for key, row in rows.picked(connection, table, what, keys)}


def _note_change(
    connection: sqlite3.Connection, act_id: int, row: tuple[str, int], before: str | None
) -> None:
    values = _change_values(act_id, row, before, _as_json(connection, *row))
    rows.insert(connection, "change", values)


def _change_values(
    act_id: int, row: tuple[str, int], before: str | None, after: str | None
) -> dict[str, object]:
    return {
        "act_id": act_id,
        "table_name": row[0],
        "row_id": row[1],
        "row_before": before,
        "row_after": after,
    }
