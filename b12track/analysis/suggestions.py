"""The smallest changes that would lift a week over the reference, found by plain enumeration.

Objective: of all foods that are allowed, the one that needs the fewest extra portions a week, in
portions people eat; foods the person eats before fortified foods before published schedules. One
food and one small whole number can be tried exhaustively, and the answer explained in a sentence;
a solver would mix many foods into a diet nobody asked for, and would be one more dependency.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.foods.table import DIETS
from b12track.science.absorption import absorbed
from b12track.science.band import Band
from b12track.science.eating_occasions import Ingested

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from b12track.diary.journal import Entry
    from b12track.foods.table import Food
    from b12track.science.absorption_profiles import Profile

#: A change of more than two portions every day is no small one.
_MOST_A_WEEK: Final = 14
#: How often in a week a food of a group may be named; liver holds much vitamin A.
_MOST_OF: Final = {"offal": 1, "shellfish": 2, "egg": 7, "drink": 7, "supplement": 7}
_NOT_WITH_CHILD: Final = ("offal",)
_NEVER: Final = ("algae and ferment",)
#: Eaten on fewer days a food is no habit.
_HABIT_DAYS: Final = 2
#: A tablet with more B6 than this is not offered as an answer to low B12.
_MOST_B6_NG: Final = 2_000_000
#: Below this a portion adds nothing worth a sentence.
_LEAST_NG: Final = 100


class Need(NamedTuple):
    """What a week lacks: nanograms per day, and whose diet and body it is about.

    `absorbed_lack_ug` is what the week lacks, by the model, to what has to be absorbed in it.
    """

    mean_ng: int
    reference_ng: int
    diet: str
    profile: Profile
    is_with_child: bool = False
    absorbed_lack_ug: float = 0.0

    @property
    def is_lacking(self) -> bool:
        """Whether the week lacks something, swallowed or absorbed."""
        return self.week_ng > 0 or self.absorbed_lack_ug > 0

    @property
    def week_ng(self) -> int:
        """What seven days lack to the reference; 0 or less where they lack nothing."""
        return 7 * (self.reference_ng - self.mean_ng)


class Option(NamedTuple):
    """One food in one portion: what it holds, how it is said, how often it was eaten.

    `replaces` is what it would stand in for; "" where it is eaten beside the rest.
    """

    kind: str
    name: str
    food_code: str
    group: str
    portion: str
    item: Ingested
    days_eaten: int
    replaces: str = ""


class Change(NamedTuple):
    """An option so many times a week, with what it adds in a week, in µg."""

    option: Option
    times_a_week: int
    added_ug: float
    absorbed_ug: Band
    #: What two portions a day give at one meal; None where they are not two, or it is the same.
    at_one_meal_ug: Band | None
    new_mean_ug: float


def allowed(diet: str, food_diet: str) -> bool:
    """Whether a food of this diet may be named to somebody of that diet.

    >>> allowed("vegan", "vegetarian"), allowed("vegetarian", "vegan")
    (False, True)
    """
    return DIETS.index(food_diet) <= DIETS.index(diet)


def diet_eaten(entries: Sequence[Entry], foods: Mapping[str, Food]) -> str:
    """The strictest diet that holds everything that was eaten; "vegan" where nothing was.

    Supplements are left out: a gelatine capsule makes nobody an omnivore.
    """
    eaten = [
        DIETS.index(foods[entry.food_code].diet)
        for entry in entries
        if entry.food_code in foods and entry.b12_origin != "supplement"
    ]
    return DIETS[max(eaten, default=0)]


def own_options(entries: Sequence[Entry], foods: Mapping[str, Food], need: Need) -> list[Option]:
    """The foods and products that the person eats, in the portion they mostly have."""
    by_food: dict[str, list[Entry]] = {}
    for entry in entries:
        is_weighed = entry.portion_mg is not None or entry.b12_origin == "supplement"
        if is_weighed and (entry.b12_ng or 0) >= _LEAST_NG:
            by_food.setdefault(entry.food_code, []).append(entry)
    options = []
    for code, eaten in by_food.items():
        days = len({entry.eaten_on for entry in eaten})
        group = foods[code].food_group if code in foods else "supplement"
        if days < _HABIT_DAYS or not _may_be_named(code, group, foods, need):
            continue
        usual = sorted(eaten, key=lambda entry: entry.b12_ng or 0)[len(eaten) // 2]
        if usual.b12_origin == "supplement" and (usual.b6_ng or 0) > _MOST_B6_NG:
            continue
        options.append(
            Option("eaten", usual.food_name, code, group, usual.amount, _item(usual), days)
        )
    return options


def _may_be_named(code: str, group: str, foods: Mapping[str, Food], need: Need) -> bool:
    if group in _NEVER or (need.is_with_child and group in _NOT_WITH_CHILD):
        return False
    # Nobody but the person knows the diet of their own products, and they take them.
    own = code not in foods or code.startswith("product-")
    return own or allowed(need.diet, foods[code].diet)


def _item(entry: Entry) -> Ingested:
    return Ingested(
        entry.b12_ng or 0, entry.b12_added_ng, entry.b12_origin, entry.matrix, None, None
    )


def fortified_options(
    offered: Sequence[Food], entries: Sequence[Entry], need: Need
) -> list[Option]:
    """Fortified foods in their usual portion, without those that the person eats already."""
    eaten = {entry.food_code for entry in entries}
    options = []
    for food in offered:
        if food.food_code in eaten or not allowed(need.diet, food.diet):
            continue
        portion = next(p for p in food.portions if p.name == food.default_portion)
        held_ng = (food.b12_ng_per_100g or 0) * portion.portion_mg // 100_000
        added_ng = food.b12_added_ng_per_100g
        if added_ng is not None:
            added_ng = added_ng * portion.portion_mg // 100_000
        item = Ingested(held_ng, added_ng, food.b12_origin, food.matrix, None, None)
        amount = f"1 {portion.name}, {portion.portion_mg // 1000} g"
        options.append(
            Option("fortified", food.name, food.food_code, food.food_group, amount, item, 0)
        )
    return options


def changes(need: Need, options: Sequence[Option], most: int) -> list[Change]:
    """The changes that fill the week, one food each, the smallest first; one of each food group.

    Fewest extra portions; then what is eaten most often; then what overshoots least. Empty where
    nothing is lacking.
    """
    if not need.is_lacking:
        return []
    possible = [change for option in options if (change := _change(need, option))]
    possible.sort(
        key=lambda change: (
            change.times_a_week,
            -change.option.days_eaten,
            change.added_ug,
            change.option.name,
        )
    )
    groups: set[str] = set()
    chosen: list[Change] = []
    for change in possible:
        if change.option.group not in groups and len(chosen) < most:
            groups.add(change.option.group)
            chosen.append(change)
    return chosen


def _change(need: Need, option: Option) -> Change | None:
    """The least number of portions a week that fills it; None where too many would be needed.

    Where nothing is lacking as swallowed, it is what is absorbed that has to be filled.
    """
    once = absorbed([option.item], need.profile)
    if option.item.b12_ng < _LEAST_NG or not once.best:
        return None
    if need.week_ng > 0:
        times = -(-need.week_ng // option.item.b12_ng)
    else:
        times = ceil(need.absorbed_lack_ug / once.best)
    if times > _MOST_OF.get(option.group, _MOST_A_WEEK):
        return None
    week = Band(*(value * times for value in once))
    together = None
    if times > 7:
        # Seven days with two portions at one meal, the rest with one.
        pair = absorbed([option.item, option.item], need.profile)
        together = Band(
            *(
                double * (times - 7) + single * (14 - times)
                for double, single in zip(pair, once, strict=True)
            )
        )
    added_ug = times * option.item.b12_ng / 1000
    new_mean = need.mean_ng / 1000 + added_ug / 7
    return Change(option, times, added_ug, week, together, new_mean)


def swaps(
    need: Need, week: Sequence[Entry], foods: Mapping[str, Food], offered: Sequence[Food]
) -> list[Change]:
    """Plant milks and yogurts without B12 that were had this week, each by its fortified kin.

    A swap need not fill the week: it changes nothing but the carton.
    """
    if not need.is_lacking:
        return []
    by_food: dict[str, list[Entry]] = {}
    for entry in week:
        food = foods.get(entry.food_code)
        if food and food.food_group == _SWAPPED and entry.b12_ng == 0 and entry.portion_mg:
            by_food.setdefault(entry.food_code, []).append(entry)
    swapped = []
    for code, eaten in by_food.items():
        kin = next((food for food in offered if _is_kin(foods[code], food)), None)
        if kin and allowed(need.diet, kin.diet):
            swapped.append(_swap(need, eaten, kin))
    return swapped


_SWAPPED: Final = "plant milk and yogurt"
_KINDS: Final = ("soy", "soya", "oat", "almond", "rice", "coconut", "milk", "yogurt")


def _is_kin(plain: Food, fortified: Food) -> bool:
    """Whether two foods are the same thing but for the fortification: "soy milk" both."""
    words = [
        {word for word in food.name.lower().replace("-", " ").split() if word in _KINDS}
        for food in (plain, fortified)
    ]
    return words[0] == words[1] and fortified.food_group == _SWAPPED


def _swap(need: Need, eaten: Sequence[Entry], kin: Food) -> Change:
    """The same portions of the fortified kin, as often as the plain food was had."""
    usual = sorted(eaten, key=lambda entry: entry.portion_mg or 0)[len(eaten) // 2]
    held_ng = (kin.b12_ng_per_100g or 0) * (usual.portion_mg or 0) // 100_000
    item = Ingested(held_ng, held_ng, kin.b12_origin, kin.matrix, None, None)
    option = Option(
        "swap", kin.name, kin.food_code, kin.food_group, usual.amount, item, 0, usual.food_name
    )
    times = len(eaten)
    added_ug = times * held_ng / 1000
    week = Band(*(value * times for value in absorbed([item], need.profile)))
    return Change(option, times, added_ug, week, None, need.mean_ng / 1000 + added_ug / 7)
