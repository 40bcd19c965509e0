"""Colour for a terminal that has it, laid over marks that say the same without it."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from typing import TextIO

_CYAN, _YELLOW, _PLAIN = "\x1b[36m", "\x1b[33m", "\x1b[0m"
#: Bars and sparks; below and above a range; the letters of a calendar and of the last days.
_BARS: Final = re.compile("[▁-▏]+")
_OUTSIDE: Final = re.compile("[▼▲] (?:below|above)")
_LETTERS: Final = re.compile(
    r"^(?P<head>[A-Z][a-z]{2} \d{4}(?: [ \d]\d of [ \d]\d days)? +|Last \d+ days: )"
    r"(?P<letters>[#+\-0?.]+)(?P<rest>$|  )"
)
_RUNS: Final = re.compile("(?P<fine>[#+]+)|[-0]+")


def is_wanted(stream: TextIO) -> bool:
    """Whether a stream is a terminal with colours, and nobody asked for none (no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def tinted(text: str) -> str:
    """The text with its marks in colour; nothing of it is moved, added or taken away.

    >>> tinted("3.10  ██▌|  ")
    '3.10  \\x1b[36m██▌\\x1b[0m|  '
    >>> tinted("milk")
    'milk'
    """
    return "\n".join(_line(line) for line in text.split("\n"))


def _line(line: str) -> str:
    row = _LETTERS.match(line)
    if row:
        letters = _RUNS.sub(
            lambda part: f"{_CYAN if part['fine'] else _YELLOW}{part[0]}{_PLAIN}", row["letters"]
        )
        return f"{row['head']}{letters}{line[row.end('letters') :]}"
    line = _BARS.sub(lambda part: f"{_CYAN}{part[0]}{_PLAIN}", line)
    return _OUTSIDE.sub(lambda part: f"{_YELLOW}{part[0]}{_PLAIN}", line)
