"""Labels: micrograms or a percentage, in an amount, to nanograms per 100 g; nothing guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from b12track.errors import InputRefused
from b12track.foods import label
from b12track.foods.table import Portion


@pytest.mark.parametrize(
    ("amount", "weight_mg"),
    [
        ("250ml", 250_000),
        ("250 ml", 250_000),
        ("100g", 100_000),
        ("0.5 l", 500_000),
        ("1 tablet", 1000),
        ("tablet", 1000),
        ("2 sprays", 2000),
        ("1/2 l", None),
        ("0 g", None),
        ("30", None),
        ("a slice", None),
        ("1,5 g", None),
        ("6 kg", None),
        ("-1 g", None),
    ],
)
def test_the_amount_a_label_speaks_of(amount: str, weight_mg: int | None) -> None:
    if weight_mg is None:
        with pytest.raises(InputRefused):
            label.basis(amount)
    else:
        assert label.basis(amount).weight_mg == weight_mg


@pytest.mark.parametrize(
    ("dose", "amount", "expected"),
    [
        ("1.2µg", "250ml", 480),
        ("1.2 \u03bcg", "250ml", 480),
        ("1.2mcg", "250ml", 480),
        ("0.0012 mg", "250 ml", 480),
        ("0 µg", "100g", 0),
        ("unknown", "100g", None),
        ("1000µg", "tablet", 100_000_000),
    ],
)
def test_micrograms(dose: str, amount: str, expected: int | None) -> None:
    assert label.from_micrograms(dose, label.basis(amount)).b12_ng_per_100g == expected


@pytest.mark.parametrize("dose", ["1.2", "1.2g", "50%", "1,2µg", "µg", "", "2001µg"])
def test_an_amount_without_its_unit_or_past_belief_is_refused(dose: str) -> None:
    with pytest.raises(InputRefused):
        label.from_micrograms(dose, label.basis("100g"))


@pytest.mark.parametrize(
    ("rule", "expected"), [("us", 1200), ("us-old", 3000), ("eu", 1250), ("anz", 1000)]
)
def test_a_percentage_depends_on_its_rule(rule: str, expected: int) -> None:
    value = label.from_percent("50%", rule, label.basis("100g"))
    assert value.b12_ng_per_100g == expected
    assert rule in value.words


def test_a_percentage_without_a_rule_is_refused_with_the_rules() -> None:
    with pytest.raises(InputRefused, match=r"us 2\.4 µg, us-old 6\.0 µg, eu 2\.5 µg"):
        label.from_percent("50%", None, label.basis("100g"))
    with pytest.raises(InputRefused):
        label.from_percent("50%", "mars", label.basis("100g"))


def test_a_weighed_volume_keeps_its_density() -> None:
    per = label.basis("250ml", "258g")
    assert (per.weight_mg, per.mg_per_ml) == (258_000, Decimal(1032))
    assert label.portions(per, is_serving=True) == [
        Portion("serving", 258_000),
        Portion("l", 1_032_000),
    ]
