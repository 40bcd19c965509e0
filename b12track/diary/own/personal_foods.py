"""The food catalogue as one person sees it: own foods first, and what they chose before."""

from __future__ import annotations

import re

from b12track.diary import journal
from b12track.diary.storage import rows
from b12track.errors import InputRefused
from b12track.foods.catalogue import Catalogue
from b12track.foods.table import DIETS, food_key
from b12track.hints import TYPE_CHECKING, Final
from b12track.record import NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from b12track.diary.own.saved_meals import SavedMeal
    from b12track.diary.profile import Circumstances
    from b12track.foods.table import Food
    from b12track.foods.weighing import Item


class Own(NamedTuple):
    """An own food as a row of the food table, with the key of its name."""

    food: Food
    name_key: str
    is_retired: bool


class Belongings(NamedTuple):
    """What of a diary bears on foods: own foods, supplements by their labels, saved meals,
    words with the food chosen, and the person's diet and authority."""

    own: list[Own]
    products: list[Food]
    meals: list[SavedMeal]
    chosen: dict[str, str]
    #: Product code → folic acid in ng a tablet.
    folic_acid_ng: dict[str, int]
    diet: str | None = None
    authority: str | None = None


_TABLES: Final = ("own_food", "product", "saved_meal", "chosen_food")

_NUMBER: Final = r"^(?:[0-9./]+|an?|one|two|three|four|half an?)(?: |$)"
#: What a name means by the label rules of an authority, where they differ.
_BY_RULE: Final = {"multivitamin": {"us": "multivitamin-us"}}


def belongings(
    connection: sqlite3.Connection, person_id: int, year: int, facts: Circumstances
) -> Belongings:
    """Own foods and products of the diary, and one person's saved meals, choices and diet."""
    if not rows.holds_any(connection, *_TABLES):
        return Belongings([], [], [], {}, {}, facts.diet, facts.authority)
    # Not before they are needed: `log` must be instant.
    from b12track.diary.own import own_foods, products, saved_meals

    chosen = rows.select(connection, "chosen_food", "person_id = ?", (person_id,))
    owned = own_foods.own_foods(connection)
    labels = products.products(connection)
    return Belongings(
        [Own(own_foods.as_food(food), food.name_key, bool(food.retired)) for food in owned],
        [products.as_food(label, year) for label in labels],
        saved_meals.saved_meals(connection, person_id),
        {str(row[2]): str(row[3]) for row in chosen},
        {products.code_of(label): label.folic_acid_ng for label in labels if label.folic_acid_ng},
        facts.diet,
        facts.authority,
    )


def readings(connection: sqlite3.Connection, person_id: int) -> dict[str, str]:
    """Words → food code, as one person chose where words could mean several foods."""
    order = "person_id = ? ORDER BY words_key"
    chosen = rows.select(connection, "chosen_food", order, (person_id,))
    return {str(row[2]): str(row[3]) for row in chosen}


def forget(connection: sqlite3.Connection, act_id: int, person_id: int, words: str) -> None:
    """Lets words be asked about again; raises InputRefused where nothing was chosen for them."""
    where, key = "person_id = ? AND words_key = ?", food_key(words)
    chosen = rows.select(connection, "chosen_food", where, (person_id, key))
    if not chosen:
        known = tuple(readings(connection, person_id))
        raise InputRefused(f"Nothing was chosen for '{words}'.", known[:6])
    journal.drop(connection, act_id, ("chosen_food", int(str(chosen[0][0]))))


def remember(
    connection: sqlite3.Connection, act_id: int, person_id: int, chosen: dict[str, str]
) -> None:
    """Keeps what was chosen for which words, in place of earlier choices."""
    for words, food_code in chosen.items():
        old = rows.select(
            connection, "chosen_food", "person_id = ? AND words_key = ?", (person_id, words)
        )
        values: dict[str, object] = {
            "person_id": person_id,
            "words_key": words,
            "food_code": food_code,
        }
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

    @property
    def folic_acid_ng(self) -> dict[str, int]:
        """Product code → folic acid in ng a tablet, as the labels say."""
        return self._own.folic_acid_ng

    def with_product(self, product: Food, folic_acid_ng: int | None) -> None:
        """Knows a product before it is kept, in place of one of the same name."""
        known = [food for food in self._own.products if food.food_code != product.food_code]
        folic_acid = dict(self._own.folic_acid_ng)
        folic_acid.pop(product.food_code, None)
        if folic_acid_ng is not None:
            folic_acid[product.food_code] = folic_acid_ng
        self._belongings = self._own._replace(products=[product, *known], folic_acid_ng=folic_acid)

    def is_own(self, text: str) -> bool:
        """Whether these words, after a number, are the name of something the person owns."""
        key = food_key(re.sub(_NUMBER, "", text))
        return any(food_key(name) == key for name in self._own_names())

    def _own_names(self) -> list[str]:
        own = self._own
        return [
            *(food.name for food in own.products),
            *(each.food.name for each in own.own if not each.is_retired),
            *(meal.name for meal in own.meals),
        ]

    def fits(self, food: Food) -> bool:
        """Whether a food suits the person's diet; what they own or chose always does."""
        diet = self._own.diet
        if diet not in DIETS or food.food_group == "supplement":
            return True
        mine = food.food_code.startswith(("own-", "product-", "meal-"))
        chosen = food.food_code in self.decided or food.food_code in self.new_choices.values()
        return mine or chosen or DIETS.index(food.diet) <= DIETS.index(diet)

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
        if text[:1] == "[":
            return super().named(text)
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
        food = self._chosen(key) or super().named(text)
        if food and food.food_code in _BY_RULE:  # each authority has its own label rules
            return self.by_code(_BY_RULE[food.food_code].get(self._own.authority or "", "")) or food
        return food

    def _chosen(self, key: str) -> Food | None:
        code = self.new_choices.get(key) or self._own.chosen.get(key)
        food = self.by_code(code) if code else None
        if food and key not in self.new_choices:
            self.decided[food.food_code] = key
        return food

    def knows(self, word: str) -> bool:
        """Whether the name of any food, own ones among them, holds this word."""
        key = food_key(word)
        return super().knows(word) or any(
            key in food_key(name).split() for name in self._own_names()
        )

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
        own = [own_food.food for own_food in self._own.own if not own_food.is_retired]
        return [*own, *super().all()]

    def _own_with(self, text: str, *, whole_words: bool) -> list[Food]:
        words = food_key(text).split()
        foods = []
        shelf = [own.food for own in self._own.own if not own.is_retired]
        for food in [*shelf, *self._own.products] if words else ():
            known = food_key(food.name).split()
            if all(_is_among(word, known, whole_words) for word in words):
                foods.append(food)
        return foods

    def taken_apart(self, items: list[Item]) -> list[Item]:
        """The items with saved meals replaced by their foods, and earlier choices said."""
        meals = {meal.food_code: meal for meal in self._own.meals if self.knows_meals}
        parts: list[Item] = []
        for item in items:
            meal = meals.get(item.food.food_code)
            if meal:
                parts += meal.taken_apart(item, self.by_code)
            else:
                parts.append(self._said(item))
        return parts

    def _said(self, item: Item) -> Item:
        words = self.decided.get(item.food.food_code)
        if words is None:
            return item
        return item.with_remark(f"'{words}' as you chose before")


def _is_among(word: str, known: list[str], whole_words: bool) -> bool:
    return any(name == word if whole_words else name.startswith(word) for name in known)
