"""Which foods, groups and origins B12 came from, each counted once."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

import pytest

from b12track.analysis.contributors import (
    Contributor,
    by_origin,
    contributors,
    food_sources,
    grouped,
    supplements,
)
from b12track.diary.days import entries_between
from b12track.diary.storage.file import open_to_read

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Tool

FIRST, LAST = date(2026, 11, 20), date(2026, 11, 22)
EGG = Contributor("egg", "egg", "natural", 500, 1, 0)
MILK = Contributor("milk", "milk", "natural", 900, 2, 1)
SOY = Contributor("soy milk", "soy", "fortified", 900, 3, 0)


@pytest.fixture
def diary(tool: Tool, home: Path) -> Path:
    tool.ok("profile add mum")
    for back in (3, 2, 1, 0):
        for name in ("me", "mum"):
            tool.ok(f"log 2 eggs, 100 g salmon --on -{back}d --for {name}")
            tool.ok(f"take 50 µg --on -{back}d --for {name}")
    tool.ok("take 10 µg --for me")
    return home / "diary.db"


def test_groups_add_up_amounts_entries_and_unknown_ones() -> None:
    groups = {"egg": "animal", "milk": "animal", "soy": "plant"}
    assert grouped([EGG, SOY, MILK], groups) == [
        Contributor("animal", "", "natural", 1400, 3, 1),
        Contributor("plant", "", "fortified", 900, 3, 0),
    ]
    assert grouped([SOY, MILK], {}) == [
        Contributor("other", "", "fortified", 900, 3, 0),
        Contributor("other", "", "natural", 900, 2, 1),
    ]


def test_origins_have_the_words_of_a_person() -> None:
    parts = by_origin([EGG, SOY, MILK, Contributor("pill", "pill", "supplement", 9, 1, 0)])
    assert [(part.name, part.b12_ng) for part in parts] == [
        ("food", 1400),
        ("fortified food", 900),
        ("supplements", 9),
    ]


def test_foods_are_those_of_one_person_between_the_days(diary: Path) -> None:
    with closing(open_to_read(str(diary))) as connection:
        entries = entries_between(connection, 1, FIRST, LAST)
    foods, taken, sources = contributors(entries), supplements(entries), food_sources(entries)
    assert [(food.b12_origin, food.entries, food.unknown_entries) for food in foods] == [
        ("supplement", 4, 0),
        ("natural", 3, 0),
        ("natural", 3, 0),
    ]
    assert foods[0].b12_ng == 160_000
    assert foods[1].name == "cooked salmon"
    assert {food.food_code for food in foods} == {*sources}
    (product,) = taken
    assert product[2:] == (4, "2026-11-20", "2026-11-22", 50_000, 160_000)


def test_the_newest_name_and_source_stand_for_a_food_and_unknown_is_no_zero(diary: Path) -> None:
    with closing(open_to_read(str(diary))) as connection:
        egg, salmon = entries_between(connection, 1, FIRST, FIRST)[:2]
    older = egg._replace(entry_id=1, food_name="egg", food_source="old", b12_ng=None)
    (food,) = contributors([egg, older])
    assert food == (egg.food_name, egg.food_code, "natural", egg.b12_ng, 2, 1)
    assert food_sources([egg, older]) == {egg.food_code: egg.food_source}
    assert supplements([egg, salmon]) == []
    dose = older._replace(b12_origin="supplement")
    assert [taken[5:] for taken in supplements([dose])] == [(None, 0)]
