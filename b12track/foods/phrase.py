"""The phrase grammar: "2 eggs with a slice of toast" to foods with exact amounts.

Every word typed ends up in a food's name, an amount or a joining word; one that does not is said
to have been set aside, or there is a question. Nothing is saved with a word left over.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from decimal import Decimal

from b12track.errors import InputRefused
from b12track.foods.amount import leading_number, readable, vague_amount, without_about
from b12track.foods.halves import (
    again,
    ask_about_dish,
    ask_how_much_milk,
    ask_if_one,
    ask_whose_amount,
    ask_whose_last_amount,
    without_amount,
)
from b12track.foods.measures import MEASURES
from b12track.foods.naming import HARMLESS, asked, clearly, exactly
from b12track.foods.offers import amount_question, better_asked, how_much
from b12track.foods.question import Question
from b12track.foods.reading import Reading, readings
from b12track.foods.settling import settled
from b12track.foods.weighing import multiplied, no_such_portion, portion_word
from b12track.hints import TYPE_CHECKING, Final
from b12track.quantity import unit
from b12track.text import accepted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from b12track.foods.store import Foods
    from b12track.foods.table import Food
    from b12track.foods.weighing import Item

_JOINERS: Final = (
    r" (?:and then|and also|along with|together with|as well as|followed by|topped with"
    r"|n|served with|made with|filled with|mixed with|dipped in|and a side of|and|with|plus|then"
    r"|on top of|on|in|over|w/) (?=\S)"
)
#: Without one of these there is nothing to split, and no pattern need be compiled.
_JOINING: Final = frozenset(
    ("and", "with", "plus", "then", "on", "in", "over", "by", "as", "w/", "n"),
)
_MOST_JOINED: Final = 12
_EATING: Final = frozenset(
    ("i", "just", "also", "have", "had", "ate", "drank", "eaten", "took", "taken", "log")
)


def items(text: str, foods: Foods) -> list[Item]:
    """The foods and amounts of a whole meal.

    Raises a Question with what is offered where any part is unknown, ambiguous or cannot be
    weighed, and InputRefused where nothing can be offered: all items or none.
    """
    parts = _parts(readable(accepted(text, "a meal").lower()), foods)
    eaten: list[Item] = []
    for number, part in enumerate(parts):
        try:
            items_of_part = _joined(part, foods)
            if eaten:
                ask_how_much_milk(eaten[-1], items_of_part[0], part)
            eaten += items_of_part
        except Question as question:
            question.part = part if question.part is None else question.part
            raise question.within(parts[:number], parts[number + 1 :]) from None
    return eaten


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
    reading = Reading(food.name, Decimal(1) if number is None else number, unit(measure) or measure)
    item = reading.weighed(food)
    if item is None or not words:
        raise no_such_portion(measure, food)
    return item if count is None else multiplied(item, count)


def _parts(text: str, foods: Foods) -> list[str]:
    """The items of a list; a comma inside a known food's name does not split it."""
    text = text.replace("(", " ").replace(")", " ").replace("&", " and ")
    parts: list[str] = []
    for separator in "+;\n":
        text = text.replace(separator, ",")
    for piece in text.split(","):
        words = _without_verbs(piece.split())
        if not words:
            continue
        if parts and not exactly(without_amount(words), foods):
            joined = f"{parts[-1]} {words}"
            is_name = exactly(without_amount(joined), foods) and not _is_measured(parts[-1], foods)
            if is_name or _is_bare_amount(words, parts[-1]):
                parts[-1] = joined
                continue
        parts.append(words)
    if not parts:
        raise InputRefused("No food was named: try b12track log 2 eggs, a glass of soy milk")
    return parts


def _without_verbs(words: list[str]) -> str:
    """The words after "I had", "and" and the like."""
    while len(words) > 1 and (words[0] in _EATING or words[0] == "and"):
        words = words[1:]
    return " ".join(words)


def _is_measured(words: str, foods: Foods) -> bool:
    """Whether words before a comma are a food with its own amount: "4 fish fingers, chips"."""
    number, rest = leading_number(words.split())
    is_amount = number is not None and (number > 1 or unit(rest[0] if rest else "") is not None)
    return is_amount and exactly(without_amount(words), foods) is not None


def _is_bare_amount(words: str, before: str) -> bool:
    """Whether this says more of the food before it: "milk, 200 ml", "eggs, 2", "milk, warm"."""
    if HARMLESS.issuperset(words.split()):
        return True
    number, rest = leading_number(words.split())
    measure = " ".join(rest)
    is_measure = unit(measure) is not None or portion_word(measure) in MEASURES
    is_amount = number is not None and (not rest or is_measure)
    return is_amount and leading_number(before.split())[0] is None


def _joined(words: str, foods: Foods) -> list[Item]:
    """The items of words that joining words hold together, the longest known names first."""
    words = without_about(words)
    joints = []
    if not _JOINING.isdisjoint(words.split()):
        joints = list(re.finditer(_JOINERS, f" {words}"))
    if len(joints) > _MOST_JOINED:
        raise InputRefused(f"'{words[:60]}…' is too long for one item; put commas between foods.")
    if not joints:
        return [_item(words, foods)]
    return _by_longest_name(words, joints, foods) or _by_first_joint(words, joints[0], foods)


def _by_longest_name(
    words: str, joints: Sequence[re.Match[str]], foods: Foods
) -> list[Item] | None:
    """The items where the longest name that holds a joining word is known: tea with milk."""
    ends = [*(joint.start() - 1 for joint in joints), len(words)]
    left, middle = words[: max(0, ends[0])], joints[0].end() - 1
    for last in range(len(joints), 0, -1):
        whole = words[: ends[last]]
        rest = words[joints[last].end() - 1 :] if last < len(joints) else ""
        with _keeping([], [rest], whole):
            halves = (left, words[middle : ends[last]])
            known = _whole(whole, halves[1], foods)
            if known and not _is_of_the_first(known, halves, foods):
                return [known, *_kept(rest, again(known), foods)]
    return None


def _whole(words: str, right: str, foods: Foods) -> Item | None:
    """The item with this whole name; None where an amount in it measures the second half alone."""
    try:
        return _first(words, foods, exactly)
    except Question:
        if any(letter.isdecimal() for letter in right):
            return None
        raise


def _by_first_joint(words: str, joint: re.Match[str], foods: Foods) -> list[Item]:
    """The items on both sides of a joining word, each with its own amount."""
    left, right = words[: max(0, joint.start() - 1)], words[joint.end() - 1 :]
    if not left:
        return _joined(right, foods)
    joiner = joint.group().strip()
    if joiner == "and" and not re.search(_JOINERS, f" {right}"):
        ask_about_dish(left, right, foods)
    with _keeping([], [right], left):
        first = _item(left, foods)
    others = _kept(right, left, foods)
    with _keeping([], [again(other) for other in others[1:]], ""):
        ask_if_one(first, joiner, (left, right), others[0])
        if len(others) == 1:
            ask_whose_last_amount(left, right, first, others[0])
        with _keeping([left], [], ""):
            ask_how_much_milk(first, others[0], right)
    return [first, *others]


def _kept(words: str, before: str, foods: Foods) -> list[Item]:
    """The items of what is left, if anything; a question about them keeps what came before."""
    with _keeping([before], [], words):
        return _joined(words, foods) if words else []


@contextmanager
def _keeping(before: list[str], after: list[str], part: str) -> Iterator[None]:
    """A question keeps what stands around its part; where that is anything, nothing is learned."""
    try:
        yield
    except Question as question:
        question.part = part if question.part is None else question.part
        if any((*before, *after)):
            question.learns = ""
        raise question.within(before, after) from None


def _is_of_the_first(known: Item, halves: tuple[str, str], foods: Foods) -> bool:
    """Whether the amount before a dish's name is that of its first half: 2 eggs on toast.

    Raises a Question where grams may be those of the whole or of the half: 40 g muesli with milk.
    """
    number, rest = leading_number(halves[0].split())
    is_unit = bool(rest) and unit(rest[0]) is not None
    if number is None or not (is_unit or number > 1) or known.food.food_group == "drink":
        return False
    names = [without_amount(half) for half in halves]
    if not all(exactly(name, foods) for name in names):
        return False
    if is_unit:
        ask_whose_amount(known, halves, names[0])
    return True


def _first(words: str, foods: Foods, named: Callable[[str, Foods], Food | None]) -> Item | None:
    for reading in readings(words.split()):
        food = named(reading.name, foods)
        if food is None:
            continue
        try:
            item = reading.weighed(food)
        except InputRefused as refusal:
            raise better_asked(food, reading, refusal) from None
        if item:
            return settled(item, reading, foods)
        other = foods.named(f"{reading.name} {reading.measure}")
        drops = Reading("", reading.number).weighed(other) if other else None
        if drops:  # "10 drops of b12" are b12 drops
            return settled(drops, reading, foods)
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
        dose = (f"b12track take {words}",) if words.endswith(("g", "gram", "grams")) else ()
        raise InputRefused(f"'{words}' is an amount without a food.", dose)
    if number == 0:
        raise InputRefused(f"'{words}': an amount of nothing cannot be logged.")
    item = _first(words, foods, exactly) or _first(words, foods, clearly)
    outcome = item or asked(list(readings(words.split())), words, foods)
    if isinstance(outcome, Question):
        raise outcome
    return outcome


def _how_much(vague: str, rest: str, foods: Foods) -> Question:
    """The question how much "some" or "3-4" was; about the food where that is not clear."""
    likely = list(readings(rest.split()))
    for reading in likely:
        food = clearly(reading.name, foods)
        if food and (not reading.measure or reading.weighed(food)):
            sentence = f"'{vague}' is no amount: {how_much(food, 'how')}?"
            return amount_question(food, reading, sentence, _ends_of(vague))
    outcome = asked(likely, rest, foods)
    if isinstance(outcome, Question):
        return _still_vague(outcome, vague)
    sentence = f"'{vague}' is no amount: {how_much(outcome.food, 'how')}?"
    return amount_question(outcome.food, Reading(rest, Decimal(1)), sentence)


def _still_vague(question: Question, vague: str) -> Question:
    """The question which food it was, whose answers still do not say how much."""
    answers = [
        choice._replace(typed=f"{vague} [{choice.food.food_code}]", item=None)
        for choice in question.choices
        if choice.food is not None
    ]
    return Question(str(question), question.words, answers)


def _ends_of(vague: str) -> list[Decimal]:
    """The two numbers of "3-4" or "two or three"; [] for "some"."""
    words = re.split(r" |-|–", vague)
    numbers = (leading_number([word])[0] for word in words if word not in ("a", "to", "or", ""))
    return [number for number in numbers if number is not None]
