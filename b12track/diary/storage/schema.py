"""The diary's schema: migrations that are only ever appended, each whole or not at all."""

from __future__ import annotations

import sqlite3
from functools import lru_cache
from importlib import import_module

from b12track.diary.storage import rows, schema_1, schema_2
from b12track.hints import Final

#: "B12t": what says that a SQLite file is a diary of this program.
APPLICATION_ID: Final = 0x42313274

#: Whose diary it is until somebody says otherwise.
FIRST_PERSON: Final = {"name": "me", "name_key": "me", "day_start_min": 0, "in_use": 1}

#: Position n takes a diary from schema n to schema n + 1. Released ones are never edited.
MIGRATIONS: Final = (schema_1.SQL, schema_2.SQL)
SCHEMA_VERSION: Final = len(MIGRATIONS)
#: Schema → the function that puts right what older releases wrote, "module:function". It is
#: loaded only for a diary that comes from an older schema, and what it does is an act.
PUT_RIGHT: Final = {2: "b12track.diary.rounded_doses:put_right"}


def migrate(connection: sqlite3.Connection) -> None:
    """Brings a diary to the newest schema; the caller holds the write transaction."""
    put_right(connection, restructure(connection))


def restructure(connection: sqlite3.Connection) -> int:
    """Makes the tables those of the newest schema; the version the diary came from.

    The version is read inside the caller's transaction, so that of two programs starting at once
    the second finds the work done. A new diary gets the newest tables at once.
    """
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version == 0:
        for statement in _final_statements(SCHEMA_VERSION):
            connection.execute(statement)
        rows.insert(connection, "person", FIRST_PERSON)
    for script in MIGRATIONS[version:] if version else ():
        for statement in _statements(script):
            _take_step(connection, statement)
    connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    return int(version)


def put_right(connection: sqlite3.Connection, version: int) -> None:
    """Corrects what older releases wrote, for a diary that was restructured from this version."""
    if version == 0:
        return
    for number in range(version + 1, SCHEMA_VERSION + 1):
        module, _, function = PUT_RIGHT.get(number, "").partition(":")
        if function:
            getattr(import_module(module), function)(connection)


def _take_step(connection: sqlite3.Connection, statement: str) -> None:
    """One statement of a migration; what has a name that is there already is made anew."""
    kind, name = _made_by(statement)
    known = connection.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", (name,)).fetchone()
    if known and kind == "TABLE":
        _make_anew(connection, name, statement)
        return
    if known:
        connection.execute(f"DROP {kind} {name}")
    connection.execute(statement)


def _make_anew(connection: sqlite3.Connection, table: str, statement: str) -> None:
    """Makes a table anew with its verified rows, its indexes and the highest key it ever gave."""
    kept, names = rows.select(connection, table), rows.columns(connection, table)
    others = connection.execute(
        "SELECT sql FROM sqlite_schema WHERE tbl_name = ? AND type IN ('index', 'trigger')"
        " AND sql IS NOT NULL",
        (table,),
    ).fetchall()
    highest = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,))
    keys = highest.fetchall()
    connection.execute(f"DROP TABLE {table}")
    for (made,) in [(statement,), *others]:
        connection.execute(made)
    connection.execute("DELETE FROM tally WHERE table_name = ?", (table,))
    for row in kept:
        rows.insert(connection, table, dict(zip(names, row, strict=True)))
    for (key,) in keys:
        connection.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        connection.execute("INSERT INTO sqlite_sequence VALUES (?, ?)", (table, key))


def objects(connection: sqlite3.Connection) -> frozenset[str]:
    """The SQL of every table, index, trigger and view of a diary."""
    return frozenset(
        sql
        for (sql,) in connection.execute(
            "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
        )
    )


@lru_cache
def objects_of(version: int) -> frozenset[str]:
    """What a diary of this schema holds: SQLite keeps the words of each CREATE as they were."""
    statements = [statement.rstrip(";") for statement in _final_statements(version)]
    if all(statement.startswith("CREATE ") for statement in statements):
        return frozenset(statements)
    return built(version)


def built(version: int) -> frozenset[str]:
    """The same, found by migrating a diary in memory step by step, which takes longer (3 ms)."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for script in MIGRATIONS[:version]:
            for statement in _statements(script):
                _take_step(connection, statement)
        return objects(connection)
    finally:
        connection.close()


def _final_statements(version: int) -> list[str]:
    """The statements that make a diary of this schema at once, each name as it was made last."""
    final: dict[str, str] = {}
    for script in MIGRATIONS[:version]:
        for statement in _statements(script):
            final[_made_by(statement)[1]] = statement
    return list(final.values())


def _made_by(statement: str) -> tuple[str, str]:
    """Kind and name of what a statement makes; of any other statement, the statement itself."""
    words = statement.replace("UNIQUE ", "", 1).split(None, 3)
    return (words[1], words[2]) if words[0] == "CREATE" else ("", statement)


def _statements(script: str) -> list[str]:
    """Single statements, because executescript would commit the caller's transaction."""
    statements: list[str] = []
    current = ""
    for line in script.splitlines(keepends=True):
        current += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(current):
            # SQLite keeps a statement from its first word on: comments before it are ours.
            statements.append(current[max(0, current.find("CREATE ")) :].strip())
            current = ""
    return statements
