"""Whether rows are those that were written: their checksums, the tally of all, their indexes."""

from __future__ import annotations

from contextlib import closing

from b12track.diary.storage.checksum import RowDamaged, of_row
from b12track.hints import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    Row = tuple[object, ...]

#: Tables too long to be read whole whenever a part is asked for: seals prove the days, and what
#: steps through the history calls `verify` itself.
LONG: Final = frozenset({"entry", "day_mark", "act", "change", "imported"})


def all_columns(connection: sqlite3.Connection, table: str) -> list[str]:
    """The table's columns in their order, with its checksum."""
    cursor = connection.execute(f"SELECT * FROM {table} LIMIT 0")  # noqa: S608 - fixed names
    return [column[0] for column in cursor.description]


def unverified(
    connection: sqlite3.Connection, table: str, where: str = "1", parameters: Iterable[object] = ()
) -> list[tuple[Row, object]]:
    """Rows beside the checksums they were stored with; only for telling what is damaged.

    A short table is read itself: a damaged index would leave rows out, and has no checksum.
    """
    source = table if table in LONG else f"{table} NOT INDEXED"
    cursor = connection.execute(f"SELECT * FROM {source} WHERE {where}", tuple(parameters))  # noqa: S608 - fixed names
    with closing(cursor):
        at = [column[0] for column in cursor.description].index("checksum")
        if at == len(cursor.description) - 1:  # as the long tables have it
            return [(row[:at], row[at]) for row in cursor]
        return [(row[:at] + row[at + 1 :], row[at]) for row in cursor]


def verified(table: str, row: Row, checksum: object) -> Row:
    """The row itself; raises RowDamaged where it contradicts the checksum."""
    if of_row(table, row) != checksum:
        raise RowDamaged(f"{name_of(table)} #{row[0]}")
    return row


def name_of(table: str) -> str:
    """The table as a person would call it."""
    return table.replace("_", " ")


def verify(connection: sqlite3.Connection, table: str) -> None:
    """Compares a whole table with its checksums and its tally, once a connection (4 µs a row).

    Raises RowDamaged where a row was changed, vanished or came from elsewhere.
    """
    verified = getattr(connection, "verified", None)
    if verified is not None and table in verified:
        return
    for fault in _faults_of(connection, table):
        raise RowDamaged(fault)
    if verified is not None:
        verified.add(table)


def verify_index(connection: sqlite3.Connection, table: str, index: str, column: str) -> None:
    """Compares an index with its table, whose rows it must all lead to (1 µs a row).

    Raises RowDamaged: a row that its index leaves out would be missing from what is shown.
    """
    key = all_columns(connection, table)[0]
    lost = connection.execute(
        f"SELECT {key} FROM {table} AS each NOT INDEXED WHERE NOT EXISTS ("  # noqa: S608 - fixed names
        f"SELECT 1 FROM {table} AS listed INDEXED BY {index}"
        f" WHERE listed.{column} = each.{column} AND listed.{key} = each.{key}) LIMIT 1"
    ).fetchone()
    if lost:
        raise RowDamaged(f"{name_of(table)} #{lost[0]}, which its index leaves out")


def tables(connection: sqlite3.Connection) -> list[str]:
    """Every table whose rows carry checksums, in the order of their making."""
    return [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            " ORDER BY rowid"
        ).fetchall()
        if name not in ("tally", "day_seal") and "checksum" in all_columns(connection, name)
    ]


def faults(connection: sqlite3.Connection) -> list[str]:
    """Every row that contradicts its checksum, and every table whose rows are not all there."""
    return [fault for table in tables(connection) for fault in _faults_of(connection, table)]


def _faults_of(connection: sqlite3.Connection, table: str) -> Iterator[str]:
    count = together = 0
    is_sound = True
    for row, checksum in unverified(connection, table):
        actual = of_row(table, row)
        count, together = count + 1, together ^ actual
        if actual != checksum:
            is_sound = False
            yield f"{name_of(table)} #{row[0]} contradicts its checksum"
    written, checksums = connection.execute(
        "SELECT row_count, checksums FROM tally WHERE table_name = ?", (table,)
    ).fetchone() or (0, 0)
    if written != count:
        yield f"{name_of(table)}: {count} rows, but {written} were written"
    elif checksums != together and is_sound:
        yield f"{name_of(table)}: the rows are not the ones that were written"
