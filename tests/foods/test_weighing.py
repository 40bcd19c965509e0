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
from b12track.foods.weighing import portion_word
from b12track.quantity import plain
from tests.foods.answers import saved

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


#: A food that is known and another amount of it, as `edit` takes it → what is saved.
AGAIN = (
    ("cheddar", "60g", "60 g = 60 g"),
    ("cheddar", "slice", "1 slice = 28 g"),
    ("cheddar", "2", "2 slices = 56 g (1 slice = 28 g)"),
    ("cheddar", "1", "1 slice = 28 g"),
    ("milk", "about 200 ml", "200 ml = 206 g (1 cup = 244 g)"),
    ("milk", "½ cup", "0.5 cup = 122 g"),
    ("milk", "1 1/2 glass", "1.5 glasses = 300 g"),
    ("milk", "2 x 200 ml", "2 × 200 ml = 413 g (1 cup = 244 g)"),
    ("milk", "2 × 200 ml", "2 × 200 ml = 413 g (1 cup = 244 g)"),
    ("milk", "1 fl oz", "1 fl oz = 30 g"),
    ("milk", "2 lb", "2 lb = 907 g"),
    ("milk", "5 kg", "5 kg = 5000 g"),
    ("milk", "1 mg", "1 mg = 1 mg"),
    ("b12-cyanocobalamin", "2 × 1000 µg", "2 × 1000 µg"),
    ("b12-cyanocobalamin", "2 tablets", "2 tablets"),
    ("multivitamin", "50", "50 tablets"),
    ("b12-drops", "2 droppers", "2 droppers"),
    ("multivitamin", "2.5 µg", "2.5 µg"),
    ("iron-tablet", "2 g", "2 g = 2 g"),
    ("egg-boiled", "3 medium", "3 medium = 132 g"),
    ("tuna-tinned-water", "2 cans", "2 tins = 220 g"),
    ("white-bread", "2 big slices", "2 large slices = 80 g"),
    ("porridge-oats", "2 cups", "2 cups = 162 g"),
    ("beef-extract", "100 ml", "100 ml = 122 g (1 tbsp = 18 g)"),
    ("butter", "20 ml", "20 ml = 19 g (1 cup = 227 g)"),
    ("olive-oil", "100 ml", "100 ml = 91 g (1 cup = 216 g)"),
)
REFUSED = (
    ("tempeh", "", "'' is no known amount of tempeh: give grams, or slice (20 g), serving (85 g),"),
    ("tempeh", "two blorps", "'blorps' is no known amount of tempeh: give grams, or slice (20 g)"),
    ("porridge-oats", "100 ml", "'ml' is no known amount of dry oats: give grams, or serving (40"),
    ("beef-extract", "101 ml", "'ml' is no known amount of beef extract: give grams, or tsp (6 g)"),
    ("multivitamin", "10 g", "'g' is no known amount of multivitamin: tablet, capsule."),
    ("multivitamin", "51", "51 tablets of multivitamin is more than anybody takes at once;"),
    ("b12-tablet-1000", "21 × 1000 µg", "21 × 1000 µg of b12 tablet 1000 µg is more than anybody"),
    ("egg-boiled", "0", "boiled egg: an amount of nothing cannot be logged."),
    ("milk", "6 kg", "6 kg of cow's milk is 6000 g: more than 5 kg is not a meal."),
    ("milk", "0.0001 g", "0.0001 g of cow's milk is less than 1 mg."),
    ("milk", "\a", "the amount holds the character U+0007, which is not taken."),
    ("iron-tablet", "5 µg", "iron tablet has no B12 value, so a dose cannot be counted."),
)


@pytest.mark.parametrize(("code", "amount", "meaning"), AGAIN)
def test_another_amount_of_a_food(foods: Catalogue, code: str, amount: str, meaning: str) -> None:
    food = foods.by_code(code)
    assert food is not None
    assert saved(weighed_again(food, amount)) == f"{code}, {meaning}"


@pytest.mark.parametrize(("code", "amount", "reason"), REFUSED)
def test_an_amount_that_does_not_measure_it(
    foods: Catalogue, code: str, amount: str, reason: str
) -> None:
    food = foods.by_code(code)
    assert food is not None
    with pytest.raises(InputRefused) as refused:
        weighed_again(food, amount)
    assert str(refused.value).startswith(reason)


def test_a_food_without_portions_is_weighed_in_grams(foods: Catalogue) -> None:
    (item,) = items("100 g tempeh", foods)
    bare = item.food._replace(portions=(), default_portion="")
    with pytest.raises(InputRefused, match=r"^No portion of tempeh is known: give grams\.$"):
        weighed_again(bare, "2 slices")
    assert weighed_again(bare, "30 g").portion_mg == 30_000


@pytest.mark.parametrize(
    ("word", "spelling"), [("big slices", "large slice"), ("Glassful", "glass"), ("pc", "piece")]
)
def test_a_portion_has_one_spelling(word: str, spelling: str) -> None:
    assert portion_word(word) == spelling


def test_what_is_unknown_per_100_g_is_unknown_of_an_amount(foods: Catalogue) -> None:
    (item,) = items("50 g cheddar", foods)
    assert item.holds_ng(None) is None
    assert item.holds_ng(3) == 2  # 1.5 ng, rounded half up
    unknown = item._replace(food=item.food._replace(b12_ng_per_100g=None))
    assert unknown.b12_ng is None
    assert unknown.with_remark("a").with_remark("b", "--x").with_remark("", "--y")[3:] == (
        "a; b",
        None,
        "--x",
    )
