"""The diary's schema: migrations that are only ever appended, each whole or not at all."""

from __future__ import annotations

import sqlite3
from typing import Final

#: "B12t": what says that a SQLite file is a diary of this program.
APPLICATION_ID: Final = 0x42313274

_SCHEMA_1: Final = """
CREATE TABLE person (
    person_id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 100)
) STRICT;

CREATE TABLE entry (
    entry_id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES person ON DELETE RESTRICT,
    -- The local day, fixed when it is written: no clock or time zone ever moves it.
    eaten_on TEXT NOT NULL CHECK (date(eaten_on) IS eaten_on),
    -- The instant in Unix seconds with the offset then in force; NULL where no time is known.
    eaten_at_s INTEGER CHECK (eaten_at_s BETWEEN -62135596800 AND 253402300799),
    utc_offset_s INTEGER CHECK (utc_offset_s BETWEEN -86400 AND 86400),
    eating_occasion TEXT CHECK (length(eating_occasion) BETWEEN 1 AND 50),
    -- What the food was then: a later edit of the food table never rewrites the past.
    food_code TEXT NOT NULL CHECK (length(food_code) BETWEEN 1 AND 100),
    food_name TEXT NOT NULL CHECK (length(food_name) BETWEEN 1 AND 500),
    food_source TEXT NOT NULL CHECK (length(food_source) <= 500),
    amount TEXT NOT NULL CHECK (length(amount) BETWEEN 1 AND 100),
    portion_mg INTEGER NOT NULL CHECK (portion_mg BETWEEN 1 AND 5000000),
    -- Nanograms; NULL = unknown, which is not zero.
    b12_ng INTEGER CHECK (b12_ng BETWEEN 0 AND 100000000000),
    b12_added_ng INTEGER CHECK (b12_added_ng BETWEEN 0 AND b12_ng),
    b12_origin TEXT NOT NULL CHECK (b12_origin IN ('natural', 'fortified', 'supplement')),
    matrix TEXT NOT NULL CHECK (
        matrix IN ('meat', 'fish', 'egg', 'dairy', 'mixed', 'crystalline', 'none')
    ),
    b6_ng INTEGER CHECK (b6_ng BETWEEN 0 AND 100000000000),
    thiamin_ng INTEGER CHECK (thiamin_ng BETWEEN 0 AND 100000000000),
    note TEXT CHECK (length(note) BETWEEN 1 AND 500),
    CHECK ((eaten_at_s IS NULL) = (utc_offset_s IS NULL))
) STRICT;
CREATE INDEX entry_by_day ON entry (person_id, eaten_on);

-- What the person said about a day; a day without a row speaks through its entries alone.
CREATE TABLE day_mark (
    day_mark_id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id INTEGER NOT NULL REFERENCES person ON DELETE RESTRICT,
    day TEXT NOT NULL CHECK (date(day) IS day),
    state TEXT NOT NULL CHECK (state IN ('complete', 'partial', 'fasting', 'paused')),
    UNIQUE (person_id, day)
) STRICT;

-- One command that changed the diary; undone_at_s says that it was taken back.
CREATE TABLE act (
    act_id INTEGER PRIMARY KEY AUTOINCREMENT,
    made_at_s INTEGER NOT NULL,
    utc_offset_s INTEGER NOT NULL CHECK (utc_offset_s BETWEEN -86400 AND 86400),
    command TEXT NOT NULL CHECK (length(command) BETWEEN 1 AND 50),
    -- A key given by the caller: the same key never acts twice.
    request_key TEXT UNIQUE CHECK (length(request_key) BETWEEN 1 AND 100),
    undone_at_s INTEGER
) STRICT;

-- What an act did to one row, as JSON before and after; NULL where there was or is no row.
CREATE TABLE change (
    change_id INTEGER PRIMARY KEY AUTOINCREMENT,
    act_id INTEGER NOT NULL REFERENCES act ON DELETE RESTRICT,
    table_name TEXT NOT NULL CHECK (table_name IN ('entry', 'day_mark')),
    row_id INTEGER NOT NULL,
    row_before TEXT,
    row_after TEXT,
    CHECK (row_before IS NOT NULL OR row_after IS NOT NULL)
) STRICT;
CREATE INDEX change_by_act ON change (act_id);

INSERT INTO person (person_id, name) VALUES (1, 'me');
"""

#: Position n takes a diary from schema n to schema n + 1. Released ones are never edited.
MIGRATIONS: Final = (_SCHEMA_1,)
SCHEMA_VERSION: Final = len(MIGRATIONS)


def migrate(connection: sqlite3.Connection) -> None:
    """Brings a diary to the newest schema; the caller holds the write transaction.

    The version is read inside that transaction, so that of two programs starting at once the
    second finds the work done.
    """
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    for number in range(version, SCHEMA_VERSION):
        for statement in _statements(MIGRATIONS[number]):
            connection.execute(statement)
        connection.execute(f"PRAGMA user_version={number + 1}")
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")


def _statements(script: str) -> list[str]:
    """Single statements, because executescript would commit the caller's transaction."""
    statements: list[str] = []
    current = ""
    for line in script.splitlines(keepends=True):
        current += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(current):
            statements.append(current.strip())
            current = ""
    return statements
