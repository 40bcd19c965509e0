"""Which food a reading means: one that is clearly meant, or a question with what is offered."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from b12track.errors import InputRefused
from b12track.foods.amount import NEVER_LEFT_OUT
from b12track.foods.measures import MEASURES
from b12track.foods.question import Choice, Question
from b12track.foods.reading import Reading
from b12track.foods.table import food_key
from b12track.foods.weighing import no_such_portion, portion_word
from b12track.quantity import plain, ug_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from b12track.foods.store import Foods
    from b12track.foods.table import Food
    from b12track.foods.weighing import Item

_ARTICLES: Final = ("the", "my", "our", "your", "his", "her", "their", "of", "a", "an")
#: Words that change nothing about a food; they are said to have been left out.
_LEFT_OUT: Final = (
    "organic fresh freshly homemade hot warm cold chilled leftover ripe nice tasty delicious"
    " usual favourite favorite local seasonal weak strong small-batch home-made"
)
HARMLESS: Final = frozenset(_LEFT_OUT.split())
#: Pure B12 in a form: a count of its tablets says nothing before their dose is known.
_PURE: Final = tuple(f"b12-{form}cobalamin" for form in ("cyano", "methyl", "hydroxo", "adenosyl"))
_WITHOUT_DOSE: Final = (*_PURE, "b12-lozenge", "b12-gummy", "b12-drops", "b12-spray")
#: What people call whatever they take.
_SOME_TABLET: Final = frozenset(("vitamin tablet", "vitamin", "vitamin pill", "supplement"))
_PIECES: Final = frozenset(("small", "medium", "large", "piece", "whole", "nut", "sardine"))
_PARTS: Final = frozenset(("slice", "piece", "wedge", "square"))
_USUAL_DOSES_UG: Final = (25, 50, 100, 500, 1000, 2000)


def exactly(name: str, foods: Foods) -> Food | None:
    """The food with this name, alias or code, also after "the" or "my"."""
    first, _, rest = name.partition(" ")
    return foods.named(name) or (exactly(rest, foods) if rest and first in _ARTICLES else None)


def clearly(name: str, foods: Foods) -> Food | None:
    """The food with this name, or the only one whose name holds all of these words."""
    food = exactly(name, foods)
    if food or len(name) < 3:
        return food
    candidates = foods.with_words(name)
    words = sorted(food_key(name).split())
    same = [each for each in candidates if words in _names_of(each)]  # "eggs (boiled)"
    return (same or candidates)[0] if 1 in (len(candidates), len(same)) else None


def _names_of(food: Food) -> list[list[str]]:
    """The words of each name of a food, in order of the alphabet."""
    return [sorted(food_key(name).split()) for name in (food.name, *food.aliases)]


def settled(item: Item, reading: Reading, foods: Foods) -> Item:
    """The item, where nothing about it is in doubt for this person.

    Raises a Question where the food does not suit the diet and others of that name do, and for
    tablets of B12 without their dose.
    """
    food = item.food
    if food.food_code in _WITHOUT_DOSE and item.amount.split()[-1] not in ("µg", "mg"):
        raise _dose_question(reading, food)
    if reading.name.startswith("["):
        return item
    if food_key(reading.name).removeprefix("my ") in _SOME_TABLET:
        several = [each for each in foods.with_words("multivitamin") if each.portions]
        sentence = f"Which one is '{reading.name}'? Its label says how much B12 is in it."
        raise Question(sentence, reading.name, choices(several, reading, foods), reading.name)
    if not foods.fits(food):
        raise _diet_question(food, reading, foods)
    if food.food_group != "supplement" and _may_be_one(reading):
        one = Reading(f"[{food.food_code}]", Decimal(1), food.default_portion)
        many = one._replace(number=reading.number)
        answers = [Choice(food.name, each.typed(each.name), food, _tried(food, each))
                   for each in (one, many)]  # fmt: skip
        raise Question(
            f"Is that one {food.name}, or {plain(reading.number)}?", reading.name, answers
        )
    if not reading.measure and _is_unsure(food, reading):
        sentence = f"How much {food.name} was it?"
        raise amount_question(food, reading, sentence, _numbers_for(reading))
    return _with_assumptions(item, reading, foods)


def _diet_question(food: Food, reading: Reading, foods: Foods) -> Question:
    """Foods of that name that suit the diet first, then the one that does not."""
    key = food_key(reading.name)
    alike = _unlike([*foods.everyday(reading.name), *foods.with_words(reading.name)])
    suited = [each for each in alike if foods.fits(each) and _is_kind(each, key, foods)]
    suited = suited or [each for each in _partly(reading.name, foods) if foods.fits(each)][:3]
    return Question(
        f"'{reading.name}' would be {food.name}, which does not suit your diet; say which.",
        reading.name,
        choices([*suited[:5], food], reading, foods),
        reading.name,
    )


def _is_unsure(food: Food, reading: Reading) -> bool:
    """Whether a count of this food says too little: "eggs", "half a pizza" that comes in slices."""
    usual = food_key(food.default_portion).split()
    noun = reading.name.split()[-1]
    if food.b12_ng_per_100g == 0:  # however many, they bring nothing
        return False
    if not reading.is_counted:
        is_many = noun != food_key(noun) and noun.endswith("s")
        return is_many and (usual[-1] in _PIECES or usual[-1] == food_key(noun))
    is_whole = any(food_key(each.name).split()[-1] == food_key(noun) for each in food.portions)
    return usual[-1] != food_key(noun) and (is_whole and usual[-1] in _PARTS)


def _may_be_one(reading: Reading) -> bool:
    """Whether the number may belong to the name: a 3 egg omelette, a 4 cheese pizza."""
    words = reading.name.split()
    is_singular = len(words) > 1 and all(
        food_key(word) == word and word[-1] != "s" for word in (words[0], words[-1])
    )
    return is_singular and not reading.measure and reading.number >= 2 and reading.times is None


def _numbers_for(reading: Reading) -> list[Decimal]:
    """One to five of them where only the number is missing; [] where the portion is."""
    return [] if reading.is_counted else [Decimal(number) for number in range(1, 6)]


def _is_kind(food: Food, key: str, foods: Foods) -> bool:
    """Whether one of its names ends in these words: oat milk is a milk, milk bread is none."""
    if food in foods.everyday(key):
        return True
    keys = [food_key(name) for name in (food.name, *food.aliases)]
    return any(
        name.endswith(f" {key}") and not {"without", "no"} & set(name.split()) for name in keys
    )


def _with_assumptions(item: Item, reading: Reading, foods: Foods) -> Item:
    """The item with what was assumed: the size, fortified or not, the form of a tablet."""
    food = item.food
    if not reading.measure and item.portion_mg is not None and len(food.portions) > 1:
        other = next(each for each in food.portions if each.name != food.default_portion)
        item = item.also_said("", f'--amount "{plain(reading.number)} {other.name}"')
    if food.food_code == _PURE[0] and "cyano" not in reading.name and reading.name[:1] != "[":
        item = item.also_said("form taken as cyanocobalamin", "--food methylcobalamin")
    if food.source == "typical label" and food.b12_origin == "supplement" and food.b12_ng_per_100g:
        item = item.also_said(
            f"a typical label: {ug_text(food.b12_ng_per_100g // 100)} µg a {food.default_portion}",
            '--amount "25 µg"',
        )
    twin = _twin(food, foods)
    if twin and "fortified" not in reading.name and reading.name[:1] != "[":
        kind = "fortified" if food.b12_origin == "fortified" else "unfortified"
        item = item.also_said(f"counted as {kind}", f'--food "{twin.name}"')
    return item


def _twin(food: Food, foods: Foods) -> Food | None:
    """The same food with or without added B12, where the table has both."""
    for here, there in (("-unfortified", "-fortified"), ("-fortified", "-unfortified")):
        if food.food_code.endswith(here):
            return foods.named(f"[{food.food_code.removesuffix(here)}{there}]")
    return None


def choices(found: Sequence[Food], reading: Reading, foods: Foods) -> list[Choice]:
    """Foods as choices, each with what it would save; those that suit the diet come first."""
    ordered = sorted(_unlike(found), key=lambda food: not foods.fits(food))[:6]
    names = [food.name for food in ordered]
    return [
        Choice(
            # Names that are the same, as in imported tables, are told apart by their codes.
            food.name if names.count(food.name) == 1 else food.food_code,
            reading.typed(f"[{food.food_code}]"),
            food,
            _tried(food, reading),
            foods.fits(food),
        )
        for food in ordered
    ]


def _tried(food: Food, reading: Reading) -> Item | None:
    try:
        return reading.weighed(food)
    except InputRefused:
        return None


def _dose_question(reading: Reading, food: Food) -> Question:
    name = food.name.partition(" (")[0]
    count = plain(reading.number)
    piece = food.default_portion
    doses = [
        Choice(f"{ug} µg a {piece}", f"{count} [{food.food_code}] {ug} µg")
        for ug in _USUAL_DOSES_UG
    ]
    sentence = (
        f"How much B12 is in one {piece} of {name}? The label says it:"
        f" b12track take {count} {reading.name} 1000 µg."
    )
    return Question(sentence, reading.name, doses)


def amount_question(
    food: Food, reading: Reading, sentence: str, numbers: Sequence[Decimal] = ()
) -> Question:
    """Asks how much of a food was meant: one of these numbers, or by its own portions."""
    name = f"[{food.food_code}]"
    offered = [reading._replace(name=name, number=number) for number in numbers]
    number = reading.number if reading.measure else Decimal(1)
    portions = sorted(food.portions, key=lambda each: each.name != food.default_portion)
    offered = offered or [Reading(name, number, each.name) for each in portions]
    answers = [Choice(food.name, each.typed(name), food, _tried(food, each)) for each in offered]
    return Question(sentence, reading.name, answers)


def asked(found: Sequence[Reading], words: str, foods: Foods) -> Item | Question:
    """What becomes of words that are no food's name: an item without a brand, or a question."""
    for reading in found:
        food = exactly(reading.name, foods) if portion_word(reading.measure) in MEASURES else None
        if food:  # "pint milk": the food is known, its measure is not
            sentence = str(no_such_portion(reading.measure, food))
            return amount_question(food, reading, sentence)
    for reading in _likely(found):
        several = foods.with_words(reading.name) if len(reading.name) > 2 else []
        several = _unlike([*foods.everyday(reading.name), *several])
        if len(several) == 1 and reading.measure:
            sentence = str(no_such_portion(reading.measure, several[0]))
            return amount_question(several[0], reading, sentence)
        if several:
            sentence = f"'{reading.name}' could be several foods; say which."
            return Question(sentence, reading.name, choices(several, reading, foods), reading.name)
    for reading in _likely(found):
        item = _without_brand(reading, foods)
        if item:
            return item
    reading = next(_likely(found), Reading(words, Decimal(1)))
    near = _unlike([*foods.with_prefixes(reading.name), *_partly(reading.name, foods)])
    ask = " Did you mean one of these?" if near else " Type it in other words, or add it with"
    more = "" if near else " b12track foods add."
    sentence = f"'{reading.name}' is not in the food table.{ask}{more}"
    return Question(sentence, reading.name, choices(near, reading, foods))


def _likely(found: Sequence[Reading]) -> Iterator[Reading]:
    """Readings whose measure is one, the shortest names first: "bowl of x" is about x."""
    measured = [
        each
        for each in found
        if each.measure and (each.has_unit or each.is_of or portion_word(each.measure) in MEASURES)
    ]
    yield from (each for each in measured if each.is_of or each.has_unit)
    yield from (each for each in found if not each.measure)
    yield from (each for each in measured if not (each.is_of or each.has_unit))


def _without_brand(reading: Reading, foods: Foods) -> Item | Question | None:
    """The one food that is left when unknown words, as of brands, are set aside.

    A word that is like a known one may be a slip of the finger, so it is never set aside.
    """
    words = [word for word in reading.name.split() if word not in _ARTICLES]
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
        several = _unlike([food, *foods.everyday(left), *foods.with_words(left)])
        sentence = f"'{aside}' is not known; is it {food.name}, or made of plants?"
        return Question(sentence, reading.name, choices(several, plain_reading, foods))
    item = plain_reading.weighed(food)
    if item is None:
        return amount_question(food, plain_reading, str(no_such_portion(reading.measure, food)))
    return settled(item, plain_reading, foods).also_said(f"'{aside}' was set aside")


def _is_slip(word: str, foods: Foods) -> bool:
    """Whether an unknown word is a known one mistyped, or an amount that was not understood."""
    is_number = word in NEVER_LEFT_OUT or any(letter.isdecimal() for letter in word)
    return is_number or bool(foods.repaired(word))


def _partly(name: str, foods: Foods) -> list[Food]:
    """Foods that are like the name: mended, or with most of its words, the last word first."""
    words = [word for word in name.split() if word not in _ARTICLES]
    known = [word for word in words if foods.knows(word)]
    found = foods.nearest(name) if len(known) < len(words) else []
    for left_out in range(len(known) if len(known) < 8 else 0):
        rest = known[:left_out] + known[left_out + 1 :]
        found += foods.with_words(" ".join(rest))[:4] if rest else []
    if not found and len(known) == 1:
        found = foods.with_words(known[0])
    head = food_key(words[-1]) if words else ""
    ordered = sorted(_unlike(found), key=lambda each: head not in food_key(each.name).split())
    return sorted(ordered, key=lambda each: not foods.fits(each))[:6]


def _unlike(foods: Sequence[Food]) -> list[Food]:
    return list({food.food_code: food for food in foods}.values())
