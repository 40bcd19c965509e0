"""Cells of a file of person-days, read exactly or refused with file, line, column and reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from b12track.cohort.columns import MOST_NG, OLDEST
from b12track.diary.days import STATES
from b12track.errors import InputRefused
from b12track.quantity import decimal, ug_text, whole
from b12track.text import accepted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from decimal import Decimal

_TRUE: Final = ("1", "true", "yes")
_FALSE: Final = ("0", "false", "no")
_SEXES: Final = {"f": "f", "female": "f", "m": "m", "male": "m"}


class Place(NamedTuple):
    """Where a cell stands; the text is how refusals begin."""

    file: str
    line: int
    column: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}, column {self.column}"


def value(text: str, kind: str, place: Place, factor: int = 1) -> Any:
    """The value of a cell by the kind of its column, None for an empty cell.

    Raises InputRefused.

    >>> value("2.5", "amount", Place("a.csv", 2, "b12_ug"), 1000)
    2500
    >>> value("x", "flag", Place("a.csv", 3, "weekend"))
    Traceback (most recent call last):
    b12track.errors.InputRefused: a.csv, line 3, column weekend: 'x' is not 1 or 0.
    """
    clean = text.strip()
    if not clean:
        return None
    if kind == "amount":
        return amount_ng(clean, place, factor)
    return _READERS[kind](clean, place)


def amount_ng(text: str, place: Place, factor: int = 1) -> int:
    """A whole number of nanograms; raises InputRefused below zero and for absurd amounts."""
    ng = whole(_number(text, place) * factor)
    if ng > MOST_NG:
        raise InputRefused(
            f"{place}: {ug_text(ng)} µg in one day is absurd (at most {ug_text(MOST_NG)} µg)."
        )
    return ng


def _number(text: str, place: Place) -> Decimal:
    if text.startswith("-"):
        raise InputRefused(f"{place}: {text} is below zero.")
    try:
        return decimal(text)
    except InputRefused as error:
        raise InputRefused(f"{place}: {error}") from None


def _flag(text: str, place: Place) -> bool:
    if text.lower() not in (*_TRUE, *_FALSE):
        raise InputRefused(f"{place}: '{text}' is not 1 or 0.")
    return text.lower() in _TRUE


def _sex(text: str, place: Place) -> str:
    if text.lower() not in _SEXES:
        raise InputRefused(f"{place}: '{text}' is not f or m.")
    return _SEXES[text.lower()]


def _state(text: str, place: Place) -> str:
    if text not in STATES:
        raise InputRefused(f"{place}: '{text}' is no state of a day ({', '.join(STATES)}).")
    return text


def _age(text: str, place: Place) -> float:
    years = float(_number(text, place))
    if years > OLDEST:
        raise InputRefused(f"{place}: nobody is {text} years old.")
    return years


def _count(text: str, place: Place) -> int:
    number = _number(text, place)
    if number != whole(number) or number < 1:
        raise InputRefused(f"{place}: '{text}' is not a whole number from 1.")
    return int(number)


def _text(text: str, place: Place) -> str:
    return accepted(text, str(place))


_READERS: Final[dict[str, Callable[[str, Place], Any]]] = {
    "text": _text,
    "state": _state,
    "sex": _sex,
    "flag": _flag,
    "age": _age,
    "count": _count,
    "weight": lambda text, place: float(_number(text, place)),
}


def rows(path: str, name: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """The rows of a CSV file with their lines, first a row 1 that maps each column to itself.

    Comma, semicolon or tab between cells; raises InputRefused for a row with other cells than
    the header has, for a column that stands twice and for text that is not UTF-8.
    """
    import csv

    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            header = file.readline()
            delimiter = max(",;\t", key=header.count)
            file.seek(0)
            reader = csv.reader(file, delimiter=delimiter, strict=True)
            columns = [cell.strip() for cell in next(reader, [])]
            _check_header(columns, name)
            yield 1, dict(zip(columns, columns, strict=True))
            for row in reader:
                if not row:
                    continue
                if len(row) != len(columns):
                    raise InputRefused(
                        f"{name}, line {reader.line_num}: {len(row)} cells, but the header has"
                        f" {len(columns)}."
                    )
                yield reader.line_num, dict(zip(columns, row, strict=True))
    except UnicodeDecodeError as error:
        raise InputRefused(f"{name}: not text in UTF-8 (byte {error.start}).") from None
    except csv.Error as error:
        raise InputRefused(f"{name}, line {reader.line_num}: {error}.") from None


def _check_header(columns: list[str], name: str) -> None:
    if not any(columns):
        raise InputRefused(f"{name} is empty: its first line should name the columns.")
    for column in columns:
        if column and columns.count(column) > 1:
            raise InputRefused(f"{name}, line 1: the column {column} stands there twice.")
