"""The searchable store of foods: bundled ones and imported ones, by code, by name, by words."""

from __future__ import annotations

from contextlib import closing, contextmanager
from functools import lru_cache

from b12track.foods import word_index
from b12track.foods.catalogue_file import (
    FIELDS,
    CatalogueDamaged,
    all_checked,
    connected,
    spoken_errors,
    words_checksum,
)
from b12track.foods.table import Food, Portion, food_key
from b12track.foods.word_query import WordQuery, joined, query
from b12track.hints import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

_NAMES: Final = "SELECT * FROM name"
_LOST: Final = (
    "The food catalogue is damaged (its names or words are not what was written): b12track foods"
    " rebuild builds them anew; the diary is another file."
)
_COLUMNS: Final = ", ".join((*FIELDS, "checksum"))
#: The first foods of a query in the order of their rowids, which is the best ones.
_BEST: Final = (
    "SELECT {columns} FROM (SELECT rowid AS ranked FROM {index} WHERE {index} MATCH ?"
    " ORDER BY rowid LIMIT ?) {join} {table} ON {number} ORDER BY ranked"
)
_BEST_NAMES: Final = _BEST.format(
    columns="name.*",
    index="food_search",
    # A name that its word does not find any more shows as one without a checksum.
    join="LEFT JOIN",
    table="name",
    number=f"name_id = {word_index.NUMBER}",
)
_BEST_IMPORTED: Final = _BEST.format(
    columns="food_id, key",
    index="imported_search",
    join="JOIN",
    table="imported_food",
    number=f"food_id = {word_index.NUMBER}",
)
#: Words this short are read as they are: one changed letter makes another word of them.
_SHORTEST_REPAIRED: Final = 4


class Catalogue:
    """Foods over one SQLite connection; a bundled food comes before any imported one."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._words_are_checked = False
        self._bundled_words: dict[str, int] = {}

    def by_code(self, food_code: str) -> Food | None:
        """The food with this code, or None."""
        foods = self._rows("food", "food_code = ?", (food_code,)) or self._rows(
            "imported_food", "food_code = ?", (food_code,)
        )
        return foods[0] if foods else None

    def named(self, text: str) -> Food | None:
        """The one food that a name, alias or code belongs to, compared by `food_key`, or None.

        A code may stand in brackets, and then means nothing else. Of imported foods only one that
        shares its name with no other is clearly meant.
        """
        if text[:1] == "[" and text[-1:] == "]":
            return self.by_code(text[1:-1])
        key = (food_key(text),)
        names = self._asked(f"{_NAMES} WHERE key = ?", key)
        if names:
            return self._by_codes("food", [all_checked(names)[0][2]])[0]
        imported = self._rows("imported_food", "key = ? LIMIT 2", key)
        imported = [food for food in imported if food_key(food.name) == key[0]]
        if len(imported) == 1:
            return imported[0]
        return self.by_code(text.lower()) if "-" in text and " " not in text else None

    def knows(self, word: str) -> bool:
        """Whether the name of any food holds this word."""
        match = query(word).match
        return self._holds("food", match) or self._holds("imported", match)

    def fits(self, _food: Food) -> bool:
        """Whether a food suits whoever asks; of nobody's diet anything is known here."""
        return True

    def everyday(self, text: str) -> list[Food]:
        """The foods that a general word means on most days, the commonest first."""
        from b12track.foods import families  # only for words that could mean several foods

        members = (self.by_code(code) for code in families.members(food_key(text)))
        return [food for food in members if food]

    def with_words(self, text: str, limit: int = 50) -> list[Food]:
        """Foods whose names hold every word, plain foods first; [] without words.

        Imported foods come only where no bundled food has the words: an import never makes a
        phrase ambiguous that was clear before.
        """
        words = query(text)
        return self._bundled(words, limit) or self._imported(words, words.match, limit)

    def with_prefixes(self, text: str, limit: int = 50) -> list[Food]:
        """Foods whose names hold a word beginning with each of these words."""
        words = query(text, of_beginnings=True)
        bundled = self._bundled(words, limit)
        return bundled or self._imported(words, self._imported_match(words), limit)

    def nearest(self, text: str, limit: int = 5) -> list[Food]:
        """Foods with the names most like a text that matches none: for "did you mean"."""
        repaired = self.repaired(text)
        foods = self.with_words(repaired, limit) if repaired else []
        return foods or self._alike(text, limit)

    def search(self, text: str, limit: int = 30) -> list[Food]:
        """What a person may mean: the name itself, all words, their beginnings, other spellings,
        words mended; bundled foods before imported ones, plain ones before exotic ones.
        """
        exact = self.named(text)
        foods = self._both(text, limit)
        if not foods and exact is None:
            mended = self.repaired(text)
            if mended and mended != food_key(text):
                foods = self._both(mended, limit)
            if mended and not foods:
                foods = self._most_words(mended, limit)
            foods = foods or self._alike(text, limit)
        return _unlike([*([exact] if exact else []), *foods])[:limit]

    def repaired(self, text: str) -> str:
        """The text with unknown words replaced by the nearest known ones; "" where one has none.

        One letter may be wrong, left out, doubled or swapped; two in words of eight and more.
        """
        words = [self._known_word(word) for word in food_key(text).split()]
        return " ".join(words) if all(words) else ""

    def all(self) -> list[Food]:
        """Every bundled food, by group and name."""
        return self._rows("food", "1 ORDER BY food_group, name", ())

    def imported(self) -> int:
        """How many foods were imported."""
        ((count,),) = self._asked("SELECT count(*) FROM imported_food")
        return int(count)

    def _both(self, text: str, limit: int) -> list[Food]:
        """Whole words in bundled and imported foods, then beginnings in both."""
        foods: list[Food] = []
        asked = ""
        for words in (query(text), query(text, of_beginnings=True)):
            foods += self._bundled(words, limit)
            if len(_unlike(foods)) >= limit:
                break  # imported ones would stand behind all that are wanted
            match = self._imported_match(words)
            if match != asked:  # where words begin nothing but themselves there is nothing more
                foods += self._imported(words, match, limit)
            if len(foods) >= limit:
                break
            asked = match
        return foods

    def _most_words(self, text: str, limit: int) -> list[Food]:
        """Foods that hold all the words but one: "hummus sabra" finds hummus."""
        words = text.split()
        foods: list[Food] = []
        for left_out in range(len(words) if len(words) < 8 else 0):
            foods += self._both(" ".join(words[:left_out] + words[left_out + 1 :]), limit)
        return foods

    def _bundled(self, words: WordQuery, limit: int) -> list[Food]:
        if not words.words:
            return []
        self._check_words()
        # A food is found by several of its names, so more rows are read than foods are wanted.
        names = all_checked(self._asked(_BEST_NAMES, (words.match, 10 * limit)))
        # In English the last word of a name says what it is: salmon roe is no salmon.
        asked = words.spellings
        names.sort(key=lambda name: name[1].rpartition(" ")[2] not in asked)
        return self._by_codes("food", list(dict.fromkeys(code for _, _, code in names))[:limit])

    def _imported(self, words: WordQuery, match: str, limit: int) -> list[Food]:
        if not match:
            return []
        keys = self._asked(_BEST_IMPORTED, (match, 3 * limit))
        # Tables write what it is first: "Salmon, pink, raw".
        asked = words.spellings
        keys.sort(key=lambda row: row[1].partition(" ")[0] not in asked)
        foods = self._by_ids([food_id for food_id, _ in keys[:limit]])
        # No checksum is kept of millions of words; the checked name says what it holds.
        return [food for food in foods if words.is_met_by(food_key(food.name).split())]

    def _imported_match(self, words: WordQuery) -> str:
        """What finds imported foods, in the language of FTS5; "" where nothing can."""
        if not words.of_beginnings:
            return words.match
        terms = []
        with spoken_errors("foods.db"):
            for spellings in words.words:
                alike = [word_index.imported_terms(self._connection, word) for word in spellings]
                terms.append([term for each in alike for term in each])
        return joined(terms) if all(terms) else ""

    def _by_ids(self, food_ids: list[int]) -> list[Food]:
        """The imported foods of these numbers, in this order."""
        marks = ", ".join("?" * len(food_ids))
        statement = f"SELECT food_id, {_COLUMNS} FROM imported_food WHERE food_id IN ({marks})"  # noqa: S608 - fixed names
        rows = self._asked(statement, food_ids)
        foods = map(_food, all_checked([row[1:] for row in rows]))
        by_id = dict(zip((row[0] for row in rows), foods, strict=True))
        if len(by_id) < len(food_ids):
            raise CatalogueDamaged(_LOST)
        return [by_id[food_id] for food_id in food_ids]

    def _by_codes(self, table: str, codes: list[str]) -> list[Food]:
        marks = ", ".join("?" * len(codes))
        rows = self._rows(table, f"food_code IN ({marks})", codes)
        foods = {food.food_code: food for food in rows}
        if len(foods) < len(set(codes)):
            raise CatalogueDamaged(_LOST)
        return [foods[code] for code in codes]

    def _holds(self, index: str, match: str) -> bool:
        """Whether any name of an index is found so."""
        if not match:
            return False
        self._check_words()
        statement = f"SELECT 1 FROM {index}_search WHERE {index}_search MATCH ? LIMIT 1"  # noqa: S608 - fixed names
        return bool(self._asked(statement, (match,)))

    def _rows(self, table: str, where: str, values: Iterable[object]) -> list[Food]:
        rows = self._asked(f"SELECT {_COLUMNS} FROM {table} WHERE {where}", values)  # noqa: S608 - fixed names
        return [_food(row) for row in all_checked(rows)]

    def _check_words(self) -> None:
        """Compares the words of bundled foods with what was written, once, before they are used."""
        if not self._words_are_checked:
            written = self._asked("SELECT value FROM meta WHERE key = 'words'")
            with spoken_errors("foods.db"):
                if written != [(str(words_checksum(self._connection)),)]:
                    raise CatalogueDamaged(_LOST)
            self._words_are_checked = True

    def _asked(self, statement: str, values: Iterable[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a statement; raises StorageFailed where the file cannot be read."""
        with spoken_errors("foods.db"):
            return self._connection.execute(statement, tuple(values)).fetchall()

    def _known_word(self, word: str) -> str:
        """The word itself where any name begins one with it, else the nearest known word."""
        if self._holds("food", f'"{word}"*'):
            return word
        with spoken_errors("foods.db"):
            if word_index.imported_terms(self._connection, word):
                return word
            if len(word) < _SHORTEST_REPAIRED:
                return ""
            # By words that foods.csv has a slip is mended before any other.
            self._bundled_words = self._bundled_words or word_index.bundled_words(self._connection)
            nearest = _nearest(word, self._bundled_words)
            return nearest or _nearest(word, word_index.imported_words(self._connection, word[0]))

    def _alike(self, text: str, limit: int) -> list[Food]:
        """Bundled foods whose whole names look most like the text."""
        from rapidfuzz import fuzz, process

        keys = {key: code for _, key, code in all_checked(self._asked(_NAMES))}
        ranked = process.extract(
            food_key(text), list(keys), scorer=fuzz.ratio, limit=3 * limit, score_cutoff=70
        )
        best = ranked[0][1] if ranked else 0
        alike = (keys[key] for key, score, _ in ranked if score >= best - 10)
        codes = list(dict.fromkeys(alike))[:limit]
        foods = (self.by_code(code) for code in codes)
        return [food for food in foods if food]


@contextmanager
def open_catalogue(path: str) -> Iterator[Catalogue]:
    """The catalogue at this path, built or rebuilt first where foods.csv is another by now."""
    with closing(connected(path)) as connection:
        yield Catalogue(connection)


def _nearest(word: str, known: dict[str, int]) -> str:
    """The known word with the fewest letters to change, of several the most frequent; or ""."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    farthest = 2 if len(word) >= 8 else 1
    near = process.extract(word, list(known), scorer=OSA.distance, score_cutoff=farthest, limit=20)
    ranked = ((distance, name[0] != word[0], -known[name], name) for name, distance, _ in near)
    return min(ranked, default=(0, False, 0, ""))[3]


def _unlike(foods: list[Food]) -> list[Food]:
    return list({food.food_code: food for food in foods}.values())


def _food(row: tuple[Any, ...]) -> Food:
    """The food of a row without its checksum; lines become lists."""
    aliases = tuple(row[2].split("\n")) if row[2] else ()
    return Food._make((*row[:2], aliases, *row[3:10], _portions(row[10]), *row[11:]))


@lru_cache(maxsize=1000)
def _portions(lines: str) -> tuple[Portion, ...]:
    pairs = (line.partition(" ") for line in lines.split("\n") if line)
    return tuple(Portion(name, int(mg)) for mg, _, name in pairs)
