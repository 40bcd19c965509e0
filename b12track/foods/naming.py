"""Which food a reading means: one that is clearly meant, or a question with what is offered."""

from __future__ import annotations

from decimal import Decimal

from b12track.foods.amount import NEVER_LEFT_OUT
from b12track.foods.measures import MEASURES
from b12track.foods.offers import ARTICLES, amount_question, choices, partly, unlike
from b12track.foods.question import Question
from b12track.foods.reading import Reading
from b12track.foods.settling import settled
from b12track.foods.table import food_key
from b12track.foods.weighing import no_such_portion, portion_word
from b12track.hints import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from b12track.foods.store import Foods
    from b12track.foods.table import Food
    from b12track.foods.weighing import Item

#: Words that change nothing about a food; they are said to have been left out.
_LEFT_OUT: Final = (
    "organic fresh freshly homemade hot warm cold chilled leftover ripe nice tasty delicious"
    " usual favourite favorite local seasonal weak strong small-batch home-made"
)
HARMLESS: Final = frozenset(_LEFT_OUT.split())


def exactly(name: str, foods: Foods) -> Food | None:
    """The food with this name, alias or code, also after "the" or "my"."""
    first, _, rest = name.partition(" ")
    return foods.named(name) or (exactly(rest, foods) if rest and first in ARTICLES else None)


def clearly(name: str, foods: Foods) -> Food | None:
    """The food with this name, or the only one whose name holds all of these words."""
    food = exactly(name, foods)
    if food or len(name) < 3:
        return food
    candidates = foods.with_words(name)
    words = sorted(food_key(name).split())
    same = [each for each in candidates if words in _names_of(each)]  # "eggs (boiled)"
    return (same or candidates)[0] if 1 in (len(candidates), len(same)) else None


def food_named(name: str, foods: Foods) -> Food:
    """The food clearly meant by a name without an amount; raises a Question where none is."""
    food = clearly(name, foods)
    if food is None:
        outcome = asked([Reading(name, Decimal(1))], name, foods)
        if isinstance(outcome, Question):
            raise outcome
        food = outcome.food
    return food


def _names_of(food: Food) -> list[list[str]]:
    """The words of each name of a food, in order of the alphabet."""
    return [sorted(food_key(name).split()) for name in (food.name, *food.aliases)]


def asked(readings: Sequence[Reading], words: str, foods: Foods) -> Item | Question:
    """What becomes of words that are no food's name: an item without a brand, or a question."""
    for reading in readings:
        food = exactly(reading.name, foods) if portion_word(reading.measure) in MEASURES else None
        if food:  # "pint milk": the food is known, its measure is not
            sentence = str(no_such_portion(reading.measure, food))
            return amount_question(food, reading, sentence)
    for reading in _likely(readings):
        several = foods.with_words(reading.name) if len(reading.name) > 2 else []
        several = unlike([*foods.everyday(reading.name), *several])
        if len(several) == 1 and reading.measure:
            sentence = str(no_such_portion(reading.measure, several[0]))
            return amount_question(several[0], reading, sentence)
        if several:
            sentence = f"'{reading.name}' could be several foods; say which."
            return Question(sentence, reading.name, choices(several, reading, foods), reading.name)
    for reading in _likely(readings):
        item = _without_brand(reading, foods)
        if item:
            return item
    reading = next(_likely(readings), Reading(words, Decimal(1)))
    near = unlike([*foods.with_prefixes(reading.name), *partly(reading.name, foods)])
    ask = " Did you mean one of these?" if near else " Type it in other words, or add it with"
    more = "" if near else " b12track foods add."
    sentence = f"'{reading.name}' is not in the food table.{ask}{more}"
    return Question(sentence, reading.name, choices(near, reading, foods))


def _likely(readings: Sequence[Reading]) -> Iterator[Reading]:
    """Readings whose measure is one, the shortest names first: "bowl of x" is about x."""
    measured = [
        each
        for each in readings
        if each.measure and (each.has_unit or each.is_of or portion_word(each.measure) in MEASURES)
    ]
    yield from (each for each in measured if each.is_of or each.has_unit)
    yield from (each for each in readings if not each.measure)
    yield from (each for each in measured if not (each.is_of or each.has_unit))


def _without_brand(reading: Reading, foods: Foods) -> Item | Question | None:
    """The one food that is left when unknown words, as of brands, are set aside.

    A word that is like a known one may be a slip of the finger, so it is never set aside.
    """
    words = [word for word in reading.name.split() if word not in ARTICLES]
    unknown = [word for word in words if not foods.knows(word) or word in HARMLESS]
    brands = [word for word in unknown if word not in HARMLESS]
    if not unknown or any(_is_slip(word, foods) for word in brands):
        return None
    left = " ".join(word for word in words if word not in unknown)
    food = clearly(left, foods) if left else None
    aside = " ".join(unknown)
    if food is None:
        several = foods.with_words(left) if len(left) > 2 else []
        if not several:
            return None
        sentence = f"'{aside}' is not known, and '{left}' could be several foods; say which."
        return Question(sentence, reading.name, choices(several, reading, foods))
    plain_reading = reading._replace(name=left)
    if food.diet != "vegan" and food.food_group != "supplement" and brands:
        # It may be the twin made of plants.
        several = unlike([food, *foods.everyday(left), *foods.with_words(left)])
        sentence = f"'{aside}' is not known; is it {food.name}, or made of plants?"
        return Question(sentence, reading.name, choices(several, plain_reading, foods))
    item = plain_reading.weighed(food)
    if item is None:
        return amount_question(food, plain_reading, str(no_such_portion(reading.measure, food)))
    return settled(item, plain_reading, foods).with_remark(f"'{aside}' was set aside")


def _is_slip(word: str, foods: Foods) -> bool:
    """Whether an unknown word is a known one mistyped, or an amount that was not understood."""
    is_number = word in NEVER_LEFT_OUT or any(letter.isdecimal() for letter in word)
    return is_number or bool(foods.repaired(word))
