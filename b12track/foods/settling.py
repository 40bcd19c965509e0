"""Whether an item is settled for this person: its diet, its dose, its number, what is assumed."""

from __future__ import annotations

from decimal import Decimal

from b12track.foods.measures import JOINING
from b12track.foods.offers import amount_question, choices, how_much, partly, tried, unlike
from b12track.foods.question import Choice, Question
from b12track.foods.reading import Reading
from b12track.foods.table import food_key
from b12track.foods.weighing import own_portion
from b12track.hints import TYPE_CHECKING, Final
from b12track.quantity import plain, ug_text

if TYPE_CHECKING:
    from b12track.foods.store import Foods
    from b12track.foods.table import Food
    from b12track.foods.weighing import Item

#: Pure B12 in a form: a count of its tablets says nothing before their dose is known.
_PURE: Final = tuple(f"b12-{form}cobalamin" for form in ("cyano", "methyl", "hydroxo", "adenosyl"))
_WITHOUT_DOSE: Final = (*_PURE, "b12-lozenge", "b12-gummy", "b12-drops", "b12-spray")
#: What people call whatever they take.
_SOME_TABLET: Final = frozenset(("vitamin tablet", "vitamin", "vitamin pill", "supplement"))
_PIECES: Final = frozenset(("small", "medium", "large", "piece", "whole", "nut", "sardine"))
_IN_PIECES: Final = frozenset(("mixed dish", "fish", "shellfish"))
_CUT: Final = frozenset(("slice", "wedge"))
_PARTS: Final = frozenset((*_CUT, "piece", "square"))
_USUAL_DOSES_UG: Final = (25, 50, 100, 500, 1000, 2000)


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
    if food.food_group != "supplement" and not reading.is_after and _may_be_one(reading):
        single = Reading(f"[{food.food_code}]", Decimal(1), food.default_portion)
        counted = (single, single._replace(number=reading.number))
        answers = [
            Choice(food.name, each.typed(each.name), food, tried(food, each)) for each in counted
        ]
        raise Question(
            f"Is that one {food.name}, or {plain(reading.number)}?", reading.name, answers
        )
    if not reading.measure and _is_unsure(food, reading):
        sentence = f"{how_much(food)}?"
        raise amount_question(food, reading, sentence, _numbers_for(reading))
    return _with_assumptions(item, reading, foods)


def _diet_question(food: Food, reading: Reading, foods: Foods) -> Question:
    """Foods of that name that suit the diet first, then the one that does not."""
    key = food_key(reading.name)
    alike = unlike([*foods.everyday(reading.name), *foods.with_words(reading.name)])
    suited = [each for each in alike if foods.fits(each) and _is_kind(each, key, foods)]
    suited = suited or [each for each in partly(reading.name, foods) if foods.fits(each)][:3]
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
        if usual[-1] == "piece" and food.food_group in _IN_PIECES:
            return True
        is_many = noun != food_key(noun) and noun.endswith("s")
        return is_many and (usual[-1] in _PIECES or usual[-1] == food_key(noun))
    if usual[-1] not in _PARTS or usual[-1] == food_key(noun):
        return False
    if reading.number < 1 and usual[-1] in _CUT:  # half of a cake, or of a slice
        return True
    nouns = {food_key(noun), food_key(food.name).split()[-1]}
    part = own_portion(food, food.default_portion)
    wholes = [each for each in food.portions if food_key(each.name).split()[-1] in nouns]
    return any(part is None or each.portion_mg != part.portion_mg for each in wholes)


def _may_be_one(reading: Reading) -> bool:
    """Whether the number may belong to the name: a 3 egg omelette, a 4 cheese pizza."""
    words = reading.name.split()
    is_singular = (
        len(words) > 1
        and JOINING.isdisjoint(words)
        and all(food_key(word) == word and word[-1] != "s" for word in (words[0], words[-1]))
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
        item = item.with_remark("", f'--amount "{plain(reading.number)} {other.name}"')
    if food.food_code == _PURE[0] and "cyano" not in reading.name and reading.name[:1] != "[":
        item = item.with_remark("form taken as cyanocobalamin", "--food methylcobalamin")
    if food.source == "typical label" and food.b12_origin == "supplement" and food.b12_ng_per_100g:
        item = item.with_remark(
            f"a typical label: {ug_text(food.b12_ng_per_100g // 100)} µg a {food.default_portion}",
            '--amount "25 µg"',
        )
    twin = _twin(food, foods)
    if twin and "fortified" not in reading.name and reading.name[:1] != "[":
        kind = "fortified" if food.b12_origin == "fortified" else "unfortified"
        item = item.with_remark(f"counted as {kind}", f'--food "{twin.name}"')
    return item


def _twin(food: Food, foods: Foods) -> Food | None:
    """The same food with or without added B12, where the table has both."""
    for here, there in (("-unfortified", "-fortified"), ("-fortified", "-unfortified")):
        if food.food_code.endswith(here):
            return foods.named(f"[{food.food_code.removesuffix(here)}{there}]")
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
