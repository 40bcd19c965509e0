"""No word is lost: two foods with their amounts are both saved, or nothing is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from b12track.errors import InputRefused
from b12track.foods.catalogue import Catalogue, open_catalogue
from b12track.foods.phrase import items
from b12track.foods.question import Question

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

JOINERS = [
    " with ",
    " on ",
    " in ",
    " plus ",
    " then ",
    " and ",
    " topped with ",
    " made with ",
    " & ",
    " + ",
    ", ",
    " and then ",
    "; ",
    " along with ",
]
FOODS = {
    "salmon": "salmon-cooked",
    "fortified soy milk": "soy-milk-fortified",
    "cheddar": "cheddar",
    "boiled egg": "egg-boiled",
    "white toast": "white-toast",
    "muesli": "muesli",
    "black coffee": "black-coffee",
    "peanut butter": "peanut-butter",
    "firm tofu": "firm-tofu",
    "cow's milk": "milk",
    "macaroni and cheese": "mac-and-cheese",
    "honey": "honey",
}


@pytest.fixture(scope="module")
def foods(built_catalogue: Path) -> Iterator[Catalogue]:
    with open_catalogue(str(built_catalogue)) as opened:
        yield opened


AMOUNTS = st.integers(2, 900)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(sorted(FOODS)), AMOUNTS), min_size=2, max_size=3),
    st.lists(st.sampled_from(JOINERS), min_size=2, max_size=2),
    st.booleans(),
)
def test_each_half_keeps_its_food_and_its_amount(
    foods: Catalogue, parts: list[tuple[str, int]], joiners: list[str], trailing: bool
) -> None:
    halves = [f"{name} {grams} g" if trailing else f"{grams} g {name}" for name, grams in parts]
    phrase = halves[0] + "".join(
        joiner + each for joiner, each in zip(joiners, halves[1:], strict=False)
    )
    try:
        eaten = items(phrase, foods)
    except Question:
        return
    assert [(item.food.food_code, item.portion_mg) for item in eaten] == [
        (FOODS[name], grams * 1000) for name, grams in parts
    ]


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from(
        ["soy milk", "oat milk", "cheese", "liver", "some salmon", "a few eggs", "gravy"]
    ),
    st.sampled_from(JOINERS),
    st.sampled_from(sorted(FOODS)),
    AMOUNTS,
    st.integers(0, 5),
    st.booleans(),
)
def test_an_answer_keeps_the_other_half(
    foods: Catalogue, asked: str, joiner: str, other: str, grams: int, pick: int, first: bool
) -> None:
    """Whatever is answered, the half that was clear is there in the end, with its amount."""
    known = f"{grams} g {other}"
    phrase = f"{asked}{joiner}{known}" if first else f"{known}{joiner}{asked}"
    for _ in range(5):
        try:
            eaten = items(phrase, foods)
            break
        except Question as question:
            if not question.choices:
                return
            phrase = question.answered(question.choices[pick % len(question.choices)].typed)
    else:
        raise AssertionError(phrase)
    if len(eaten) > 1 or "alone" not in phrase:
        assert (FOODS[other], grams * 1000) in [
            (item.food.food_code, item.portion_mg) for item in eaten
        ] or len(eaten) == 1


@pytest.mark.parametrize(
    "phrase",
    [
        "tin of tuna",
        "3-4 dates",
        "some salmon",
        "a few walnuts and milk",
        "2 eggs 100 g",
        "eggs",
        "half a pizza",
        "40 g muesli with milk",
        "almnd milk",
        "one hundred eggs",
        "oatley milk",
        "salmon or cod",
        "3 egg omelette",
        "cocoa made with milk",
        "tea with oat milk",
        "weak tea with milk and 2 sugars",
    ],
)
def test_doubts_are_asked_and_never_answered(foods: Catalogue, phrase: str) -> None:
    with pytest.raises(InputRefused):
        items(phrase, foods)


@pytest.mark.parametrize(
    ("phrase", "aside"),
    [
        ("deva b12 1000mcg", "deva"),
        ("solgar vitamin b12 50 µg", "solgar"),
        ("organic firm tofu 100 g", "organic"),
    ],
)
def test_an_unknown_word_is_set_aside_and_said(foods: Catalogue, phrase: str, aside: str) -> None:
    (item,) = items(phrase, foods)
    assert f"'{aside}' was set aside" in item.remark


def test_a_known_whole_name_comes_first(foods: Catalogue) -> None:
    for phrase, code in (
        ("tea with milk", "tea-with-milk"),
        ("macaroni and cheese", "mac-and-cheese"),
        ("a mug of tea with milk", "tea-with-milk"),
    ):
        assert [item.food.food_code for item in items(phrase, foods)] == [code]


@pytest.mark.parametrize(
    ("phrase", "part"),
    [
        ("2 slices of toast with 100 ml soy milk, honey", "100 ml soy milk"),
        ("100 ml soy milk with honey", "100 ml soy milk"),
        ("honey, 100 g liver", "100 g liver"),
        ("tea with oat milk", "oat milk"),
    ],
)
def test_a_question_knows_the_part_it_asks_about(foods: Catalogue, phrase: str, part: str) -> None:
    with pytest.raises(Question) as asked:
        items(phrase, foods)
    assert asked.value.part == part


@pytest.mark.parametrize(
    ("phrase", "meaning"),
    [
        ("4 fish fingers, chips and peas", "fish-fingers 112; chips 165; peas-cooked 160"),
        ("2 poached eggs on toast", "egg-poached 100; white-toast 26"),
        ("muesli with milk 200 ml", "muesli 50; milk 206.266"),
        ("milk, 200 ml", "milk 206.266"),
        ("200ml milk, warm", "milk 206.266"),
        ("2 eggs (boiled)", "egg-boiled 100"),
        ("oat drink 300ml fortified", "oat-milk-fortified 300.015"),
        ("2 x 250 ml milk", "milk 515.664"),
        ("egg yolk x3", "egg-yolk-raw 51"),
        ("2eggs", "egg-boiled 100"),
        ("I had 2 eggs and a banana", "egg-boiled 100; banana 118"),
    ],
)
def test_amounts_as_people_put_them(foods: Catalogue, phrase: str, meaning: str) -> None:
    eaten = items(phrase, foods)
    assert "; ".join(f"{i.food.food_code} {i.weight_mg / 1000:g}" for i in eaten) == meaning


@pytest.mark.parametrize(
    "phrase",
    ["calf liver with onions 150 g", "tea, milk and 1 sugar", "2 eggs, milk", "milk 250"],
)
def test_more_doubts_are_asked(foods: Catalogue, phrase: str) -> None:
    with pytest.raises(Question) as asked:
        items(phrase, foods)
    assert asked.value.choices
