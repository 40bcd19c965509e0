"""Which diary a file is, told from its content alone; its name says nothing."""

from __future__ import annotations

import os
import stat
import zipfile
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from b12track.diary.exchange import (
    apple_health,
    cronometer,
    health_connect,
    macrofactor,
    merging,
    own_csv,
    own_json,
    plain,
    tables,
    without_b12,
)
from b12track.diary.exchange.cells import Style
from b12track.diary.exchange.servings import Foreign
from b12track.diary.storage import rows
from b12track.diary.storage.schema import APPLICATION_ID
from b12track.errors import InputRefused
from b12track.foods.sources.lines import TextFile

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from io import BufferedReader

    from b12track.diary.exchange.merging import OwnRow
    from b12track.diary.exchange.tables import Table
    from b12track.foods.phrase import Foods

#: What --format may say; each begins the names of the kinds it allows.
FORMATS: Final = {
    "cronometer": "Cronometer",
    "macrofactor": "MacroFactor",
    "apple-health": "Apple Health",
    "health-connect": "Health Connect",
    "samsung": "Samsung",
    "csv": "plain CSV",
    "b12track": "b12track",
}
_KNOWN: Final = (
    "Cronometer (servings.csv, dailysummary.csv), MacroFactor, Apple Health (export.xml), Health"
    " Connect (.db), CSV with date and b12_ug or date, food and amount, and exports of b12track"
)
_SQLITE: Final = b"SQLite format 3\0"
_LARGEST_RATIO: Final = 200


class Asked(NamedTuple):
    """What the person said about the file, and what reading it needs."""

    now: datetime
    foods: Callable[[], Foods]
    format: str | None = None
    b12_column: str | None = None
    style: Style = Style()
    app: str | None = None
    match_foods: bool = False


class Own(NamedTuple):
    """A recognised export of ours; `person_id_of` finds or makes persons of a CSV by name."""

    kind: str
    read: Callable[[sqlite3.Connection, Callable[[str], int]], list[OwnRow]]


@contextmanager
def opened(
    path: str, asked: Asked, told: Callable[[float], None] = lambda _: None
) -> Iterator[Foreign | Own]:
    """The diary at this path; `told` hears which part of it has been read.

    Raises InputRefused with file, line and reason for what is no known diary.
    """
    with ExitStack() as stack:
        raw = stack.enter_context(_readable(path))
        size = max(1, os.fstat(raw.fileno()).st_size)
        head = raw.peek(100)[:100]
        found: Foreign | Own
        if head.startswith(_SQLITE):
            found = _database(path, head)
        elif head.startswith(b"PK\x03\x04"):
            found = _archive(path, stack, asked, told)
        elif apple_health.is_export(head):
            found = _xml(raw, path, asked, partial(_part, told, size))
        elif head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{"):
            found = _json(raw, path)
        else:
            found = _table(tables.opened(TextFile(raw, path, size)), asked)
        wanted = FORMATS.get(asked.format or "", "")
        if not found.kind.startswith(wanted):
            raise InputRefused(f"{path} is {found.kind}, not {asked.format}.")
        yield found


def _readable(path: str) -> BufferedReader:
    """The file, which may be a pipe; folders and devices are refused."""
    try:
        raw = open(path, "rb")  # noqa: SIM115 - the caller's ExitStack closes it
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no path of a file"
        raise InputRefused(f"{path} cannot be read: {reason}.") from None
    mode = os.fstat(raw.fileno()).st_mode
    if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
        raw.close()
        raise InputRefused(f"{path} is no file.")
    return raw


def _part(told: Callable[[float], None], size: int, done: int) -> None:
    if size > 1:  # a pipe has no size
        told(done / size)


def _database(path: str, head: bytes) -> Foreign:
    if head[68:72] == APPLICATION_ID.to_bytes(4, "big"):
        raise InputRefused(
            f"{path} is a diary of b12track itself: export it with b12track --diary {path} export"
            " diary.json, or bring it back as it is with b12track restore."
        )
    return Foreign(health_connect.KIND, health_connect.TRACKER, health_connect.rows(path))


def _archive(path: str, stack: ExitStack, asked: Asked, told: Callable[[float], None]) -> Foreign:
    """A zip with an Apple Health export; other archives are to be unpacked first."""
    try:
        archive = stack.enter_context(zipfile.ZipFile(path))
    except zipfile.BadZipFile:
        raise InputRefused(f"{path} is a damaged zip archive.") from None
    for member in archive.infolist():
        folder, _, name = member.filename.rpartition("/")
        if folder == "apple_health_export" and name.endswith(".xml") and "cda" not in name:
            if member.file_size > _LARGEST_RATIO * member.compress_size + 1_000_000:
                raise InputRefused(f"{path} unpacks to {member.file_size:,} bytes; refused.")
            raw = stack.enter_context(archive.open(member))
            size = max(1, member.file_size)
            return _xml(raw, path, asked, partial(_part, told, size))
    raise InputRefused(
        f"{path} is a zip: unpack it, and import the file in it (save sheets as CSV)."
    )


def _xml(raw: IO[bytes], path: str, asked: Asked, told: Callable[[int], None]) -> Foreign:
    found = apple_health.rows(raw, path, asked.app, told)
    return Foreign(apple_health.KIND, apple_health.TRACKER, found)


def _json(raw: IO[bytes], path: str) -> Own:
    def read(connection: sqlite3.Connection, _: Callable[[str], int]) -> list[OwnRow]:
        known = {name: rows.columns(connection, name) for name in merging.tables(connection)}
        return own_json.read(raw, path, known)

    return Own(own_json.KIND, read)


def _table(table: Table, asked: Asked) -> Foreign | Own:
    """The kind that the header tells, ours first and the plain one last."""
    if own_csv.is_entries(table):
        return Own(own_csv.ENTRIES, lambda _, find: list(own_csv.read_entries(table, find)))
    if own_csv.is_days(table):
        return Own(own_csv.DAYS, lambda _, find: list(own_csv.read_days(table, find)))
    try:
        found = _foreign(table, asked)
    except InputRefused as fault:
        if str(fault).startswith(table.file.name):
            raise
        raise table.refused(1, fault) from None
    if found is None:
        raise table.refused(1, f"no known diary; known are {_KNOWN}.")
    return found


def _foreign(table: Table, asked: Asked) -> Foreign | None:
    chosen, now, style = asked.b12_column, asked.now, asked.style
    if asked.format == "csv":
        return _plain(table, asked)
    if cronometer.is_servings(table):
        found = cronometer.servings(table, chosen, now, style.decimal)
        return Foreign(cronometer.SERVINGS, cronometer.TRACKER, found)
    if cronometer.is_days(table):
        found = cronometer.days(table, chosen, style.decimal)
        return Foreign(cronometer.DAYS, cronometer.TRACKER, found)
    if macrofactor.is_log(table):
        found = macrofactor.servings(table, chosen, now, style.decimal)
        return Foreign(macrofactor.KIND, macrofactor.TRACKER, found)
    if without_b12.is_myfitnesspal(table):
        raise without_b12.refuse_myfitnesspal(table)
    if without_b12.is_samsung(table):
        foods = asked.foods() if asked.match_foods else None
        return Foreign(without_b12.SAMSUNG, "samsung", without_b12.samsung(table, foods, now))
    return _plain(table, asked)


def _plain(table: Table, asked: Asked) -> Foreign | None:
    if not plain.is_plain(table):
        return None
    kind, found = plain.rows(table, asked.b12_column, asked.style, asked.now, asked.foods)
    return Foreign(kind, plain.TRACKER, found)
