"""Rows that carry a checksum: the one door through which the diary's tables are read and written.

A table that goes through this door has an integer key as its first column, a column `checksum`
and a line in `tally`. Callers hold the transaction; names of tables come from the program.
"""

from __future__ import annotations

from functools import reduce
from itertools import zip_longest
from operator import xor

from b12track.diary.storage.checksum import of_row
from b12track.diary.storage.verification import LONG, all_columns, unverified, verified, verify
from b12track.hints import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import TypeVar

    Row = tuple[object, ...]
    R = TypeVar("R")


#: So many keys are asked for in one statement: SQLite takes 999 parameters wherever it was built.
_PART: Final = 500


def columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """The table's columns in their order, without its checksum."""
    return [name for name in all_columns(connection, table) if name != "checksum"]


def select(
    connection: sqlite3.Connection, table: str, where: str = "1", parameters: Iterable[object] = ()
) -> list[Row]:
    """The rows of a table, all columns but the checksum, each verified before it is returned.

    `where` is fixed text of the program: a condition, and an order where one is needed.
    Raises RowDamaged for the first row that contradicts its checksum; of a short table all rows
    are looked at, because one whose person, key or day changed would not be selected.
    """
    if table not in LONG:
        verify(connection, table)
    return [
        verified(table, row, checksum)
        for row, checksum in unverified(connection, table, where, parameters)
    ]


def records(
    connection: sqlite3.Connection,
    table: str,
    kind: Callable[..., R],
    where: str = "1",
    parameters: Iterable[object] = (),
) -> list[R]:
    """The rows as named tuples, their fields matched with the columns by name, each verified.

    A field that is no column keeps its default. Raises RowDamaged as `select` does.
    """
    names, fields = columns(connection, table), vars(kind)["_fields"]
    selected = select(connection, table, where, parameters)
    if tuple(names) == fields:
        return [kind(*row) for row in selected]
    places = {field: names.index(field) for field in fields if field in names}
    return [kind(**{field: row[place] for field, place in places.items()}) for row in selected]


def by_key(connection: sqlite3.Connection, table: str, row_id: int) -> dict[str, object] | None:
    """The row with this key as column → value, verified; None where there is none."""
    names = columns(connection, table)
    selected = select(connection, table, f"{names[0]} = ?", (row_id,))
    return dict(zip(names, selected[0], strict=True)) if selected else None


def mappings(
    connection: sqlite3.Connection, table: str, person_id: int | None
) -> list[dict[str, Any]]:
    """The rows of one person, of everybody for None, by key: column → value, each verified."""
    names = columns(connection, table)
    whose = "1" if person_id is None else "person_id = ?"
    parameters = () if person_id is None else (person_id,)
    selected = select(connection, table, f"{whose} ORDER BY {names[0]}", parameters)
    return [dict(zip(names, row, strict=True)) for row in selected]


def by_keys(
    connection: sqlite3.Connection, table: str, keys: Sequence[int]
) -> dict[int, dict[str, object]]:
    """Key → row as column → value, each verified, for those of the keys that are there."""
    names = columns(connection, table)
    by_key: dict[int, dict[str, object]] = {}
    for part in _in_parts(keys):
        for row in select(connection, table, f"{names[0]} IN ({_marks(part)})", part):
            by_key[int(str(row[0]))] = dict(zip(names, row, strict=True))
    return by_key


def _in_parts(keys: Sequence[int]) -> list[Sequence[int]]:
    return [keys[start : start + _PART] for start in range(0, len(keys), _PART)]


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def insert(connection: sqlite3.Connection, table: str, values: Mapping[str, object]) -> int:
    """Writes a row with its checksum in one statement and returns its key.

    Without a key among the values the next one is taken; a key is never given twice.
    """
    names = columns(connection, table)
    key = values.get(names[0]) or next_key(connection, table)
    row = _row(table, names, key, values)
    checksum = of_row(table, row)
    stored = connection.execute(
        f"{_insertion(table, names)} RETURNING {', '.join(names)}", (*row, checksum)
    ).fetchall()
    _as_meant(table, stored, [checksum])
    _count(connection, table, 1, checksum)
    return int(str(key))


def insert_all(
    connection: sqlite3.Connection, table: str, batch: Sequence[Mapping[str, object]]
) -> Sequence[int]:
    """Writes rows as `insert` does, all with a key of their own or none, and returns their keys.

    Columns, next key and tally are looked up once for all, and what was stored is read back once.
    """
    if not batch:
        return range(0)
    names = columns(connection, table)
    first = next_key(connection, table)
    keys: Sequence[int] = range(first, first + len(batch))
    if batch[0].get(names[0]):
        keys = [int(str(values[names[0]])) for values in batch]
    written = [_row(table, names, *keyed) for keyed in zip(keys, batch, strict=True)]
    checksums = [of_row(table, row) for row in written]
    connection.executemany(
        _insertion(table, names),
        ((*row, checksum) for row, checksum in zip(written, checksums, strict=True)),
    )
    _as_meant(table, _stored(connection, table, keys), checksums)
    _count(connection, table, len(keys), reduce(xor, checksums, 0))
    return keys


def _stored(connection: sqlite3.Connection, table: str, keys: Sequence[int]) -> list[Row]:
    """What stands under these keys now, in their order, not yet verified."""
    what = ", ".join(columns(connection, table))
    by_key = {row[0]: row for row in picked(connection, table, what, keys)}
    return [by_key[key] for key in keys if key in by_key]


def picked(
    connection: sqlite3.Connection, table: str, what: str, keys: Sequence[int]
) -> Iterator[Row]:
    """What (fixed text: columns, or what SQLite makes of them) of the rows with these keys."""
    key = all_columns(connection, table)[0]
    for part in _in_parts(keys):
        yield from connection.execute(
            f"SELECT {what} FROM {table} WHERE {key} IN ({_marks(part)})",  # noqa: S608 - fixed names
            part,
        )


def _row(table: str, names: list[str], key: object, values: Mapping[str, object]) -> Row:
    """The row of these values in the order of its columns; raises KeyError for another column."""
    unknown = set(values) - set(names)
    if unknown:
        raise KeyError(f"{table} has no column {', '.join(sorted(unknown))}")
    return (key, *(values.get(name) for name in names[1:]))


def _insertion(table: str, names: list[str]) -> str:
    return f"INSERT INTO {table} ({', '.join(names)}, checksum) VALUES ({_marks([*names, 1])})"  # noqa: S608 - fixed names


def next_key(connection: sqlite3.Connection, table: str) -> int:
    """One above every key ever used: AUTOINCREMENT's rule, known before the row is written."""
    key = all_columns(connection, table)[0]
    (number,) = connection.execute(
        f"SELECT 1 + max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = ?), 0),"  # noqa: S608 - fixed names
        f" coalesce((SELECT max({key}) FROM {table}), 0))",
        (table,),
    ).fetchone()
    return int(number)


def _as_meant(table: str, stored: list[Row], checksums: list[int]) -> None:
    """A guard against our own mistakes: SQLite must hold what was given, in the same types."""
    differing = [
        row
        for row, checksum in zip_longest(stored, checksums)
        if row is None or of_row(table, row) != checksum
    ]
    if differing:
        raise TypeError(f"{table} would hold {differing[:1]}, which is not what was given")


def update(
    connection: sqlite3.Connection, table: str, row_id: int, values: Mapping[str, object]
) -> None:
    """Changes columns of one row, after verifying what it was."""
    before = by_key(connection, table, row_id)
    if before is None:
        raise KeyError(f"{table} has no row {row_id}")
    old, new = of_row(table, tuple(before.values())), {**before, **values}
    key, checksum = next(iter(before)), of_row(table, tuple(new.values()))
    sets = ", ".join(f"{name} = ?" for name in values)
    stored = connection.execute(
        f"UPDATE {table} SET {sets}, checksum = ? WHERE {key} = ?"  # noqa: S608 - fixed names
        f" RETURNING {', '.join(before)}",
        (*values.values(), checksum, row_id),
    ).fetchall()
    _as_meant(table, stored, [checksum])
    _count(connection, table, 0, old ^ checksum)


def update_all(
    connection: sqlite3.Connection, table: str, changes: Mapping[int, Mapping[str, object]]
) -> None:
    """Changes columns of many rows (key → column → value) as `update` does, in few statements."""
    if not changes:
        return
    keys = list(changes)
    before = by_keys(connection, table, keys)
    gone = [key for key in keys if key not in before]
    if gone:
        raise KeyError(f"{table} has no row {gone[0]}")
    after = [tuple({**before[key], **changes[key]}.values()) for key in keys]
    old = [of_row(table, tuple(before[key].values())) for key in keys]
    checksums = [of_row(table, row) for row in after]
    first, *others = columns(connection, table)
    sets = ", ".join(f"{name} = ?" for name in others)
    connection.executemany(
        f"UPDATE {table} SET {sets}, checksum = ? WHERE {first} = ?",  # noqa: S608 - fixed names
        ((*row[1:], checksum, row[0]) for row, checksum in zip(after, checksums, strict=True)),
    )
    _as_meant(table, _stored(connection, table, keys), checksums)
    _count(connection, table, 0, reduce(xor, [*old, *checksums], 0))


def delete(connection: sqlite3.Connection, table: str, row_id: int) -> None:
    """Takes a row away, after verifying it; nothing happens where there is none."""
    row = by_key(connection, table, row_id)
    if row is not None:
        connection.execute(f"DELETE FROM {table} WHERE {next(iter(row))} = ?", (row_id,))  # noqa: S608 - fixed names
        _count(connection, table, -1, of_row(table, tuple(row.values())))


def _count(connection: sqlite3.Connection, table: str, difference: int, change: int) -> None:
    """Brings the table's tally up to date: the row count, and all checksums in one number."""
    # SQLite has no XOR; (a | b) & ~(a & b) is one that cannot overflow.
    counted = connection.execute(
        "UPDATE tally SET row_count = row_count + :difference,"
        " checksums = (checksums | :change) & ~(checksums & :change) WHERE table_name = :table",
        {"difference": difference, "change": change, "table": table},
    )
    if counted.rowcount == 0:
        connection.execute("INSERT INTO tally VALUES (?, ?, ?)", (table, difference, change))


def holds_any(connection: sqlite3.Connection, *names: str) -> bool:
    """Whether any of these tables holds, or once held, a row: then it is worth being read."""
    marks = ", ".join("?" * len(names))
    there = " OR ".join(f"EXISTS (SELECT 1 FROM {name})" for name in names)  # noqa: S608 - fixed names
    # Rows that have vanished are still counted by the tally, and found out by the reading.
    counted = f"EXISTS (SELECT 1 FROM tally WHERE row_count AND table_name IN ({marks}))"  # noqa: S608 - fixed names
    return bool(connection.execute(f"SELECT {there} OR {counted}", names).fetchone()[0])
