"""The phrase grammar: "2 eggs, 250 ml fortified soy milk" to foods with exact amounts."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple, Protocol

from b12track.errors import InputRefused
from b12track.foods.table import Food, Portion, food_key
from b12track.quantity import (
    DOSE_NG,
    MASS_MG,
    VOLUME_ML,
    decimal,
    grams_text,
    plain,
    unit,
    whole,
)
from b12track.text import accepted

#: More than this of one food at one time is a slip of the finger, not a meal.
LARGEST_PORTION_MG: Final = 5_000_000
LARGEST_DOSE_NG: Final = 20_000_000

_NUMBER_WORDS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "dozen": 12,
}  # fmt: skip
_PARTS: Final = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "third": Decimal(1) / 3}
_VULGAR: Final = {
    "½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅛": "1/8",
}  # fmt: skip
#: Other words for the portion names used in foods.csv.
_PORTION_WORDS: Final = {
    "can": "tin", "tub": "pot", "container": "pot", "sm": "small", "md": "medium", "med": "medium",
    "lg": "large", "regular": "medium", "pill": "tablet", "strip": "rasher", "serve": "serving",
    "helping": "serving", "filet": "fillet", "glassful": "glass", "bowlful": "bowl",
}  # fmt: skip
_UNCOUNTED: Final = frozenset(("small", "medium", "large", "extra large", "half", *VOLUME_ML)) - {
    "cup",
    "pint",
}
_DECIMAL_COMMA: Final = re.compile(r"(?<![\w.,])[0-9]+,[0-9]+(?![\w,])", re.ASCII)
_GLUED: Final = re.compile(r"^([0-9.]+(?:/[0-9]+)?)([a-zA-Zµμ]+)$")


class Foods(Protocol):
    """What the grammar asks of a store of foods."""

    def named(self, text: str) -> Food | None: ...
    def with_words(self, text: str) -> list[Food]: ...
    def with_prefixes(self, text: str) -> list[Food]: ...
    def nearest(self, text: str) -> list[Food]: ...


class Item(NamedTuple):
    """One food with its amount; `said` is what was assumed, for the reply."""

    food: Food
    portion_mg: int
    amount: str
    said: str


class _Amount(NamedTuple):
    """An amount as written: a count of a unit ("g"), of a portion ("slice") or of nothing."""

    number: Decimal
    measure: str
    written: str


def items(text: str, foods: Foods) -> list[Item]:
    """The foods and amounts of a whole meal.

    Raises InputRefused with the nearest foods when any part is unknown, ambiguous or cannot be
    weighed: all items or none.
    """
    return [_item(part, foods) for part in _parts(_spaced(accepted(text, "a meal")), foods)]


def _spaced(text: str) -> str:
    """The text with vulgar fractions written out, decimal commas refused and blanks folded."""
    for sign, written in _VULGAR.items():
        text = text.replace(sign, f" {written} ")
    comma = _DECIMAL_COMMA.search(text)
    if comma:
        decimal(comma.group())
    return text


def _parts(text: str, foods: Foods) -> list[str]:
    """The items of a list; a comma or an "and" inside a known food's name does not split it."""
    parts: list[str] = []
    for piece in re.split(r"[,+;\n]", text):
        words = " ".join(piece.split())
        if not words:
            continue
        if parts and not foods.named(_without_amount(words)):
            joined = f"{parts[-1]} {words}"
            if foods.named(_without_amount(joined)):
                parts[-1] = joined
                continue
        parts.extend(_split_at_and(words, foods))
    if not parts:
        raise InputRefused("No food was named: try b12track log 2 eggs, a glass of milk")
    return parts


def _split_at_and(words: str, foods: Foods) -> list[str]:
    """ "eggs and 2 slices of toast" is two foods; "macaroni and cheese" is one where known."""
    left, _, right = words.partition(" and ")
    if not right or _resolved(_without_amount(words), foods) or _mixed_number(words):
        return [words]
    return [left, *_split_at_and(right, foods)]


def _mixed_number(words: str) -> bool:
    """ "two and a half bananas" holds one number."""
    return bool(re.match(r"^[\w/.]+ and (a |one )?(half|quarter|third)\b", words))


def _without_amount(words: str) -> str:
    """The words after a leading count, unit and "of"."""
    _, rest = _leading_number(words.split())
    if rest and unit(rest[0]):
        rest = rest[1:]
    return " ".join(rest[1:] if rest and rest[0] == "of" else rest)


def _item(words: str, foods: Foods) -> Item:
    """One food with its amount; the whole text as a name comes first ("b12 tablet 2000 µg")."""
    whole_name = foods.named(words)
    if whole_name:
        return _weighed(whole_name, _Amount(Decimal(1), "", ""))
    number, rest = _leading_number(words.split())
    number, rest, trailing = _trailing_amount(number, rest)
    if not rest:
        raise InputRefused(f"'{words}' names no food.")
    count = Decimal(1) if number is None else number
    if count == 0:
        raise InputRefused(f"'{words}': an amount of nothing cannot be logged.")
    measure, food = _measure_and_food(rest, foods)
    if trailing is None:
        return _weighed(food, _Amount(count, measure, "" if number is None else plain(count)))
    if measure:
        raise InputRefused(f"'{words}' gives two amounts; give one.")
    total = _weighed(food, trailing)
    if number is None:
        return total
    amount = f"{plain(count)} × {total.amount}"
    return _checked(food, whole(total.portion_mg * count), amount, total.said)


def _leading_number(words: list[str]) -> tuple[Decimal | None, list[str]]:
    """A number at the front of the words, if there is one, and the words after it."""
    if not words:
        return None, words
    glued = _GLUED.match(words[0])
    if glued and (unit(glued.group(2)) or glued.group(2) == "x"):
        tail = [] if glued.group(2) == "x" else [glued.group(2)]
        return _number(glued.group(1)), tail + words[1:]
    number = _number(words[0])
    if number is None:
        return None, words
    rest = words[1:]
    fraction = _fraction_after(rest)
    if fraction is not None:
        number, rest = number + fraction[0], fraction[1]
    elif number == 1 and rest and rest[0] in _PARTS:
        number, rest = _PARTS[rest[0]], rest[1:]
    elif rest[:1] == ["dozen"]:
        number, rest = number * 12, rest[1:]
    if rest and rest[0] in ("x", "×"):
        rest = rest[1:]
    if words[0].lower() in _PARTS and rest[:1] and rest[0] in ("a", "an"):
        rest = rest[1:]
    return number, rest


def _fraction_after(words: list[str]) -> tuple[Decimal, list[str]] | None:
    """The fraction of "2 1/2" or "two and a half", and the words after it."""
    if words and re.fullmatch(r"[0-9]+/[0-9]+", words[0], re.ASCII):
        fraction = _number(words[0])
        return (fraction, words[1:]) if fraction is not None else None
    if words[:1] == ["and"] and len(words) > 1:
        skip = 2 if words[1] in ("a", "one") else 1
        if len(words) > skip and words[skip] in _PARTS:
            return _PARTS[words[skip]], words[skip + 1 :]
    return None


def _number(word: str) -> Decimal | None:
    """A number as people write it: 2, 1.5, 1/2, a, two, half; None when it is no number."""
    lower = word.lower()
    if lower in _NUMBER_WORDS:
        return Decimal(_NUMBER_WORDS[lower])
    if lower in _PARTS:
        return _PARTS[lower]
    top, slash, bottom = word.partition("/")
    if slash and top.isdecimal() and bottom.isdecimal() and word.isascii():
        if int(bottom) == 0:
            raise InputRefused(f"'{word}' is not a number.")
        return decimal(top) / decimal(bottom)
    if word[:1] == "-" and word[1:2].isdecimal():
        raise InputRefused(f"'{word}': an amount cannot be negative.")
    if not word[:1].isdecimal() and not re.match(r"\.[0-9]", word):
        return None
    if re.search(r"[a-zA-Zµμ%]", word) and not _odd_number(word):
        return None
    return decimal(word)


def _odd_number(word: str) -> bool:
    """1e3 and 0x10 look like words but were meant as numbers, so they are refused as such."""
    return bool(re.fullmatch(r"[0-9.]+e[+-]?[0-9]+|0x[0-9a-f]+", word, re.IGNORECASE))


def _trailing_amount(
    number: Decimal | None, words: list[str]
) -> tuple[Decimal | None, list[str], _Amount | None]:
    """The amount in "salmon 150g" or "eggs x 2": number, food words, amount with its unit."""
    for length in (3, 2, 1):
        tail = words[-length:]
        if len(words) <= length:
            continue
        count, rest = _leading_number(tail[1:] if tail[0] in ("x", "×") else tail)
        if count is None or tail[0].lower() in _NUMBER_WORDS or tail[0].lower() in _PARTS:
            continue
        measure = unit(" ".join(rest))
        if measure:
            return number, words[:-length], _Amount(count, measure, plain(count))
        if not rest and number is None:
            return count, words[:-length], None
    return number, words, None


def _measure_and_food(words: list[str], foods: Foods) -> tuple[str, Food]:
    """The measure before a food's name, if any, and the food: "slice of cheddar", "g salmon"."""
    for length in (2, 1):
        measure = unit(" ".join(words[:length]))
        if measure and len(words) > length:
            return measure, _food(_after_of(words[length:]), foods)
    food = _resolved(" ".join(words), foods)
    if food:
        return "", food
    for length in (1, 2):
        name = " ".join(_after_of(words[length:]).split())
        food = _resolved(name, foods) if name else None
        measure = _portion_word(" ".join(words[:length]))
        if food and any(_portion_word(p.name) == measure for p in food.portions):
            return measure, food
        if food and words[length] == "of":
            raise _no_such_portion(" ".join(words[:length]), food)
    return "", _food(" ".join(words), foods)


def _after_of(words: list[str]) -> str:
    return " ".join(words[1:] if words[:1] == ["of"] else words)


def _portion_word(words: str) -> str:
    """A portion's name in one spelling: singular, and one word for a thing with two names."""
    return " ".join(_PORTION_WORDS.get(word, word) for word in food_key(words).split())


def _resolved(name: str, foods: Foods) -> Food | None:
    """The food that is clearly meant: its exact name, or the only one with all these words."""
    exact = foods.named(name)
    if exact:
        return exact
    candidates = foods.with_words(name)
    return candidates[0] if len(candidates) == 1 else None


def _food(name: str, foods: Foods) -> Food:
    """The food clearly meant, else InputRefused with the foods it could be."""
    food = _resolved(name, foods)
    if food:
        return food
    several = foods.with_words(name)
    if several:
        raise InputRefused(f"'{name}' could be several foods; say which.", _names(several))
    measured = re.match(r"[\w ]{1,20}? of (.+)", name)
    if measured:  # "tin of tuna": the question is about tuna
        return _food(measured.group(1), foods)
    near = foods.with_prefixes(name) or foods.nearest(name)
    raise InputRefused(f"'{name}' is not in the food table.", _names(near))


def _names(foods: list[Food]) -> tuple[str, ...]:
    return tuple(food.name for food in foods[:6])


def _weighed(food: Food, amount: _Amount) -> Item:
    """The amount in milligrams of this food, by its own portions before any general unit."""
    number, measure, _ = amount
    own = _own_portion(food, measure or food.default_portion)
    if own and (not measure or measure not in MASS_MG):
        counted = f"{plain(number)} {_plural(own.name, number)}"
        said = "" if measure or number == 1 else f"1 {own.name} = {grams_text(own.portion_mg)}"
        return _checked(food, whole(number * own.portion_mg), counted, said)
    written = f"{plain(number)} {measure}"
    if measure in DOSE_NG and food.b12_origin == "supplement":
        return _dosed(food, number * DOSE_NG[measure], written)
    if measure in MASS_MG:
        return _checked(food, whole(number * MASS_MG[measure]), written, "")
    if measure in VOLUME_ML:
        by_volume = _largest_volume(food)
        if by_volume:
            mg_per_ml = by_volume.portion_mg / VOLUME_ML[by_volume.name]
            said = f"1 {by_volume.name} = {grams_text(by_volume.portion_mg)}"
            return _checked(food, whole(number * VOLUME_ML[measure] * mg_per_ml), written, said)
    raise _no_such_portion(measure, food)


def _plural(name: str, number: Decimal) -> str:
    """A portion's name after a number: sizes and abbreviated units stay as they are.

    >>> _plural("slice", Decimal(2)), _plural("glass", Decimal(2)), _plural("large", Decimal(2))
    ('slices', 'glasses', 'large')
    """
    if number <= 1 or name in _UNCOUNTED:
        return name
    if name.endswith(("s", "x", "ch", "sh")):
        return f"{name}es"
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return f"{name[:-1]}ies"
    return f"{name}s"


def _own_portion(food: Food, name: str) -> Portion | None:
    wanted = _portion_word(name)
    return next((p for p in food.portions if _portion_word(p.name) == wanted), None)


def _largest_volume(food: Food) -> Portion | None:
    """The food's largest volume portion: the larger the measure, the better the density."""
    volumes = [p for p in food.portions if p.name in VOLUME_ML]
    return max(volumes, key=lambda portion: portion.portion_mg, default=None)


def _dosed(food: Food, dose_ng: Decimal, written: str) -> Item:
    """A dose of a supplement: the nominal weight that holds this much B12."""
    if not food.b12_ng_per_100g:
        raise InputRefused(f"{food.name} has no B12 value, so a dose cannot be counted.")
    if dose_ng > LARGEST_DOSE_NG:
        raise InputRefused(f"{written} is more B12 than any dose that is sold; nothing was saved.")
    portion_mg = whole(dose_ng * 100_000 / food.b12_ng_per_100g)
    return _checked(food, portion_mg, written, "")


def _checked(food: Food, portion_mg: int, amount: str, said: str) -> Item:
    """The item, refused when its weight is nothing or more than anybody eats."""
    if portion_mg < 1:
        raise InputRefused(f"{amount} of {food.name} is less than 1 mg.")
    if portion_mg > LARGEST_PORTION_MG:
        raise InputRefused(
            f"{amount} of {food.name} is {grams_text(portion_mg)}: more than 5 kg is not a meal."
        )
    return Item(food, portion_mg, amount, said)


def _no_such_portion(measure: str, food: Food) -> InputRefused:
    known = ", ".join(f"{p.name} ({grams_text(p.portion_mg)})" for p in food.portions)
    return InputRefused(f"'{measure}' is no known amount of {food.name}: give grams, or {known}.")
