"""What one table of the diary holds: by key, by content, and by what may be there only once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from b12track.diary.storage import rows, verification
from b12track.diary.storage.checksum import of_row

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence

    Values = Mapping[str, object]


class TableIndex:
    """A table read once, so that each row of a file need not ask for it; numbers, not contents."""

    def __init__(self, connection: sqlite3.Connection, table: str) -> None:
        self._connection, self._table = connection, table
        self.names = rows.columns(connection, table)
        verification.verify(connection, table)
        key = self.names[0]
        #: Key → checksum of the row, which says all that stands in it.
        self._checksums: dict[int, int] = {
            int(number): int(checksum)
            for number, checksum in connection.execute(f"SELECT {key}, checksum FROM {table}")  # noqa: S608 - fixed names
        }
        self._next_key = rows.next_key(connection, table)
        self._by_content: dict[int, list[int]] | None = None
        self._by_unique: dict[tuple[str, ...], dict[tuple[object, ...], int]] | None = None

    def holds(self, key: int) -> bool:
        """Whether a row has this key."""
        return key in self._checksums

    def is_same(self, key: int, values: Values) -> bool:
        """Whether the row with this key says exactly this."""
        row = tuple(values[name] for name in self.names)
        return self._checksums.get(key) == of_row(self._table, row)

    def equals(self, values: Values) -> Sequence[int]:
        """The keys of the rows that were there at first and have these columns, key aside."""
        if self._by_content is None:
            self._by_content = {}
            for row in self._rows(self.names):
                self._by_content.setdefault(of_row("content", row[1:]), []).append(int(str(row[0])))
        content = tuple(values[name] for name in self.names[1:])
        return self._by_content.get(of_row("content", content), ())

    def rival(self, values: Values) -> int | None:
        """The row that holds what may be there only once, such as the mark of a day."""
        for columns, known in self._unique().items():
            place = tuple(values[name] for name in columns)
            if None not in place and place in known:
                return known[place]
        return None

    def add(self, key: int | None, values: Values) -> int:
        """Takes a row in that will be written, under its key or the next one, which it returns."""
        number = key or self._next_key
        row = (number, *(values[name] for name in self.names[1:]))
        self._checksums[number] = of_row(self._table, row)
        self._next_key = max(self._next_key, number + 1)
        for columns, known in self._unique().items():
            known.setdefault(tuple(values[name] for name in columns), number)
        return number

    def _unique(self) -> dict[tuple[str, ...], dict[tuple[object, ...], int]]:
        if self._by_unique is None:
            self._by_unique = {}
            for columns in self._unique_columns():
                known = self._by_unique.setdefault(columns, {})
                for row in self._rows([self.names[0], *columns]):
                    known.setdefault(row[1:], int(str(row[0])))
        return self._by_unique

    def _rows(self, names: Sequence[str]) -> Iterator[tuple[object, ...]]:
        order = self.names[0]
        statement = f"SELECT {', '.join(names)} FROM {self._table} ORDER BY {order}"  # noqa: S608 - fixed names
        yield from self._connection.execute(statement)

    def _unique_columns(self) -> list[tuple[str, ...]]:
        """Groups of columns that no two rows of the table may share."""
        groups = []
        for index in self._connection.execute(f"PRAGMA index_list({self._table})").fetchall():
            if index[2]:
                columns = self._connection.execute(f"PRAGMA index_info({index[1]})").fetchall()
                groups.append(tuple(str(column[2]) for column in columns))
        return groups
