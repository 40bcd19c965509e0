"""What a person reads of a phrase: the items with what was assumed, or the question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from b12track.errors import InputRefused
from b12track.foods.phrase import items
from b12track.foods.question import Question
from b12track.quantity import grams_text

if TYPE_CHECKING:
    from b12track.foods.store import Foods
    from b12track.foods.weighing import Item


def answer(phrase: str, foods: Foods, most: int = 2) -> str:
    """Every word of the reply, its parts between bars.

    Of a question its sentence, then so many choices, each with what it stands for when it is
    pressed, and last the words that are learned.
    """
    try:
        return " + ".join(map(saved, items(phrase, foods)))
    except Question as question:
        choices = [
            f"{choice.line} > {question.answered(choice.typed)}" for choice in question.choices
        ]
        learns = [f"learns {question.learns}"] if question.learns else []
        return " | ".join([str(question), *choices[:most], *learns])
    except InputRefused as refused:
        return " | ".join([str(refused), *refused.suggestions])


def saved(item: Item) -> str:
    """An item: its food, the amount, the weight, what was assumed and how that is put right."""
    weight = "" if item.portion_mg is None else f" = {grams_text(item.portion_mg)}"
    remark = f" ({item.remark})" if item.remark else ""
    correction = f" [{item.correction}]" if item.correction else ""
    return f"{item.food.food_code}, {item.amount}{weight}{remark}{correction}"
