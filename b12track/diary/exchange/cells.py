"""Cells of foreign tables, read exactly or refused: numbers, amounts of B12, days and times."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.diary.dates import in_local_zone
from b12track.errors import InputRefused
from b12track.quantity import DOSE_NG, MASS_MG, NG_PER_MG, decimal, nanograms, unit, whole

if TYPE_CHECKING:
    from collections.abc import Iterable

_COMMA_STYLE: Final = re.compile(r"(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?", re.ASCII)
_POINT_STYLE: Final = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?", re.ASCII)
#: What a number can only be with a decimal comma, or only with a point: "1,5", "1.950,25".
_PROVES_COMMA: Final = re.compile(r"[0-9]+,(?:[0-9]{1,2}|[0-9]{4,})|[0-9.]+\.[0-9]{3},[0-9]+")
_PROVES_POINT: Final = re.compile(r"[0-9]+\.(?:[0-9]{1,2}|[0-9]{4,})|[0-9,]+,[0-9]{3}\.[0-9]+")
_MACHINE: Final = re.compile(
    r"([0-9]{1,12}(?:\.[0-9]{1,30})?|\.[0-9]{1,30})(?:[eE]([+-]?[0-9]{1,3}))?", re.ASCII
)
_WITH_UNIT: Final = re.compile(r"([0-9.,]+) ?([a-zA-Zµμ]+)")
_CLOCK: Final = re.compile(
    r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))? ?([AaPp]\.?[Mm]\.?)?", re.ASCII
)
_DAY: Final = re.compile(r"([0-9]{1,4})([-./])([0-9]{1,2})\2([0-9]{1,4})", re.ASCII)
_OF_B12: Final = re.compile(r"(?<![a-z0-9])b[-_ ]?12(?![0-9])|cobalamin")
_UNIT_AT_END: Final = re.compile(r"[(_ ]([^(_ )]+)\)?$")


class Style(NamedTuple):
    """How numbers and days of one file are written; None where nobody said."""

    decimal: str | None = None
    dates: str | None = None


def number(text: str, style: str | None = None) -> Decimal:
    """A number as people's tables write it; `style` is "comma" (1.234,5) or "point" (1,234.5).

    Without a style a comma is refused with both readings.

    >>> number("1,5", "comma"), number("1,234.5", "point"), number("0.00")
    (Decimal('1.5'), Decimal('1234.5'), Decimal('0.00'))
    """
    if style == "comma":
        if not _COMMA_STYLE.fullmatch(text):
            raise InputRefused(f"'{text}' is no number with a decimal comma.")
        text = text.replace(".", "").replace(",", ".")
    elif style == "point" and _POINT_STYLE.fullmatch(text):
        text = text.replace(",", "")
    elif "," in text and style is None:
        try:
            return decimal(text)
        except InputRefused as fault:
            raise InputRefused(f"{fault} Or say --decimal comma or --decimal point.") from None
    return decimal(text)


def machine_number(text: str) -> Decimal:
    """A number as programs write it: many digits, perhaps an exponent; never a sign or "nan".

    >>> machine_number("1.6699999570846558"), machine_number("1e-05")
    (Decimal('1.6699999570846558'), Decimal('0.00001'))
    """
    parts = _MACHINE.fullmatch(text)
    if parts is None or abs(int(parts.group(2) or 0)) > 30:
        raise InputRefused(f"'{text}' is not a number.")
    return Decimal(parts.group(1)).scaleb(int(parts.group(2) or 0))


def b12_unit(word: str) -> str:
    """The unit of a B12 amount, µg or mg; raises InputRefused for IU, %, g and the rest."""
    word_unit = unit(word)
    if word_unit not in DOSE_NG:
        raise InputRefused(f"'{word}' is no unit of B12 here; µg (mcg, ug) and mg are.")
    return word_unit


def b12(text: str, column_unit: str | None, style: str | None = None) -> int | None:
    """Nanograms in a cell: blank is unknown (None), 0.00 is zero.

    >>> b12("", "µg"), b12("0.00", "µg"), b12("2.4 mcg", None)
    (None, 0, 2400)
    """
    text = text.strip()
    if not text:
        return None
    word = column_unit
    written = _WITH_UNIT.fullmatch(text)
    if written:
        text, word = written.group(1), b12_unit(written.group(2))
        if column_unit and word != column_unit:
            raise InputRefused(f"the cell is in {word}, its column in {column_unit}.")
    if word is None:
        raise InputRefused(f"'{text}' has no unit: name the column b12_ug, or write {text} µg.")
    return nanograms(number(text, style) * DOSE_NG[word], f"{text} {word}")


def milligrams(text: str, style: str | None = None) -> int | None:
    """Nanograms in a cell of milligrams, None where it is blank.

    >>> milligrams("1,4", "comma"), milligrams(" ")
    (1400000, None)
    """
    return whole(number(text.strip(), style) * NG_PER_MG) if text.strip() else None


class B12Column(NamedTuple):
    """Where the B12 stands in a table, and its unit; None where each cell has its own."""

    place: int
    unit: str | None


def b12_in(row: list[str], column: B12Column | None, style: str | None) -> int | None:
    """Nanograms of B12 in a row; None where it is blank or there is no column for it."""
    return b12(row[column.place], column.unit, style) if column else None


def b12_column(header: list[str], chosen: str | None) -> B12Column | None:
    """The column that holds the B12, None where there is none.

    Two such columns are refused until one of them is `chosen` by its name.

    >>> b12_column(["Day", "B12 (Cobalamin) (µg)"], None)
    B12Column(place=1, unit='µg')
    """
    places = [n for n, name in enumerate(header) if _OF_B12.search(name.casefold())]
    if chosen is not None:
        places = [n for n, name in enumerate(header) if name.strip() == chosen.strip()]
        if not places:
            raise InputRefused(f"there is no column '{chosen}'.")
    if len(places) > 1:
        names = " and ".join(f"'{header[n]}'" for n in places)
        raise InputRefused(f"{names} could both be the B12: say --b12-column NAME.")
    if not places:
        return None
    return B12Column(places[0], _unit_of(header[places[0]]))


def _unit_of(name: str) -> str | None:
    """The unit a column's name ends in: "(µg)", "_ug", " mcg"."""
    word = _UNIT_AT_END.search(name.strip())
    if word is None or _OF_B12.search(word.group(1).casefold()):
        return None
    return b12_unit(word.group(1))


@lru_cache(maxsize=5_000)
def day(text: str, order: str | None = None) -> date:
    """A day: 2026-03-01, or 1.3.2026, or 1/3/2026 where the order of day and month is known.

    >>> day("01.03.2026"), day("3/25/2026"), day("3/1/2026", "mdy")
    (datetime.date(2026, 3, 1), datetime.date(2026, 3, 25), datetime.date(2026, 3, 1))
    """
    parts = _DAY.fullmatch(text.strip())
    if parts is None:
        raise InputRefused(f"'{text}' is not a day; write 2026-03-01.")
    first, separator, second, third = parts.groups()
    try:
        if len(first) == 4:
            return date(int(first), int(second), int(third))
        if len(first) <= 2 and len(third) == 2:
            # 26/03/14 may begin with the year; points never stand behind one of two digits.
            if order is None and separator != ".":
                raise InputRefused(f"'{text}' has two digits for the year: say --dates dmy or mdy.")
            third = f"20{third}"
        if len(third) == 4:
            number_of_day, month = _in_order(int(first), separator, int(second), order)
            return date(int(third), month, number_of_day)
    except ValueError:
        pass
    raise InputRefused(f"'{text}' is not a day; write 2026-03-01.")


def _in_order(first: int, separator: str, second: int, order: str | None) -> tuple[int, int]:
    """Day and month; points always mean the day first, other signs may mean either."""
    if order == "mdy":
        return second, first
    if order == "dmy" or separator == "." or first > 12:
        return first, second
    if second > 12 or first == second:
        return second, first
    raise InputRefused(
        f"'{first}{separator}{second}' may be day and month or month and day: say --dates dmy"
        " or --dates mdy."
    )


def order_of(texts: Iterable[str]) -> str | None:
    """The order of day and month that the days of a whole column prove, or None."""
    orders = set()
    for text in texts:
        parts = _DAY.fullmatch(text.strip())
        if parts and len(parts.group(4)) == 4 and parts.group(2) != ".":
            first, second = int(parts.group(1)), int(parts.group(3))
            orders |= {"dmy"} if first > 12 else {"mdy"} if second > 12 else set()
    if len(orders) > 1:
        raise InputRefused("days stand both before and after their months; write 2026-03-01.")
    return orders.pop() if orders else None


def decimal_of(texts: Iterable[str]) -> str | None:
    """ "comma" or "point" where the numbers of a table can only be meant one way.

    >>> decimal_of(["1,5", "2"]), decimal_of(["1,500"]), decimal_of(["1,5", "1.5"])
    ('comma', None, None)
    >>> decimal_of(["1.950,25"]), decimal_of(["1,950.25", "3,000"])
    ('comma', 'point')
    """
    numbers = [re.sub(r"[^0-9.,].*", "", text.strip()) for text in texts]
    comma = any(_PROVES_COMMA.fullmatch(text) for text in numbers)
    point = any(_PROVES_POINT.fullmatch(text) for text in numbers)
    if comma == point:
        return None
    return "comma" if comma else "point"


def clock(text: str) -> time | None:
    """A time of day, None where it is blank: 8:30, 20:15:00, 8:30 PM.

    >>> clock("8:30 PM"), clock("12:05 a.m."), clock(" ")
    (datetime.time(20, 30), datetime.time(0, 5), None)
    """
    if not text.strip():
        return None
    parts = _CLOCK.fullmatch(text.strip())
    if parts:
        hour, minute, second, half = parts.groups()
        hours = int(hour)
        # Some exports write "20:15 PM": the 24-hour reading is the only one.
        if half and 1 <= hours <= 12:
            hours = hours % 12 + (12 if half[0] in "Pp" else 0)
        if hours < 24 and int(minute) < 60 and int(second or 0) < 60:
            return time(hours, int(minute), int(second or 0))
    raise InputRefused(f"'{text}' is not a time; write 08:30.")


def instant(on: date, at: time | None, now: datetime) -> tuple[int, int] | None:
    """Unix seconds and offset of a local time: in the zone of this machine on that day.

    A clock that was set (B12TRACK_NOW) has one offset for all days.
    """
    import os

    if at is None:
        return None
    local = datetime.combine(on, at)
    fixed = bool(os.environ.get("B12TRACK_NOW"))
    aware = local.replace(tzinfo=now.tzinfo) if fixed else in_local_zone(local)
    if aware is None:
        # The clock here was put forward then; that of the phone, elsewhere or late, was not.
        before = (local - timedelta(days=1)).astimezone().utcoffset()
        aware = local.replace(tzinfo=timezone(before or timedelta())).astimezone()
    offset = aware.utcoffset() or timedelta()
    return int(aware.timestamp()), int(offset.total_seconds())


@lru_cache(maxsize=5_000)
def grams_in(amount: str) -> int | None:
    """Milligrams, only where the amount itself is a mass: "150.00 g"; else None.

    >>> grams_in("150.00 g"), grams_in("2.00 large"), grams_in("0.5 cup (120 g)")
    (150000, None, None)
    """
    parts = _WITH_UNIT.fullmatch(amount.strip())
    if parts is None or unit(parts.group(2)) not in MASS_MG:
        return None
    try:
        mg = whole(decimal(parts.group(1)) * MASS_MG[str(unit(parts.group(2)))])
    except InputRefused:
        return None
    return mg if 1 <= mg <= 5_000_000 else None


def looks_like_b12(name: str) -> bool:
    """Whether a column's name speaks of B12."""
    return bool(_OF_B12.search(name.casefold()))
