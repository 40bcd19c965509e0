"""What is asked where words could mean several things, each choice with what it would save."""

from __future__ import annotations

from b12track.errors import InputRefused
from b12track.hints import TYPE_CHECKING
from b12track.quantity import grams_text, ug_text
from b12track.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from b12track.foods.table import Food
    from b12track.foods.weighing import Item

#: More are not shown: whoever wants another one types more words.
MOST_CHOICES = 6


class Choice(NamedTuple):
    """One answer: its words, what to type for it, the food, and what would be saved.

    `item` is None where the amount cannot be weighed for this food, or where it is no one food.
    """

    label: str
    typed: str
    food: Food | None = None
    item: Item | None = None
    fits: bool = True

    @property
    def line(self) -> str:
        """The choice as it is shown: name, amount, µg, and whether it suits the diet."""
        parts = [self.label]
        if self.item is not None:
            weight = self.item.portion_mg
            grams = "" if weight is None else f" = {grams_text(weight)}"
            amount = self.item.amount if self.item.amount == grams[3:] else self.item.amount + grams
            ng = self.item.b12_ng
            parts.append(f"{amount}: {'? µg' if ng is None else f'{ug_text(ng)} µg'}")
        mark = "" if self.fits else " (does not suit your diet)"
        return ", ".join(parts) + mark


class Question(InputRefused):
    """Words that could mean several things; a refusal where nobody can be asked.

    `words` are those asked about. `learns` are the words of a whole food, which will mean the
    chosen one from then on; empty where they were cut from something longer.
    """

    def __init__(
        self, sentence: str, words: str, choices: Sequence[Choice], learns: str = ""
    ) -> None:
        self.choices = list(choices)[:MOST_CHOICES]
        super().__init__(sentence, tuple(choice.line for choice in self.choices))
        self.words = words
        self.learns = learns
        #: What was typed of the item that is asked about; None before that is known.
        self.part: str | None = None
        self._around: tuple[list[str], list[str]] = ([], [])

    def within(self, before: list[str], after: list[str]) -> Question:
        """The question, knowing what else was typed: an answer keeps it."""
        self._around = ([*before, *self._around[0]], [*self._around[1], *after])
        return self

    def answered(self, typed: str) -> str:
        """The whole phrase with these words in place of those asked about."""
        return ", ".join(filter(None, [*self._around[0], typed, *self._around[1]]))
