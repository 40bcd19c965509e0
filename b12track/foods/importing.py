"""Foreign food tables into foods.db: one transaction, counted, the same again changes nothing."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.foods import word_index
from b12track.foods.catalogue_file import (
    FIELDS,
    IMPORTED_BY_KEY,
    connected,
    row_of,
    spoken_errors,
    stored,
)
from b12track.foods.sources.recognise import Source, opened
from b12track.foods.table import HIGHEST_FOOD_B12_NG_PER_100G, Food, food_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from b12track.foods.sources.values import Line

#: Even with --allow-extreme: a gram of B12 in 100 g is a mistake in the unit.
_HIGHEST_NG: Final = 1_000_000_000
#: Small enough that a batch stays in the processor's cache, and below SQLite's 999 values.
_BATCH: Final = 300
#: Bytes of a table whose foods may not fit into the page cache.
_LARGE: Final = 10_000_000
#: So many refusals are kept with line and reason; all are counted.
LONGEST_REPORT: Final = 1000
_INSERT: Final = (
    f"INSERT INTO imported_food (import_id, key, {', '.join(FIELDS)}, checksum)"  # noqa: S608 - fixed names
    f" VALUES (?, ?, ?, {', '.join('?' * len(FIELDS))}) ON CONFLICT (food_code) DO NOTHING"
)
_IS_SEEN: Final = "food_id IN (SELECT food_id FROM temp.seen)"
_UPDATE: Final = (
    f"UPDATE imported_food SET import_id = ?, key = ?, {' = ?, '.join(FIELDS)} = ?,"  # noqa: S608 - fixed names
    " checksum = ? WHERE food_id = ?"
)


class ImportOptions(NamedTuple):
    """How to import: dry runs change nothing; `tell` hears how much has been read (0–1)."""

    allow_extreme: bool = False
    dry_run: bool = False
    tell: Callable[[float], None] = lambda _: None


class FoodsReport(NamedTuple):
    """What an import did: foods new, changed, already there; of all these, without B12 value;
    lines that hold no food; lines refused, the first of them with line and reason."""

    source: str
    new: int
    differs: int
    same: int
    b12_unknown: int
    not_foods: int
    refused: int
    reasons: list[tuple[int, str]]


class _Old(NamedTuple):
    """A food that is there already, and whether this very import put it there or confirmed it."""

    food_id: int
    is_of_this_import: bool
    row: tuple[object, ...]


def import_table(catalogue: str, file: str, options: ImportOptions) -> FoodsReport:
    """Takes the foods of one foreign table into the catalogue at this path, wholly or not at all.

    Raises InputRefused, nothing written, for a file that is no known table or cannot be read
    exactly; single rows that cannot are refused, counted and told.
    """
    with opened(file) as source:
        connection = connected(catalogue)
        try:
            with spoken_errors(catalogue):
                return _imported(connection, source, options, is_large=_is_large(file))
        finally:
            connection.close()


def _imported(
    connection: sqlite3.Connection, source: Source, options: ImportOptions, *, is_large: bool
) -> FoodsReport:
    if is_large:
        # Its pages do not all fit into memory, and writing them out would lock readers out;
        # a write-ahead log does not. At the end it goes back to one file.
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA cache_size=-32000")
    connection.execute("BEGIN IMMEDIATE")
    try:
        report = _Run(connection, source, options).load()
        is_kept = not options.dry_run and report.new + report.differs > 0
        connection.execute("COMMIT" if is_kept else "ROLLBACK")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if is_large:
            _back_to_one_file(connection)
    return report


def _back_to_one_file(connection: sqlite3.Connection) -> None:
    # Where somebody is reading just now it stays as it is; the next import tries again.
    with suppress(sqlite3.OperationalError):
        connection.execute("PRAGMA journal_mode=DELETE")


def _is_large(path: str) -> bool:
    """Whether a file, or the files of a folder, may hold more than fits into the cache."""
    paths = [entry.path for entry in os.scandir(path)] if os.path.isdir(path) else [path]
    return not os.path.isfile(paths[0]) or sum(map(os.path.getsize, paths)) > _LARGE


class _Run:
    """One import while it runs: its number and its counts."""

    def __init__(
        self, connection: sqlite3.Connection, source: Source, options: ImportOptions
    ) -> None:
        self._connection = connection
        self._highest = _HIGHEST_NG if options.allow_extreme else HIGHEST_FOOD_B12_NG_PER_100G
        self._source = source
        self._tell = options.tell
        cursor = connection.execute("INSERT INTO import (source) VALUES (?)", (source.name,))
        self._import_id = int(cursor.lastrowid or 0)
        connection.execute("CREATE TEMP TABLE seen (food_id INTEGER PRIMARY KEY)")
        self._last_id = self._batch_start = self._last_food_id()
        self._expects_new = True
        self._new = self._differs = self._same = self._unknown = 0
        self._not_foods = self._refused = 0
        self._reasons: list[tuple[int, str]] = []

    def load(self) -> FoodsReport:
        """Every line, in batches; the words of the new foods last, in the order of their ranks."""
        if not self._last_id:
            # One by one the names of a first table cost several times what sorting them does.
            self._connection.execute("DROP INDEX imported_by_key")
        while batch := list(islice(self._source.foods, _BATCH)):
            self._tell(self._source.fraction())
            self._load_batch(batch)
        if not self._last_id:
            self._connection.execute(IMPORTED_BY_KEY)
        if self._new + self._differs:
            word_index.add_imported(self._connection, self._last_id)
            word_index.count_imported_words(self._connection)
        counts = (self._new, self._differs, self._same, self._unknown, self._not_foods)
        return FoodsReport(self._source.name, *counts, self._refused, self._reasons)

    def _load_batch(self, batch: list[Line]) -> None:
        foods = list(self._sound(batch))
        self._batch_start = self._last_food_id()
        if self._expects_new and self._all_new(foods):
            return
        twice = self._load_foods(foods)
        self._batch_start = self._last_food_id()
        for line, food in self._load_foods(self._renamed(twice)):
            self._refuse(line, f"{food.name}: the code {food.source_code} stands twice.")

    def _all_new(self, foods: list[tuple[int, Food]]) -> bool:
        """Writes a batch at one go; whether none of its codes was there yet."""
        number = self._import_id
        rows = [(number, food_key(food.name), *stored(food)) for _, food in foods]
        written = self._connection.executemany(_INSERT, rows).rowcount if rows else 0
        if written == len(rows):
            self._new += written
            self._unknown += sum(food.b12_ng_per_100g is None for _, food in foods)
        return written == len(rows)

    def _last_food_id(self) -> int:
        (number,) = self._connection.execute(
            "SELECT coalesce(max(food_id), 0) FROM imported_food"
        ).fetchone()
        return int(number)

    def _row(self, food: Food) -> tuple[object, ...]:
        return (self._import_id, food_key(food.name), *stored(food))

    def _load_foods(self, foods: Iterable[tuple[int, Food]]) -> list[tuple[int, Food]]:
        """Writes what is new or another than before; returns those whose code was there before
        in this very import."""
        first: dict[str, tuple[int, Food]] = {}
        twice = []
        for line, food in foods:
            if first.setdefault(food.food_code, (line, food))[1] is not food:
                twice.append((line, food))
        old = self._old(first)
        for code, (line, food) in first.items():
            before = old.get(code)
            if before and before.is_of_this_import and before.food_id <= self._batch_start:
                twice.append((line, food))
            else:
                self._put(food, before)
        self._expects_new = not old and not twice
        return twice

    def _put(self, food: Food, before: _Old | None) -> None:
        """One food beside what was there under its code before this import."""
        self._unknown += food.b12_ng_per_100g is None
        if before is None:
            self._connection.execute(_INSERT, self._row(food))
            self._new += 1
        elif before.food_id > self._batch_start:
            self._new += 1  # `_all_new` has written it before it met one that was there
        elif before.row == row_of(food):
            self._connection.execute("INSERT INTO temp.seen VALUES (?)", (before.food_id,))
            self._same += 1
        else:
            self._change(before, food)

    def _renamed(self, twice: list[tuple[int, Food]]) -> Iterator[tuple[int, Food]]:
        """Two foods under one code, as in CoFID, are two; one food twice is one or refused."""
        first = self._old(food.food_code for _, food in twice)
        for line, food in twice:
            row = first[food.food_code].row
            if row == row_of(food):
                self._same += 1
            elif row[1] == food.name:
                self._refuse(line, f"{food.name} stands twice, with different values.")
            else:
                slug = food_key(food.name).replace(" ", "-")[:60]
                yield line, food._replace(food_code=f"{food.food_code}-{slug}")

    def _sound(self, batch: Iterable[Line]) -> Iterator[tuple[int, Food]]:
        """The foods that may be taken; the others are counted with their reason."""
        for line, food in batch:
            if isinstance(food, Food) and (food.b12_ng_per_100g or 0) <= self._highest:
                yield line, food
            elif food is None:
                self._not_foods += 1
            elif isinstance(food, str):
                self._refuse(line, food)
            elif self._is_too_much(food):
                amount = f"{(food.b12_ng_per_100g or 0) / 1000:,.0f} µg B12 in 100 g"
                self._refuse(line, f"{food.name}: {amount} is no food (see --allow-extreme).")
            else:
                yield line, food

    def _is_too_much(self, food: Food) -> bool:
        """Supplements hold more than any food, but no more than can be right at all."""
        return food.b12_origin != "supplement" or (food.b12_ng_per_100g or 0) > _HIGHEST_NG

    def _refuse(self, line: int, reason: str) -> None:
        self._refused += 1
        if len(self._reasons) < LONGEST_REPORT:
            self._reasons.append((line, reason))

    def _old(self, codes: Iterable[str]) -> dict[str, _Old]:
        """What is there already under these codes."""
        wanted = tuple(codes)
        marks = ", ".join("?" * len(wanted))
        rows = self._connection.execute(
            f"SELECT food_id, import_id = ? OR {_IS_SEEN}, {', '.join(FIELDS)}"  # noqa: S608 - fixed names
            f" FROM imported_food WHERE food_code IN ({marks})",
            (self._import_id, *wanted),
        )
        return {row[2]: _Old(row[0], bool(row[1]), row[2:]) for row in rows}

    def _change(self, old: _Old, food: Food) -> None:
        """A newer edition of a food: its row, and its words, whose rank may be another too."""
        self._differs += 1
        before = Food(*old.row)  # type: ignore[arg-type]
        self._connection.execute(
            _UPDATE, (self._import_id, food_key(food.name), *stored(food), old.food_id)
        )
        self._connection.execute(
            "INSERT INTO imported_search (imported_search, rowid, key) VALUES ('delete', ?, ?)",
            _indexed(before, old.food_id),
        )
        self._connection.execute(
            "INSERT INTO imported_search (rowid, key) VALUES (?, ?)", _indexed(food, old.food_id)
        )


def _indexed(food: Food, food_id: int) -> tuple[int, str]:
    """The rowid and the words under which the search knows a food."""
    key = food_key(food.name)
    return word_index.imported_rowid(key, food.b12_ng_per_100g, food_id), key
