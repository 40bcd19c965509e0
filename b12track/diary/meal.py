"""From the words of a meal to entries: the one path of `log`, `take`, `meals` and the page.

    meal = read(words, foods, today)          # or raises Question / InputRefused
    ids = write(diary, act_id, eaten, meal)   # inside the caller's transaction and act

`foods` is a `PersonalFoods`: the catalogue as one person sees it. A `Question` says what is asked
(`str(question)`) and holds `choices`; each has its `line` to show and what it would save (`item`).
`question.answered(choice.typed)` is the whole phrase with that answer in it, amounts, other
foods, day and occasion kept: read it again, and write what comes of it. Where `question.learns`
is not empty, `foods.choose(question.learns, choice.food)` lets the words mean that food from then
on; `write` keeps it. Nothing is saved while a question is open.
"""

from __future__ import annotations

import re

from b12track.diary import eating_time, journal
from b12track.errors import InputRefused
from b12track.foods.amount import readable
from b12track.foods.phrase import items
from b12track.foods.question import Question
from b12track.hints import TYPE_CHECKING, Final
from b12track.record import NamedTuple
from b12track.text import accepted

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

    from b12track.diary.eating_time import EatingTime
    from b12track.diary.own.personal_foods import PersonalFoods
    from b12track.foods.weighing import Item

#: Equal uptake of the four forms was measured at 1, 5 and 25 µg. docs/method.md#absorption
_EQUAL_UP_TO_NG: Final = 25_000
_DOUBTED: Final = ("methylcobalamin", "adenosylcobalamin")
_ROUTE_SAID: Final = {
    "sublingual": "under the tongue counts as swallowed",
    "nasal": "nasal is counted as swallowed",
}
_BARE_DOSE: Final = (
    r"([0-9.,/ ½¼]+ ?(?:mg|µg|\u03bcg|ug|mcg|micrograms?|milligrams?))(?: ?[x×] ?([0-9]+))?"
)
_SHORT_FORM: Final = r"\b(cyano|methyl|hydroxo|hydroxy|adenosyl)(?= |$)(?! b12)"
#: Parts of words for a route, looked for before any pattern is.
_ROUTE_HINTS: Final = ("lingual", "tongue", "chew", "nas", "nose", "oral", "mouth", "swallow")
_OF_A_DOSE: Final = r"\b(?:b12|[a-z]+cobalamin|vitamin|[µu\u03bcm]c?g|tablets?)\b"


class Meal(NamedTuple):
    """What the words of a meal mean: its foods, when it was eaten, by which route it went."""

    items: list[Item]
    time: EatingTime
    route: str | None
    #: Words → food code, answered in questions and still to be kept.
    chosen: dict[str, str]
    #: Product code → folic acid in ng a tablet, as labels say.
    folic_acid_ng: dict[str, int]


def read(words: str, foods: PersonalFoods, today: date, *, is_supplement: bool = False) -> Meal:
    """What the words mean to this person; `is_supplement` reads a bare dose as one of B12.

    Raises a Question where they could mean several things, and InputRefused for what is no meal
    and for a food where a supplement was meant.
    """
    text = readable(accepted(words, "a meal").lower()).rstrip(" .!?,;")
    if _is_injection(text):
        raise InputRefused(
            "An injection is no meal: b12track inject 1 mg hydroxocobalamin keeps it apart."
        )
    text, time = eating_time.taken_apart(text, today)
    foods.knows_meals = True
    route = None
    if is_supplement and not foods.is_own(text):
        text = re.sub(_SHORT_FORM, _full_name, text)
    if _names_a_route(text) and not foods.is_own(text):  # as a product's name may do
        route, text = _route_in(text)
    bare = re.fullmatch(_BARE_DOSE, text) if is_supplement else None
    if bare:
        text = f"{bare[2]} b12 {bare[1]}" if bare[2] else f"{text} b12"
    try:
        eaten = foods.taken_apart(items(text, foods))
    except Question as question:
        raise question.within([], [time.words] if time.words else []) from None
    for item in eaten if is_supplement else ():
        if item.food.b12_origin != "supplement":
            raise InputRefused(f"{item.food.name} is no supplement: b12track log {text}")
    described = [_with_route(item, route) for item in eaten]
    return Meal(described, time, route, foods.new_choices, foods.folic_acid_ng)


def _is_injection(text: str) -> bool:
    words = text.split()
    shots = {"injection", "injected", "injections", "jab"}
    return not shots.isdisjoint(words) or ("b12" in words and "shot" in words)


def _names_a_route(text: str) -> bool:
    """Whether the words say how a dose was taken."""
    is_hinted = any(hint in text for hint in _ROUTE_HINTS)
    return is_hinted and bool(re.search(_OF_A_DOSE, text))


def _route_in(text: str) -> tuple[str | None, str]:
    from b12track.diary import doses, plans

    return plans.taken_out(text, doses.ROUTE_WORDS)


def _full_name(match: re.Match[str]) -> str:
    return f"{'hydroxo' if match.group(1) == 'hydroxy' else match.group(1)}cobalamin"


def _with_route(item: Item, route: str | None) -> Item:
    """A supplement with what its route and form make of it."""
    if item.food.b12_origin != "supplement":
        return item
    if route in _ROUTE_SAID:
        item = item.with_remark(_ROUTE_SAID[route])
    if form_of(*item.food[:2]) in _DOUBTED and (item.b12_ng or 0) > _EQUAL_UP_TO_NG:
        item = item.with_remark(
            "counted like cyanocobalamin; equal uptake was measured up to 25 µg only"
        )
    return item


def form_of(food_code: str, name: str) -> str | None:
    """The form of cobalamin that a food's name or code gives away."""
    from b12track.diary import plans

    if food_code.startswith("b12-tablet-"):
        return plans.FORMS[0]
    words = f"{food_code} {name}"
    return next((form for form in plans.FORMS if form in words), None)


def write(
    connection: sqlite3.Connection, act_id: int, eaten: journal.Eaten, meal: Meal
) -> list[int]:
    """Writes the entries of a meal, what is known of its supplements, and what was chosen."""
    ids = journal.record(connection, act_id, eaten, meal.items)
    for number, item in zip(ids, meal.items, strict=True):
        if item.food.b12_origin == "supplement":
            _describe(connection, act_id, number, item, meal)
    if meal.chosen:
        from b12track.diary.own.personal_foods import remember

        remember(connection, act_id, eaten.person_id, meal.chosen)
    return ids


def _describe(
    connection: sqlite3.Connection, act_id: int, number: int, item: Item, meal: Meal
) -> None:
    """Keeps what is known of a supplement beyond its entry: form, route, folic acid."""
    from b12track.diary import doses

    code = item.food.food_code
    a_tablet = meal.folic_acid_ng.get(code, doses.FOLIC_ACID_NG.get(code))
    folic_acid = None if a_tablet is None else item.holds_ng(a_tablet * 100)
    route = meal.route or "oral"
    known = doses.Supplement(number, form_of(*item.food[:2]), route, None, folic_acid)
    doses.describe(connection, act_id, known)
