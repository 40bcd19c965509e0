"""The whole diary as JSON, one row a line: everything but the history of changes, exactly."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from b12track.diary.exchange import merging
from b12track.diary.exchange.files import JsonFile
from b12track.diary.exchange.format import OURS, About, Asked, Format
from b12track.diary.exchange.merging import OwnRow
from b12track.diary.storage import rows, seals, verification
from b12track.diary.storage.checksum import RowDamaged
from b12track.diary.storage.schema import SCHEMA_VERSION
from b12track.errors import InputRefused
from b12track.text import escaped

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

_FORMAT: Final = "b12track diary"


def lines(connection: sqlite3.Connection) -> Iterator[str]:
    """The document line by line; every row verified, whole numbers in ng and mg."""
    check_all(connection)
    yield f'{{"schema": 1, "format": "{_FORMAT}", "diary_schema": {SCHEMA_VERSION}, "tables": {{'
    names = merging.tables(connection)
    for table in names:
        records = rows.mappings(connection, table, None)
        yield f' "{table}": ['
        for number, row in enumerate(records, 1):
            text = json.dumps(row, ensure_ascii=False)
            yield f"  {text}{',' if number < len(records) else ''}"
        yield " ]," if table != names[-1] else " ]"
    yield "}}"


def check_all(connection: sqlite3.Connection) -> None:
    """Compares every row and day with its checksum: no damaged diary is handed on as a whole one.

    Raises RowDamaged with the first fault, also where a row has vanished.
    """
    faults = verification.faults(connection) or seals.faults(connection)
    if faults:
        raise RowDamaged(faults[0])


def is_document(file: JsonFile) -> bool:
    """Whether a document is an export of this program."""
    return isinstance(file.document, dict) and file.document.get("format") == _FORMAT


def read(file: JsonFile, _: Asked | None = None) -> Iterator[OwnRow]:
    """The rows of a document, each with its line.

    Raises InputRefused for one of a newer program, and for rows that no diary holds.
    """
    document = file.document
    version, content_of = document.get("diary_schema"), document.get("tables")
    if not isinstance(version, int) or version > SCHEMA_VERSION:
        raise InputRefused(
            f"{file.name} was written by a newer b12track (schema {version}, this one knows"
            f" {SCHEMA_VERSION}): update b12track."
        )
    if not isinstance(content_of, dict):
        raise InputRefused(f"{file.name} holds no tables.")
    starts = _first_lines(file.text)
    for table, content in content_of.items():
        if not isinstance(content, list):
            raise InputRefused(f"{file.name}: '{table}' is no list of rows.")
        for line, row in enumerate(content, starts.get(table, 1)):
            fault = _fault(row)
            if fault:
                raise InputRefused(f"{file.name}, line {line}: {table}: {fault}.")
            yield OwnRow(line, table, row, is_partial=version < SCHEMA_VERSION)


def _first_lines(text: bytes) -> dict[str, int]:
    """Table → the line its first row stands in, as `lines` writes them."""
    return {
        line.split(b'"')[1].decode("ascii", "replace"): number + 1
        for number, line in enumerate(text.split(b"\n"), 1)
        if line.startswith(b' "') and line.rstrip().endswith(b"[")
    }


def _fault(row: object) -> str | None:
    """What keeps a row from being one of any table, or None."""
    if not isinstance(row, dict):
        return "this is no row"
    for column, value in row.items():
        if isinstance(value, bool) or not isinstance(value, int | str | None):
            return f"{column} is neither text nor a whole number"
        # A list of portions stands in several lines.
        text = value.replace("\n", "") if column == "portions" and isinstance(value, str) else value
        if isinstance(text, str) and escaped(text) != text:
            return f"{column} holds characters that are not taken: {escaped(text)}"
        if isinstance(value, int) and not -(2**63) <= value < 2**63:
            return f"{column} is too large"
    return None


_ABOUT: Final = About("b12track JSON", "everything it holds", "whole nanograms")
FORMAT: Final = Format(OURS, "b12track JSON", JsonFile, is_document, read, _ABOUT)
