"""The searchable store of foods, foods.db: built from foods.csv, rebuildable at any time."""

from __future__ import annotations

import os
import sqlite3
import zlib
from typing import TYPE_CHECKING, Final

from b12track.foods.table import Food, Portion, food_key, read, table_path

if TYPE_CHECKING:
    from sqlite_utils import Database

#: Raised when the layout of foods.db changes, so that an older file is rebuilt.
LAYOUT: Final = 1
_FIELDS: Final = Food._fields
_SEPARATOR: Final = "\n"


class Catalogue:
    """Foods by code, by exact name and by words, over one read-only SQLite connection."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def by_code(self, food_code: str) -> Food | None:
        """The food with this code, or None."""
        foods = self._foods("WHERE food_code = ?", (food_code,))
        return foods[0] if foods else None

    def named(self, text: str) -> Food | None:
        """The one food that a name or alias belongs to, compared by `food_key`, or None."""
        foods = self._foods(
            "WHERE food_code = (SELECT food_code FROM name WHERE key = ?)", (food_key(text),)
        )
        return foods[0] if foods else None

    def with_words(self, text: str, limit: int = 50) -> list[Food]:
        """Foods whose names hold every word, plain foods first; [] without words."""
        return self._matching(text, '"{}"', limit)

    def with_prefixes(self, text: str, limit: int = 50) -> list[Food]:
        """Foods whose names hold a word beginning with each of these words."""
        return self._matching(text, '"{}"*', limit)

    def nearest(self, text: str, limit: int = 5) -> list[Food]:
        """Foods with the names most like a text that matches none: for "did you mean"."""
        from rapidfuzz import fuzz, process

        keys = dict(self._connection.execute("SELECT key, food_code FROM name"))
        ranked = process.extract(
            food_key(text), list(keys), scorer=fuzz.WRatio, limit=3 * limit, score_cutoff=70
        )
        best = ranked[0][1] if ranked else 0
        alike = (keys[key] for key, score, _ in ranked if score >= best - 10)
        codes = list(dict.fromkeys(alike))[:limit]
        found = (self.by_code(code) for code in codes)
        return [food for food in found if food]

    def all(self) -> list[Food]:
        """Every food, by group and name."""
        return self._foods("ORDER BY food_group, name", ())

    def _matching(self, text: str, term: str, limit: int) -> list[Food]:
        words = food_key(text).split()
        if not words:
            return []
        # Each word is quoted, so nothing in it can be an operator of the search language.
        query = " ".join(term.format(word) for word in words)
        return self._foods(
            "WHERE food_code IN (SELECT food_code FROM food_search WHERE food_search MATCH ?)"
            " ORDER BY length(name), name LIMIT ?",
            (query, limit),
        )

    def _foods(self, clause: str, values: tuple[object, ...]) -> list[Food]:
        rows = self._connection.execute(f"SELECT {', '.join(_FIELDS)} FROM food {clause}", values)  # noqa: S608 - fixed names
        return [_food(row) for row in rows]


def open_catalogue(path: str) -> Catalogue:
    """The catalogue at this path, built or rebuilt first when foods.csv is newer than it.

    The content of foods.csv decides, not its date: packages are often installed with one date.
    """
    with open(table_path(), "rb") as file:
        content = file.read()
    version = f"{LAYOUT}:{len(content)}:{zlib.crc32(content)}"
    connection = _connected(path, version)
    if connection is None:
        build(path, version)
        connection = _connected(path, version)
    if connection is None:
        raise sqlite3.DatabaseError(f"{path} cannot be read after it was built")
    return Catalogue(connection)


def _connected(path: str, version: str) -> sqlite3.Connection | None:
    """An open catalogue of exactly this version, else None."""
    if not os.path.exists(path):
        return None
    connection = sqlite3.connect(path)
    try:
        row = connection.execute("SELECT value FROM meta WHERE key = 'version'").fetchone()
    except sqlite3.DatabaseError:
        row = None
    if row == (version,):
        return connection
    connection.close()
    return None


def build(path: str, version: str) -> None:
    """Writes the whole catalogue beside its place and moves it there in one step."""
    import sqlite_utils

    foods = read(table_path())
    os.makedirs(os.path.dirname(path) or ".", mode=0o700, exist_ok=True)
    draft = f"{path}.{os.getpid()}.new"
    # The catalogue holds no diary, but it lies beside one: same rights from the first instant.
    os.close(os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY | os.O_NOFOLLOW, 0o600))
    connection = sqlite3.connect(draft)
    try:
        # A draft that a crash leaves behind is never opened, so it need not survive one.
        connection.execute("PRAGMA synchronous=OFF")
        _fill(sqlite_utils.Database(connection, execute_plugins=False), foods, version)
        connection.commit()
    finally:
        connection.close()
    os.replace(draft, path)


def _fill(database: Database, foods: list[Food], version: str) -> None:
    """All tables of foods.db: foods, the names that find them, and words for the search."""
    whole_numbers = {field for field in _FIELDS if "_ng_" in field or field == "source_year"}
    database.table("food").create(
        {field: int if field in whole_numbers else str for field in _FIELDS},
        pk="food_code",
        strict=True,
    )
    database.table("food").insert_all(_row(food) for food in foods)
    names = [
        {"key": key, "food_code": food.food_code}
        for food in foods
        for key in dict.fromkeys(map(food_key, (food.name, *food.aliases)))
    ]
    database.table("name").insert_all(names, pk="key", strict=True)
    database.conn.execute("CREATE VIRTUAL TABLE food_search USING fts5(key, food_code UNINDEXED)")
    database.conn.executemany("INSERT INTO food_search VALUES (:key, :food_code)", names)
    database.table("meta").insert({"key": "version", "value": version}, pk="key", strict=True)


def _row(food: Food) -> dict[str, object]:
    row: dict[str, object] = food._asdict()
    row["aliases"] = _SEPARATOR.join(food.aliases)
    row["portions"] = _SEPARATOR.join(f"{p.portion_mg} {p.name}" for p in food.portions)
    return row


def _food(row: tuple[object, ...]) -> Food:
    food = Food(*row)  # type: ignore[arg-type]
    aliases, portions = str(food.aliases), str(food.portions)
    pairs = (line.partition(" ") for line in portions.split(_SEPARATOR))
    return food._replace(
        aliases=tuple(aliases.split(_SEPARATOR)) if aliases else (),
        portions=tuple(Portion(name, int(mg)) for mg, _, name in pairs),
    )
