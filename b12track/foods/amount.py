"""Numbers and amounts as people write them: 2, 1/2, two and a half, a dozen, x2, 150g."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final, NamedTuple

from b12track.errors import InputRefused
from b12track.quantity import decimal, unit

_NUMBER_WORDS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "dozen": 12,
}  # fmt: skip
_PARTS: Final = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "third": Decimal(1) / 3}
_VULGAR: Final = {
    "½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅛": "1/8",
}  # fmt: skip
_DECIMAL_COMMA: Final = r"(?<![\w.,])[0-9]+,[0-9]+(?![\w,])"
_GLUED: Final = re.compile(r"^([0-9.]+(?:/[0-9]+)?)([a-zA-Zµμ]+)$")


class Amount(NamedTuple):
    """An amount as written: a count of a unit ("g"), of a portion ("slice") or of nothing."""

    number: Decimal
    measure: str


def readable(text: str) -> str:
    """The text with vulgar fractions written out; a decimal comma is refused, never guessed.

    >>> readable("2½ cups")
    '2 1/2  cups'
    """
    for sign, written in _VULGAR.items():
        text = text.replace(sign, f" {written} ")
    comma = re.search(_DECIMAL_COMMA, text, re.ASCII) if "," in text else None
    if comma:
        decimal(comma.group())
    return text


def is_mixed_number(words: str) -> bool:
    """Whether "two and a half bananas" begins with one number that holds an "and"."""
    return bool(re.match(r"[\w/.]+ and (a |one )?(half|quarter|third)\b", words))


def leading_number(words: list[str]) -> tuple[Decimal | None, list[str]]:
    """A number at the front of the words, if there is one, and the words after it."""
    if not words:
        return None, words
    glued = _GLUED.match(words[0])
    if glued and (unit(glued.group(2)) or glued.group(2) == "x"):
        tail = [] if glued.group(2) == "x" else [glued.group(2)]
        return _number(glued.group(1)), tail + words[1:]
    number = _number(words[0])
    if number is None:
        return None, words
    rest = words[1:]
    fraction = _fraction_after(rest)
    if fraction is not None:
        number, rest = number + fraction[0], fraction[1]
    elif number == 1 and rest and rest[0] in _PARTS:
        number, rest = _PARTS[rest[0]], rest[1:]
    elif rest[:1] == ["dozen"]:
        number, rest = number * 12, rest[1:]
    if rest and rest[0] in ("x", "×"):
        rest = rest[1:]
    if words[0].lower() in _PARTS:
        rest = _without(rest, "of")
        rest = _without(_without(rest, "a"), "an")
    return number, rest


def _without(words: list[str], word: str) -> list[str]:
    return words[1:] if words[:1] == [word] else words


def _fraction_after(words: list[str]) -> tuple[Decimal, list[str]] | None:
    """The fraction of "2 1/2" or "two and a half", and the words after it."""
    if words and re.fullmatch(r"[0-9]+/[0-9]+", words[0], re.ASCII):
        fraction = _number(words[0])
        return (fraction, words[1:]) if fraction is not None else None
    if words[:1] == ["and"] and len(words) > 1:
        skip = 2 if words[1] in ("a", "one") else 1
        if len(words) > skip and words[skip] in _PARTS:
            return _PARTS[words[skip]], words[skip + 1 :]
    return None


def _number(word: str) -> Decimal | None:
    """A number as people write it: 2, 1.5, 1/2, a, two, half; None when it is no number."""
    lower = word.lower()
    if lower in _NUMBER_WORDS:
        return Decimal(_NUMBER_WORDS[lower])
    if lower in _PARTS:
        return _PARTS[lower]
    top, slash, bottom = word.partition("/")
    if slash and top.isdecimal() and bottom.isdecimal() and word.isascii():
        if int(bottom) == 0:
            raise InputRefused(f"'{word}' is not a number.")
        return decimal(top) / decimal(bottom)
    if word[:1] == "-" and word[1:2].isdecimal():
        raise InputRefused(f"'{word}': an amount cannot be negative.")
    if not word.removeprefix(".")[:1].isdecimal():
        return None
    if any(letter.isalpha() or letter == "%" for letter in word) and not _odd_number(word):
        return None
    return decimal(word)


def _odd_number(word: str) -> bool:
    """1e3 and 0x10 look like words but were meant as numbers, so they are refused as such."""
    return bool(re.fullmatch(r"[0-9.]+e[+-]?[0-9]+|0x[0-9a-f]+", word, re.IGNORECASE))


def trailing_amount(
    number: Decimal | None, words: list[str]
) -> tuple[Decimal | None, list[str], Amount | None]:
    """The amount in "salmon 150g" or "eggs x 2": number, food words, amount with its unit."""
    times = words[-1][1:] if len(words) > 1 and words[-1][0] in "x×" else ""
    if number is None and times.isdecimal() and times.isascii():
        return decimal(times), words[:-1], None
    for length in (3, 2, 1):
        tail = words[-length:]
        if len(words) <= length:
            continue
        count, rest = leading_number(tail[1:] if tail[0] in ("x", "×") else tail)
        if count is None or tail[0].lower() in _NUMBER_WORDS or tail[0].lower() in _PARTS:
            continue
        measure = unit(" ".join(rest))
        if measure:
            return number, words[:-length], Amount(count, measure)
        if not rest and number is None:
            return count, words[:-length], None
    return number, words, None
