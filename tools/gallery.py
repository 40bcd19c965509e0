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


#: Every kind of chart; what is not said of a person is not drawn for them.
CHARTS = (
    "chart week",
    "chart trend",
    "chart calendar",
    "chart sources",
    "chart symptoms",
    "chart store",
    "chart fridge",
)


class Person(NamedTuple):
    """An invented person: who they are, what they ate by day, other commands, their charts."""

    key: str
    words: str
    meals: Callable[[], Meals]
    commands: tuple[str, ...] = ()
    charts: tuple[str, ...] = tuple(chart for chart in CHARTS if chart != "chart symptoms")


def back(first: int, last: int) -> Iterator[date]:
    """The days from `first` to `last` days ago."""
    return (TODAY - timedelta(days=number) for number in range(first, last - 1, -1))


def weekly_tablet() -> Meals:
    """A vegan who takes 2,000 µg every Sunday and forgets some days of the diary."""
    draw = random.Random(5)
    foods = (
        "a bowl of lentil soup, an apple",
        "200 g pasta, 250 ml fortified soy milk",
        "2 slices of bread, an apple",
    )
    return {
        day: draw.choice(foods) + (", 2000 µg b12" if day.weekday() == 6 else "")
        for day in back(300, 0)
        if draw.random() > 0.06 or day.weekday() == 6
    }


def without_source() -> Meals:
    """A vegan without fortified food, tablets or injections."""
    draw = random.Random(3)
    foods = (
        "a bowl of lentil soup, an apple",
        "200 g pasta, an apple",
        "2 slices of bread, an apple",
    )
    return {day: draw.choice(foods) for day in back(200, 1) if draw.random() > 0.08}


def older_adult(years: int = 2) -> Meals:
    """Eats a little of everything, forgets some days, and stays away every August."""
    draw = random.Random(7)
    foods = (
        "200 g pasta, an apple",
        "2 slices of bread, a slice of cheddar",
        "an egg, an apple",
        "2 slices of bread, a glass of milk",
        "a bowl of lentil soup, an apple",
        "100 g salmon, 200 g potatoes",
        "100 g minced beef, 200 g potatoes",
    )
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


GIVEN = (700, 610, 520, 430, 340, 250, 160, 70)
SYMPTOMS = (
    "tingling in both feet",
    "tired",
    "restless legs",
    "cramps in the calves",
    "cold feet",
    "unsteady in the dark",
    "memory worse",
    "pale",
    "sore tongue",
    "heavy legs",
)


def saw_tooth() -> list[str]:
    """Symptoms that come back in the weeks before each injection, and fade over two years."""
    draw, lines = random.Random(2), []
    for place, words in enumerate(SYMPTOMS):
        for ago in range(715, 3, -9 - 4 * place):
            since = min([given - ago for given in GIVEN if given >= ago] or [20])
            severity = 7 - 6 * (715 - ago) / 715
            severity = severity * (0.4 + 0.6 * since / 90) + draw.random() * 1.5 - 0.5
            lines.append(f"symptom log {words} {max(0, min(10, round(severity)))} --on -{ago}d")
    return lines


TREATED = (
    "profile set --born 1948-03-12 --sex f --diet vegetarian",
    "profile set --condition pernicious-anaemia --medicine metformin",
    *(f"inject 1 mg hydroxocobalamin --on -{ago}d" for ago in GIVEN),
    "regimen add hydroxocobalamin 1 mg every 3 months --from -700d",
    "lab add b12 118 pmol/L --low 145 --high 569 --on -720d",
    "lab add mma 620 nmol/L --high 280 --on -720d",
    "lab add haemoglobin 118 g/L --low 120 --high 155 --on -720d",
    "lab add mcv 104 fL --low 80 --high 98 --on -720d",
    "lab add b12 410 pmol/L --low 145 --high 569 --on -560d",
    "lab add mma 310 nmol/L --high 280 --on -560d",
    "lab add b12 520 pmol/L --low 145 --high 569 --on -380d",
    "lab add haemoglobin 128 g/L --low 120 --high 155 --on -380d",
    "lab add b12 610 pmol/L --low 145 --high 569 --on -200d",
    "lab add mma 240 nmol/L --high 280 --on -200d",
)
TINGLING = tuple(
    f"symptom log tingling in the toes {severity} --on -{ago}d"
    for severity, ago in ((1, 120), (2, 90), (2, 60), (3, 40), (4, 20), (4, 5))
)
CARED_FOR = (
    "profile add Otto",
    "profile set --born 1939-01-01 --for Otto",
    "log 150 g salmon --on -2d --for Otto",
    "log 2 slices of bread --on -1d --for Otto",
    "regimen add hydroxocobalamin 1 mg every 3 months --from -40d --for Otto",
)


def year(meals: Meals) -> Meals:
    """The meals of the last 240 days."""
    return {day: phrase for day, phrase in meals.items() if day > TODAY - timedelta(days=240)}


PEOPLE = (
    Person(
        "tablet",
        "A vegan on a weekly tablet",
        weekly_tablet,
        ("regimen add 2000 µg weekly on sunday --from -300d",),
    ),
    Person(
        "without",
        "A vegan without any source",
        without_source,
        ("profile set --diet vegan", *TINGLING),
        CHARTS,
    ),
    Person(
        "injections",
        "An older adult on injections, with blood tests and symptoms",
        lambda: year(older_adult(1)),
        (*TREATED, *saw_tooth()),
        CHARTS,
    ),
    Person("holes", "A year with holes", lambda: older_adult(1)),
    Person("one-day", "One day", one_day),
    Person(
        "ten-years",
        "Ten years",
        ten_years,
        (),
        (
            "chart week",
            "chart trend --from 2016-11-23",
            "chart calendar",
            "chart sources --from 2016-11-23",
            "chart store",
            "chart fridge",
        ),
    ),
    Person(
        "carer",
        "A carer of two",
        lambda: dict.fromkeys(back(20, 1), "2 eggs, a glass of milk"),
        CARED_FOR,
        ("chart week", "chart week --for Otto", "chart fridge --for Otto"),
    ),
    Person("empty", "An empty diary", dict, (), ("chart week", "chart calendar", "chart fridge")),
    Person(
        "sizes",
        "Other sizes and grounds: a weekly tablet again",
        weekly_tablet,
        (),
        (
            "chart trend --size phone",
            "chart week --size phone --dark",
            "chart trend --large",
            "chart calendar --size phone --large",
            "chart trend --size slide --dark",
            "chart week --calendar --to -7d",
            "chart sources --size phone --large",
            "chart fridge --large",
        ),
    ),
)


def write(home: Path, person: Person) -> None:
    """Logs the meals of a person as `log` does, in one transaction, then runs the commands."""
    from b12track.cli.entry import run
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
    from b12track.cli.entry import run

    lines = [f"## {person.words}", ""]
    for number, command in enumerate(person.charts, 1):
        picture = folder / f"{person.key}-{number}-{command.split()[1]}.png"
        assert run([*command.split(), "-o", str(picture)]) == 0, command
        words = picture.with_name(f"{picture.name}.txt")
        alt = words.read_text("utf-8").strip().translate(str.maketrans("[]", "()"))
        words.unlink()  # the words stand in the page
        _smaller(picture)
        lines += [
            f"`b12track {command} -o {picture.name}`",
            "",
            f"![{alt}](gallery/{picture.name})",
            "",
        ]
    return lines


def _smaller(picture: Path) -> None:
    """The picture in 128 colours and at most 900 dots wide: a third of its bytes."""
    from PIL import Image

    with Image.open(picture) as image:
        image.thumbnail((900, 1600))
        image.convert("RGB").quantize(128, dither=Image.Dither.NONE).save(picture, optimize=True)


HEAD = """# Gallery

Pictures of eight invented people, drawn by `make gallery` with the command above each, here at half
of their size. Every picture also comes as SVG and PDF, for a page, a slide, a phone and a sheet of
A4, light and dark, in large letters, as text in the terminal (without `-o`), as a table (`--csv`)
and in sentences (`--words`). The sentences lie beside each file as FILE.txt.
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
