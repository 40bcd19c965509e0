"""The whole diary as JSON, one row a line: everything but the history of changes, exactly."""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING, Final

from b12track.diary.exchange import merging
from b12track.diary.exchange.merging import OwnRow
from b12track.diary.storage import rows, seals
from b12track.diary.storage.checksum import RowDamaged
from b12track.diary.storage.schema import SCHEMA_VERSION
from b12track.errors import InputRefused
from b12track.text import shown

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

KIND: Final = "b12track JSON"
#: Larger files are refused before they fill the memory: 50 years of entries take 120 MB.
LARGEST: Final = 500_000_000
_FORMAT: Final = "b12track diary"


def lines(connection: sqlite3.Connection) -> Iterator[str]:
    """The document line by line; every row verified, whole numbers in ng and mg."""
    check_all(connection)
    yield f'{{"schema": 1, "format": "{_FORMAT}", "diary_schema": {SCHEMA_VERSION}, "tables": {{'
    names = merging.tables(connection)
    for table in names:
        columns = rows.columns(connection, table)
        found = rows.select(connection, table, f"1 ORDER BY {columns[0]}")
        yield f' "{table}": ['
        for number, row in enumerate(found, 1):
            text = json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False)
            yield f"  {text}{',' if number < len(found) else ''}"
        yield " ]," if table != names[-1] else " ]"
    yield "}}"


def check_all(connection: sqlite3.Connection) -> None:
    """Compares every row and day with its checksum: no damaged diary is handed on as a whole one.

    Raises RowDamaged with the first fault, also where a row has vanished.
    """
    found = rows.faults(connection) or seals.faults(connection)
    if found:
        raise RowDamaged(found[0])


def read(raw: IO[bytes], name: str, known: dict[str, list[str]]) -> list[OwnRow]:
    """The rows of a document; `known` are our tables with their columns.

    Raises InputRefused for what is no export of this program, or one of a newer program.
    """
    text = raw.read(LARGEST + 1)
    if len(text) > LARGEST:
        raise InputRefused(f"{name} is larger than {LARGEST:,} bytes.")
    document = _parsed(text, name)
    content_of = document.get("tables")
    if document.get("format") != _FORMAT or not isinstance(content_of, dict):
        raise InputRefused(f"{name} is JSON, but no export of b12track.")
    version = document.get("diary_schema")
    if not isinstance(version, int) or version > SCHEMA_VERSION:
        raise InputRefused(
            f"{name} was written by a newer b12track (schema {version}, this one knows"
            f" {SCHEMA_VERSION}): update b12track."
        )
    starts = _first_lines(text)
    found: list[OwnRow] = []
    for table, content in content_of.items():
        content = _with_new_columns(content, known.get(table, []), version)
        found += _rows(name, table, content, known, starts.get(table, 1))
    return found


def _with_new_columns(content: object, columns: list[str], version: int) -> object:
    """Rows of an older schema with the columns that came later, which nobody filled then."""
    if version == SCHEMA_VERSION or not isinstance(content, list):
        return content
    return [{**dict.fromkeys(columns), **row} if isinstance(row, dict) else row for row in content]


def _parsed(text: bytes, name: str) -> dict[str, object]:
    """The document; numbers are whole or refused, a name that stands twice is refused."""

    def whole(number: str) -> object:
        line = text[: text.find(number.encode())].count(b"\n") + 1
        raise InputRefused(f"{name}, line {line}: {number} is no whole number.")

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        if len({key for key, _ in pairs}) != len(pairs):
            raise InputRefused(f"{name}: a name stands twice in one row.")
        return dict(pairs)

    try:
        document = json.loads(
            text.decode("utf-8-sig"),
            parse_float=whole,
            parse_constant=whole,
            object_pairs_hook=once,
        )
    except json.JSONDecodeError as error:
        raise InputRefused(f"{name}, line {error.lineno}: {error.msg}.") from None
    except (ValueError, RecursionError) as error:
        raise InputRefused(f"{name}: {error}.") from None
    return document if isinstance(document, dict) else {}


def _first_lines(text: bytes) -> dict[str, int]:
    """Table → the line its first row stands in, as `lines` writes them."""
    return {
        line.split(b'"')[1].decode("ascii", "replace"): number + 1
        for number, line in enumerate(text.split(b"\n"), 1)
        if line.startswith(b' "') and line.rstrip().endswith(b"[")
    }


def _rows(
    name: str, table: str, content: object, known: dict[str, list[str]], first: int
) -> Iterator[OwnRow]:
    if table not in known:
        raise InputRefused(f"{name}: there is no table '{table}' in a diary.")
    if not isinstance(content, list):
        raise InputRefused(f"{name}: '{table}' is no list of rows.")
    for line, row in enumerate(content, first):
        fault = _fault(row, known[table])
        if fault:
            raise InputRefused(f"{name}, line {line}: {table}: {fault}.")
        yield OwnRow(line, table, row)


def _fault(row: object, columns: list[str]) -> str | None:
    """What keeps a row from being one of a table with these columns, or None."""
    if not isinstance(row, dict) or set(row) != set(columns):
        return "these are not the columns of the table"
    for column, value in row.items():
        if isinstance(value, bool) or not isinstance(value, int | str | None):
            return f"{column} is neither text nor a whole number"
        if isinstance(value, str) and shown(value) != value:
            return f"{column} holds characters that are not taken: {shown(value)}"
        if isinstance(value, int) and not -(2**63) <= value < 2**63:
            return f"{column} is too large"
    return None
