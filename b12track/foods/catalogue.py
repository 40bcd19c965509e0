"""The searchable store of foods: bundled ones and imported ones, by code, by name, by words."""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, Final

from b12track.foods.catalogue_file import (
    FIELDS,
    CatalogueDamaged,
    checked,
    connected,
    rowid_number,
    spoken_errors,
    words_checksum,
)
from b12track.foods.table import Food, Portion, food_key

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

_NAMES: Final = "SELECT * FROM name"
_LOST: Final = (
    "The food catalogue is damaged (its names or words are not what was written): b12track foods"
    " rebuild builds them anew; the diary is another file."
)
_COLUMNS: Final = ", ".join((*FIELDS, "checksum"))
#: Words that mean one thing and are written in two ways, in the form of `food_key`.
_OTHER_SPELLINGS: Final = tuple(
    frozenset(spellings.split())
    for spellings in (
        "yogurt yoghurt yoghourt",
        "soy soya",
        "prawn shrimp",
        "chilli chili chile",
        "ground mince minced",
        "tinned canned",
        "donut doughnut",
        "omelet omelette",
        "aubergine eggplant",
        "courgette zucchini",
        "flavour flavor",
        "flavoured flavored",
        "wholemeal wholewheat",
        "grey gray",
        "porridge oatmeal",
        "caviar caviare",
        "haloumi halloumi",
        "fillet filet",
        "kephir kefir",
        "fibre fiber",
    )
)
#: Words this short are read as they are: one changed letter makes another word of them.
_SHORTEST_REPAIRED: Final = 4


class Catalogue:
    """Foods over one SQLite connection; a bundled food comes before any imported one."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._words_are_checked = False

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
            return self._by_codes("food", [str(checked(names[0])[2])])[0]
        imported = self._rows("imported_food", "key = ? LIMIT 2", key)
        imported = [food for food in imported if food_key(food.name) == key[0]]
        if len(imported) == 1:
            return imported[0]
        return self.by_code(text.lower()) if "-" in text and " " not in text else None

    def knows(self, word: str) -> bool:
        """Whether the name of any food holds this word."""
        query = _query(word, '"{}"')
        return bool(
            self._rowids("food_search", query, 1) or self._rowids("imported_search", query, 1)
        )

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
        query = _query(text, '"{}"')
        return self._bundled(query, limit) or self._imported(query, limit)

    def with_prefixes(self, text: str, limit: int = 50) -> list[Food]:
        """Foods whose names hold a word beginning with each of these words."""
        query = _query(text, '"{}"*')
        return self._bundled(query, limit) or self._imported(query, limit)

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
            foods = (self._both(mended, limit) or self._most_words(mended, limit)) if mended else []
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
        for term in ('"{}"', '"{}"*'):
            query = _query(text, term)
            foods += self._bundled(query, limit) + self._imported(query, limit)
            if len(foods) >= limit:
                break
        return foods

    def _most_words(self, text: str, limit: int) -> list[Food]:
        """Foods that hold all the words but one: "hummus sabra" finds hummus."""
        words = text.split()
        foods: list[Food] = []
        for left_out in range(len(words) if len(words) < 8 else 0):
            foods += self._both(" ".join(words[:left_out] + words[left_out + 1 :]), limit)
        return foods

    def _bundled(self, query: str, limit: int) -> list[Food]:
        # A food is found by several of its names, so more rows are read than foods are wanted.
        numbers = self._rowids("food_search", query, 10 * limit)
        keys = self._keys(f"{_NAMES} WHERE name_id", numbers, has_checksum=True)
        # In English the last word of a name says what it is: salmon roe is no salmon.
        keys.sort(key=lambda name: f'"{name[0].rpartition(" ")[2]}"' not in query)
        return self._by_codes("food", list(dict.fromkeys(code for _, code in keys))[:limit])

    def _imported(self, query: str, limit: int) -> list[Food]:
        numbers = self._rowids("imported_search", query, 3 * limit)
        keys = self._keys(
            "SELECT food_id, key, food_code FROM imported_food WHERE food_id", numbers
        )
        # Tables write what it is first: "Salmon, pink, raw".
        keys.sort(key=lambda name: f'"{name[0].partition(" ")[0]}"' not in query)
        foods = self._by_codes("imported_food", [code for _, code in keys][:limit])
        # No checksum is kept of millions of words; the checked name says what it holds.
        return [food for food in foods if _holds(food_key(food.name).split(), query)]

    def _keys(
        self, statement: str, numbers: list[int], *, has_checksum: bool = False
    ) -> list[tuple[str, str]]:
        """Key and code of these rows, in this order."""
        marks = ", ".join("?" * len(numbers))
        rows = self._asked(f"{statement} IN ({marks})", numbers)
        rows = [checked(row) for row in rows] if has_checksum else rows
        names = {int(str(number)): (str(key), str(code)) for number, key, code in rows}
        return [names[number] for number in numbers if number in names]

    def _by_codes(self, table: str, codes: list[str]) -> list[Food]:
        marks = ", ".join("?" * len(codes))
        rows = self._rows(table, f"food_code IN ({marks})", codes)
        foods = {food.food_code: food for food in rows}
        if len(foods) < len(set(codes)):
            raise CatalogueDamaged(_LOST)
        return [foods[code] for code in codes]

    def _rowids(self, index: str, query: str, limit: int) -> list[int]:
        """The numbers behind the first rowids, which is the best ones: rowids are ranked."""
        if not query:
            return []
        self._check_words()
        rows = self._asked(
            f"SELECT rowid FROM {index} WHERE {index} MATCH ? ORDER BY rowid LIMIT ?",  # noqa: S608 - fixed names
            (query, limit),
        )
        return [rowid_number(rowid) for (rowid,) in rows]

    def _rows(self, table: str, where: str, values: Iterable[object]) -> list[Food]:
        rows = self._asked(f"SELECT {_COLUMNS} FROM {table} WHERE {where}", values)  # noqa: S608 - fixed names
        return [_food(checked(row)) for row in rows]

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
        query = f'"{word}"*'
        if self._rowids("food_search", query, 1) or self._rowids("imported_search", query, 1):
            return word
        if len(word) < _SHORTEST_REPAIRED:
            return ""
        for index, first in (("food_search", ""), ("imported_search", word[0])):
            nearest = _nearest(word, self._vocabulary(index, first))
            if nearest:
                return nearest
        return ""

    def _vocabulary(self, index: str, first: str) -> dict[str, int]:
        """The words of an index that begin with a letter, and in how many names they stand."""
        self._asked(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{index}_words"
            f" USING fts5vocab('main', '{index}', 'row')"
        )
        return dict(
            self._asked(
                f"SELECT term, doc FROM temp.{index}_words WHERE term >= ? AND term < ?",  # noqa: S608 - fixed names
                (first, chr(ord(first) + 1) if first else "\U0010ffff"),
            )
        )

    def _alike(self, text: str, limit: int) -> list[Food]:
        """Bundled foods whose whole names look most like the text."""
        from rapidfuzz import fuzz, process

        keys = {str(key): str(code) for _, key, code in map(checked, self._asked(_NAMES))}
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


def _query(text: str, term: str) -> str:
    """The words as a query: each quoted, so that nothing in it can be an operator."""
    return " AND ".join(_spellings(word, term) for word in food_key(text).split()[:20])


def _spellings(word: str, term: str) -> str:
    for words in _OTHER_SPELLINGS:
        if word in words:
            return f"({' OR '.join(term.format(spelling) for spelling in sorted(words))})"
    return term.format(word)


def _holds(words: list[str], query: str) -> bool:
    """Whether the words of a name are those that a query asks for.

    >>> _holds(["raw", "salmon"], '"raw" AND "salm"*'), _holds(["raw", "cod"], '"salmon"')
    (True, False)
    """
    return all(
        any(
            word == term.strip('"*') or (term.endswith("*") and word.startswith(term.strip('"*')))
            for term in part.strip("()").split(" OR ")
            for word in words
        )
        for part in query.split(" AND ")
    )


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


def _food(row: tuple[object, ...]) -> Food:
    food = Food(*row)  # type: ignore[arg-type]
    aliases, portions = str(food.aliases), str(food.portions)
    pairs = (line.partition(" ") for line in portions.split("\n") if line)
    return food._replace(
        aliases=tuple(aliases.split("\n")) if aliases else (),
        portions=tuple(Portion(name, int(mg)) for mg, _, name in pairs),
    )
