"""foods.db: its tables, and how it is built, kept in step with foods.csv and opened.

Two parts lie in it. The bundled part is foods.csv and is replaced, in one transaction, when that
changes. The imported part is what the user imported and is never touched by that.
"""

from __future__ import annotations

import os
import sqlite3
import zlib
from contextlib import closing, contextmanager
from functools import lru_cache

from b12track.errors import B12TrackError, StorageFailed
from b12track.foods import word_index
from b12track.foods.table import Food, Portion, food_key, read, table_path
from b12track.hints import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlite_utils import Database

#: Raised when the layout of foods.db changes; then it is built anew, imports and all, but for
#: `_UPGRADED`, of which they are kept.
LAYOUT: Final = 4
_UPGRADED: Final = 3
#: Raised when the checksums of the bundled part change.
_BUNDLED_CHECKS: Final = 2
FIELDS: Final = Food._fields
#: The columns that have the same cells on many rows of a table.
_REPEATED: Final = slice(FIELDS.index("b12_origin"), FIELDS.index("source_code"))
_WHOLE: Final = {field for field in FIELDS if "_ng_" in field or field == "source_year"}
IMPORTED_BY_KEY: Final = "CREATE INDEX imported_by_key ON imported_food (key)"
#: Another program may be writing; waited for this long.
_PATIENCE_S: Final = 5.0


class CatalogueDamaged(B12TrackError):
    """A food that is not what was written; nothing of it is shown, and nothing is lost with it."""

    exit_code = StorageFailed.exit_code


def all_checked(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Rows without their checksums, which are their last columns; raises CatalogueDamaged.

    What is logged from a food is kept for ever, so no food with a changed value may be shown.
    """
    crc32 = zlib.crc32
    for row in rows:
        if crc32(ascii(row[:-1]).encode()) != row[-1]:
            raise CatalogueDamaged(
                f"The food catalogue is damaged ({row[0]!r} is not what was written): b12track"
                " foods rebuild --help says how it is built anew; the diary is another file."
            )
    return [row[:-1] for row in rows]


def checksum(row: tuple[object, ...]) -> int:
    """32 bits over a row, in which 1, '1' and None differ; any one flipped bit is seen.

    >>> checksum(("milk", 450)) == checksum(("milk", 451))
    False
    """
    return zlib.crc32(ascii(row).encode())


def words_checksum(connection: sqlite3.Connection) -> int:
    """The checksum of the words that find bundled foods, as FTS5 keeps them; every command that
    looks for a word waits for it."""
    value = 0
    for number, block in connection.execute("SELECT id, block FROM food_search_data ORDER BY id"):
        if not isinstance(block, bytes):
            return -1  # no index ever had it
        value = zlib.crc32(block, zlib.crc32(b"%d:%d:" % (number, len(block)), value))
    return value


def connected(path: str) -> sqlite3.Connection:
    """An open foods.db in step with foods.csv, built or rebuilt first where it is not."""
    version = _wanted_version()
    with spoken_errors(path):
        connection = opened_as_it_is(path) or _upgraded(path, version)
        if connection is None:
            try:
                build(path, version)
                connection = opened_as_it_is(path)
            except OSError:
                # A diary on a disk that is read-only or full is looked at all the same.
                connection = _filled(":memory:", version)
        if connection is None:
            raise StorageFailed(f"{path} cannot be read after it was built.")
        try:
            if _version(connection) != version:
                rebuild(connection, version)
        except BaseException:
            connection.close()
            raise
        return connection


def build_again(path: str, *, keep_imported: bool) -> None:
    """Builds the bundled part anew, and everything where imports are not to be kept."""
    version = _wanted_version()
    if not keep_imported or not os.path.exists(path):
        build(path, version)
        return
    with closing(connected(path)) as connection, spoken_errors(path):
        rebuild(connection, version)


def _wanted_version() -> str:
    """The layout, the content of foods.csv, for packages are often installed with one date, and
    how the bundled part is checked, which is built anew where it is otherwise."""
    with open(table_path(), "rb") as file:
        content = file.read()
    return f"{LAYOUT}:{len(content)}:{zlib.crc32(content)}:{_BUNDLED_CHECKS}"


def _upgraded(path: str, version: str) -> sqlite3.Connection | None:
    """An open foods.db of the layout before this one, brought to this one with what was imported;
    None where there is none of that layout."""
    connection = opened_as_it_is(path, _UPGRADED)
    if connection is None:
        return None
    try:
        with in_one_transaction(connection):
            if _version(connection).partition(":")[0] == str(_UPGRADED):
                connection.execute("DROP TABLE imported_search")
                word_index.make_imported(connection)
                word_index.add_imported(connection, 0)
                word_index.count_imported_words(connection)
                _replace_bundled_part(connection, version)
    except BaseException:
        connection.close()
        raise
    return connection


def opened_as_it_is(path: str, layout: int = LAYOUT) -> sqlite3.Connection | None:
    """An open foods.db of this layout; None where there is none, or a damaged one."""
    if not os.path.exists(path):
        return None
    connection = sqlite3.connect(path, timeout=_PATIENCE_S, isolation_level=None)
    try:
        if _version(connection).partition(":")[0] == str(layout):
            return connection
    except sqlite3.DatabaseError as error:
        # Locked is not damaged: what another program writes must not be thrown away.
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _DAMAGED:
            connection.close()
            raise
    connection.close()
    return None


_DAMAGED: Final = (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def _version(connection: sqlite3.Connection) -> str:
    row = connection.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
    return str(row[0]) if row else ""


@contextmanager
def spoken_errors(path: str) -> Iterator[None]:
    """What SQLite says of foods.db in a sentence; the file may always be deleted."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):
            raise
        raise StorageFailed(
            f"The food catalogue {path} cannot be used ({error}); it may be deleted: what was"
            " imported must then be imported again, the diary is another file."
        ) from error


def build(path: str, version: str) -> None:
    """Writes a whole catalogue beside its place and moves it there in one step."""
    os.makedirs(os.path.dirname(path) or ".", mode=0o700, exist_ok=True)
    draft = f"{path}.new-{os.getpid()}"
    # The catalogue holds no diary, but it lies beside one: same rights from the first instant.
    os.close(os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY | os.O_NOFOLLOW, 0o600))
    try:
        _filled(draft, version).close()
        os.replace(draft, path)
    except BaseException:
        # On a full disk every further try would take more of it.
        os.unlink(draft)
        raise


def _filled(draft: str, version: str) -> sqlite3.Connection:
    """A whole catalogue in a file that is there, or in memory; its open connection."""
    import sqlite_utils

    connection = sqlite3.connect(draft)
    try:
        # A draft that a crash leaves behind is never opened, so it need not survive one.
        connection.execute("PRAGMA synchronous=OFF")
        database = sqlite_utils.Database(connection, execute_plugins=False)
        _make_imported_part(database)
        _make_bundled_part(database, read(table_path()), version)
        connection.commit()
    except BaseException:
        connection.close()
        raise
    return connection


def imported_foods(path: str) -> int:
    """How many imported foods lie in a catalogue; 0 where there is none."""
    with spoken_errors(path):
        connection = opened_as_it_is(path)
        if connection is None:
            return 0
        with closing(connection):
            (number,) = connection.execute("SELECT count(*) FROM imported_food").fetchone()
            return int(number)


def rebuild(connection: sqlite3.Connection, version: str) -> None:
    """Replaces the bundled part in one transaction; imported foods stay as they are."""
    with in_one_transaction(connection):
        _replace_bundled_part(connection, version)


@contextmanager
def in_one_transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """What is written inside is written wholly or not at all."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        if connection.in_transaction:
            connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _replace_bundled_part(connection: sqlite3.Connection, version: str) -> None:
    import sqlite_utils

    foods = read(table_path())
    for table in ("food", "name", "food_search", "meta"):
        connection.execute(f"DROP TABLE {table}")
    database = sqlite_utils.Database(connection, execute_plugins=False)
    _make_bundled_part(database, foods, version)


def _columns() -> dict[str, type]:
    return {field: int if field in _WHOLE else str for field in FIELDS}


def _make_imported_part(database: Database) -> None:
    """Empty tables for imports: the tables they come from, their foods, and words to search."""
    database.table("import").create({"import_id": int, "source": str}, pk="import_id", strict=True)
    database.table("imported_food").create(
        {"food_id": int, "import_id": int, "key": str, **_columns(), "checksum": int},
        pk="food_id",
        strict=True,
    )
    database.conn.execute("CREATE UNIQUE INDEX imported_by_code ON imported_food (food_code)")
    database.conn.execute(IMPORTED_BY_KEY)
    word_index.make_imported(database.conn)


def _make_bundled_part(database: Database, foods: list[Food], version: str) -> None:
    """Foods of foods.csv, the names that find them, and words for the search."""
    connection = database.conn
    database.table("food").create({**_columns(), "checksum": int}, pk="food_code", strict=True)
    marks = ", ".join("?" * (len(FIELDS) + 1))
    connection.executemany(f"INSERT INTO food VALUES ({marks})", map(stored, foods))  # noqa: S608 - fixed names
    database.table("name").create(
        {"name_id": int, "key": str, "food_code": str, "checksum": int}, pk="name_id", strict=True
    )
    connection.execute("CREATE UNIQUE INDEX name_by_key ON name (key)")
    word_index.make_bundled(connection)
    names = sorted(_names(foods))
    for number, (rank, key, food_code) in enumerate(names, 1):
        row = (number, key, food_code)
        connection.execute("INSERT INTO name VALUES (?, ?, ?, ?)", (*row, checksum(row)))
        connection.execute(
            "INSERT INTO food_search (rowid, key) VALUES (?, ?)",
            (word_index.ranked_rowid(rank, number), key),
        )
    database.table("meta").create({"key": str, "value": str}, pk="key", strict=True)
    connection.execute("INSERT INTO meta VALUES ('version', ?)", (version,))
    connection.execute("INSERT INTO meta VALUES ('words', ?)", (str(words_checksum(connection)),))


def _names(foods: list[Food]) -> Iterator[tuple[int, str, str]]:
    """Rank, key and code of every name and alias: names before aliases, the shorter first."""
    for food in foods:
        names = dict.fromkeys(map(food_key, (food.name, *food.aliases)))
        for place, key in enumerate(names):
            yield len(key) + (0 if place == 0 else 500), key, food.food_code


def row_of(food: Food) -> tuple[object, ...]:
    """A food as the row that the catalogue reads back; lists become lines."""
    aliases = "\n".join(food.aliases) if food.aliases else ""
    return (*food[:2], aliases, *food[3:10], _portion_lines(food.portions), *food[11:])


def stored(food: Food) -> tuple[object, ...]:
    """A food as a row with its checksum.

    That is `checksum` of the row, put together of parts: most cells of a table are those of many
    of its rows, and writing all of them out took an import a tenth of its time.
    """
    code, name, _, group, b12_ng = food[: _REPEATED.start]
    names = "\n".join(food.aliases) if food.aliases else ""
    cells, words = _repeated(food[_REPEATED])
    source_code, year, note = food[_REPEATED.stop :]
    text = (
        f"({code!a}, {name!a}, {names!a}, {group!a}, {b12_ng}, {words},"
        f" {source_code!a}, {year}, {note!a})"
    )
    row = (code, name, names, group, b12_ng, *cells, source_code, year, note)
    return (*row, zlib.crc32(text.encode()))


@lru_cache(maxsize=5000)
def _repeated(cells: tuple[object, ...]) -> tuple[tuple[object, ...], str]:
    """The cells of `_REPEATED` as they are stored, and as `checksum` writes them."""
    place = FIELDS.index("portions") - _REPEATED.start
    stored = (*cells[:place], _portion_lines(cells[place]), *cells[place + 1 :])
    return stored, ascii(stored)[1:-1]


@lru_cache(maxsize=5000)
def _portion_lines(portions: tuple[Portion, ...]) -> str:
    return "\n".join(f"{portion.portion_mg} {portion.name}" for portion in portions)
