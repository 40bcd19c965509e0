"""Doubts about two halves that a joining word holds together: one dish, or two foods?"""

from __future__ import annotations

from decimal import Decimal

from b12track.foods.amount import leading_number
from b12track.foods.offers import choices
from b12track.foods.question import Choice, Question
from b12track.foods.reading import Reading
from b12track.foods.table import food_key
from b12track.foods.weighing import own_portion
from b12track.hints import TYPE_CHECKING, Final
from b12track.quantity import MASS_MG, plain, unit

if TYPE_CHECKING:
    from b12track.foods.store import Foods
    from b12track.foods.weighing import Item

_DISH_NAMES: Final = (
    "sandwich sandwiches toastie pie pies salad soup curry pizza stew wrap roll omelette omelet"
    " quiche crisps casserole bake risotto pasta lasagne lasagna smoothie burrito taco tacos"
    " burger burgers pasty tart fry crumble bagel panini baguette sub melt ravioli cannelloni"
    " pancake pancakes ragu chili chilli hash dip"
)
#: Last words of dishes that are named for two of their parts: a ham and cheese sandwich.
_DISHES: Final = frozenset(_DISH_NAMES.split())
_MILKS: Final = ("milk and yogurt", "plant milk and yogurt")
_WITH_A_GLASS: Final = ("breakfast cereal", "supplement")


def without_amount(words: str) -> str:
    """The words after a leading count, unit and "of".

    >>> without_amount("200 ml of soy milk"), without_amount("2 eggs")
    ('soy milk', 'eggs')
    """
    _, rest = leading_number(words.split())
    if rest and unit(rest[0]):
        rest = rest[1:]
    return " ".join(rest[1:] if rest and rest[0] == "of" else rest)


def again(item: Item) -> str:
    """What to type for the same item, in doubt no more."""
    return f"{item.amount} [{item.food.food_code}]"


def ask_whose_amount(whole: Item, halves: tuple[str, str], name: str) -> None:
    """Raises a Question where an amount may be that of a dish or of its first half."""
    answers = [
        Choice(f"{whole.food.name}, all of it", again(whole), whole.food, whole),
        Choice(f"{halves[0]}, and {halves[1]} besides", ", ".join(halves)),
    ]
    sentence = f"Is that the amount of {whole.food.name}, or of {name} alone?"
    raise Question(sentence, " … ".join(halves), answers)


def ask_if_one(first: Item, joiner: str, halves: tuple[str, str], second: Item) -> None:
    """Raises a Question where one half may hold the other: cocoa made with milk is made of milk."""
    left, right = (set(food_key(without_amount(half)).split()) for half in halves)
    if halves[0].endswith("]") or not (
        joiner == "made with" or right <= _parts_of(first) or left <= _parts_of(second)
    ):
        return
    former, latter = again(first), again(second)
    answers = [
        Choice(f"{first.food.name} alone", former, first.food, first),
        Choice(f"{second.food.name} alone", latter, second.food, second),
        Choice(f"{first.food.name}, and {second.food.name} besides", f"{former}, {latter}"),
    ]
    sentence = f"{first.food.name} and {second.food.name} may be one thing; say which."
    raise Question(sentence, f"{halves[0]} {joiner} {halves[1]}", answers)


def _parts_of(item: Item) -> set[str]:
    """The words of what a dish is named for; nothing for a food without something."""
    names = [food_key(name).split() for name in (item.food.name, *item.food.aliases)]
    joined = [name for name in names if {"with", "and", "made"} & set(name)]
    return {word for name in joined if not {"without", "no"} & set(name) for word in name}


def ask_how_much_milk(first: Item, second: Item, right: str) -> None:
    """Raises a Question for milk of no amount: nobody has a glass of it in tea or in mash."""
    is_milk = second.food.food_group in _MILKS and second.amount == "1 glass"
    is_measured = leading_number(right.split())[0] is not None or right.startswith("[")
    if first.food.food_group in _WITH_A_GLASS or not is_milk or is_measured:
        return
    name = f"[{second.food.food_code}]"
    answers = [
        Reading(name, Decimal(1), each)
        for each in ("splash", "tbsp", "cup", "glass")
        if own_portion(second.food, each)
    ]
    offered = [
        Choice(second.food.name, each.typed(name), second.food, each.weighed(second.food))
        for each in answers
    ]
    raise Question(f"How much {second.food.name} was in it?", right, offered)


def ask_whose_last_amount(left: str, right: str, first: Item, second: Item) -> None:
    """Raises a Question where grams at the end may be those of both: liver with onions 150 g."""
    *name, last = right.split()
    number, measure = leading_number([last] if not name or unit(last) is None else [name[-1], last])
    is_mass = number is not None and len(measure) == 1 and unit(measure[0]) in MASS_MG
    has_own = any(letter.isdecimal() for letter in left) or leading_number(left.split())[0]
    if not is_mass or has_own or leading_number(right.split())[0] is not None:
        return
    amount = f"{plain(number or Decimal(1))} {measure[0]}"
    code, other = f"[{first.food.food_code}]", f"[{second.food.food_code}]"
    answers = [
        Choice(f"{amount} {first.food.name}, and {second.food.name}", f"{amount} {code}, {other}"),
        Choice(f"{first.food.name}, and {amount} {second.food.name}", f"{code}, {amount} {other}"),
    ]
    raise Question(f"Of which is it {amount}?", f"{left} … {right}", answers)


def ask_about_dish(left: str, right: str, foods: Foods) -> None:
    """Raises a Question where two halves may be one dish: a ham and cheese sandwich."""
    last = right.split()[-1]
    number, rest = leading_number(left.split())
    is_named_for_both = last in _DISHES and len(right.split()) > 1
    if not is_named_for_both or leading_number(right.split())[0] is not None:
        return
    if not rest or unit(rest[0]) or (len(rest) > 1 and "of" in rest):
        return
    name = f"{' '.join(rest)} {right}"
    reading = Reading(name, Decimal(1) if number is None else number)
    alike = [food for food in foods.with_words(name) if last in f"{food.name} {food.aliases}"]
    alike = alike or foods.with_words(f"{' '.join(rest)} {last}")
    two = Choice(f"two foods: {left}, and {right}", f"{left}, {right}")
    sentence = f"'{left} and {right}' could be one dish or two foods; say which."
    raise Question(sentence, f"{left} and {right}", [*choices(alike[:4], reading, foods), two])
