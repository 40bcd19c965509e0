"""What is answered to a phrase, word for word: answers.txt."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from b12track.foods.catalogue import Catalogue, open_catalogue
from b12track.foods.catalogue_file import connected
from b12track.foods.phrase import items
from b12track.foods.question import Question
from tests.foods.answers import answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from b12track.foods.table import Food

TEXT = (Path(__file__).parent / "answers.txt").read_text(encoding="utf-8")
BLOCKS = [block.split("\n") for block in TEXT.rstrip("\n").split("\n\n")[1:]]


class VeganCatalogue(Catalogue):
    """The catalogue as a vegan is shown it."""

    def fits(self, food: Food) -> bool:
        return food.diet == "vegan"


@pytest.fixture(scope="module")
def foods(built_catalogue: Path) -> Iterator[Catalogue]:
    with open_catalogue(str(built_catalogue)) as opened:
        yield opened


@pytest.fixture(scope="module")
def vegan(built_catalogue: Path) -> Iterator[Catalogue]:
    with closing(connected(str(built_catalogue))) as connection:
        yield VeganCatalogue(connection)


def test_there_are_enough_and_no_two_alike() -> None:
    assert len({block[0] for block in BLOCKS}) == len(BLOCKS) >= 100


@pytest.mark.parametrize("block", BLOCKS, ids=[re.sub("[^0-9a-z]+", "-", b[0]) for b in BLOCKS])
def test_the_answer_stands_word_for_word(
    block: list[str], foods: Catalogue, vegan: Catalogue
) -> None:
    diet, _, phrase = block[0].partition("> ")
    asked = vegan if diet == "vegan" else foods
    assert answer(phrase.replace("\\n", "\n"), asked).split(" | ") == block[1:]


def test_a_choice_knows_its_food(foods: Catalogue) -> None:
    for phrase in ("3 egg omelette", "soy milk", "some soy milk", "eggs"):
        with pytest.raises(Question) as question:
            items(phrase, foods)
        for choice in question.value.choices:
            assert choice.food is not None
            assert f"[{choice.food.food_code}]" in choice.typed
