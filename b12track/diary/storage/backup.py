"""Copies of the diary: verified, private, synced, never over another file; and the way back."""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import closing, suppress
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.diary.storage import failures, file, rows, seals
from b12track.diary.storage.schema import put_right, restructure
from b12track.errors import B12TrackError, DiaryDamaged, InputRefused, StorageFailed

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_NAME: Final = re.compile(r"(.+)-(\d{4}-\d{2}-\d{2})T(\d{6})-([a-z0-9-]+)\.db", re.ASCII)
#: Of the daily backups these are kept: each of a week, then one a week, then one a month.
DAYS_KEPT: Final = 7
WEEKS_KEPT: Final = 8
MONTHS_KEPT: Final = 12


class Contents(NamedTuple):
    """What a diary holds, for telling two of them apart."""

    people: int
    entries: int
    changes: int
    first_day: str | None
    last_day: str | None


class Backup(NamedTuple):
    """One automatic backup: where it lies, when and why it was made."""

    path: str
    made_on: date
    reason: str


def contents(connection: sqlite3.Connection) -> Contents:
    """How much a diary holds, counted row by row."""
    row = connection.execute(
        "SELECT (SELECT count(*) FROM person), (SELECT count(*) FROM entry),"
        " (SELECT count(*) FROM act), (SELECT min(eaten_on) FROM entry),"
        " (SELECT max(eaten_on) FROM entry)"
    ).fetchone()
    return Contents(*row)


def copy(path: str, target: str) -> Contents:
    """Copies the diary to a file that is not there yet, and proves the copy before naming it.

    Raises InputRefused where the target exists or there is no diary, DiaryDamaged where the
    diary does not pass the proof, StorageFailed.
    """
    if os.path.lexists(target):
        raise InputRefused(f"{target} is there already; a backup never overwrites anything.")
    with closing(_source(path)) as source:
        return write_copy(source, target)


def _source(path: str) -> sqlite3.Connection:
    if not os.path.lexists(path):
        raise InputRefused("There is no diary yet, so there is nothing to copy.")
    return file.open_to_read(path)


def write_copy(source: sqlite3.Connection, target: str, *, damaged: bool = False) -> Contents:
    """Writes what a connection sees to a new file: 0600, read back, synced, then named.

    A copy of a damaged diary is kept as it is, for whoever wants to mend it.
    """
    part = f"{target}.part-{os.getpid()}"
    with suppress(FileNotFoundError):
        os.unlink(part)
    try:
        with failures.spoken_errors(target):
            os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_WRONLY, 0o600))
            with closing(sqlite3.connect(part)) as copied:
                source.backup(copied)
            found = _proven(part, None if damaged else contents(source))
        _sync(part)
        file.name_new(part, target)
        file.sync_folder(os.path.dirname(target))
    except FileExistsError:
        raise InputRefused(f"{target} is there already; nothing was overwritten.") from None
    except OSError as error:
        raise StorageFailed(f"{target} cannot be made: {error.strerror}.") from None
    finally:
        with suppress(FileNotFoundError):
            os.unlink(part)
    return found


def _sync(path: str) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _proven(path: str, expected: Contents | None) -> Contents:
    """What a copy holds, read back from its file; raises DiaryDamaged where it is not right."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA query_only=ON")
        found = contents(connection)
        if expected is not None:
            faults = [*damage(connection), *(["it is not complete"] if found != expected else [])]
            if faults:
                raise DiaryDamaged(
                    f"The copy does not pass its proof ({faults[0]}), so it was not kept:"
                    " b12track doctor says what is wrong."
                )
    return found


def damage(connection: sqlite3.Connection) -> list[str]:
    """Everything that shows damage: SQLite's own check, references, checksums, seals."""
    found = []
    for (line,) in connection.execute("PRAGMA integrity_check(20)").fetchall():
        if line != "ok":
            found.append(f"SQLite: {line}")
    for table, row_id, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchall():
        found.append(f"{rows.name_of(table)} #{row_id} has lost its {rows.name_of(parent)}")
    return [*found, *rows.faults(connection), *seals.faults(connection)]


def automatic_name(path: str, now: datetime, reason: str) -> str:
    """A file name that is free, for a backup made now."""
    stem = os.path.basename(path).removesuffix(".db")
    start = os.path.join(file.backups_folder(path), f"{stem}-{now:%Y-%m-%dT%H%M%S}-{reason}")
    for number in range(2, 1000):
        if not os.path.lexists(f"{start}.db"):
            break
        start = f"{start.removesuffix(f'-{number - 1}')}-{number}"
    return f"{start}.db"


def backups(path: str) -> list[Backup]:
    """The automatic backups of a diary, the newest first."""
    stem, found = os.path.basename(path).removesuffix(".db"), []
    with suppress(FileNotFoundError, NotADirectoryError):
        for name in sorted(
            os.listdir(file.backups_folder(path)), key=lambda name: name[len(stem) :]
        ):
            parts = _NAME.fullmatch(name)
            if parts and parts[1] == stem:
                with suppress(ValueError):
                    made_on = date.fromisoformat(parts[2])
                    found.append(
                        Backup(os.path.join(file.backups_folder(path), name), made_on, parts[4])
                    )
    return found[::-1]


def make(path: str, now: datetime, reason: str) -> tuple[str, Contents]:
    """A backup among the automatic ones; its path and what it holds."""
    target = automatic_name(path, now, reason)
    with closing(_source(path)) as source:
        _make_folder(path)
        return target, write_copy(source, target)


def _make_folder(path: str) -> None:
    try:
        file.make_folder(file.backups_folder(path))
    except OSError as error:
        raise StorageFailed(
            f"{file.backups_folder(path)} cannot be made: {error.strerror}."
        ) from None


def daily(path: str, now: datetime) -> str | None:
    """The backup of the day, once a day, then thinning; returns a warning instead of failing.

    It comes after what the user asked for is done and told, so it must never look like a failure
    of that.
    """
    earlier = [one for one in backups(path) if one.reason == "daily"]
    if earlier and earlier[0].made_on >= now.date():
        return None
    try:
        _, made = make(path, now, "daily")
        # A diary that shrank may have lost something: then every older copy is kept.
        if not earlier or _entries_in(earlier[0].path) <= made.entries:
            _thin(path, now.date())
    except (B12TrackError, OSError) as error:
        return f"The backup of the day could not be made: {error}"
    return None


def _entries_in(path: str) -> int:
    with closing(file.open_to_read(path)) as connection:
        return contents(connection).entries


def _thin(path: str, today: date) -> None:
    daily_ones = [one for one in backups(path) if one.reason == "daily"]
    kept = kept_days({one.made_on for one in daily_ones}, today)
    for one in daily_ones:
        if one.made_on not in kept:
            os.unlink(one.path)


def kept_days(made_on: Collection[date], today: date) -> set[date]:
    """The days whose backups are kept: 7 days, the last of 8 weeks, the last of 12 months.

    >>> days = [date(2026, 1, 1) + timedelta(days=number) for number in range(300)]
    >>> len(kept_days(days, date(2026, 10, 27)))  # 7 days, 6 more Sundays, 9 more months
    22
    """

    def last_of_each(key: str, number: int) -> Iterator[date]:
        newest = {f"{day:{key}}": day for day in sorted(made_on)}
        yield from sorted(newest.values())[-number:]

    recent = {day for day in made_on if day > today - timedelta(days=DAYS_KEPT)}
    return recent | {*last_of_each("%G-%V", WEEKS_KEPT), *last_of_each("%Y-%m", MONTHS_KEPT)}


def migrated(connection: sqlite3.Connection, path: str, version: int) -> None:
    """Brings a diary to the newest schema: backup first, counts and sums proven, or nothing."""
    _make_folder(path)
    target = automatic_name(path, datetime.now().astimezone(), f"before-schema-{version + 1}")
    connection.execute("BEGIN")
    try:
        write_copy(connection, target)
    finally:
        connection.execute("ROLLBACK")
    with file.transaction(connection, path):
        before = sums(connection)
        restructure(connection)
        after = sums(connection)
        changed = [name for name, sum_ in before.items() if after.get(name) != sum_]
        # What is put right now is an act, which history shows and undo takes back.
        put_right(connection, version)
        faults = damage(connection)
        if changed or faults:
            raise DiaryDamaged(
                f"{path} cannot be brought to the newest schema: {(changed + faults)[0]}"
                f" would not stay as it is; nothing was changed, and {target} is a copy."
            )


def sums(connection: sqlite3.Connection) -> dict[str, tuple[object, ...]]:
    """Row counts of every table, and the sums of what entries hold, to be equal afterwards."""
    found: dict[str, tuple[object, ...]] = {
        table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - fixed names
        for table in rows.tables(connection)
    }
    found["amounts"] = connection.execute(
        "SELECT count(b12_ng), sum(b12_ng), sum(b12_added_ng), sum(portion_mg), sum(b6_ng),"
        " sum(thiamin_ng) FROM entry"
    ).fetchone()
    return found


class Restored(NamedTuple):
    """What a restore did: what the diary holds now, and where the old one is kept."""

    contents: Contents
    kept: str | None


def preview(path: str, source: str) -> tuple[Contents | None, Contents]:
    """What the diary holds and what the backup holds; None for a diary that cannot be read.

    Raises DiaryDamaged, DiaryForeign or InputRefused for a backup that cannot be taken.
    """
    if not os.path.lexists(source):
        raise InputRefused(f"There is no file {source}.")
    if os.path.lexists(path) and os.path.samefile(path, source):
        raise InputRefused("That file is the diary itself.")
    with closing(file.open_to_read(source)) as connection, failures.spoken_errors(source):
        faults = damage(connection)
        if faults:
            raise DiaryDamaged(f"{source} is damaged: {faults[0]}; take another backup.")
        new = contents(connection)
    try:
        with closing(file.open_to_read(path)) as connection, failures.spoken_errors(path):
            return contents(connection), new
    except DiaryDamaged:
        return None, new


def restore(path: str, source: str, now: datetime) -> Restored:
    """Makes the diary what the backup holds, wholly or not at all; the old one is kept.

    Where the diary can still be read it is changed in place, so that a program that waits to
    write goes on in the restored diary; else the damaged file is kept under another name.
    """
    preview(path, source)
    with closing(file.open_to_read(source)) as backup_:
        if not os.path.lexists(path):
            file.make_folder(os.path.dirname(path))
            return Restored(write_copy(backup_, path), None)
        try:
            return _in_place(path, backup_, now)
        except DiaryDamaged:
            return _instead(path, backup_, now)


def _in_place(path: str, source: sqlite3.Connection, now: datetime) -> Restored:
    """Keeps a copy and takes over every row of the backup, all in one transaction."""
    _make_folder(path)
    kept = automatic_name(path, now, "before-restore")
    with closing(file.open_to_write(path)) as diary, file.transaction(diary, path):
        # A connection that writes cannot be copied from, but beside it one can read.
        with closing(file.open_to_read(path)) as reader:
            write_copy(reader, kept, damaged=True)
        # Rows refer to rows that come later; all references are checked at the commit.
        diary.execute("PRAGMA defer_foreign_keys=ON")
        for table in [*rows.tables(source), "tally", "day_seal", "sqlite_sequence"]:
            _take_over(source, diary, table)
        found = contents(diary)
        faults = damage(diary)
        if faults or found != contents(source):
            raise DiaryDamaged(f"{path} would not hold the backup: {faults[:1]}.")
    return Restored(found, kept)


def _take_over(source: sqlite3.Connection, diary: sqlite3.Connection, table: str) -> None:
    diary.execute(f"DELETE FROM {table}")  # noqa: S608 - fixed names
    taken = source.execute(f"SELECT * FROM {table}")  # noqa: S608 - fixed names
    marks = ", ".join("?" * len(taken.description))
    diary.executemany(f"INSERT INTO {table} VALUES ({marks})", taken)  # noqa: S608 - fixed names


def _instead(path: str, source: sqlite3.Connection, now: datetime) -> Restored:
    """Puts the backup in the place of a file that SQLite cannot read."""
    kept = f"{path}.damaged-{now:%Y-%m-%dT%H%M%S}"
    fresh = f"{path}.restored-{os.getpid()}"
    found = write_copy(source, fresh)
    try:
        os.link(path, kept)
        # A journal of the damaged file would be played into the restored one.
        with suppress(FileNotFoundError):
            os.rename(f"{path}-journal", f"{kept}-journal")
        os.replace(fresh, path)
        file.sync_folder(os.path.dirname(path))
    except OSError as error:
        raise StorageFailed(f"{path} cannot be replaced: {error.strerror}.") from None
    finally:
        with suppress(FileNotFoundError):
            os.unlink(fresh)
    return Restored(found, kept)
