"""The phrase grammar: "2 eggs with a slice of toast" to foods with exact amounts.

Every word typed ends up in a food's name, an amount or a joining word; one that does not is said
to have been set aside, or there is a question. Nothing is saved with a word left over.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from b12track.errors import InputRefused
from b12track.foods.amount import leading_number, readable, vague_amount, without_about
from b12track.foods.naming import amount_question, asked, choices, clearly, exactly, settled
from b12track.foods.question import Choice, Question
from b12track.foods.reading import Reading, readings
from b12track.foods.table import food_key
from b12track.foods.weighing import multiplied, no_such_portion
from b12track.quantity import unit
from b12track.text import accepted

if TYPE_CHECKING:
    from collections.abc import Callable

    from b12track.foods.question import Foods
    from b12track.foods.table import Food
    from b12track.foods.weighing import Item

_JOINERS: Final = re.compile(
    r" (?:and then|and also|along with|together with|as well as|followed by|topped with"
    r"|served with|made with|filled with|mixed with|dipped in|and a side of|and|with|plus|then"
    r"|on top of|on|in|over|w/) (?=\S)"
)
_MOST_JOINED: Final = 12
#: Last words of dishes that are named for two of their parts: a ham and cheese sandwich.
_DISH_NAMES: Final = (
    "sandwich sandwiches toastie pie pies salad soup curry pizza stew wrap roll omelette omelet"
    " quiche crisps casserole bake risotto pasta lasagne lasagna smoothie burrito taco tacos"
    " burger burgers pasty tart fry crumble bagel panini baguette sub melt ravioli cannelloni"
    " pancake pancakes ragu chili chilli hash dip"
)
_DISHES: Final = frozenset(_DISH_NAMES.split())
_EATING: Final = re.compile(
    r"^(?:i )?(?:(?:just|also|have|had|ate|drank|eaten|took|taken|drunk|log|finished) )+"
)


def items(text: str, foods: Foods) -> list[Item]:
    """The foods and amounts of a whole meal.

    Raises a Question with what is offered where any part is unknown, ambiguous or cannot be
    weighed, and InputRefused where nothing can be offered: all items or none.
    """
    parts = _parts(readable(accepted(text, "a meal").lower()), foods)
    found: list[Item] = []
    for number, part in enumerate(parts):
        try:
            found += _joined(part, foods)
        except Question as question:
            raise question.within(parts[:number], parts[number + 1 :]) from None
    return found


def weighed_again(food: Food, amount: str) -> Item:
    """Another amount of a food that is known already: "60g", "2 tablets", "2 × 1000 µg".

    Raises InputRefused for an amount that does not measure it.
    """
    text = without_about(readable(accepted(amount, "the amount").lower()).replace("×", "x"))
    words = text.split()
    number, rest = leading_number(words)
    inner, after = leading_number(rest)
    count = number if inner is not None else None
    number, rest = (inner, after) if count is not None else (number, rest)
    measure = " ".join(rest)
    one = Reading(food.name, Decimal(1) if number is None else number, unit(measure) or measure)
    item = one.weighed(food)
    if item is None or not words:
        raise no_such_portion(measure, food)
    return item if count is None else multiplied(item, count)


def _parts(text: str, foods: Foods) -> list[str]:
    """The items of a list; a comma inside a known food's name does not split it."""
    text = re.sub(r"[()]", " ", text.replace("&", " and "))
    parts: list[str] = []
    for piece in re.split(r"[,+;\n]", text):
        words = _EATING.sub("", " ".join(piece.split()))
        words = words.removeprefix("and ").strip()
        if not words:
            continue
        if parts and not exactly(_without_amount(words), foods):
            joined = f"{parts[-1]} {words}"
            if exactly(_without_amount(joined), foods) or _is_bare_amount(words, parts[-1]):
                parts[-1] = joined
                continue
        parts.append(words)
    if not parts:
        raise InputRefused("No food was named: try b12track log 2 eggs, a glass of milk")
    return parts


def _is_bare_amount(words: str, before: str) -> bool:
    """Whether this is the amount of the food before it: "milk, 200 ml"."""
    number, rest = leading_number(words.split())
    is_amount = number is not None and bool(rest) and unit(" ".join(rest)) is not None
    return is_amount and leading_number(before.split())[0] is None


def _without_amount(words: str) -> str:
    """The words after a leading count, unit and "of"."""
    _, rest = leading_number(words.split())
    if rest and unit(rest[0]):
        rest = rest[1:]
    return " ".join(rest[1:] if rest and rest[0] == "of" else rest)


def _joined(words: str, foods: Foods) -> list[Item]:
    """The items of words that joining words hold together, the longest known names first."""
    words = without_about(words)
    joints = list(_JOINERS.finditer(f" {words}"))
    if len(joints) > _MOST_JOINED:
        raise InputRefused(f"'{words[:60]}…' is too long for one item; put commas between foods.")
    ends = [*(joint.start() - 1 for joint in joints), len(words)]
    for last in range(len(joints), 0, -1):
        known = _first(words[: ends[last]], foods, exactly)
        halves = (words[: max(0, ends[0])], words[joints[0].end() - 1 : ends[last]])
        if known and not _is_of_the_first(known, words[: ends[last]], halves, foods):
            rest = words[joints[last].end() - 1 :] if last < len(joints) else ""
            return [known, *_kept(rest, [words[: ends[last]]], foods)] if rest else [known]
    if not joints:
        return [_item(words, foods)]
    left, right = words[: max(0, ends[0])], words[joints[0].end() - 1 :]
    if not left.strip():
        return _joined(right, foods)
    _ask_about_dish(left, joints[0].group().strip(), right, foods)
    try:
        first = _item(left, foods)
    except Question as question:
        raise _of_a_part(question).within([], [right]) from None
    _ask_if_within(first, left, right)
    return [first, *_kept(right, [left], foods)]


def _kept(words: str, before: list[str], foods: Foods) -> list[Item]:
    try:
        return _joined(words, foods)
    except Question as question:
        raise _of_a_part(question).within(before, []) from None


def _of_a_part(question: Question) -> Question:
    """Nothing is learned from one half of what was typed."""
    question.learns = ""
    return question


def _is_of_the_first(known: Item, words: str, halves: tuple[str, str], foods: Foods) -> bool:
    """Whether the amount before a dish's name is that of its first half: 2 eggs on toast.

    Raises a Question where grams may be those of the whole or of the half: 40 g muesli with milk.
    """
    number, rest = leading_number(words.split())
    is_unit = bool(rest) and unit(rest[0]) is not None
    if number is None or not (is_unit or number > 1) or known.food.food_group == "drink":
        return False
    left, right = (_without_amount(half) for half in halves)
    if not (exactly(left, foods) and exactly(right, foods)):
        return False
    if not is_unit:
        return True
    whole = Choice(f"{known.food.name}, all of it", f"{known.amount} [{known.food.food_code}]",
                   known.food, known)  # fmt: skip
    split = Choice(f"{halves[0]}, and {halves[1]} besides", ", ".join(halves))
    sentence = f"Is that the amount of {known.food.name}, or of {left} alone?"
    raise Question(sentence, words, [whole, split])


def _ask_if_within(first: Item, left: str, right: str) -> None:
    """Raises a Question where the first food is made with the second already: ovaltine, milk."""
    words = set(food_key(f"{_without_amount(left)} {_without_amount(right)}").split())
    names = [set(food_key(name).split()) for name in (first.food.name, *first.food.aliases)]
    if left.endswith("]") or not any(
        words <= name and not name & {"without", "no"} for name in names
    ):
        return
    typed = f"{first.amount} [{first.food.food_code}]"
    alone = Choice(f"{first.food.name} alone", typed, first.food, first)
    both = Choice(f"{first.food.name}, and {right} besides", f"{typed}, {right}")
    sentence = f"{first.food.name} is made with that already; say which."
    raise Question(sentence, f"{left} … {right}", [alone, both])


def _ask_about_dish(left: str, joiner: str, right: str, foods: Foods) -> None:
    """Raises a Question where two halves may be one dish: a ham and cheese sandwich."""
    last = right.split()[-1]
    number, rest = leading_number(left.split())
    is_open = joiner in ("and", "&") and last in _DISHES and len(right.split()) > 1
    if not is_open or leading_number(right.split())[0] is not None or _JOINERS.search(f" {right} "):
        return
    if not rest or unit(rest[0]) or (len(rest) > 1 and "of" in rest):
        return
    name = f"{' '.join(rest)} {right}"
    reading = Reading(name, Decimal(1) if number is None else number)
    alike = [food for food in foods.with_words(name) if last in f"{food.name} {food.aliases}"]
    alike = alike or foods.with_words(f"{' '.join(rest)} {last}")
    one_dish = choices(alike[:4], reading, foods)
    two = Choice(f"two foods: {left}, and {right}", f"{left}, {right}")
    sentence = f"'{left} and {right}' could be one dish or two foods; say which."
    raise Question(sentence, f"{left} and {right}", [*one_dish, two])


def _first(words: str, foods: Foods, named: Callable[[str, Foods], Food | None]) -> Item | None:
    for reading in readings(words.split()):
        food = named(reading.name, foods)
        if food is None:
            continue
        try:
            item = reading.weighed(food)
        except InputRefused as refusal:
            if reading.has_unit and reading.times is None and not isinstance(refusal, Question):
                raise amount_question(food, reading, str(refusal)) from None
            raise
        if item:
            return settled(item, reading, foods)
        if reading.is_of:
            sentence = str(no_such_portion(reading.measure, food))
            raise amount_question(food, reading, sentence)
    return None


def _item(words: str, foods: Foods) -> Item:
    """One food with its amount; the whole text as a name comes first ("b12 tablet 2000 µg")."""
    words = without_about(words)
    whole = foods.named(words)
    if whole:
        reading = Reading(words, Decimal(1), is_counted=False)
        item = reading.weighed(whole)
        if item:
            return settled(item, reading, foods)
    vague, rest = vague_amount(words)
    if vague:
        raise _how_much(vague, rest, foods)
    number, left = leading_number(words.split())
    if not left or (number is not None and unit(" ".join(left))) or unit(words):
        raise InputRefused(f"'{words}' is an amount without a food.")
    if number == 0:
        raise InputRefused(f"'{words}': an amount of nothing cannot be logged.")
    item = _first(words, foods, exactly) or _first(words, foods, clearly)
    outcome = item or asked(list(readings(words.split())), words, foods)
    if isinstance(outcome, Question):
        raise outcome
    return outcome


def _how_much(vague: str, rest: str, foods: Foods) -> Question:
    """The question how much "some" or "3-4" was; about the food where that is not clear."""
    found = list(readings(rest.split()))
    for reading in found:
        food = clearly(reading.name, foods)
        if food and (not reading.measure or reading.weighed(food)):
            sentence = f"'{vague}' is no amount: how much {food.name} was it?"
            return amount_question(food, reading, sentence, _ends_of(vague))
    outcome = asked(found, rest, foods)
    if isinstance(outcome, Question):
        return _of_a_part(outcome)
    sentence = f"'{vague}' is no amount: how much {outcome.food.name} was it?"
    return amount_question(outcome.food, Reading(rest, Decimal(1)), sentence)


def _ends_of(vague: str) -> list[Decimal]:
    """The two numbers of "3-4" or "two or three"; [] for "some"."""
    words = re.split(r" |-|–", vague)
    numbers = (leading_number([word])[0] for word in words if word not in ("a", "to", "or", ""))
    return [number for number in numbers if number is not None]
