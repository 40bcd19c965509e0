"""Text from outside: what is refused at the door, and how it is shown so that it cannot act."""

from __future__ import annotations

import re
import unicodedata

from b12track.errors import InputRefused
from b12track.hints import Final

#: Control, format (bidi, zero width), surrogate, private, and line or paragraph separators.
_ACTING: Final = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
LONGEST_TEXT: Final = 500


def accepted(text: str, what: str) -> str:
    """The text in NFC without outer blanks; refused when it is too long or could act.

    Raises InputRefused, because a name with an escape sequence would act in every later listing.

    >>> accepted("  cre\\u0300me ", "a note")
    'crème'
    >>> accepted("x\\x1b[2J", "a note")
    Traceback (most recent call last):
    b12track.errors.InputRefused: a note holds the character U+001B, which is not taken.
    """
    clean = unicodedata.normalize("NFC", text.strip()) if not text.isascii() else text.strip()
    if len(clean) > LONGEST_TEXT:
        raise InputRefused(f"{what} is longer than {LONGEST_TEXT} characters.")
    if clean.isprintable():  # no control, format, surrogate, private or separator among them
        return clean
    for character in clean:
        if "\udc80" <= character <= "\udcff":
            raise InputRefused(
                f"{what} holds letters that this locale cannot read: set LC_ALL=C.UTF-8, or"
                " another locale of UTF-8."
            )
        if unicodedata.category(character) in _ACTING:
            raise InputRefused(
                f"{what} holds the character U+{ord(character):04X}, which is not taken."
            )
    return clean


def escaped(text: str) -> str:
    """The text with every acting character escaped, for any terminal.

    >>> escaped("milk\\x1b[2J")
    'milk\\\\x1b[2J'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        character.encode("unicode_escape").decode("ascii")
        if unicodedata.category(character) in _ACTING
        else character
        for character in text
    )


def quoted(word: str) -> str:
    """A word as it is typed in a shell: in quotes where it holds blanks or signs.

    >>> print(quoted("mum"), quoted("Anna Maria"), quoted("O'Neill"))
    mum 'Anna Maria' "O'Neill"
    """
    if re.fullmatch(r"[\w.@%+:,-]+", word):
        return word
    return f"'{word}'" if "'" not in word else '"' + re.sub(r'(["$`\\])', r"\\\1", word) + '"'


#: What a spreadsheet would run: blanks, then a sign of a formula, ASCII or full width.
_RUN_BY_SPREADSHEETS: Final = r"'*[\s]*[=+\-@＝＋－＠]|'*[\t\r\n]"


def harmless(text: str) -> str:
    """The text with one apostrophe more where a spreadsheet would run it.

    >>> harmless("=1+1"), harmless("'=1+1"), harmless("milk")
    ("'=1+1", "''=1+1", 'milk')
    """
    return f"'{text}" if re.match(_RUN_BY_SPREADSHEETS, text) else text


def as_it_was(text: str) -> str:
    """The inverse of `harmless`, exactly.

    >>> as_it_was("''=1+1"), as_it_was("'quoted'")
    ("'=1+1", "'quoted'")
    """
    return text[1:] if text.startswith("'") and re.match(_RUN_BY_SPREADSHEETS, text[1:]) else text
