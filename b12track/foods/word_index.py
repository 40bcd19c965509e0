"""The words by which the foods in foods.db are found: two indexes, and what the larger one holds.

Rowids rank: FTS5 gives them in order, so the first found are the plainest and reading stops early.
"""

from __future__ import annotations

from b12track.hints import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3

#: Words are cut at the blanks of `food_key` alone; no text, positions or sizes are kept, which
#: makes it small.
_INDEX: Final = (
    "CREATE VIRTUAL TABLE {} USING"
    " fts5(key, content='', detail=none, columnsize=0,{} tokenize=\"ascii tokenchars '%'\")"
)
#: Beginnings of so many letters are words of so many foods that they have an index of their own.
_SHORT: Final = (2, 3)
#: FTS5 opens a list of foods for every word; of more words it puts the foods together at once.
_MOST_WORDS: Final = 300
_MOST_WORDS_OF_SHORT: Final = 20
_RANK_BITS: Final = 32
_WITHOUT_VALUE: Final = 1000
#: `imported_rowid` in SQL, for all new foods of an import at one go.
IMPORTED_ROWID: Final = (
    f"((length(key) + {_WITHOUT_VALUE} * (b12_ng_per_100g IS NULL)) << {_RANK_BITS} | food_id)"
)
#: The number in a ranked rowid, in SQL.
NUMBER: Final = f"ranked & {(1 << _RANK_BITS) - 1}"
#: Words are sorted in memory up to this many bytes before they are written.
_HASH: Final = 4_000_000
_WORD_TABLE: Final = (
    "CREATE TABLE imported_word (word TEXT PRIMARY KEY, foods INTEGER NOT NULL)"
    " STRICT, WITHOUT ROWID"
)


def ranked_rowid(rank: int, number: int) -> int:
    """A rowid that sorts by rank first; `NUMBER` takes the number out again."""
    return (rank << _RANK_BITS) | number


def imported_rowid(key: str, b12_ng: int | None, food_id: int) -> int:
    """Foods with a value before those without one, then the shorter name first."""
    return ranked_rowid(len(key) + (0 if b12_ng is not None else _WITHOUT_VALUE), food_id)


def make_bundled(connection: sqlite3.Connection) -> None:
    """The empty index of the bundled foods."""
    connection.execute(_INDEX.format("food_search", ""))


def make_imported(connection: sqlite3.Connection) -> None:
    """The empty index of the imported foods, and the table of its words."""
    short = " ".join(map(str, _SHORT))
    connection.execute(_INDEX.format("imported_search", f" prefix='{short}',"))
    connection.execute(_WORD_TABLE)


def add_imported(connection: sqlite3.Connection, last_id: int) -> None:
    """Puts every imported food behind this one into the index, in the order of the ranks."""
    connection.execute(
        "INSERT INTO imported_search (imported_search, rank) VALUES ('hashsize', ?)", (_HASH,)
    )
    connection.execute(
        f"INSERT INTO imported_search (rowid, key) SELECT {IMPORTED_ROWID} AS ranked, key"  # noqa: S608 - fixed names
        " FROM imported_food WHERE food_id > ? ORDER BY ranked",
        (last_id,),
    )


def count_imported_words(connection: sqlite3.Connection) -> None:
    """Writes anew which words the names of imported foods hold, and how many foods each."""
    connection.execute("DELETE FROM imported_word")
    words = _vocabulary(connection, "imported")
    connection.execute(f"INSERT INTO imported_word SELECT term, doc FROM {words}")  # noqa: S608 - fixed names


def bundled_words(connection: sqlite3.Connection) -> dict[str, int]:
    """The words of all names of bundled foods, and in how many names each stands."""
    return dict(connection.execute(f"SELECT term, doc FROM {_vocabulary(connection, 'food')}"))  # noqa: S608 - fixed names


def imported_words(connection: sqlite3.Connection, beginning: str) -> dict[str, int]:
    """The words of imported foods that begin so, and in how many names each stands."""
    statement = "SELECT word, foods FROM imported_word WHERE word >= ? AND word < ?"
    return dict(connection.execute(statement, (beginning, f"{beginning}\U0010ffff")))


def imported_terms(connection: sqlite3.Connection, beginning: str) -> list[str]:
    """What finds the imported foods with a word that begins so, in the language of FTS5.

    Words one by one, because FTS5 gives the foods of words as they come, but those of a beginning
    only once it has put all of them together: with two million foods 60 ms, not a tenth of one.
    """
    most = _MOST_WORDS_OF_SHORT if len(beginning) in _SHORT else _MOST_WORDS
    statement = "SELECT word FROM imported_word WHERE word >= ? AND word < ? LIMIT ?"
    bounds = (beginning, f"{beginning}\U0010ffff", most + 1)
    words = [word for (word,) in connection.execute(statement, bounds)]
    return [f'"{word}"' for word in words] if len(words) <= most else [f'"{beginning}"*']


def _vocabulary(connection: sqlite3.Connection, kind: str) -> str:
    """The table in which FTS5 shows the words of an index."""
    connection.execute(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{kind}_words"
        f" USING fts5vocab('main', '{kind}_search', 'row')"
    )
    return f"temp.{kind}_words"
