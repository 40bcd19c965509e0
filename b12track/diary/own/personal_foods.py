"""The food catalogue as one person sees it: own foods first, and what they chose before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.diary import journal
from b12track.diary.storage import rows
from b12track.foods.catalogue import Catalogue
from b12track.foods.table import food_key

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from b12track.diary.own.saved_meals import SavedMeal
    from b12track.foods.table import Food
    from b12track.foods.weighing import Item


class Own(NamedTuple):
    """An own food as a row of the food table, with the key of its name."""

    food: Food
    name_key: str
    is_retired: bool


class Belongings(NamedTuple):
    """What of a diary bears on foods: own foods, supplements by their labels, saved meals, and
    words with the food chosen."""

    own: list[Own]
    products: list[Food]
    meals: list[SavedMeal]
    chosen: dict[str, str]


_HAS_ANY: Final = (
    "SELECT EXISTS (SELECT 1 FROM own_food) OR EXISTS (SELECT 1 FROM product)"
    " OR EXISTS (SELECT 1 FROM saved_meal) OR EXISTS (SELECT 1 FROM chosen_food)"
)


def belongings(connection: sqlite3.Connection, person_id: int, year: int) -> Belongings:
    """Own foods and products of the diary, and one person's saved meals and choices."""
    if not connection.execute(_HAS_ANY).fetchone()[0]:
        return Belongings([], [], [], {})
    # Not before they are needed: `log` must be instant.
    from b12track.diary.own import own_foods, products, saved_meals

    chosen = rows.select(connection, "chosen_food", "person_id = ?", (person_id,))
    own = own_foods.own_foods(connection)
    return Belongings(
        [Own(own_foods.as_food(one), one.name_key, bool(one.retired)) for one in own],
        [products.as_food(one, year) for one in products.products(connection)],
        saved_meals.saved_meals(connection, person_id),
        {str(row[2]): str(row[3]) for row in chosen},
    )


def remember(
    connection: sqlite3.Connection, act_id: int, person_id: int, chosen: dict[str, str]
) -> None:
    """Keeps what was chosen for which words, in place of earlier choices."""
    for words, food_code in chosen.items():
        old = rows.select(
            connection, "chosen_food", "person_id = ? AND words_key = ?", (person_id, words)
        )
        values: dict[str, object] = {
            "person_id": person_id, "words_key": words, "food_code": food_code,
        }  # fmt: skip
        if old:
            row = ("chosen_food", int(str(old[0][0])))
            journal.change(connection, act_id, row, values)
        else:
            journal.add(connection, act_id, "chosen_food", values)


class PersonalFoods(Catalogue):
    """A catalogue in which own foods come before bundled ones, and choices before questions.

    `read` gives the belongings; it is called when the first food is looked up. Saved meals are
    found only where `knows_meals` says so, because only a log can take them apart.
    """

    def __init__(self, connection: sqlite3.Connection, read: Callable[[], Belongings]) -> None:
        super().__init__(connection)
        self._read = read
        self._belongings: Belongings | None = None
        self.knows_meals = False
        #: Words → food code as chosen in this run, still to be remembered.
        self.new_choices: dict[str, str] = {}
        #: Food code → words where an earlier choice decided, to be said.
        self.decided: dict[str, str] = {}

    @property
    def _own(self) -> Belongings:
        if self._belongings is None:
            self._belongings = self._read()
        return self._belongings

    def choose(self, words: str, food: Food) -> None:
        """From now on these words mean this food."""
        self.new_choices[food_key(words)] = food.food_code

    def by_code(self, food_code: str) -> Food | None:
        """The food with this code; an own one also when it is retired."""
        for own in self._own.own if food_code.startswith("own-") else ():
            if own.food.food_code == food_code:
                return own.food
        for product in self._own.products if food_code.startswith("product-") else ():
            if product.food_code == food_code:
                return product
        return super().by_code(food_code)

    def named(self, text: str) -> Food | None:
        """A saved meal, an own food, what was chosen before, else as in the catalogue."""
        key = food_key(text)
        for meal in self._own.meals if self.knows_meals else ():
            if meal.name_key == key:
                return meal.as_food()
        for own in self._own.own:
            if own.name_key == key and not own.is_retired:
                return own.food
        for product in self._own.products:
            if food_key(product.name) == key:
                return product
        return self._chosen(key) or super().named(text)

    def _chosen(self, key: str) -> Food | None:
        code = self.new_choices.get(key) or self._own.chosen.get(key)
        food = self.by_code(code) if code else None
        if food and key not in self.new_choices:
            self.decided[food.food_code] = key
        return food

    def with_words(self, text: str, limit: int = 50) -> list[Food]:
        """Own foods that hold every word; only without one those of the catalogue."""
        return self._own_with(text, whole_words=True) or super().with_words(text, limit)

    def with_prefixes(self, text: str, limit: int = 50) -> list[Food]:
        """Own foods, then those of the catalogue, with words beginning so."""
        own = self._own_with(text, whole_words=False)
        return [*own, *super().with_prefixes(text, limit)][:limit]

    def search(self, text: str, limit: int = 30) -> list[Food]:
        """Own foods first, then what the catalogue finds."""
        own = self._own_with(text, whole_words=False)
        codes = {food.food_code for food in own}
        others = [food for food in super().search(text, limit) if food.food_code not in codes]
        return [*own, *others][:limit]

    def all(self) -> list[Food]:
        """Every bundled food and every own one that is not retired."""
        own = [one.food for one in self._own.own if not one.is_retired]
        return [*own, *super().all()]

    def _own_with(self, text: str, *, whole_words: bool) -> list[Food]:
        words = food_key(text).split()
        found = []
        for own in self._own.own if words else ():
            known = own.name_key.split()
            if not own.is_retired and all(_is_among(word, known, whole_words) for word in words):
                found.append(own.food)
        return found

    def taken_apart(self, items: list[Item]) -> list[Item]:
        """The items with saved meals replaced by their foods, and earlier choices said."""
        meals = {meal.food_code: meal for meal in self._own.meals if self.knows_meals}
        found: list[Item] = []
        for item in items:
            meal = meals.get(item.food.food_code)
            if meal:
                found += meal.taken_apart(item, self.by_code)
            else:
                found.append(self._said(item))
        return found

    def _said(self, item: Item) -> Item:
        words = self.decided.get(item.food.food_code)
        if words is None:
            return item
        said = f"'{words}' as you chose before"
        return item._replace(said=f"{item.said}; {said}" if item.said else said)


def _is_among(word: str, known: list[str], whole_words: bool) -> bool:
    return any(one == word if whole_words else one.startswith(word) for one in known)
