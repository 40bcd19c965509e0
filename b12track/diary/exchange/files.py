"""What a diary is read from when it is no table: XML, JSON, or a database."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

from b12track.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Callable

#: Larger files are refused before they fill the memory: 50 years of entries take 120 MB.
LARGEST_JSON: Final = 500_000_000


class XmlFile(NamedTuple):
    """A file of XML being read; `told` hears how many of its bytes have been."""

    name: str
    raw: IO[bytes]
    told: Callable[[int], None]


class Database(NamedTuple):
    """A SQLite file: what to call it, where it lies, and its first hundred bytes."""

    name: str
    path: str
    head: bytes


class JsonFile(NamedTuple):
    """A document of JSON, its numbers exact, with the text it was read from."""

    name: str
    text: bytes
    document: Any

    def line_of(self, part: str) -> int:
        """The line in which these words stand first; 1 where nowhere."""
        return self.text[: max(0, self.text.find(part.encode()))].count(b"\n") + 1


def json_file(raw: IO[bytes], name: str) -> JsonFile:
    """The document: decimals are exact, a name that stands twice and "NaN" are refused.

    Raises InputRefused with the line for what is no JSON.
    """
    text = raw.read(LARGEST_JSON + 1)
    if len(text) > LARGEST_JSON:
        raise InputRefused(f"{name} is larger than {LARGEST_JSON:,} bytes.")

    def no_number(word: str) -> object:
        line = text[: text.find(word.encode())].count(b"\n") + 1
        raise InputRefused(f"{name}, line {line}: {word} is no number.")

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        if len({key for key, _ in pairs}) != len(pairs):
            raise InputRefused(f"{name}: a name stands twice in one row.")
        return dict(pairs)

    try:
        document = json.loads(
            text.decode("utf-8-sig"),
            parse_float=Decimal,
            parse_constant=no_number,
            object_pairs_hook=once,
        )
    except json.JSONDecodeError as error:
        raise InputRefused(f"{name}, line {error.lineno}: {error.msg}.") from None
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise InputRefused(f"{name}: {error}.") from None
    return JsonFile(name, text, document)
