"""Four invented people, their diaries of ninety days, and what the tool prints of them."""

from __future__ import annotations

import os
import random
from contextlib import closing
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from b12track.cli.session import Session
from b12track.diary import journal
from b12track.foods.phrase import items
from tools.documents import printed, throw_away_home

if TYPE_CHECKING:
    import sqlite3

    from b12track.foods.weighing import Item

DAYS = 90
_SUNDAY = 6
_SEED = 12
_FORGOTTEN = 0.1  # of the days
_HOURS = {"breakfast": time(8, 0), "lunch": time(12, 30), "dinner": time(19, 0)}

_VEGAN = {
    "breakfast": ("50 g dry oats, 200 ml water, a banana", "2 slices of toast, 20 g peanut butter"),
    "lunch": ("2 slices of bread, 50 g hummus, a carrot", "a bowl of lentil soup, an apple"),
    "dinner": (
        "200 g cooked rice, 150 g tofu, 100 g broccoli",
        "200 g pasta, 100 g tomatoes, 80 g peas",
    ),
}
_OMNIVORE = {
    "breakfast": ("2 slices of toast, a slice of cheddar", "a boiled egg, a slice of toast"),
    "lunch": ("150 g cooked rice, 100 g chicken breast", "a bowl of lentil soup, a slice of bread"),
    "dinner": ("100 g salmon, 200 g potatoes, 100 g broccoli", "200 g pasta, 100 g minced beef"),
}
_VEGETARIAN = {
    "breakfast": ("60 g muesli, 200 ml milk, a banana", "a boiled egg, 2 slices of toast"),
    "lunch": ("2 slices of bread, 2 slices of cheddar, an apple", "a pot of yogurt, an apple"),
    "dinner": (
        "200 g cooked rice, 150 g tofu, 100 g broccoli",
        "200 g pasta, 100 g tomatoes, 50 g mozzarella",
    ),
}


class Example(NamedTuple):
    """One person: what they say of themselves, their meals, their Sunday tablet, what is shown."""

    setup: tuple[str, ...]
    menu: dict[str, tuple[str, ...]]
    on_sundays: str
    answered: tuple[str, ...]


EXAMPLES = {
    "vegan": Example(
        ("b12track profile set --born 1994-02-11 --sex f --diet vegan --since always",),
        _VEGAN,
        "2000 µg b12",
        ("b12track day 2026-11-15", "b12track week yesterday", "b12track flags"),
    ),
    "older": Example(
        (
            "b12track profile set --born 1954-05-01 --sex m --diet omnivore --since always",
            "b12track profile set --medicine ppi --since 2024-01-10",
        ),
        _OMNIVORE,
        "",
        ("b12track day yesterday", "b12track week yesterday", "b12track flags"),
    ),
    "injections": Example(
        (
            "b12track profile set --born 1968-09-30 --sex f --authority uk --since always",
            "b12track profile set --condition pernicious-anaemia --since 2023-03-01",
            *(
                f"b12track inject 1 mg hydroxocobalamin --on {day}"
                for day in ("2026-05-04", "2026-07-06", "2026-09-07", "2026-11-02")
            ),
        ),
        _OMNIVORE,
        "",
        ("b12track day yesterday", "b12track week yesterday", "b12track flags", "b12track store"),
    ),
    "pregnant": Example(
        (
            "b12track profile set --diet vegetarian --authority efsa --since always",
            "b12track profile set --born 1993-06-20 --pregnant 2026-06-08..2027-03-01",
        ),
        _VEGETARIAN,
        "",
        ("b12track day yesterday", "b12track week yesterday", "b12track flags", "b12track month"),
    ),
}


def example(name: str) -> str:
    """What the person types and what the tool prints, as a fenced block without the meals."""
    person = EXAMPLES[name]
    with throw_away_home() as home, closing(Session(os.path.join(home, "diary.db"))) as session:
        transcripts = [f"$ {line}\n{printed(line)}" for line in person.setup]
        _write(session, person)
        transcripts += [f"$ {line}\n{printed(line)}" for line in person.answered]
    return "```console\n" + "\n\n".join(transcripts) + "\n```"


def _write(session: Session, person: Example) -> None:
    """Ninety days of meals up to yesterday, one day in ten forgotten, in one transaction."""
    catalogue = session.catalogue()
    understood: dict[str, list[Item]] = {}
    draw = random.Random(_SEED)
    with session.writing() as diary:
        for back in range(DAYS, 0, -1):
            day = session.today - timedelta(days=back)
            forgotten = draw.random() < _FORGOTTEN
            for occasion, choices in person.menu.items():
                phrase = draw.choice(choices)
                if occasion == "breakfast" and day.weekday() == _SUNDAY and person.on_sundays:
                    phrase = f"{phrase}, {person.on_sundays}"
                elif forgotten:
                    continue
                if phrase not in understood:
                    understood[phrase] = items(phrase, catalogue)
                _log(session, diary, (day, occasion), understood[phrase])


def _log(
    session: Session, diary: sqlite3.Connection, when: tuple[date, str], meal: list[Item]
) -> None:
    day, occasion = when
    at = datetime.combine(day, _HOURS[occasion], session.now.tzinfo)
    eaten = journal.Eaten(session.person_id, day, at, occasion)
    act_id = journal.begin(diary, session.act("log"))
    journal.record(diary, act_id or 0, eaten, meal)
