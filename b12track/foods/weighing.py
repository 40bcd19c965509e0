"""From an amount of a food to milligrams: its own portions first, then mass, dose and volume."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.errors import InputRefused
from b12track.foods.table import Food, Portion, food_key
from b12track.quantity import DOSE_NG, MASS_MG, VOLUME_ML, grams_text, plain, whole

if TYPE_CHECKING:
    from decimal import Decimal

    from b12track.foods.amount import Amount

#: More than this of one food at one time is a slip of the finger, not a meal.
LARGEST_PORTION_MG: Final = 5_000_000
LARGEST_DOSE_NG: Final = 20_000_000
#: A food whose cup weighs less is no liquid, and millilitres of it mean nothing: diced meat
#: has 0.6 g per ml, cooked rice 0.7, oil 0.9.
_POURABLE_MG_PER_ML: Final = 800
_HOUSEHOLD: Final = ("cup", "tbsp", "tsp")
_UNCOUNTED: Final = {"small", "medium", "large", "extra large", "half", *VOLUME_ML} - {"cup"}
#: Other words for the portion names used in foods.csv.
_PORTION_WORDS: Final = {
    "can": "tin", "tub": "pot", "container": "pot", "sm": "small", "md": "medium", "med": "medium",
    "lg": "large", "regular": "medium", "pill": "tablet", "strip": "rasher", "serve": "serving",
    "helping": "serving", "filet": "fillet", "glassful": "glass", "bowlful": "bowl",
}  # fmt: skip


class Item(NamedTuple):
    """One food with its amount; `said` is what was assumed, for the reply."""

    food: Food
    portion_mg: int
    amount: str
    said: str


def weighed(food: Food, amount: Amount) -> Item:
    """The amount in milligrams of this food, by its own portions before any general unit."""
    number, measure = amount
    own = own_portion(food, measure or food.default_portion)
    if own and (not measure or measure not in MASS_MG):
        counted = f"{plain(number)} {_plural(own.name, number)}"
        said = "" if measure or number == 1 else f"1 {own.name} = {grams_text(own.portion_mg)}"
        return checked(food, whole(number * own.portion_mg), counted, said)
    written = f"{plain(number)} {measure}"
    if measure in DOSE_NG and food.b12_origin == "supplement":
        return _dosed(food, number * DOSE_NG[measure], written)
    if measure in MASS_MG:
        return checked(food, whole(number * MASS_MG[measure]), written, "")
    by_volume = _largest_volume(food)
    if measure in VOLUME_ML and by_volume:
        mg_per_ml = by_volume.portion_mg / VOLUME_ML[by_volume.name]
        if measure in _HOUSEHOLD or mg_per_ml >= _POURABLE_MG_PER_ML:
            said = f"1 {by_volume.name} = {grams_text(by_volume.portion_mg)}"
            return checked(food, whole(number * VOLUME_ML[measure] * mg_per_ml), written, said)
    raise no_such_portion(measure, food)


def _plural(name: str, number: Decimal) -> str:
    """A portion's name after a number: sizes and abbreviated units stay as they are.

    >>> from decimal import Decimal
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


def portion_word(words: str) -> str:
    """A portion's name in one spelling: singular, and one word for a thing with two names."""
    return " ".join(_PORTION_WORDS.get(word, word) for word in food_key(words).split())


def own_portion(food: Food, name: str) -> Portion | None:
    wanted = portion_word(name)
    return next((p for p in food.portions if portion_word(p.name) == wanted), None)


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
    return checked(food, portion_mg, written, "")


def checked(food: Food, portion_mg: int, amount: str, said: str) -> Item:
    """The item, refused when its weight is nothing or more than anybody eats."""
    if portion_mg < 1:
        raise InputRefused(f"{amount} of {food.name} is less than 1 mg.")
    if portion_mg > LARGEST_PORTION_MG:
        raise InputRefused(
            f"{amount} of {food.name} is {grams_text(portion_mg)}: more than 5 kg is not a meal."
        )
    return Item(food, portion_mg, amount, said)


def no_such_portion(measure: str, food: Food) -> InputRefused:
    known = ", ".join(f"{p.name} ({grams_text(p.portion_mg)})" for p in food.portions)
    if not known:
        return InputRefused(f"No portion of {food.name} is known: give grams.")
    return InputRefused(f"'{measure}' is no known amount of {food.name}: give grams, or {known}.")
