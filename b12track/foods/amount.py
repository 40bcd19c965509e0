"""Numbers and amounts as people write them: 2, 1/2, two and a half, a dozen, x2, 150g, ~200 g."""

from __future__ import annotations

import re
from decimal import Decimal

from b12track.errors import InputRefused
from b12track.hints import Final
from b12track.quantity import decimal, unit
from b12track.record import NamedTuple

_NAMES: Final = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen twenty"
)
#: Numbers that are not read; like negations they change what the words around them mean.
NEVER_LEFT_OUT: Final = frozenset(
    f"{_NAMES} thirty forty fifty sixty seventy eighty ninety hundred thousand twice double triple"
    " no not without sans minus except less instead or versus iu half quarter third".split()
)
_NUMBER_WORDS: Final = {name: n for n, name in enumerate(_NAMES.split(), 1)} | {
    "a": 1,
    "an": 1,
    "dozen": 12,
}
_PARTS: Final = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "third": Decimal(1) / 3}
_VULGAR: Final = dict(zip("½⅓⅔¼¾⅛", ("1/2", "1/3", "2/3", "1/4", "3/4", "1/8"), strict=True))
_PAIRS: Final = ("couple", "pair")
_ABOUT: Final = frozenset(
    ("about", "around", "approx", "approx.", "approximately", "roughly", "ca")
)
#: What says that there was some of it, but not how much: asked, never counted.
_VAGUE: Final = frozenset(("some", "few", "several", "many"))
_VAGUE_OF: Final = frozenset(("little", "bit", "lot", "lots", "plenty", "loads", "touch"))
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


def vague_amount(words: str) -> tuple[str, str]:
    """What says "some of it" at the front of the words, and the words after it.

    >>> vague_amount("a few crackers"), vague_amount("3-4 dates"), vague_amount("2 eggs")
    (('a few', 'crackers'), ('3-4', 'dates'), ('', '2 eggs'))
    """
    typed = words.split()
    at = 1 if typed[:1] in (["a"], ["the"]) else 0
    end = _end_of_range(typed)
    if typed[at : at + 1] and typed[at] in _VAGUE:
        end = at + 1
    elif typed[at : at + 1] and typed[at] in _VAGUE_OF:
        end = at + 1 + (typed[at + 1 : at + 2] == ["bit"])
        end += typed[end : end + 1] == ["of"]
    return (" ".join(typed[:end]), " ".join(typed[end:])) if 0 < end < len(typed) else ("", words)


def _end_of_range(typed: list[str]) -> int:
    """How many words are a range: "3-4", "2 to 3", "one or two"; 0 for none."""
    low, _, high = typed[0].replace("–", "-").partition("-") if typed else ("", "", "")
    if low.isdecimal() and high.isdecimal():
        return 1
    is_range = len(typed) > 3 and typed[1] in ("to", "or")
    return 3 if is_range and all(_is_number(typed[at]) for at in (0, 2)) else 0


def _is_number(word: str) -> bool:
    return word in _NUMBER_WORDS or word.isdecimal()


def without_about(words: str) -> str:
    """The words without "about" before their number: 200 g is what was meant to be counted.

    >>> without_about("~200 g salmon"), without_about("about a cup of rice")
    ('200 g salmon', 'a cup of rice')
    """
    first, _, rest = words.removeprefix("~").lstrip().partition(" ")
    return rest if rest and first in _ABOUT else words.removeprefix("~").lstrip()


def leading_number(words: list[str]) -> tuple[Decimal | None, list[str]]:
    """A number at the front of the words, if there is one, and the words after it.

    >>> leading_number("a couple of eggs".split())
    (Decimal('2'), ['eggs'])
    """
    if not words:
        return None, words
    glued = _GLUED.match(words[0])
    if glued and (unit(glued.group(2)) or glued.group(2) == "x" or _is_glued_name(words[0])):
        tail = [] if glued.group(2) == "x" else [glued.group(2)]
        return _number(glued.group(1)), tail + words[1:]
    if words[0] in ("x", "×") and len(words) > 1:
        return leading_number(words[1:]) if _number(words[1]) is not None else (None, words)
    number = _number(words[0])
    if number is None:
        return _pair(words)
    number, rest = _with_fraction(number, words[1:])
    if rest and rest[0] in ("x", "×"):
        rest = rest[1:]
    if words[0].lower() in _PARTS:
        rest = _without(rest, "of")
        rest = _without(_without(rest, "a"), "an")
        if rest[:1] == ["dozen"]:
            return number * 12, rest[1:]
    return number, rest


def _is_glued_name(word: str) -> bool:
    """Whether a blank was left out: "2eggs"; 7up, 1e3 and 0x10 are no numbers of things."""
    letters = word.lstrip("0123456789")
    return len(letters) > 3 and letters.isalpha() and "." not in word and word[0] != "0"


def _with_fraction(number: Decimal, rest: list[str]) -> tuple[Decimal, list[str]]:
    """The number with the "half", "couple" or "dozen" that follows it."""
    fraction = _fraction_after(rest)
    if fraction is not None:
        return number + fraction[0], fraction[1]
    if number == 1 and rest and (rest[0] in _PARTS or rest[0] in _PAIRS):
        return _PARTS.get(rest[0], Decimal(2)), _without(rest[1:], "of")
    return (number * 12, rest[1:]) if rest[:1] == ["dozen"] else (number, rest)


def _pair(words: list[str]) -> tuple[Decimal | None, list[str]]:
    if words[0] in _PAIRS and words[1:2] == ["of"]:
        return Decimal(2), words[2:]
    times = re.fullmatch(r"[x×]([0-9]{1,4})", words[0], re.ASCII)
    return (Decimal(times.group(1)), words[1:]) if times else (None, words)


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
    if any(letter.isalpha() or letter in "%-" for letter in word) and not _odd_number(word):
        return None
    return decimal(word)


def _odd_number(word: str) -> bool:
    """1e3 and 0x10 look like words but were meant as numbers, so they are refused as such."""
    return bool(re.fullmatch(r"[0-9.]+e[+-]?[0-9]+|0x[0-9a-f]+", word, re.IGNORECASE))


def trailing_amounts(words: list[str]) -> list[tuple[list[str], Decimal, str]]:
    """Every way to read an amount at the end: the words before it, its number, its measure.

    The longest amount comes first; its measure may be a unit, a portion or nothing.

    >>> trailing_amounts("bread 2 slices".split())
    [(['bread'], Decimal('2'), 'slices')]
    """
    amounts = []
    for at in range(1, len(words)):
        tail = words[at:]
        if tail[0].lower() in _NUMBER_WORDS and len(tail) == 1:
            continue
        number, rest = leading_number(tail)
        if number is not None and len(rest) <= 3 and rest != tail:
            measure = " ".join(rest)
            amounts.append((words[:at], number, unit(measure) or measure))
    return amounts
