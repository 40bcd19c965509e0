"""Draws docs/gallery.md and its pictures from invented people, with the commands that draw them.

Usage: python tools/gallery.py docs
"""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TODAY = date(2026, 11, 22)
os.environ["B12TRACK_NOW"] = f"{TODAY}T14:00:00+00:00"

Meals = dict[date, str]


class Person(NamedTuple):
    """An invented person: who they are, what they ate by day, other commands, their charts."""

    key: str
    words: str
    meals: Callable[[], Meals]
    commands: tuple[str, ...]
    charts: tuple[str, ...]


def back(first: int, last: int) -> Iterator[date]:
    """The days from `first` to `last` days ago."""
    return (TODAY - timedelta(days=number) for number in range(first, last - 1, -1))


def vegan() -> Meals:
    """The year of `b12track demo`: omnivore, vegan without a supplement, a tablet on Sundays."""
    from b12track.diary.invented_year import invented_year

    return {
        day.date: ", ".join(meal.phrase for meal in day.meals)
        for day in invented_year(TODAY)
        if day.meals
    }


def older_adult(years: int = 2) -> Meals:
    """Eats a little of everything, forgets some days, and stays away every August."""
    draw = random.Random(7)
    foods = ("200 g pasta, an apple", "2 slices of bread, a slice of cheddar", "an egg, an apple",
             "2 slices of bread, a glass of milk", "a bowl of lentil soup, an apple",
             "100 g salmon, 200 g potatoes", "100 g minced beef, 200 g potatoes")  # fmt: skip
    return {
        day: draw.choice(foods)
        for day in back(365 * years, 0)
        if draw.random() > 0.15 and day.month != 8
    }


def one_day() -> Meals:
    return {TODAY - timedelta(days=1): "2 eggs, a glass of milk, 150 g salmon"}


def ten_years() -> Meals:
    """Ten years with changing habits, gaps, and a daily tablet towards the end."""
    draw = random.Random(11)
    meals = {}
    for day in back(3652, 0):
        if draw.random() < 0.1 or (day.year % 3 == 0 and day.month in (6, 7)):
            continue
        rich = draw.random() < (0.2 if 2019 <= day.year <= 2021 else 0.75)
        meals[day] = "150 g salmon, an apple" if rich else "2 slices of bread, 60 ml milk"
        if day.year >= 2025 and draw.random() < 0.8:
            meals[day] += ", 50 µg b12"
    return meals


INJECTED = (
    *(f"inject 1 mg hydroxocobalamin --on -{ago}d" for ago in (610, 520, 430, 340, 250, 160, 70)),
    "lab add b12 148 pmol/L --on -620d --low 145 --high 569",
    "lab add b12 410 pmol/L --on -200d --low 145 --high 569",
    "symptom log tingling in both feet 6 --on -615d",
    "symptom log tingling in both feet 5 --on -500d",
    "symptom log tingling in both feet 3 --on -330d",
    "symptom log tingling in both feet 1 --on -120d",
    "symptom log tired 5 --on -600d",
    "symptom log tired 4 --on -300d",
)
PEOPLE = (
    Person("vegan", "A year: omnivore, then vegan without a supplement, then a weekly tablet",
           vegan, (), (
               "chart week", "chart week --to -280d", "chart trend", "chart calendar",
               "chart sources --from -365d", "chart sources --from -365d --to -240d --by group",
               "chart trend --size slide --dark", "chart week --size phone --dark", "chart store",
           )),
    Person("injections", "An older adult on injections, with blood tests and symptoms",
           older_adult, INJECTED, ("chart trend --from -720d", "chart symptoms --from -720d")),
    Person("holes", "A year with holes", older_adult, (), ("chart week", "chart calendar")),
    Person("one-day", "One day", one_day, (), ("chart week", "chart trend", "chart sources")),
    Person("empty", "An empty diary", dict, (), ("chart week", "chart calendar")),
    Person("ten-years", "Ten years", ten_years, (),
           ("chart trend --from 2016-11-23", "chart trend --from 2016-11-23 --size phone")),
)  # fmt: skip


def write(home: Path, person: Person) -> None:
    """Logs the meals of a person as `log` does, in one transaction, then runs the commands."""
    from b12track.cli.main import run
    from b12track.cli.session import Session
    from b12track.diary import journal
    from b12track.foods.phrase import items

    os.environ["B12TRACK_HOME"] = str(home)
    meals = person.meals()
    with closing(Session(None)) as session:
        catalogue = session.catalogue()
        understood = {phrase: items(phrase, catalogue) for phrase in set(meals.values())}
        with session.writing() as diary:
            for day, phrase in meals.items():
                act_id = journal.begin(diary, session.act("log"))
                eaten = journal.Eaten(session.person_id, day)
                journal.record(diary, act_id or 0, eaten, understood[phrase])
    for command in person.commands:
        assert run(command.split()) == 0, command


def draw(folder: Path, person: Person) -> list[str]:
    """Draws the charts of a person and returns their part of the page."""
    from b12track.cli.main import run

    lines = [f"## {person.words}", ""]
    for number, command in enumerate(person.charts, 1):
        picture = folder / f"{person.key}-{number}-{command.split()[1]}.png"
        assert run([*command.split(), "-o", str(picture)]) == 0, command
        words = picture.with_name(f"{picture.name}.txt")
        alt = words.read_text("utf-8").strip().translate(str.maketrans("[]", "()"))
        words.unlink()  # the words stand in the page
        lines += [f"`b12track {command} -o {picture.name}`", "",
                  f"![{alt}](gallery/{picture.name})", ""]  # fmt: skip
    return lines


HEAD = """# Gallery

Pictures of invented people, drawn by `make gallery` with the command above each. Every picture
also comes as SVG and PDF, for a page, a slide and a phone, light and dark, as text in the terminal
(without `-o`) and in sentences (`--words`). The sentences lie beside each file as FILE.txt.
"""


def main(docs: str) -> None:
    """Writes gallery.md and its pictures; the old ones stand until all new ones are drawn."""
    parts, talk = [HEAD], sys.stdout
    with tempfile.TemporaryDirectory() as home, open(os.devnull, "w") as silence:
        new = Path(home) / "gallery"
        new.mkdir()
        sys.stdout = silence
        for person in PEOPLE:
            write(Path(home) / person.key, person)
            parts.append("\n".join(draw(new, person)))
        sys.stdout = talk
        shutil.rmtree(Path(docs) / "gallery", ignore_errors=True)
        shutil.copytree(new, Path(docs) / "gallery")
    Path(docs, "gallery.md").write_text("\n".join(parts), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
