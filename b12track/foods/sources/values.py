"""What the readers of food tables share: exact numbers, names, portions, and what holds the B12."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.errors import InputRefused
from b12track.foods.table import Food, Portion, food_key
from b12track.quantity import MG_PER_G, NG_PER_MG, NG_PER_UG, unit, whole
from b12track.text import accepted, escaped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from b12track.foods.sources.lines import Record

LONGEST_NAME: Final = 200
_NUMBER: Final = re.compile(
    r"[0-9]{1,15}(?:\.[0-9]{1,30})?(?:[eE][+-]?[0-9]{1,2})?|\.[0-9]{1,30}", re.ASCII
)
_COMMA_NUMBER: Final = re.compile(r"[0-9]{1,15}(?:,[0-9]{1,30})?", re.ASCII)
#: Words in a table's group or food name, and what holds the B12 of such a food.
_DISHES: Final = frozenset(
    ("mixed", "dish", "meal", "plat", "soup", "soupe", "sandwich", "pizza", "baby", "infantile")
)
_MATRIX_OF_WORD: Final = {
    word: matrix
    for matrix, words in (
        ("egg", "egg oeuf"),
        ("dairy", "dairy milk cheese yogurt butter cream lait laitier fromage beurre creme"),
        ("fish", "fish finfish shellfish seafood poisson mollusque crustace clam crab salmon tuna"),
        ("meat", "beef pork lamb veal poultry chicken turkey meat ham sausage viande charcutery"),
    )
    for word in words.split()
}
#: A trace, a value below a limit, or one that was not determined: unknown, never zero.
_WORDS_FOR_LITTLE: Final = ("tr", "trace", "traces", "n.d", "nd", "n", "na", "n.a")
_ADDED: Final = re.compile(r"vitamin[\s-]*b[\s-]*12|cobalamin", re.IGNORECASE)

#: A line of a table: its number, with a food, or the reason for refusing it, or None where the
#: line holds no food at all.
Line = tuple[int, Food | str | None]


class Contents(NamedTuple):
    """Amounts in 100 g of a food in nanograms, None = unknown; `words` is what stood there."""

    b12_ng: int | None
    added_ng: int | None = None
    b6_ng: int | None = None
    thiamin_ng: int | None = None
    words: str = ""


class Identity(NamedTuple):
    """Which food a row is about: its code here, its name, and the row it comes from."""

    food_code: str
    name: str
    group: str
    source: str
    source_code: str
    source_year: int | None = None


def each(records: Iterable[Record], food_of: Callable[[list[str]], Food | None]) -> Iterator[Line]:
    """Each record as a food, or with the reason why it is none."""
    for line, cells in records:
        try:
            yield line, food_of(cells)
        except InputRefused as fault:
            yield line, str(fault)


def amount(cell: str, ng: int, *, comma: bool = False) -> int | None:
    """Nanograms of a cell whose unit is `ng` nanograms; None for an empty one.

    With `comma` the table is known to write decimal commas. Raises InputRefused for all that is
    not one plain number: signs, separators, words.

    >>> amount("0.45", 1000), amount("1.5e-3", 1000), amount("", 1000)
    (450, 2, None)
    >>> amount("0,45", 1000, comma=True)
    450
    """
    text = cell.strip()
    return _nanograms(text, ng, comma) if text else None


@lru_cache(maxsize=20_000)
def _nanograms(text: str, ng: int, comma: bool) -> int:
    if not ((comma and _COMMA_NUMBER.fullmatch(text)) or _NUMBER.fullmatch(text)):
        hint = ": write a point, never a comma" if "," in text and not comma else ""
        raise InputRefused(f"'{escaped(text[:50])}' is not a number{hint}.")
    return whole(Decimal(text.replace(",", ".")) * ng)


@lru_cache(maxsize=20_000)
def ug(cell: str, *, comma: bool = False) -> int | None:
    """Nanograms of a cell in micrograms."""
    return amount(cell, NG_PER_UG, comma=comma)


def mg(cell: str, *, comma: bool = False) -> int | None:
    """Nanograms of a cell in milligrams."""
    return amount(cell, NG_PER_MG, comma=comma)


def number_or_word(cell: str) -> tuple[str, str]:
    """The cell where it is a number, else what stands there instead; "" and "-" say nothing.

    >>> number_or_word("0,5"), number_or_word("tr."), number_or_word("<LOD"), number_or_word("-")
    (('0,5', ''), ('', 'tr.'), ('', '<LOD'), ('', ''))
    """
    text = cell.strip()
    if text in ("", "-"):
        return "", ""
    is_word = text.startswith("<") or text.casefold().strip(".") in _WORDS_FOR_LITTLE
    return ("", text) if is_word else (text, "")


def in_ug_and_mg(cell: Mapping[str, str], *, comma: bool = False) -> Contents:
    """What cells in µg of B12 and mg of B6 and B1 say; traces and their like are words.

    >>> in_ug_and_mg({"b12": "tr.", "b6": "0,1", "thiamin": "-"}, comma=True)
    Contents(b12_ng=None, added_ng=None, b6_ng=100000, thiamin_ng=None, words='tr.')
    """
    number, word = number_or_word(cell["b12"])
    b6, thiamin = (mg(number_or_word(cell[name])[0], comma=comma) for name in ("b6", "thiamin"))
    return Contents(ug(number, comma=comma), None, b6, thiamin, word)


def with_added(cell: Mapping[str, str]) -> Contents:
    """The same for a table of numbers alone, which says how much of the B12 was added."""
    return Contents(ug(cell["b12"]), ug(cell["added"]), mg(cell["b6"]), mg(cell["thiamin"]))


def name_in_two_languages(name: str, other: str) -> str:
    """A food's name with the one of its own country behind it, so that both are found.

    >>> name_in_two_languages("Milk, whole", "Vollmilch"), name_in_two_languages("", "Vollmilch")
    ('Milk, whole (Vollmilch)', 'Vollmilch')
    """
    name, other = " ".join(name.split()), " ".join(other.split())
    both = f"{name} ({other})" if other and other.casefold() != name.casefold() else name
    return name_of(both if name and len(both) <= LONGEST_NAME else name or other)


def name_of(cell: str) -> str:
    """A food's name: blanks folded, acting characters and overlong names refused."""
    if cell.isascii() and cell.isprintable() and "  " not in cell:
        name = cell.strip()  # most of them: the long way costs an import a tenth of its time
    else:
        name = accepted(" ".join(cell.split()), "the name")
    if not name:
        raise InputRefused("the name is empty.")
    if len(name) > LONGEST_NAME:
        raise InputRefused(f"the name is longer than {LONGEST_NAME} characters.")
    return name


def text_of(cell: str) -> str:
    """Any other text of a row, with outer blanks gone and acting characters refused."""
    if len(cell) < 100 and cell.isascii() and cell.isprintable():
        return cell.strip()
    return accepted(cell, "a cell")


def code_of(prefix: str, cell: str) -> str:
    """A food's code here: the table's prefix and its own code, which must be plain."""
    if cell.isalnum() and cell.isascii() and len(cell) <= 60:
        return f"{prefix}-{cell.lower()}"
    code = cell.strip()
    if not code or len(code) > 60 or not code.isascii() or not code.replace("-", "").isalnum():
        raise InputRefused(f"'{escaped(code[:50])}' is not a food code.")
    return f"{prefix}-{code.lower()}"


def food(
    identity: Identity,
    contents: Contents,
    portions: Sequence[Portion] = (),
    diet: str = "omnivore",
    quality: str = "measured",
) -> Food:
    """A food of a foreign table in the columns of foods.csv.

    What such a table does not say is said carefully: the diet is the widest, the origin natural
    unless added B12 is known, and the note tells.
    """
    b12, added = contents.b12_ng, part_of(contents.b12_ng, contents.added_ng)
    note = f"The table says '{contents.words}' for B12." if contents.words else ""
    return Food(
        food_code=identity.food_code,
        name=identity.name,
        aliases=(),
        food_group=identity.group,
        b12_ng_per_100g=b12,
        b12_origin="fortified" if added else "natural",
        b12_added_ng_per_100g=added,
        matrix=matrix_of(identity.group, identity.name, b12, added),
        b6_ng_per_100g=contents.b6_ng,
        thiamin_ng_per_100g=contents.thiamin_ng,
        portions=tuple(portions),
        default_portion=portions[0].name if portions else "",
        diet=diet,
        data_quality=quality,
        source=identity.source,
        source_code=identity.source_code,
        source_year=identity.source_year,
        note=note,
    )


def part_of(total_ng: int | None, added_ng: int | None) -> int | None:
    """The added part of a total, None where it is unknown.

    Both are rounded where they come from, so a part one hundredth larger than its total is the
    total; more is refused.

    >>> part_of(8070, 8080), part_of(700, 0), part_of(700, None)
    (8070, 0, None)
    """
    if added_ng is None or (total_ng is None and added_ng == 0):
        return None
    if total_ng is None or added_ng * 100 > total_ng * 101:
        raise InputRefused("added B12 is a part of the total and cannot exceed it.")
    return min(added_ng, total_ng)


def matrix_of(group: str, name: str, b12_ng: int | None, added_ng: int | None) -> str:
    """What holds the B12: nothing, crystals where all of it was added, else by the words.

    >>> matrix_of("Dairy and Egg Products", "Egg, whole, raw", 1000, 0)
    'egg'
    >>> matrix_of("Beef Products", "Chuck, raw", 1000, 0), matrix_of("Beef meals", "Pie", 1000, 0)
    ('meat', 'mixed')
    """
    if b12_ng == 0:
        return "none"
    if added_ng and added_ng == b12_ng:
        return "crystalline"
    return _matrix_of_words(group, name.partition(" ")[0])


@lru_cache(maxsize=20_000)
def _matrix_of_words(group: str, first_word: str) -> str:
    """The name's first word decides before the group; what could be two kinds is mixed."""
    return _matrix_of_text(first_word) or _matrix_of_group(group) or "mixed"


@lru_cache(maxsize=1000)
def _matrix_of_group(group: str) -> str:
    return _matrix_of_text(group)


def _matrix_of_text(text: str) -> str:
    """What the words of a text say of what holds the B12; "" where they say nothing."""
    key = food_key(text)
    if key.isalnum():  # a single word, as nearly always
        return _MATRIX_OF_WORD.get(key, "")
    words = key.replace("%", " ").split()
    matrices = {_MATRIX_OF_WORD[word] for word in words if word in _MATRIX_OF_WORD}
    if len(matrices) == 1 and _DISHES.isdisjoint(words):
        return matrices.pop()
    return "mixed" if matrices else ""


def is_b12_added(ingredients: str) -> bool:
    """Whether a list of ingredients names B12, which only makers add."""
    return bool(_ADDED.search(ingredients))


def fortified(listed: Food) -> Food:
    """The food as one to which B12 was added, how much of it unknown."""
    if not listed.b12_ng_per_100g:
        return listed
    return listed._replace(b12_origin="fortified", matrix="crystalline")


def portion(count: str, name: str, grams: str) -> Portion | None:
    """A portion from "2", "waffles", "70"; None where it is no household measure.

    >>> portion("2.0", "tablespoon", "35.8")
    Portion(name='tbsp', portion_mg=17900)
    """
    words = " ".join(name.partition("(")[0].lower().split()).strip(" ,.;:")
    if not (1 <= len(words) <= 60) or not words.isprintable():
        return None
    number = Decimal(count) if _NUMBER.fullmatch(count) else Decimal(0)
    if number == 0 or not _NUMBER.fullmatch(grams):
        return None
    weight = whole(Decimal(grams) * MG_PER_G / number)
    measure = unit(words) or words
    if measure in ("g", "mg", "kg", "oz", "lb", "µg") or not 1 <= weight <= 5_000_000:
        return None
    return Portion(measure, weight)


def unlike(portions: Iterable[Portion | None]) -> tuple[Portion, ...]:
    """Portions without repeats of a name, at most twenty."""
    kept: dict[str, Portion] = {}
    for each in portions:
        if each:
            kept.setdefault(each.name, each)
    return tuple(kept.values())[:20]
