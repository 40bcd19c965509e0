"""Health Connect's export database: nutrition records, B12 in grams, 5e-324 for not recorded."""

from __future__ import annotations

import math
import os
import shutil
import sqlite3
from contextlib import ExitStack, closing, contextmanager
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from operator import itemgetter
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from b12track.diary.exchange import servings
from b12track.diary.exchange.files import Database
from b12track.diary.exchange.format import About, Asked, Format
from b12track.diary.exchange.servings import Row, Serving, Skipped, name_of, occasion_of
from b12track.diary.storage.schema import APPLICATION_ID
from b12track.errors import InputRefused
from b12track.quantity import nanograms

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Below this many grams a value is the mark of "not recorded" (5e-324), not an amount.
_NOT_RECORDED: Final = 1e-300
_NG_PER_G: Final = 1_000_000_000
_MS_A_MINUTE: Final = 60_000
_MEALS: Final = {1: "breakfast", 2: "lunch", 3: "dinner", 4: "snack"}
_NEEDED: Final = ("row_id", "start_time", "vitamin_b12")
_OPTIONAL: Final = ("uuid", "app_info_id", "start_zone_offset", "local_date")
_WANTED: Final = (*_NEEDED, *_OPTIONAL, "meal_type", "meal_name", "vitamin_b6", "thiamin")
_TABLE: Final = "nutrition_record_table"
#: How the header says that there is a write-ahead log.
_WAL: Final = b"\x02\x02"


def rows(database: Database, _: Asked) -> Iterator[Row]:
    """The nutrition records, what a second app repeats left out.

    Raises InputRefused for another database, first of all for a diary of our own.
    """
    path = database.path
    if database.head[68:72] == APPLICATION_ID.to_bytes(4, "big"):
        raise InputRefused(
            f"{path} is a diary of b12track itself: export it with b12track --diary {path} export"
            " diary.json, or bring it back as it is with b12track restore."
        )
    # Only what one minute holds is remembered, however long the file is.
    for _, of_minute in groupby(_records(database), key=itemgetter(0)):
        yield from servings.once_a_meal(row for _, row in of_minute)


def _records(database: Database) -> Iterator[tuple[int, Row]]:
    """The minute of each record and what it says, minute by minute, as written within one."""
    with ExitStack() as stack, _spoken(database.name):
        connection = stack.enter_context(closing(_opened(database, stack)))
        chosen = ", ".join(_columns(database.name, connection))
        records = connection.execute(
            f"SELECT {chosen} FROM {_TABLE} ORDER BY start_time / {_MS_A_MINUTE}, row_id"  # noqa: S608 - fixed names
        )
        for values in records:
            record = dict(zip(_WANTED, values, strict=True))
            try:
                row = _row(record)
            except InputRefused as fault:
                number = record["row_id"]
                raise InputRefused(f"{database.name}, record {number}: {fault}") from None
            yield values[_WANTED.index("start_time")] // _MS_A_MINUTE, row


@contextmanager
def _spoken(name: str) -> Iterator[None]:
    """What SQLite finds wrong with the file, in a sentence."""
    try:
        yield
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise InputRefused(f"{name} cannot be read as a database: {error}.") from None


def _columns(name: str, connection: sqlite3.Connection) -> list[str]:
    """The wanted columns as the table has them, NULL for others.

    A view is refused, and a virtual table: what they give may have no end.
    """
    made = connection.execute(
        "SELECT type, sql FROM sqlite_schema WHERE name = ?", (_TABLE,)
    ).fetchone()
    names = {str(row[1]) for row in connection.execute(f"PRAGMA table_info({_TABLE})").fetchall()}
    is_table = made and made[0] == "table" and str(made[1]).upper().startswith("CREATE TABLE")
    if not is_table or not set(_NEEDED) <= names:
        raise InputRefused(f"{name} is a database, but not one of Health Connect.")
    return [column if column in names else "NULL" for column in _WANTED]


def _opened(database: Database, stack: ExitStack) -> sqlite3.Connection:
    """The database, read-only, trusting nothing that its schema says.

    One in WAL mode is read from a copy, because SQLite would leave two files beside it.
    """
    path = database.path
    if database.head[18:20] == _WAL:
        folder = stack.enter_context(TemporaryDirectory())
        copy = os.path.join(folder, "copy.db")
        for ending in ("", "-wal"):
            if os.path.exists(path + ending):
                shutil.copyfile(path + ending, copy + ending)
        path = copy
    connection = sqlite3.connect(f"file:{quote(path)}?mode=ro", uri=True)
    for pragma in ("query_only=ON", "trusted_schema=OFF", "cell_size_check=ON"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def _row(record: dict[str, object]) -> Row:
    line = _whole_number(record["row_id"], "row_id")
    start_ms = _whole_number(record["start_time"], "start_time")
    offset = record["start_zone_offset"]
    offset_s = None if offset is None else _whole_number(offset, "start_zone_offset")
    day = _day(start_ms, offset_s, record["local_date"])
    b12_ng = _ng(record["vitamin_b12"], "vitamin_b12")
    if b12_ng is None and not record["meal_name"]:
        return Skipped(line, f"{day}: neither a food's name nor a B12 value")
    meal = record["meal_type"]
    named = record["uuid"]
    app = record["app_info_id"]
    return Serving(
        line=line,
        day=day,
        food=name_of(str(record["meal_name"] or "unnamed food"), "the food's name"),
        amount="?",
        b12_ng=b12_ng,
        at=None if offset_s is None else (start_ms // 1000, offset_s),
        occasion=occasion_of(_MEALS.get(meal, "")) if isinstance(meal, int) else None,
        b6_ng=_ng(record["vitamin_b6"], "vitamin_b6"),
        thiamin_ng=_ng(record["thiamin"], "thiamin"),
        via=None if app is None else f"app {app}",
        named=(named.hex() if isinstance(named, bytes) else str(named or line),),
    )


def _day(start_ms: int, offset_s: int | None, local_date: object) -> date:
    """The local day: by the clock there and then, else as Android says."""
    try:
        if offset_s is not None:
            return date(1970, 1, 1) + timedelta(seconds=start_ms // 1000 + offset_s)
        return date(1970, 1, 1) + timedelta(days=_whole_number(local_date, "local_date"))
    except OverflowError:
        raise InputRefused(f"start_time {start_ms} is no moment.") from None


def _whole_number(value: object, name: str) -> int:
    if not isinstance(value, int):
        raise InputRefused(f"{name} is {value!r}, which is no whole number.")
    return value


def _ng(grams: object, name: str) -> int | None:
    """Nanograms of an amount in grams; None where it was not recorded."""
    if grams is None:
        return None
    if not isinstance(grams, int | float) or not math.isfinite(grams) or grams < 0 or grams > 1:
        raise InputRefused(f"{name} is {grams!r} g, which is no amount.")
    if 0 < grams < _NOT_RECORDED:
        return None
    return nanograms(Decimal(repr(grams)) * _NG_PER_G, f"{name} of {grams!r} g")


_ABOUT: Final = About(
    "Health Connect `.db`, or the zip as Android makes it",
    "one entry a nutrition record",
    'in grams; `5e-324` is "not recorded"',
    "–",
    "where an offset is kept",
)
#: The only database that is read; others are refused by their tables.
FORMAT: Final = Format("health-connect", "Health Connect", Database, lambda _: True, rows, _ABOUT)
