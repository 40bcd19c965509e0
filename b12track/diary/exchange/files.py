"""What a diary is read from when it is no table: XML, JSON, or a database."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple, TypeVar

from b12track.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Record = dict[str, Any]

T = TypeVar("T")
_LARGEST_NUMBER: Final = 1_000_000_000

#: Larger files are refused before they fill the memory: 50 years of entries take 120 MB.
LARGEST_JSON: Final = 500_000_000


class XmlFile(NamedTuple):
    """A file of XML being read; `told` hears how many of its bytes have been."""

    name: str
    raw: IO[bytes]
    progress: Callable[[int], None]


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


def each(name: str, records: Iterable[Any], read: Callable[[int, Record], T]) -> Iterator[T]:
    """What `read` makes of each record (number, fields); its refusals get file and number."""
    for number, record in enumerate(records, 1):
        try:
            if not isinstance(record, dict):
                raise InputRefused("this is no record.")
            yield read(number, record)
        except InputRefused as fault:
            raise InputRefused(f"{name}, record {number}: {fault}") from None


def number(value: object, what: str) -> Decimal | None:
    """A number of a document, exactly; None for null. Raises InputRefused for all else.

    >>> number(Decimal("0.38"), "amount"), number(None, "amount")
    (Decimal('0.38'), None)
    """
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise InputRefused(f"{what} is {str(value)[:50]!r}, which is no number.")
    if not 0 <= value <= _LARGEST_NUMBER:
        raise InputRefused(f"{what} is {str(value)[:50]}, which is no amount.")
    return Decimal(value)


def text(value: object, what: str) -> str:
    """A text of a document, "" for null."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InputRefused(f"{what} is no text.")
    return value


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
