"""From an amount of a food to what it holds: its own portions first, then mass, dose and volume."""

from __future__ import annotations

from decimal import Decimal

from b12track.errors import InputRefused
from b12track.foods.table import Food, Portion, food_key
from b12track.hints import TYPE_CHECKING, Final
from b12track.quantity import DOSE_NG, MASS_MG, VOLUME_ML, grams_text, plain, whole
from b12track.record import NamedTuple

if TYPE_CHECKING:
    from b12track.foods.amount import Amount

#: More than this of one food at one time is a slip of the finger, not a meal.
LARGEST_PORTION_MG: Final = 5_000_000
LARGEST_DOSE_NG: Final = 20_000_000
#: A food whose cup weighs less is no liquid, and millilitres of it mean nothing: diced meat
#: has 0.6 g per ml, cooked rice 0.7, oil 0.9.
_POURABLE_MG_PER_ML: Final = 800
#: More tablets than this at once is a dose without its unit: "take 1000 b12".
_MOST_PIECES: Final = 50
#: More of what is measured by the spoon is a cup of something made with it.
_MOST_SPOONED_ML: Final = 100
_HOUSEHOLD: Final = ("cup", "tbsp", "tsp")
_UNCOUNTED: Final = {"small", "medium", "large", "extra large", "half", *VOLUME_ML} - {"cup"}
#: Other words for the portion names used in foods.csv.
_SAME_PORTION: Final = (
    "can=tin tub=pot container=pot sm=small md=medium med=medium lg=large big=large little=small"
    " regular=medium pill=tablet strip=rasher serve=serving helping=serving filet=fillet"
    " glassful=glass bowlful=bowl plateful=plate cupful=cup mugful=mug pack=packet pc=piece"
    " dash=splash"
)
_PORTION_WORDS: Final = dict(pair.split("=") for pair in _SAME_PORTION.split())


class Item(NamedTuple):
    """One food with its amount; `remark` is what was assumed, for the reply.

    `portion_mg` is None for a supplement that was counted or dosed: its contents come exactly
    from `nominal_mg`, in which 1 g stands for one tablet (docs/foods.md). `correction` is what
    `edit` would be told where the assumption is wrong: --amount 60g.
    """

    food: Food
    portion_mg: int | None
    amount: str
    remark: str = ""
    nominal_mg: Decimal | None = None
    correction: str = ""

    @property
    def weight_mg(self) -> Decimal:
        """The weight that contents per 100 g are taken from, nominal for a supplement."""
        return Decimal(self.portion_mg or 0) if self.nominal_mg is None else self.nominal_mg

    def holds_ng(self, ng_per_100g: int | None) -> int | None:
        """Nanograms in this amount of what the food has per 100 g; None stays unknown."""
        return None if ng_per_100g is None else whole(self.weight_mg * ng_per_100g / 100_000)

    @property
    def b12_ng(self) -> int | None:
        """The B12 in this amount, in nanograms."""
        return self.holds_ng(self.food.b12_ng_per_100g)

    def with_remark(self, words: str, correction: str = "") -> Item:
        """The item with one more thing to say of it."""
        return self._replace(
            remark="; ".join(filter(None, (self.remark, words))),
            correction=self.correction or correction,
        )


def weighed(food: Food, amount: Amount) -> Item:
    """The amount of this food, by its own portions before any general unit."""
    number, measure = amount
    if number == 0:
        raise InputRefused(f"{food.name}: an amount of nothing cannot be logged.")
    own = own_portion(food, measure or food.default_portion)
    if own and (not measure or measure not in MASS_MG):
        counted = f"{plain(number)} {_plural(own.name, number)}"
        if food.b12_origin == "supplement" and own.name not in VOLUME_ML:
            if number > _MOST_PIECES:
                raise _too_many(counted, food)
            return _taken(food, number * own.portion_mg, counted)
        assumed = not (measure or number == 1)
        remark = f"1 {own.name} = {grams_text(own.portion_mg)}" if assumed else ""
        return checked(food, whole(number * own.portion_mg), counted, remark)
    written = f"{plain(number)} {measure}"
    if measure in DOSE_NG and food.b12_origin == "supplement":
        return _dosed(food, number * DOSE_NG[measure], written)
    if measure in MASS_MG and not (food.b12_origin == "supplement" and _is_counted(food)):
        return checked(food, whole(number * MASS_MG[measure]), written, "")
    by_volume = _largest_volume(food)
    if measure in VOLUME_ML and by_volume and not _is_drink_made_of(food, by_volume, amount):
        mg_per_ml = by_volume.portion_mg / VOLUME_ML[by_volume.name]
        if measure in _HOUSEHOLD or mg_per_ml >= _POURABLE_MG_PER_ML:
            remark = f"1 {by_volume.name} = {grams_text(by_volume.portion_mg)}"
            return checked(food, whole(number * VOLUME_ML[measure] * mg_per_ml), written, remark)
    raise no_such_portion(measure, food)


def multiplied(item: Item, count: Decimal) -> Item:
    """So many of so much: "2 b12 tablets 1000 µg" is 2 × 1000 µg."""
    amount = f"{plain(count)} × {item.amount}"
    if item.nominal_mg is not None:
        return _taken(item.food, count * item.nominal_mg, amount)
    return checked(item.food, whole(count * item.weight_mg), amount, item.remark)


def _plural(name: str, number: Decimal) -> str:
    """A portion's name after a number: sizes and abbreviated units stay as they are.

    >>> from decimal import Decimal
    >>> [_plural(name, Decimal(2)) for name in ("slice", "glass", "box", "berry", "tray", "large")]
    ['slices', 'glasses', 'boxes', 'berries', 'trays', 'large']
    >>> _plural("cup", Decimal(1)), _plural("cup", Decimal("1.5")), _plural("dish", Decimal(2))
    ('cup', 'cups', 'dishes')
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
    """The food's portion of this name, or None."""
    wanted = portion_word(name)
    return next((p for p in food.portions if portion_word(p.name) == wanted), None)


def _largest_volume(food: Food) -> Portion | None:
    """The food's largest volume portion: the larger the measure, the better the density."""
    volumes = [p for p in food.portions if p.name in VOLUME_ML]
    return max(volumes, key=lambda portion: portion.portion_mg, default=None)


def _is_drink_made_of(food: Food, spoon: Portion, amount: Amount) -> bool:
    """Whether a food that comes by the spoon cannot be meant: a cup of Bovril is mostly water."""
    is_spooned = spoon.name in ("tsp", "tbsp") and bool(food.b12_ng_per_100g)
    return is_spooned and amount.number * VOLUME_ML[amount.measure] > _MOST_SPOONED_ML


def _is_counted(food: Food) -> bool:
    """Whether a supplement comes in pieces of nominal weight, so that grams of it say nothing."""
    usual = own_portion(food, food.default_portion)
    return bool(food.b12_ng_per_100g and usual and usual.name not in VOLUME_ML)


def _dosed(food: Food, dose_ng: Decimal, written: str) -> Item:
    """A dose of a supplement, exact to the nanogram."""
    if not food.b12_ng_per_100g:
        raise InputRefused(f"{food.name} has no B12 value, so a dose cannot be counted.")
    checked_dose(dose_ng, written)
    return _taken(food, dose_ng * 100_000 / food.b12_ng_per_100g, written)


def checked_dose(dose_ng: Decimal, written: str) -> int:
    """A dose in whole nanograms; InputRefused for one that is finer, or that nobody sells.

    >>> checked_dose(Decimal(2500), "2.5 µg")
    2500
    """
    if dose_ng != dose_ng.to_integral_value():
        raise InputRefused(f"{written} is finer than a nanogram (0.001 µg); nothing was saved.")
    if dose_ng == 0:
        raise InputRefused(f"{written} is a dose of nothing; nothing was saved.")
    if dose_ng > LARGEST_DOSE_NG:
        raise InputRefused(f"{written} is more B12 than any dose that is sold; nothing was saved.")
    return int(dose_ng)


def _taken(food: Food, nominal_mg: Decimal, amount: str) -> Item:
    item = Item(food, None, amount, "", nominal_mg)
    if (item.b12_ng or 0) > LARGEST_DOSE_NG or nominal_mg > LARGEST_PORTION_MG:
        raise _too_many(amount, food)
    return item


def _too_many(amount: str, food: Food) -> InputRefused:
    return InputRefused(
        f"{amount} of {food.name} is more than anybody takes at once;"
        " a dose needs its unit: 1000 µg."
    )


def checked(food: Food, portion_mg: int, amount: str, remark: str) -> Item:
    """The item, refused when its weight is nothing or more than anybody eats."""
    if portion_mg < 1:
        raise InputRefused(f"{amount} of {food.name} is less than 1 mg.")
    if portion_mg > LARGEST_PORTION_MG:
        raise InputRefused(
            f"{amount} of {food.name} is {grams_text(portion_mg)}: more than 5 kg is not a meal."
        )
    return Item(food, portion_mg, amount, remark)


def no_such_portion(measure: str, food: Food) -> InputRefused:
    """The refusal of a measure that this food does not have, with those it has."""
    counted = food.b12_origin == "supplement"
    known = ", ".join(
        p.name if counted else f"{p.name} ({grams_text(p.portion_mg)})" for p in food.portions
    )
    if not known:
        return InputRefused(f"No portion of {food.name} is known: give grams.")
    grams = "" if counted else "give grams, or "
    return InputRefused(f"'{measure}' is no known amount of {food.name}: {grams}{known}.")
