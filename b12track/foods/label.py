"""What a food label says – micrograms or a percentage, in a serving – as nanograms per 100 g."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.errors import InputRefused
from b12track.foods.table import HIGHEST_FOOD_B12_NG_PER_100G, Portion, food_key
from b12track.quantity import (
    DOSE_NG,
    MASS_MG,
    MG_PER_G,
    VOLUME_ML,
    decimal,
    nanograms,
    plain,
    unit,
    whole,
)
from b12track.science.label_values import label_amount_ng, label_value, label_values
from b12track.text import accepted

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Supplements weigh one nominal gram a piece (docs/foods.md).
_PIECES: Final = ("tablet", "capsule", "pill", "lozenge", "spray", "drop", "gummy")
#: Where nobody weighed it, a millilitre is a gram: doses by volume stay exact all the same.
_MG_PER_ML: Final = Decimal(MG_PER_G)
_AMOUNT: Final = re.compile(r"([0-9.,/]*)\s*([^\W\d_%][\w ]*|%)", re.UNICODE)


class Basis(NamedTuple):
    """The amount that a label speaks of: its words, its weight, and what volumes weigh here."""

    words: str
    weight_mg: int
    mg_per_ml: Decimal | None
    is_piece: bool = False


class LabelValue(NamedTuple):
    """B12 in 100 g as a label gives it, and the words to remember that by."""

    b12_ng_per_100g: int | None
    words: str


def basis(text: str, weighs: str | None = None) -> Basis:
    """The amount of "250ml", "100 g", "30g" or "tablet".

    `weighs` is what such a volume weighs, where somebody weighed it. Raises InputRefused for
    what is no amount, and for portions whose weight only the food's maker knows.

    >>> basis("250ml").weight_mg, basis("100 g").weight_mg, basis("1 tablet").weight_mg
    (250000, 100000, 1000)
    """
    number, measure = _split(text, "an amount like 250ml, 100g or tablet")
    written = f"{plain(number)} {measure}"
    if measure in MASS_MG:
        return Basis(written, _weight(number * MASS_MG[measure], written), None)
    if measure in VOLUME_ML:
        millilitres = number * VOLUME_ML[measure]
        per_ml = _MG_PER_ML
        if weighs:
            per_ml = Decimal(basis(weighs).weight_mg) / millilitres
        return Basis(written, _weight(millilitres * per_ml, written), per_ml)
    piece = food_key(measure)
    if piece in _PIECES:
        return Basis(written, whole(number * MG_PER_G), None, is_piece=True)
    raise InputRefused(f"'{text}' has no known weight: give it as grams or millilitres.")


def dish_weight(text: str) -> int:
    """The weight of a finished dish in milligrams: 1.2kg, 900 g.

    >>> dish_weight("1.2kg")
    1200000
    """
    number, measure = _split(text, "a weight like 1.2kg")
    if measure not in MASS_MG or not 1000 <= number * MASS_MG[measure] <= 100_000_000:
        raise InputRefused(f"'{text}' is not a weight between 1 g and 100 kg.")
    return whole(number * MASS_MG[measure])


def _weight(milligrams: Decimal, written: str) -> int:
    if not 1 <= milligrams <= 5_000_000:
        raise InputRefused(f"{written} is not between 1 mg and 5 kg.")
    return whole(milligrams)


def _split(text: str, what: str) -> tuple[Decimal, str]:
    """A number and its unit, written together or apart; without a number it is one."""
    match = _AMOUNT.fullmatch(accepted(text, "the amount").strip())
    if match is None:
        raise InputRefused(f"'{text}' is not {what}.")
    number = decimal(match.group(1), what) if match.group(1) else Decimal(1)
    if number == 0:
        raise InputRefused(f"'{text}' is an amount of nothing.")
    word = match.group(2).strip()
    return number, unit(word) or word.lower()


def from_micrograms(text: str, per: Basis) -> LabelValue:
    """The value of "1.2µg" in the basis; the unit must be given, "unknown" is no value.

    >>> from_micrograms("1.2µg", basis("250ml"))
    LabelValue(b12_ng_per_100g=480, words='1.2 µg in 250 ml')
    """
    if text.strip().lower() == "unknown":
        return LabelValue(None, f"B12 not on the label, {per.words}")
    match = _AMOUNT.fullmatch(text.strip())
    measure = unit(match.group(2).strip()) if match else None
    if match is None or measure not in DOSE_NG or not match.group(1):
        raise InputRefused(f"'{text}' is not an amount of B12 with its unit, like 1.2µg.")
    number = decimal(match.group(1), "an amount of B12")
    words = f"{plain(number)} {measure} in {per.words}"
    return _checked(number * DOSE_NG[measure], per, words)


def from_percent(text: str, label: str | None, per: Basis) -> LabelValue:
    """The value of "50%" by the rule of a label, which must be named: it is never guessed.

    >>> from_percent("50%", "us", basis("30g"))
    LabelValue(b12_ng_per_100g=4000, words='50 % in 30 g, us label')
    """
    number = decimal(text.strip().removesuffix("%").strip(), "a percentage")
    if label is None:
        known = [row for row in label_values() if row.group == "general"]
        rules = ", ".join(f"{row.label} {row.value} µg" for row in known)
        raise InputRefused(f"A percentage of what? Name the label's rule with --label: {rules}.")
    words = f"{plain(number)} % in {per.words}, {label_value(label).label} label"
    return _checked(Decimal(label_amount_ng(str(number), label)), per, words)


def _checked(b12_ng: Decimal, per: Basis, words: str) -> LabelValue:
    per_100g = nanograms(b12_ng * 100 * MG_PER_G / per.weight_mg, words)
    highest = 2_000_000_000 if per.is_piece else HIGHEST_FOOD_B12_NG_PER_100G
    if per_100g > highest:
        raise InputRefused(
            f"{words} is {per_100g // 1000:,} µg in 100 g, more than any food holds."
        )
    return LabelValue(per_100g, words)


def portions(per: Basis, is_serving: bool, others: Sequence[Portion] = ()) -> list[Portion]:
    """The portions that a label makes known, the one for a bare count first."""
    known = list(others)
    if per.is_piece:
        known.append(Portion(food_key(per.words.partition(" ")[2]), MG_PER_G))
    elif is_serving:
        known.append(Portion("serving", per.weight_mg))
    if per.mg_per_ml is not None:
        # A litre, because it holds the density with the fewest roundings.
        known.append(Portion("l", whole(per.mg_per_ml * 1000)))
    return list({portion.name: portion for portion in known}.values())
