"""A table of person-days in memory and in files, with the types that every engine reads."""

from __future__ import annotations

import csv
import io
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO, Final

from b12track.cohort.columns import KINDS, MARK, PersonDay
from b12track.text import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import pyarrow as pa

SUFFIXES: Final = ("parquet", "csv")
_BATCH: Final = 50_000
_TYPES: Final = {
    "text": "string",
    "state": "string",
    "sex": "string",
    "amount": "int64",
    "flag": "bool_",
    "count": "int32",
    "age": "float64",
    "weight": "float64",
}


def schema(columns: Sequence[str]) -> pa.Schema:
    """The Arrow schema of these columns, with the mark that the rows were checked."""
    import pyarrow as pa

    fields = [pa.field(name, getattr(pa, _TYPES[KINDS.get(name, "weight")])()) for name in columns]
    return pa.schema(fields, metadata=dict([MARK]))


def columns_of(day: PersonDay, used: Iterable[str]) -> list[str]:
    """The columns that a table of such days has: the required ones and those that are used."""
    kept = {"person", "day", "state", "b12_ng", *used}
    return [name for name in KINDS if name in kept] + [name for name, _ in day.replicates]


def tables(days: Iterable[PersonDay], columns: Sequence[str]) -> Iterator[pa.Table]:
    """Arrow tables of at most 50,000 days each."""
    import pyarrow as pa

    shape = schema(columns)
    waiting = iter(days)
    while batch := list(islice(waiting, _BATCH)):
        arrays = [_values(batch, name) for name in columns]
        yield pa.Table.from_arrays(
            [pa.array(values, field.type) for values, field in zip(arrays, shape, strict=True)],
            schema=shape,
        )


def _values(days: Sequence[PersonDay], name: str) -> list[object]:
    if name in KINDS:
        return [getattr(day, name) for day in days]
    return [dict(day.replicates).get(name) for day in days]


def used_columns(days: Sequence[PersonDay]) -> list[str]:
    """The columns that any of these days fills, in the order in which they are written."""
    filled = [name for name in KINDS if any(getattr(day, name) is not None for day in days)]
    return columns_of(days[0], filled)


class Writer:
    """Writes tables into an open file, as Parquet or as CSV; `close` ends it."""

    def __init__(self, file: BinaryIO, suffix: str, columns: Sequence[str]) -> None:
        self._file, self._columns = file, list(columns)
        self._parquet = None
        if suffix == "parquet":
            import pyarrow.parquet as pq

            self._parquet = pq.ParquetWriter(file, schema(columns), compression="zstd")
        else:
            self._write_lines([self._columns])

    def write(self, table: pa.Table) -> None:
        """Adds the rows of an Arrow table with the columns of this writer."""
        if self._parquet is not None:
            self._parquet.write_table(table)
            return
        lists = [table.column(name).to_pylist() for name in self._columns]
        self._write_lines([_cell(value) for value in row] for row in zip(*lists, strict=True))

    def _write_lines(self, lines: Iterable[Sequence[object]]) -> None:
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(lines)
        self._file.write(out.getvalue().encode())

    def close(self) -> None:
        """Writes what belongs at the end."""
        if self._parquet is not None:
            self._parquet.close()


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return int(value)
    return harmless(value) if isinstance(value, str) else value


def is_checked(path: str) -> bool:
    """Whether a Parquet file carries our mark; raises OSError or pyarrow's own error if none."""
    import pyarrow.parquet as pq

    metadata = pq.read_schema(path).metadata or {}
    return bool(metadata.get(MARK[0]) == MARK[1])
