"""foods.csv: its columns, its rows as records, and every rule a row must keep."""

from __future__ import annotations

import os
import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

from b12track.errors import InputRefused
from b12track.hints import TYPE_CHECKING, Final
from b12track.quantity import MG_PER_G, NG_PER_MG, NG_PER_UG, decimal, whole
from b12track.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

COLUMNS: Final = (
    "food_code",
    "name",
    "aliases",
    "food_group",
    "b12_ug_per_100g",
    "b12_origin",
    "b12_added_ug_per_100g",
    "matrix",
    "b6_mg_per_100g",
    "thiamin_mg_per_100g",
    "portions",
    "default_portion",
    "diet",
    "data_quality",
    "source",
    "source_code",
    "source_year",
    "note",
)
FOOD_GROUPS: Final = (
    "meat",
    "poultry",
    "offal",
    "processed meat",
    "fish",
    "shellfish",
    "egg",
    "milk and yogurt",
    "cheese",
    "plant milk and yogurt",
    "breakfast cereal",
    "meat substitute",
    "spread and yeast",
    "grain and bread",
    "legume",
    "vegetable",
    "fruit",
    "nut and seed",
    "fat and oil",
    "sweet and snack",
    "drink",
    "sauce and soup",
    "mixed dish",
    "algae and ferment",
    "meal shake",
    "supplement",
)
ORIGINS: Final = ("natural", "fortified", "supplement")
MATRICES: Final = ("meat", "fish", "egg", "dairy", "mixed", "crystalline", "none")
DIETS: Final = ("vegan", "vegetarian", "pescatarian", "omnivore")
QUALITIES: Final = ("measured", "calculated", "label", "assumed zero", "not counted")

#: Above this a food is implausible: beef kidney and liver stay below 100 µg, the clam of 1987 too.
HIGHEST_FOOD_B12_NG_PER_100G: Final = 1_000 * NG_PER_UG


_BETWEEN_WORDS: Final = re.compile(r"[^\w%]|_")
#: The same for ASCII, byte by byte and in small letters, where it takes a fraction of the time.
_ASCII_WORDS: Final = bytes(
    ord(chr(code).lower()) if chr(code).isalnum() or chr(code) == "%" else ord(" ")
    for code in range(128)
) + bytes(128)
#: Letters that no decomposition takes apart, and the apostrophe of print.
_WRITTEN_OUT: Final = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "\u2019": None}
)


class Portion(NamedTuple):
    """A household measure of one food: ``1 large`` weighs ``portion_mg`` milligrams."""

    name: str
    portion_mg: int


class Food(NamedTuple):
    """One row of the food composition table; amounts per 100 g edible portion, None = unknown."""

    food_code: str
    name: str
    aliases: tuple[str, ...]
    food_group: str
    b12_ng_per_100g: int | None
    b12_origin: str
    b12_added_ng_per_100g: int | None
    matrix: str
    b6_ng_per_100g: int | None
    thiamin_ng_per_100g: int | None
    portions: tuple[Portion, ...]
    default_portion: str
    diet: str
    data_quality: str
    source: str
    source_code: str
    source_year: int | None
    note: str

    @property
    def citation(self) -> str:
        """Where the value comes from: the table, the row in it, and its year where known."""
        year = "" if self.source_year is None else f" ({self.source_year})"
        return f"{self.source} {self.source_code}".strip() + year


def table_path() -> str:
    """Where foods.csv lies: inside an installed package, else beside the source tree."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    packaged = os.path.join(package, "foods.csv")
    return packaged if os.path.exists(packaged) else os.path.join(package, "..", "foods.csv")


def read(path: str) -> list[Food]:
    """All foods of a table in the columns of docs/foods.md.

    Raises InputRefused with every fault found, one per line, each with file, line and reason.
    """
    import csv  # only a rebuild of the catalogue reads the table; `log` does not wait for it

    foods: list[Food] = []
    faults: list[str] = []
    with open(path, encoding="utf-8", newline="") as file:
        rows = csv.reader(file, strict=True)
        header = next(rows, [])
        if tuple(header) != COLUMNS:
            raise InputRefused(f"{path}, line 1: the columns are not those of docs/foods.md.")
        for row in rows:
            try:
                foods.append(food_from_row(row))
            except InputRefused as fault:
                faults.append(f"{path}, line {rows.line_num}: {fault}")
    faults += [f"{path}: {fault}" for fault in _table_faults(foods)]
    if faults:
        raise InputRefused("\n".join(faults))
    return foods


def food_from_row(row: list[str]) -> Food:
    """One food from the cells of one line; raises InputRefused with the first broken rule."""
    if len(row) != len(COLUMNS):
        raise InputRefused(f"{len(row)} cells where {len(COLUMNS)} are needed.")
    cell = dict(zip(COLUMNS, row, strict=True))
    food = Food(
        food_code=cell["food_code"],
        name=cell["name"],
        aliases=tuple(_list(cell["aliases"])),
        food_group=cell["food_group"],
        b12_ng_per_100g=_per_100g(cell, "b12_ug_per_100g", NG_PER_UG),
        b12_origin=cell["b12_origin"],
        b12_added_ng_per_100g=_per_100g(cell, "b12_added_ug_per_100g", NG_PER_UG),
        matrix=cell["matrix"],
        b6_ng_per_100g=_per_100g(cell, "b6_mg_per_100g", NG_PER_MG),
        thiamin_ng_per_100g=_per_100g(cell, "thiamin_mg_per_100g", NG_PER_MG),
        portions=tuple(portions_of(cell["portions"])),
        default_portion=cell["default_portion"],
        diet=cell["diet"],
        data_quality=cell["data_quality"],
        source=cell["source"],
        source_code=cell["source_code"],
        source_year=int(cell["source_year"]) if cell["source_year"].isdecimal() else None,
        note=cell["note"],
    )
    for fault in _row_faults(food):
        raise InputRefused(f"{food.food_code}: {fault}")
    return food


def food_key(text: str) -> str:
    """The words by which names are compared: no case, no accents, no punctuation, no plural.

    Two names with one key are the same food to a person typing them.

    >>> food_key("Crème fraîche"), food_key("Boiled EGGS"), food_key("soya-milk")
    ('creme fraiche', 'boiled egg', 'soya milk')
    >>> food_key("2 % milk") == food_key("2% milk"), food_key("Cookies") == food_key("cookie")
    (True, True)
    """
    if text.isascii():
        if "%" in text:
            text = text.replace("'", "").replace(" %", "%")
        words = text.encode().translate(_ASCII_WORDS, b"'").decode().split()
    else:
        plain = _without_accents(text).replace("'", "").replace(" %", "%")
        words = _BETWEEN_WORDS.sub(" ", plain).split()
    key = " ".join(words)
    ended = f"{key} "
    if "s " not in ended and "ie " not in ended:  # most names: nothing in the plural
        return key
    return " ".join(map(_singular, words))


def _without_accents(text: str) -> str:
    """Letters without marks, typographic ones written out: "œufs" is "oeufs"."""
    plain = unicodedata.normalize("NFKD", text).casefold().translate(_WRITTEN_OUT)
    return "".join(c for c in plain if not unicodedata.combining(c))


@lru_cache(maxsize=50_000)  # importing a table asks for the same words again and again
def _singular(word: str) -> str:
    """A crude singular: both sides of a comparison go through it, so it need not be English."""
    if len(word) > 4 and word.endswith(("ie", "ies")):  # cookie, cookies, berries
        return word.removesuffix("s")[:-2] + "y"
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith(("oes", "shes", "ches", "xes", "sses")):
        return word[:-2]
    return word[:-1]


def _list(cell: str) -> Iterator[str]:
    return (part.strip() for part in cell.split(";") if part.strip())


def _per_100g(cell: dict[str, str], column: str, ng: int) -> int | None:
    """Nanograms per 100 g, or None for an empty cell: missing is never zero."""
    return whole(decimal(cell[column], f"a value for {column}") * ng) if cell[column] else None


def portions_of(cell: str) -> Iterator[Portion]:
    """The portions of a cell like "1 slice = 28 g; 1 cup = 132 g"."""
    for part in _list(cell):
        left, equals, right = part.partition(" = ")
        count, _, name = left.partition(" ")
        grams, _, gram = right.partition(" ")
        if not equals or count != "1" or gram != "g" or not name:
            raise InputRefused(f"'{part}' is not a portion like '1 cup = 243 g'.")
        yield Portion(name, whole(decimal(grams) * Decimal(MG_PER_G)))


def _row_faults(food: Food) -> Iterator[str]:
    """Every rule of docs/foods.md that concerns one row alone."""
    for value, allowed in (
        (food.food_group, FOOD_GROUPS),
        (food.b12_origin, ORIGINS),
        (food.matrix, MATRICES),
        (food.diet, DIETS),
        (food.data_quality, QUALITIES),
    ):
        if value not in allowed:
            yield f"'{value}' is not one of {', '.join(allowed)}."
    code = food.food_code.replace("-", "")
    if not (code.isascii() and code.isalnum() and code == code.lower()):
        yield "the code is not lower-case words joined by hyphens."
    if not food.name or not food.source or not food.source_code or food.source_year is None:
        yield "name, source, source_code and source_year are needed on every row."
    names = [portion.name for portion in food.portions]
    if food.default_portion not in names or len(set(names)) != len(names):
        yield f"the default portion '{food.default_portion}' is not among its portions, each once."
    if any(not 1 <= portion.portion_mg <= 5_000_000 for portion in food.portions):
        yield "a portion is not between 1 mg and 5 kg."
    yield from _b12_faults(food)


def _b12_faults(food: Food) -> Iterator[str]:
    b12, added = food.b12_ng_per_100g, food.b12_added_ng_per_100g
    if b12 is not None and b12 > HIGHEST_FOOD_B12_NG_PER_100G and food.b12_origin != "supplement":
        yield "more than 1,000 µg B12 per 100 g is no food."
    if added is not None and (b12 is None or added > b12):
        yield "added B12 is a part of the total and cannot exceed it."
    if b12 and food.data_quality in ("assumed zero", "not counted"):
        yield f"'{food.data_quality}' needs a B12 value of 0."
    if b12 == 0 and food.matrix != "none":
        yield "a food without B12 has the matrix 'none'."
    if b12 and food.b12_origin == "supplement" and food.matrix != "crystalline":
        yield "a supplement with B12 is crystalline."
    if b12 and food.diet == "vegan" and food.b12_origin == "natural" and food.matrix != "mixed":
        yield "natural B12 in a vegan food needs the matrix 'mixed' and a note."


def _table_faults(foods: Iterable[Food]) -> Iterator[str]:
    """Codes and names are unique: one phrase can never mean two foods."""
    codes: set[str] = set()
    owner: dict[str, str] = {}
    for food in foods:
        if food.food_code in codes:
            yield f"the code {food.food_code} stands twice."
        codes.add(food.food_code)
        for name in (food.name, *food.aliases):
            key = food_key(name)
            if not key or owner.setdefault(key, food.food_code) != food.food_code:
                yield f"'{name}' names both {owner.get(key)} and {food.food_code}."
