"""Amounts are read exactly, rounded once each way, and printed as tables of values say."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from b12track.errors import InputRefused
from b12track.quantity import (
    DOSE_NG,
    MASS_MG,
    VOLUME_ML,
    about_ug_text,
    b12_ng,
    decimal,
    grams_text,
    nanograms,
    plain,
    ug_text,
    unit,
    whole,
)


@pytest.mark.parametrize(
    ("ng", "text"),
    [
        (0, "0"),
        (1_000, "1.00"),
        (1, "0.001"),
        (4, "0.004"),
        (5, "0.00"),
        (6, "0.01"),
        (510, "0.51"),
        (9_994, "9.99"),
        (9_996, "10.00"),
        (9_999, "10.00"),
        (10_000, "10.0"),
        (12_340, "12.3"),
        (99_940, "99.9"),
        (99_999, "100.0"),
        (100_000, "100"),
        (100_500, "100"),
        (101_500, "102"),
        (999_999, "1,000"),
        (2_000_000, "2,000"),
        (1_000_000_000, "1,000,000"),
    ],
)
def test_micrograms_are_printed_with_the_digits_they_have(ng: int, text: str) -> None:
    assert ug_text(ng) == text


@pytest.mark.parametrize(
    ("ug", "text"),
    [
        (0, "0"),
        (0.0049, "0"),
        (0.005, "0.01"),
        (0.031, "0.03"),
        (0.099, "0.10"),
        (0.1, "0.1"),
        (1.24, "1.2"),
        (9.94, "9.9"),
        (9.95, "10"),
        (25.2, "25"),
        (1234.5, "1,234"),
    ],
)
def test_modelled_amounts_have_fewer(ug: float, text: str) -> None:
    assert about_ug_text(ug) == text


@pytest.mark.parametrize(
    ("mg", "text"),
    [
        (1, "1 mg"),
        (99, "99 mg"),
        (100, "0.1 g"),
        (149, "0.1 g"),
        (151, "0.2 g"),
        (2_500, "2.5 g"),
        (9_999, "10 g"),
        (10_000, "10 g"),
        (10_499, "10 g"),
        (256_775, "257 g"),
        (1_000_000, "1000 g"),
    ],
)
def test_grams_are_printed_with_the_digits_they_have(mg: int, text: str) -> None:
    assert grams_text(mg) == text


@given(st.integers(1, 5_000_000), st.integers(0, 100_000_000))
def test_a_portion_is_the_nearest_whole_nanogram(portion_mg: int, ng_per_100g: int) -> None:
    exact = Fraction(portion_mg * ng_per_100g, 100_000)
    assert b12_ng(portion_mg, ng_per_100g) == round(exact)  # Python rounds halves to even


@given(st.decimals(0, 10**12, allow_nan=False, places=3))
def test_the_one_rounding_is_to_the_nearest_halves_to_even(value: Decimal) -> None:
    assert whole(value) == round(Fraction(value))


@given(st.decimals(0, 10**11, allow_nan=False, places=9))
def test_what_is_written_plainly_is_read_back_exactly(value: Decimal) -> None:
    text = plain(value)
    assert decimal(text) == value
    assert not (text.endswith(".") or ("." in text and text.endswith("0")))


def test_whole_tens_keep_their_zeros() -> None:
    assert [plain(Decimal(text)) for text in ("100", "1E+2", "10.50", "0.0", "0")] == [
        "100",
        "100",
        "10.5",
        "0",
        "0",
    ]


@pytest.mark.parametrize(
    "text", ["", ".", "1.", "-1", "+1", "1e3", "nan", "1 0", "１", "1.2.3", "1_0"]
)
def test_nothing_else_is_a_number(text: str) -> None:
    with pytest.raises(InputRefused) as refused:
        decimal(text, "an amount")
    assert str(refused.value) == f"'{text}' is not an amount (digits, at most one point)."
    with pytest.raises(InputRefused, match="is not a number"):
        decimal(text)


@pytest.mark.parametrize(
    ("text", "point", "thousand"),
    [
        ("1,5", "1.5", "1500"),
        ("1,500", "1.500", "1500"),
        ("12,5", "12.5", "1250"),
        ("0,25", "0.25", "0250"),
    ],
)
def test_a_comma_is_never_guessed_at(text: str, point: str, thousand: str) -> None:
    with pytest.raises(InputRefused) as refused:
        decimal(text)
    assert str(refused.value) == (
        f"'{text}' is not a number here: write {point} or {thousand}, never a comma."
    )


def test_what_is_less_than_a_nanogram_is_refused_and_nothing_is_nothing() -> None:
    assert nanograms(Decimal(0), "0 µg") == 0
    assert nanograms(Decimal(1), "0.001 µg") == 1
    with pytest.raises(InputRefused) as refused:
        nanograms(Decimal("0.999"), "0.000999 µg")
    assert str(refused.value) == (
        "0.000999 µg is less than a nanogram (0.001 µg), which is not kept."
    )


def test_every_spelling_means_a_unit_that_is_defined() -> None:
    known = {*MASS_MG, *VOLUME_ML, *DOSE_NG}
    assert {unit(word) for word in ("Grams", "KILOS", "oz", "Pounds", "floz", "cups")} <= known
    assert unit("\u00b5g") == unit("\u03bcg") == unit("MCG") == "µg"
    assert unit("pint") is None


def test_units_stand_in_their_proportions() -> None:
    assert MASS_MG["lb"] == 16 * MASS_MG["oz"]
    assert VOLUME_ML["cup"] == 8 * VOLUME_ML["fl oz"] == 16 * VOLUME_ML["tbsp"]
    assert VOLUME_ML["tbsp"] == 3 * VOLUME_ML["tsp"]
    assert DOSE_NG["mg"] == 1000 * DOSE_NG["µg"]
