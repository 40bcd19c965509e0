"""Numbers and amounts as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from b12track.errors import InputRefused
from b12track.foods.amount import (
    leading_number,
    readable,
    trailing_amounts,
    vague_amount,
    without_about,
)


@pytest.mark.parametrize(
    ("words", "number", "rest"),
    [
        ("2 eggs", "2", "eggs"),
        ("TWO eggs", "2", "eggs"),
        ("twenty grapes", "20", "grapes"),
        ("150g salmon", "150", "g salmon"),
        ("100gr x", "100", "gr x"),
        ("1/2g x", "0.5", "g x"),
        ("2eggs", "2", "eggs"),
        ("x2", "2", ""),
        ("×3 eggs", "3", "eggs"),
        ("x 2 eggs", "2", "eggs"),
        ("2 x eggs", "2", "eggs"),
        ("2 × eggs", "2", "eggs"),
        ("2 x", "2", ""),
        (".5 l", "0.5", "l"),
        ("Half egg", "0.5", "egg"),
        ("half an egg", "0.5", "egg"),
        ("half of an egg", "0.5", "egg"),
        ("quarter of a pizza", "0.25", "pizza"),
        ("half a dozen eggs", "6", "eggs"),
        ("half of a dozen eggs", "6", "eggs"),
        ("a half of melon", "0.5", "melon"),
        ("1 quarter melon", "0.25", "melon"),
        ("2 third cups", "2", "third cups"),
        ("2 1/2 cups", "2.5", "cups"),
        ("one and a half bananas", "1.5", "bananas"),
        ("two and one half bananas", "2.5", "bananas"),
        ("two and half bananas", "2.5", "bananas"),
        ("two and half", "2.5", ""),
        ("two and a banana", "2", "and a banana"),
        ("two and", "2", "and"),
        ("a couple of eggs", "2", "eggs"),
        ("a pair eggs", "2", "eggs"),
        ("pair of eggs", "2", "eggs"),
        ("a dozen eggs", "12", "eggs"),
        ("2 dozen eggs", "24", "eggs"),
        ("dozen eggs", "12", "eggs"),
        ("half", "0.5", ""),
    ],
)
def test_a_number_at_the_front(words: str, number: str, rest: str) -> None:
    assert leading_number(words.split()) == (Decimal(number), rest.split())


def test_a_third_is_not_rounded() -> None:
    assert leading_number(["third", "pizza"]) == (Decimal(1) / 3, ["pizza"])


@pytest.mark.parametrize(
    "words",
    [
        *("", "eggs", "7up", "0eggs", "1.5eggs", "2eg", "2% milk", "1-2 eggs", "- eggs"),
        *("x eggs", "x", "x12345 eggs", "eggs x2", "couple eggs", "pair eggs of"),
    ],
)
def test_what_is_no_number_stays_in_the_words(words: str) -> None:
    assert leading_number(words.split()) == (None, words.split())


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("1/0 egg", "'1/0' is not a number."),
        ("-2 eggs", "'-2': an amount cannot be negative."),
        ("1e3 g", "'1e3' is not a number"),
        ("0x10", "'0x10' is not a number"),
        ("٣ eggs", "'٣' is not a number"),
        ("1/2/3 x", "'1/2/3' is not a number"),
        ("1.2.3 eggs", "'1.2.3' is not a number"),
    ],
)
def test_what_only_looks_like_a_number_is_refused(words: str, reason: str) -> None:
    with pytest.raises(InputRefused) as refused:
        leading_number(words.split())
    assert str(refused.value).startswith(reason)


@pytest.mark.parametrize(
    ("words", "vague", "rest"),
    [
        ("some milk", "some", "milk"),
        ("a few eggs", "a few", "eggs"),
        ("the many eggs", "the many", "eggs"),
        ("little milk", "little", "milk"),
        ("a little bit of milk", "a little bit of", "milk"),
        ("the bit milk", "the bit", "milk"),
        ("lots of rice", "lots of", "rice"),
        ("3-4 dates", "3-4", "dates"),
        ("3–4 dates", "3–4", "dates"),
        ("2 to 3 eggs", "2 to 3", "eggs"),
        ("two or three eggs", "two or three", "eggs"),
    ],
)
def test_some_of_it_is_no_amount(words: str, vague: str, rest: str) -> None:
    assert vague_amount(words) == (vague, rest)


@pytest.mark.parametrize(
    "words",
    [
        *("", "some", "bit", "3-4", "2 to 3", "a lot of", "a milk", "3-x dates"),
        *("2 or x eggs", "x or 2 eggs", "2 and 3 eggs", "2 eggs"),
    ],
)
def test_an_amount_or_nothing_else_is_not_vague(words: str) -> None:
    assert vague_amount(words) == ("", words)


@pytest.mark.parametrize(
    ("words", "amounts"),
    [
        ("bread 2 slices", [("bread", "2", "slices")]),
        ("milk 200 ml", [("milk", "200", "ml")]),
        ("egg x3", [("egg", "3", "")]),
        ("milk half", [("milk", "0.5", "")]),
        ("rice 1 1/2 cups", [("rice", "1.5", "cup"), ("rice 1", "0.5", "cup")]),
        ("tablets 2 500 mg", [("tablets", "2", "500 mg"), ("tablets 2", "500", "mg")]),
        ("egg three boiled ones", [("egg", "3", "boiled ones")]),
        ("egg 2 of the boiled", [("egg", "2", "of the boiled")]),
        ("egg 2 of the boiled ones", []),
        ("milk a", []),
        ("milk two", []),
        ("2", []),
    ],
)
def test_every_amount_at_the_end(words: str, amounts: list[tuple[str, str, str]]) -> None:
    expected = [(head.split(), Decimal(number), measure) for head, number, measure in amounts]
    assert trailing_amounts(words.split()) == expected


@pytest.mark.parametrize(
    ("words", "rest"),
    [
        ("about 200 g", "200 g"),
        ("~ 200 g", "200 g"),
        ("~about 2", "2"),
        ("~ about 2", "2"),
        ("approx. 4 eggs", "4 eggs"),
        ("around", "around"),
        ("salmon about 2", "salmon about 2"),
    ],
)
def test_about_says_nothing(words: str, rest: str) -> None:
    assert without_about(words) == rest


def test_vulgar_fractions_are_written_out_and_a_decimal_comma_is_refused() -> None:
    assert readable("1⅓ x ⅔⅛").split() == ["1", "1/3", "x", "2/3", "1/8"]
    assert readable("½ ¼ ¾").split() == ["1/2", "1/4", "3/4"]
    assert readable("2, 3 eggs, x2,5") == "2, 3 eggs, x2,5"
    for written, meant in (("2,5 g", "write 2.5 or 2500"), ("1,000", "write 1.000 or 1000")):
        with pytest.raises(InputRefused, match=f"{meant}, never a comma"):
            readable(written)
