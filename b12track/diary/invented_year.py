"""A year of an invented person: omnivore, then vegan without a supplement, then with a tablet."""

from __future__ import annotations

import random
from datetime import date, time, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

DAYS: Final = 365
#: Day numbers at which the person stops eating animals, and begins with a tablet every Sunday.
VEGAN_FROM: Final = 130
TABLET_FROM: Final = 270
#: A fortnight's holiday in which nothing was tracked.
HOLIDAY: Final = range(60, 74)
_SUNDAY: Final = 6
#: One draw decides the same year again for the same day.
_SEED: Final = 412


class InventedMeal(NamedTuple):
    """What was eaten at one occasion, as a person would type it."""

    occasion: str
    at: time
    phrase: str


class InventedDay(NamedTuple):
    """One day of the year: its meals, and what the person said about it, if anything."""

    date: date
    meals: tuple[InventedMeal, ...]
    mark: str | None


_BREAKFAST: Final = (
    (
        "2 eggs, 2 slices of toast, a glass of milk",
        "60 g muesli, 200 ml milk, a banana",
        "a pot of yogurt, 60 g muesli, an apple",
    ),
    (
        "50 g dry oats, 200 ml water, a banana",
        "2 slices of toast, 20 g peanut butter, an orange",
        "60 g muesli, 200 ml unfortified soy milk, an apple",
    ),
)
_LUNCH: Final = (
    (
        "2 slices of bread, 2 slices of cheddar, an apple",
        "150 g cooked rice, 100 g chicken breast",
        "a bowl of lentil soup, 2 slices of bread",
    ),
    (
        "2 slices of bread, 50 g hummus, a carrot",
        "200 g cooked rice, 150 g tofu, 100 g broccoli",
        "a bowl of lentil soup, 2 slices of bread",
    ),
)
_DINNER: Final = (
    (
        "150 g salmon, 200 g potatoes, 100 g broccoli",
        "200 g pasta, 100 g minced beef",
        "a slice of pizza, 100 g lettuce",
        "150 g pork chop, 200 g potatoes, 80 g peas",
    ),
    (
        "200 g pasta, 100 g tomatoes, 80 g peas",
        "200 g cooked rice, 150 g chickpeas, 100 g spinach",
        "200 g potatoes, 150 g tofu, 100 g broccoli",
    ),
)
_FORTIFIED_BREAKFAST: Final = "50 g dry oats, 200 ml fortified soy milk"
_TABLET: Final = "2000 µg b12"


def invented_year(today: date) -> Iterator[InventedDay]:
    """The year that ends today, the same for the same day; today itself has no dinner yet."""
    draw = random.Random(_SEED)  # noqa: S311 - a story, not a secret
    first = today - timedelta(days=DAYS - 1)
    for number in range(DAYS):
        day = first + timedelta(days=number)
        yield _day(number, day, draw, is_today=day == today)


def _day(number: int, day: date, draw: random.Random, *, is_today: bool) -> InventedDay:
    """One day: holidays are paused, about one day in twelve is forgotten, a few are partial."""
    fate = draw.random()
    meals = _meals(number, day, draw)
    if number in HOLIDAY:
        return InventedDay(day, (), "paused")
    if is_today:
        return InventedDay(day, meals[:2], None)
    if fate < 0.08:
        return InventedDay(day, (), None)
    if fate < 0.11:
        return InventedDay(day, meals[:1], "partial")
    return InventedDay(day, meals, "fasting" if number == 200 else None)


def _meals(number: int, day: date, draw: random.Random) -> tuple[InventedMeal, ...]:
    vegan = number >= VEGAN_FROM
    menu = int(vegan)
    breakfast = draw.choice(_BREAKFAST[menu])
    fortified = draw.random() < 0.08
    if vegan and fortified:
        breakfast = _FORTIFIED_BREAKFAST
    if number >= TABLET_FROM and day.weekday() == _SUNDAY:
        breakfast = f"{breakfast}, {_TABLET}"
    return (
        InventedMeal("breakfast", time(8, 0), breakfast),
        InventedMeal("lunch", time(12, 30), draw.choice(_LUNCH[menu])),
        InventedMeal("dinner", time(19, 0), draw.choice(_DINNER[menu])),
    )
