"""The phrase grammar: "2 eggs, 250 ml fortified soy milk" to foods with exact amounts."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from b12track.errors import InputRefused
from b12track.foods.amount import (
    Amount,
    is_mixed_number,
    leading_number,
    readable,
    trailing_amount,
)
from b12track.foods.weighing import (
    Item,
    checked,
    no_such_portion,
    own_portion,
    portion_word,
    weighed,
)
from b12track.quantity import DOSE_NG, plain, unit, whole
from b12track.text import accepted

if TYPE_CHECKING:
    from b12track.foods.table import Food


class Foods(Protocol):
    """What the grammar asks of a store of foods."""

    def named(self, text: str) -> Food | None: ...
    def with_words(self, text: str) -> list[Food]: ...
    def with_prefixes(self, text: str) -> list[Food]: ...
    def nearest(self, text: str) -> list[Food]: ...


class SeveralFoods(InputRefused):
    """Words that could mean several foods, or that are like the names of some."""

    def __init__(self, sentence: str, words: str, candidates: list[Food]) -> None:
        # Names that are the same, as in imported tables, are told apart by their codes.
        names = [food.name for food in candidates[:6]]
        told = [
            food.name if names.count(food.name) == 1 else food.food_code for food in candidates[:6]
        ]
        super().__init__(sentence, tuple(told))
        self.words = words
        self.candidates = candidates[:6]


def items(text: str, foods: Foods) -> list[Item]:
    """The foods and amounts of a whole meal.

    Raises InputRefused with the nearest foods when any part is unknown, ambiguous or cannot be
    weighed: all items or none.
    """
    return [
        _item(part, foods) for part in _parts(readable(accepted(text, "a meal").lower()), foods)
    ]


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
    if not right or foods.named(_without_amount(words)) or is_mixed_number(words):
        return [words]
    return [left, *_split_at_and(right, foods)]


def _without_amount(words: str) -> str:
    """The words after a leading count, unit and "of"."""
    _, rest = leading_number(words.split())
    if rest and unit(rest[0]):
        rest = rest[1:]
    return " ".join(rest[1:] if rest and rest[0] == "of" else rest)


def _item(words: str, foods: Foods) -> Item:
    """One food with its amount; the whole text as a name comes first ("b12 tablet 2000 µg")."""
    whole_name = foods.named(words)
    if whole_name:
        return weighed(whole_name, Amount(Decimal(1), ""))
    number, rest = leading_number(words.split())
    number, rest, trailing = trailing_amount(number, rest)
    if not rest or unit(" ".join(rest)):
        raise InputRefused(f"'{words}' is an amount without a food.")
    count = Decimal(1) if number is None else number
    if count == 0 or (trailing and trailing.number == 0):
        raise InputRefused(f"'{words}': an amount of nothing cannot be logged.")
    measure, food = _measure_and_food(rest, foods)
    if trailing is None:
        return weighed(food, Amount(count, measure))
    total = weighed(food, trailing)
    if count == 1 and not measure:
        return total
    if trailing.measure not in DOSE_NG or measure not in ("", *(p.name for p in food.portions)):
        raise InputRefused(f"'{words}' gives two amounts; give one.")
    # "2 b12 tablets 1000 µg": so many of so much.
    amount = f"{plain(count)} × {total.amount}"
    return checked(food, whole(total.portion_mg * count), amount, total.said)


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
        measure = portion_word(" ".join(words[:length]))
        if food and own_portion(food, measure):
            return measure, food
        if food and words[length] == "of":
            raise no_such_portion(" ".join(words[:length]), food)
    return "", _food(" ".join(words), foods)


def _after_of(words: list[str]) -> str:
    return " ".join(words[1:] if words[:1] == ["of"] else words)


def _resolved(name: str, foods: Foods) -> Food | None:
    """The food that is clearly meant: its exact name, or the only one with all these words."""
    exact = foods.named(name)
    if exact:
        return exact
    candidates = foods.with_words(name) if len(name) > 2 else []
    return candidates[0] if len(candidates) == 1 else None


def _food(name: str, foods: Foods) -> Food:
    """The food clearly meant, else InputRefused with the foods it could be."""
    food = _resolved(name, foods)
    if food:
        return food
    several = foods.with_words(name)
    if several:
        raise SeveralFoods(f"'{name}' could be several foods; say which.", name, several)
    measured = re.match(r"[\w ]{1,20}? of (.+)", name)
    if measured:  # "tin of tuna": the question is about tuna
        return _food(measured.group(1), foods)
    near = foods.with_prefixes(name) or foods.nearest(name)
    question = " Did you mean one of these?" if near else ""
    raise SeveralFoods(f"'{name}' is not in the food table.{question}", name, near)
