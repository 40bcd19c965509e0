"""The phrase grammar: what people type, and that spacing, case and spelling change nothing."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b12track.errors import InputRefused
from b12track.foods.catalogue import Catalogue, open_catalogue
from b12track.foods.phrase import items
from b12track.foods.weighing import LARGEST_PORTION_MG
from b12track.quantity import MASS_MG

PHRASES = [
    line.rpartition(" | ")[::2]
    for line in (Path(__file__).parent / "phrases.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.fixture(scope="module")
def foods(built_catalogue: Path) -> Iterator[Catalogue]:
    with open_catalogue(str(built_catalogue)) as opened:
        yield opened


def understood(phrase: str, foods: Catalogue) -> str:
    return "; ".join(f"{i.food.food_code} {i.weight_mg / 1000:g}" for i in items(phrase, foods))


def test_there_are_enough_phrases() -> None:
    assert len({phrase for phrase, _ in PHRASES}) >= 150


@pytest.mark.parametrize(("phrase", "meaning"), PHRASES)
def test_a_phrase_is_understood_or_refused(phrase: str, meaning: str, foods: Catalogue) -> None:
    text = ast.literal_eval(phrase) if phrase.startswith("'") else phrase
    if meaning.startswith("refused: "):
        with pytest.raises(InputRefused, match=re.escape(meaning.removeprefix("refused: "))):
            items(text, foods)
    else:
        assert understood(text, foods) == meaning


GOOD = [
    phrase for phrase, meaning in PHRASES if not meaning.startswith("refused") and "'" not in phrase
]


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(GOOD), st.integers(0, 3), st.booleans(), st.sampled_from([" ", "\t", "  "]))
def test_spacing_and_case_change_nothing(
    foods: Catalogue, phrase: str, outer: int, upper: bool, blank: str
) -> None:
    changed = " " * outer + re.sub(" ", blank, phrase) + " " * outer
    if "\t" in changed:  # a control character inside is refused at the door
        with pytest.raises(InputRefused, match=r"U\+0009"):
            items("x" + changed + "x", foods)
        return
    meaning = understood(phrase, foods)
    assert understood(changed.upper() if upper else changed, foods) == meaning


@settings(max_examples=100, deadline=None)
@given(st.decimals("0.01", "900", places=2), st.sampled_from(sorted(MASS_MG)))
def test_a_weight_is_taken_exactly(foods: Catalogue, number: Decimal, unit: str) -> None:
    expected = number * MASS_MG[unit]
    if not 1 <= expected <= LARGEST_PORTION_MG:
        return
    (item,) = items(f"{number} {unit} salmon", foods)
    assert abs(item.portion_mg - expected) <= Decimal("0.5")
    assert items(f"salmon {number}{unit}", foods)[0].portion_mg == item.portion_mg


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_understood_or_refused(foods: Catalogue, text: str) -> None:
    try:
        eaten = items(text, foods)
    except InputRefused as refused:
        assert str(refused)
    else:
        assert all(0 < item.weight_mg <= LARGEST_PORTION_MG for item in eaten)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from([*'0123456789.,/-+x×½µgml"*()', " of ", " and ", "egg", " milk"])))
def test_shuffled_grammar_never_crashes(foods: Catalogue, pieces: list[str]) -> None:
    try:
        eaten = items("".join(pieces), foods)
    except InputRefused as refused:
        assert str(refused)
    else:
        assert eaten


def test_all_items_or_none(foods: Catalogue) -> None:
    with pytest.raises(InputRefused, match="xyzzy"):
        items("2 eggs, xyzzy, a glass of milk", foods)


def test_defaults_are_said(foods: Catalogue) -> None:
    (eggs,) = items("2 eggs", foods)
    assert (eggs.amount, eggs.remark) == ("2 large", "1 large = 50 g")
