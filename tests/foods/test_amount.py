"""Whatever dose a person can type, the diary's nanograms equal the typed decimal."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b12track.errors import InputRefused
from b12track.foods.catalogue import Catalogue, open_catalogue
from b12track.foods.phrase import items, weighed_again
from b12track.foods.question import Question
from b12track.quantity import plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FORMS = ("b12", "cyanocobalamin", "methylcobalamin", "hydroxocobalamin", "adenosylcobalamin")
DOSES = st.integers(1, 20_000_000)


@pytest.fixture(scope="module")
def foods(built_catalogue: Path) -> Iterator[Catalogue]:
    with open_catalogue(str(built_catalogue)) as opened:
        yield opened


def _ug(ng: int) -> str:
    return plain(Decimal(ng) / 1000)


@settings(max_examples=100, deadline=None)
@given(DOSES, st.sampled_from(FORMS), st.sampled_from(["{} µg {}", "{1} {0}mcg", "{1} {0} ug"]))
def test_a_dose_is_exact_to_the_nanogram(
    foods: Catalogue, ng: int, form: str, written: str
) -> None:
    (item,) = items(written.format(_ug(ng), form), foods)
    assert item.b12_ng == ng
    assert item.portion_mg is None


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 20_000_000), st.sampled_from(FORMS))
def test_milligrams_are_the_same_dose(foods: Catalogue, ng: int, form: str) -> None:
    (item,) = items(f"{plain(Decimal(ng) / 1_000_000)} mg {form}", foods)
    assert item.b12_ng == ng


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 2_000_000), st.integers(2, 10))
def test_so_many_of_so_much(foods: Catalogue, ng: int, count: int) -> None:
    (item,) = items(f"{count} b12 tablets {_ug(ng)} µg", foods)
    assert item.b12_ng == count * ng
    assert weighed_again(item.food, item.amount).b12_ng == count * ng


@pytest.mark.parametrize("dose", ["0.0001 µg", "1.2345 µg", "0.00000012 mg"])
def test_a_dose_finer_than_a_nanogram_is_refused(foods: Catalogue, dose: str) -> None:
    with pytest.raises(InputRefused, match="finer than a nanogram") as refusal:
        items(f"{dose} b12", foods)
    assert not isinstance(refusal.value, Question)  # nobody meant a thousandth of a tablet


@pytest.mark.parametrize(("dose", "reason"), [("20.1 mg", "more B12 than"), ("0 µg", "nothing")])
def test_no_dose_that_nobody_takes(foods: Catalogue, dose: str, reason: str) -> None:
    with pytest.raises(InputRefused, match=reason):
        items(f"{dose} b12", foods)


def test_portions_with_two_names_are_offered_once(foods: Catalogue) -> None:
    with pytest.raises(Question) as question:
        items("b12 tablet 3 ml", foods)
    offered = [choice.item.amount for choice in question.value.choices if choice.item]
    assert offered == ["3 tablets", "3 capsules", "3 lozenges"]


@pytest.mark.parametrize("words", ["b12", "a b12 tablet", "2 b12 tablets", "b12 spray"])
def test_a_tablet_without_a_dose_is_asked(foods: Catalogue, words: str) -> None:
    with pytest.raises(InputRefused, match="How much B12 is in one"):
        items(words, foods)
