"""Foods by how much B12 they hold, in their usual portion or in 100 g."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from b12track.quantity import MG_PER_G, b12_ng, grams_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from b12track.foods.table import Food


class Ranked(NamedTuple):
    """A food with the amount it is ranked by, and the B12 in that, in nanograms."""

    food: Food
    portion: str
    portion_mg: int
    b12_ng: int

    @property
    def amount(self) -> str:
        """The amount as printed."""
        if self.portion == "100 g" or self.food.b12_origin == "supplement":
            return self.portion
        return f"{self.portion} ({grams_text(self.portion_mg)})"


def ranked(foods: Iterable[Food], per: str) -> list[Ranked]:
    """Foods that hold any B12, the most first; `per` is "portion" or "100g".

    Foods without a value or without a usual portion are left out where that is what is asked.
    """
    amounts = (_ranked(food, per) for food in foods if food.b12_ng_per_100g)
    return sorted(filter(None, amounts), key=lambda row: (-row.b12_ng, row.food.name))


def _ranked(food: Food, per: str) -> Ranked | None:
    known = food.b12_ng_per_100g or 0
    if per == "100g":
        return Ranked(food, "100 g", 100 * MG_PER_G, known)
    usual = next((each for each in food.portions if each.name == food.default_portion), None)
    if usual is None:
        return None
    number = "" if usual.name[:1].isdecimal() else "1 "
    b12 = b12_ng(usual.portion_mg, known)
    return Ranked(food, f"{number}{usual.name}", usual.portion_mg, b12)
