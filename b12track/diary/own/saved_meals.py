"""Meals and recipes to be logged by their name: what they are made of, and shares of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.diary import journal
from b12track.diary.storage import rows
from b12track.errors import InputRefused
from b12track.foods.phrase import weighed_again
from b12track.foods.table import Food, Portion, food_key
from b12track.foods.weighing import Item, checked, multiplied
from b12track.quantity import MG_PER_G, plain, whole

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable
    from decimal import Decimal

#: A portion of a meal that nobody weighed; it cancels out, only shares of it are used.
_NOMINAL_MG: Final = 100 * MG_PER_G
_PORTIONS: Final = re.compile(r"[0-9.]+ (?:portion|serving)s?")


class Part(NamedTuple):
    """One food of a saved meal, in the whole of it."""

    food_code: str
    food: str
    #: None for supplements, which have no weight: then the amount says it.
    mg: int | None
    amount: str


class SavedMeal(NamedTuple):
    """A meal by its name; `makes` is how many portions the parts together are."""

    saved_meal_id: int
    person_id: int
    name: str
    name_key: str
    makes: int
    weighs_mg: int | None
    occasion: str | None
    items: str

    @property
    def parts(self) -> list[Part]:
        """What it is made of."""
        import json  # 4 ms that a log without a saved meal need not wait for

        return [Part(**part) for part in json.loads(self.items)]

    @property
    def food_code(self) -> str:
        """How the phrase grammar refers to it; never written into an entry."""
        return f"meal-{self.saved_meal_id}"

    @property
    def portion_mg(self) -> int:
        """The weight of one portion, nominal where the meal was not weighed."""
        return self.weighs_mg // self.makes if self.weighs_mg else _NOMINAL_MG

    def as_food(self) -> Food:
        """The meal as the grammar of phrases sees it: a thing with portions, to be taken apart."""
        return Food(
            food_code=self.food_code,
            name=self.name,
            aliases=(),
            food_group="saved meal",
            b12_ng_per_100g=None,
            b12_origin="natural",
            b12_added_ng_per_100g=None,
            matrix="mixed",
            b6_ng_per_100g=None,
            thiamin_ng_per_100g=None,
            portions=(Portion("portion", self.portion_mg), Portion("serving", self.portion_mg)),
            default_portion="portion",
            diet="omnivore",
            data_quality="calculated",
            source="saved meal",
            source_code=self.name,
            source_year=None,
            note="",
        )

    def taken_apart(self, item: Item, food_of: Callable[[str], Food | None]) -> list[Item]:
        """The foods of so much of a meal, each with its share, with today's values of the table.

        Raises InputRefused for grams of a meal that was not weighed, and for a food that is gone.
        """
        if self.weighs_mg is None and not _PORTIONS.fullmatch(item.amount):
            raise InputRefused(
                f"Nobody weighed {self.name}: say portions of it, or save it again with --weighs."
            )
        share = item.weight_mg / self.portion_mg / self.makes
        assumption = f"from your {self.name}"
        return [_share(part, share, food_of, assumption) for part in self.parts]


def saved_meals(connection: sqlite3.Connection, person_id: int) -> list[SavedMeal]:
    """Every saved meal of a person, by name."""
    return rows.records(
        connection, "saved_meal", SavedMeal, "person_id = ? ORDER BY name_key", (person_id,)
    )


def saved_meal(connection: sqlite3.Connection, person_id: int, name: str) -> SavedMeal | None:
    """The meal of this name, compared as foods are, or None."""
    key = food_key(name)
    meals = saved_meals(connection, person_id)
    return next((meal for meal in meals if meal.name_key == key), None)


def keep(connection: sqlite3.Connection, act_id: int, meal: SavedMeal) -> SavedMeal:
    """Writes a meal, in place of the one of the same name; entries keep what they were."""
    if not meal.name_key or len(meal.name) > 100:
        raise InputRefused("A meal's name has 1 to 100 characters, a letter or digit among them.")
    old = saved_meal(connection, meal.person_id, meal.name)
    values: dict[str, object] = {
        name: value for name, value in meal._asdict().items() if name != "saved_meal_id"
    }
    if old is None:
        number = journal.add(connection, act_id, "saved_meal", values)
        return meal._replace(saved_meal_id=number)
    journal.change(connection, act_id, ("saved_meal", old.saved_meal_id), values)
    return meal._replace(saved_meal_id=old.saved_meal_id)


def parts_text(parts: Iterable[Part]) -> str:
    """The parts as a saved meal keeps them."""
    import json

    return json.dumps([part._asdict() for part in parts], ensure_ascii=False)


def _share(
    part: Part, share: Decimal, food_of: Callable[[str], Food | None], assumption: str
) -> Item:
    food = food_of(part.food_code)
    if food is None:
        raise InputRefused(f"{part.food} is no longer in the food table; save the meal anew.")
    if part.mg is None:
        whole_part = weighed_again(food, part.amount)
        return (whole_part if share == 1 else multiplied(whole_part, round(share, 3))).with_remark(
            assumption
        )
    amount = part.amount if share == 1 else f"{plain(round(share, 3))} × {part.amount}"
    return checked(food, whole(part.mg * share), amount[:100], assumption)
