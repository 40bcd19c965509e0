"""What a question offers: foods with what each would save, amounts of a food, foods alike."""

from __future__ import annotations

from decimal import Decimal

from b12track.errors import InputRefused
from b12track.foods.question import Choice, Question
from b12track.foods.reading import Reading
from b12track.foods.table import food_key
from b12track.foods.weighing import portion_word
from b12track.hints import TYPE_CHECKING, Final
from b12track.quantity import DOSE_NG, unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from b12track.foods.store import Foods
    from b12track.foods.table import Food
    from b12track.foods.weighing import Item

#: No food's name that is offered has more words.
_LONGEST_NAME: Final = 4
ARTICLES: Final = ("the", "my", "our", "your", "his", "her", "their", "of", "a", "an")


def choices(candidates: Sequence[Food], reading: Reading, foods: Foods) -> list[Choice]:
    """Foods as choices, each with what it would save; those that suit the diet come first."""
    weighed = [(food, tried(food, reading), foods.fits(food)) for food in unlike(candidates)]
    # What cannot be weighed in this measure and what is raw is seldom meant.
    weighed.sort(key=lambda each: (not each[2], each[1] is None, each[0].name.startswith("raw ")))
    names = [food.name for food, _, _ in weighed]
    return [
        Choice(
            # Names that are the same, as in imported tables, are told apart by their codes.
            food.name if names.count(food.name) == 1 else food.food_code,
            reading.typed(f"[{food.food_code}]"),
            food,
            item,
            fits,
        )
        for food, item, fits in weighed[:6]
    ]


def tried(food: Food, reading: Reading) -> Item | None:
    try:
        return reading.weighed(food)
    except InputRefused:
        return None


def how_much(food: Food, how: str = "How") -> str:
    """The question for an amount: "How many oysters were there", "How much salmon was it".

    What is named in the plural and comes in no pieces is neither: "What amount of crisps was it".
    """
    head = food.name.partition(" in ")[0].partition(" with ")[0].split()[-1]
    if head == food_key(head) or not head.endswith("s"):
        return f"{how} much {food.name} was it"
    usual = food_key(food.default_portion).split()[-1]
    if usual == "piece" or usual == food_key(head):
        return f"{how} many {food.name} were there"
    what = "What" if how == "How" else "what"
    return f"{what} amount of {food.name} was it"


def amount_question(
    food: Food, reading: Reading, sentence: str, numbers: Sequence[Decimal] = ()
) -> Question:
    """Asks how much of a food was meant: one of these numbers, or by its own portions."""
    name = f"[{food.food_code}]"
    offered = [reading._replace(name=name, number=number) for number in numbers]
    number = reading.number if reading.measure else Decimal(1)
    named: dict[str, str] = {}  # one of the names that mean the same: tablet and pill
    for each in sorted(food.portions, key=lambda each: each.name != food.default_portion):
        named.setdefault(portion_word(each.name), each.name)
    offered = offered or [Reading(name, number, measure) for measure in named.values()]
    answers = [Choice(food.name, each.typed(name), food, tried(food, each)) for each in offered]
    return Question(sentence, reading.name, answers)


def better_asked(food: Food, reading: Reading, refusal: InputRefused) -> InputRefused:
    """A question in place of a refusal where something can be offered."""
    is_dose = food.food_group == "supplement" and unit(reading.measure) in DOSE_NG
    if isinstance(refusal, Question) or reading.times is not None or is_dose:
        return refusal
    if reading.has_unit:
        return amount_question(food, reading, str(refusal))
    if reading.measure:
        return refusal
    # "vitamin b12 1000", "milk 250": the unit was forgotten.
    units = ("µg",) if food.food_group == "supplement" else ("ml", "g")
    forgotten = [reading._replace(name=f"[{food.food_code}]", measure=unit) for unit in units]
    answers = [
        Choice(food.name, each.typed(each.name), food, item)
        for each in forgotten
        if (item := tried(food, each))
    ]
    return Question(str(refusal), reading.name, answers) if answers else refusal


def partly(name: str, foods: Foods) -> list[Food]:
    """Foods that are like the name: mended, or with most of its words, the last word first."""
    words = [word for word in name.split() if word not in ARTICLES]
    known = [word for word in words if foods.knows(word)]
    alike = foods.nearest(name) if len(known) < len(words) else []
    alike += _named_within(words, foods)
    alike += _of_known(known, foods) if len(known) < len(words) else []
    for left_out in range(len(known) if len(known) < 8 else 0):
        rest = known[:left_out] + known[left_out + 1 :]
        alike += foods.with_words(" ".join(rest))[:4] if rest else []
    if not alike and len(known) == 1:
        alike = foods.with_words(known[0])
    head = food_key(words[-1]) if words else ""
    ordered = sorted(unlike(alike), key=lambda each: head not in food_key(each.name).split())
    return sorted(ordered, key=lambda each: not foods.fits(each))[:6]


def _named_within(words: Sequence[str], foods: Foods) -> list[Food]:
    """The foods whose whole names stand within the words: a list without commas."""
    inside: list[Food] = []
    taken: set[int] = set()
    for length in range(min(len(words) - 1, _LONGEST_NAME), 0, -1):
        for at in range(len(words) - length + 1):
            places = set(range(at, at + length))
            food = None if taken & places else foods.named(" ".join(words[at : at + length]))
            if food is not None:
                inside.append(food)
                taken |= places
    return inside


def _of_known(known: Sequence[str], foods: Foods) -> list[Food]:
    """Foods that hold every word that is known, the everyday ones first: "yogurt muller"."""
    left = " ".join(known)
    return [*foods.everyday(left), *foods.with_words(left)][:3] if left else []


def unlike(foods: Sequence[Food]) -> list[Food]:
    return list({food.food_code: food for food in foods}.values())
