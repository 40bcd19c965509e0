"""Exact amounts: decimal text to whole nanograms and milligrams, units with all their spellings."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal

from b12track.errors import InputRefused
from b12track.hints import Final

NG_PER_UG: Final = 1000
NG_PER_MG: Final = 1_000_000
MG_PER_G: Final = 1000

#: Whole milligrams in one unit of mass; the avoirdupois pound is exactly 453.59237 g (1959).
MASS_MG: Final[dict[str, Decimal]] = {
    "mg": Decimal(1),
    "g": Decimal(1000),
    "kg": Decimal(1_000_000),
    "oz": Decimal("28349.523125"),
    "lb": Decimal("453592.37"),
}

#: Millilitres in one unit of volume; US customary measures (NIST Handbook 44, appendix C).
#: No pint: it is 473 ml in the US and 568 ml in the UK, so a food must say its own.
VOLUME_ML: Final[dict[str, Decimal]] = {
    "ml": Decimal(1),
    "cl": Decimal(10),
    "dl": Decimal(100),
    "l": Decimal(1000),
    "tsp": Decimal("4.92892159375"),
    "tbsp": Decimal("14.78676478125"),
    "fl oz": Decimal("29.5735295625"),
    "cup": Decimal("236.5882365"),
}

#: Nanograms in one unit of a B12 dose.
DOSE_NG: Final[dict[str, Decimal]] = {"µg": Decimal(1000), "mg": Decimal(1_000_000)}

_SPELLINGS: Final[dict[str, str]] = {
    **dict.fromkeys(("mg", "mgs", "milligram", "milligrams", "milligramme"), "mg"),
    **dict.fromkeys(("g", "gr", "gm", "gms", "gram", "grams", "gramme", "grammes"), "g"),
    **dict.fromkeys(("kg", "kgs", "kilo", "kilos", "kilogram", "kilograms"), "kg"),
    **dict.fromkeys(("oz", "ounce", "ounces"), "oz"),
    **dict.fromkeys(("lb", "lbs", "pound", "pounds"), "lb"),
    **dict.fromkeys(("ml", "mls", "millilitre", "millilitres", "milliliter", "milliliters"), "ml"),
    **dict.fromkeys(("cl", "centilitre", "centilitres", "centiliter", "centiliters"), "cl"),
    **dict.fromkeys(("dl", "decilitre", "decilitres", "deciliter", "deciliters"), "dl"),
    **dict.fromkeys(("l", "litre", "litres", "liter", "liters"), "l"),
    **dict.fromkeys(("tsp", "tsps", "teaspoon", "teaspoons"), "tsp"),
    **dict.fromkeys(("tbsp", "tbsps", "tablespoon", "tablespoons"), "tbsp"),
    **dict.fromkeys(("fl oz", "floz", "fluid ounce", "fluid ounces"), "fl oz"),
    **dict.fromkeys(("cup", "cups"), "cup"),
    # U+00B5 (micro sign) and U+03BC (Greek mu) look alike; keyboards and exports use both.
    **dict.fromkeys(("\u00b5g", "\u03bcg", "ug", "mcg", "microgram", "micrograms"), "µg"),
}

_DECIMAL: Final = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,9})?|\.[0-9]{1,9}", re.ASCII)


def unit(word: str) -> str | None:
    """The unit a word spells, or None.

    >>> unit("Grams"), unit("mcg") == unit("\\u03bcg") == "µg", unit("slice")
    ('g', True, None)
    """
    return _SPELLINGS.get(word.lower())


def decimal(text: str, what: str = "a number") -> Decimal:
    """A plain non-negative decimal, read exactly: ASCII digits and at most one point.

    Raises InputRefused for signs, exponents, separators, "nan" and anything else that a
    permissive reader would guess at.

    >>> decimal("2.40")
    Decimal('2.40')
    >>> decimal("1,5")
    Traceback (most recent call last):
    b12track.errors.InputRefused: '1,5' is not a number here: write 1.5 or 1500, never a comma.
    """
    if _DECIMAL.fullmatch(text):
        return Decimal(text)
    if re.fullmatch(r"[0-9]+,[0-9]+", text, re.ASCII):
        point, thousand = text.replace(",", "."), text.replace(",", "")
        if len(thousand) < 4:
            thousand = thousand.ljust(4, "0")
        raise InputRefused(
            f"'{text}' is not a number here: write {point} or {thousand}, never a comma."
        )
    raise InputRefused(f"'{text}' is not {what} (digits, at most one point).")


def whole(value: Decimal) -> int:
    """The nearest whole number, halves to even: the one rounding on the way into storage.

    >>> whole(Decimal("2.5")), whole(Decimal("3.5"))
    (2, 4)
    """
    return int(value.to_integral_value(rounding=ROUND_HALF_EVEN))


def nanograms(exact: Decimal, written: str) -> int:
    """An amount in whole nanograms; InputRefused for one so small that it would become nothing.

    >>> nanograms(Decimal("2.5"), "0.0025 µg")
    2
    """
    if 0 < exact < 1:
        raise InputRefused(f"{written} is less than a nanogram (0.001 µg), which is not kept.")
    return whole(exact)


def b12_ng(portion_mg: int, ng_per_100g: int) -> int:
    """Nanograms in a portion: milligrams eaten times ng per 100 g, over 100,000 mg.

    >>> b12_ng(50_000, 1_020)  # a 50 g egg at 1.02 µg per 100 g
    510
    """
    return whole(Decimal(portion_mg) * ng_per_100g / 100_000)


def plain(value: Decimal) -> str:
    """A decimal without exponent or trailing zeros, as people write it.

    >>> plain(Decimal("250.00")), plain(Decimal("0.50")), plain(Decimal("1E+3"))
    ('250', '0.5', '1000')
    """
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def ug_text(ng: int) -> str:
    """Micrograms as printed: two digits below 10, one below 100, else none; zero is "0".

    The one rounding on the way out; amounts too small for two digits keep their first digit,
    because 0.004 µg is not zero.

    >>> ug_text(510), ug_text(12_340), ug_text(2_000_000), ug_text(0), ug_text(4)
    ('0.51', '12.3', '2,000', '0', '0.004')
    """
    value = Decimal(ng) / NG_PER_UG
    if value == 0:
        return "0"
    if value < Decimal("0.005"):
        return plain(value.quantize(Decimal("0.001"), rounding=ROUND_HALF_EVEN))
    digits = "0.01" if value < 10 else "0.1" if value < 100 else "1"
    return f"{value.quantize(Decimal(digits), rounding=ROUND_HALF_EVEN):,}"


def about_ug_text(ug: float) -> str:
    """A modelled amount in µg, with no more digits than a model has.

    >>> [about_ug_text(ug) for ug in (0, 0.031, 1.24, 9.96, 25.2, 1234.5)]
    ['0', '0.03', '1.2', '10', '25', '1,234']
    """
    if ug < 0.005:
        return "0"
    if ug < 0.1:
        return f"{ug:.2f}"
    return f"{ug:.1f}" if ug < 9.95 else f"{ug:,.0f}"


def grams_text(mg: int) -> str:
    """Grams as printed: whole from 10 g, one digit below, and milligrams below a tenth.

    >>> grams_text(256_775), grams_text(2_500), grams_text(20)
    ('257 g', '2.5 g', '20 mg')
    """
    if mg < 100:
        return f"{mg} mg"
    digits = Decimal("0.1") if mg < 10 * MG_PER_G else Decimal(1)
    grams = (Decimal(mg) / MG_PER_G).quantize(digits, rounding=ROUND_HALF_EVEN)
    return f"{plain(grams)} g"
