"""The history: which acts changed what, and taking them back and doing them again in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.diary import journal
from b12track.diary.storage import rows, verification
from b12track.diary.storage.checksum import RowDamaged

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

#: What `undo` takes back; an act that changed nothing is no step of it.
_NEWEST_STANDING: Final = (
    "undone_at_s IS NULL AND EXISTS (SELECT 1 FROM change WHERE change.act_id = act.act_id)"
    " ORDER BY act_id DESC LIMIT 1"
)
#: What `redo` does again, the first of it first.
_OLDEST_UNDONE: Final = "undone_after = (SELECT max(act_id) FROM act) ORDER BY act_id LIMIT 1"
#: The history itself: never taken back.
_HISTORY: Final = ("act", "change")


class _Act(NamedTuple):
    """One row of `act`."""

    act_id: int
    made_at_s: int
    utc_offset_s: int
    command: str
    person_id: int | None
    undone_at_s: int | None


class _Change(NamedTuple):
    """One row that an act changed, as JSON before and after; None where it was not there."""

    change_id: int
    table_name: str
    row_id: int
    row_before: str | None
    row_after: str | None


def undo(connection: sqlite3.Connection, moment: datetime) -> tuple[int, str] | None:
    """Takes back the newest act that stands and changed something.

    Its id and command, or None when there is none.
    """
    _whole(connection)
    newest = _acts(connection, _NEWEST_STANDING)
    if not newest:
        return None
    act = newest[0]
    _play(connection, act.act_id, is_back=True)
    (last,) = connection.execute("SELECT max(act_id) FROM act").fetchone()
    undone = {"undone_at_s": journal.instant(moment)[0], "undone_after": last}
    rows.update(connection, "act", act.act_id, undone)
    return act.act_id, act.command


class Last(NamedTuple):
    """The newest act that stands: its id, its command, and whom it was about."""

    act_id: int
    command: str
    person: str | None


def last_act(connection: sqlite3.Connection) -> Last | None:
    """What `undo` would take back, read without the rest of the history."""
    newest = _acts(connection, _NEWEST_STANDING)
    if not newest:
        return None
    names = {row[0]: str(row[1]) for row in rows.select(connection, "person")}
    return Last(newest[0].act_id, newest[0].command, names.get(newest[0].person_id))


def is_reading_next(connection: sqlite3.Connection, number: int, *, is_back: bool) -> bool:
    """Whether the next acts to undo (or redo) say how totals are read, and so how days are judged.

    A flag that opened by such a word goes with it; one that records opened stays without them.
    """
    which = _NEWEST_STANDING if is_back else _OLDEST_UNDONE
    where = f"{which.removesuffix(' 1')} ?"
    acts = _acts(connection, where, number)
    about = "act_id = ? AND table_name = 'total_reading'"
    return any(rows.select(connection, "change", about, (act.act_id,)) for act in acts)


def redo(connection: sqlite3.Connection) -> tuple[int, str] | None:
    """Repeats the oldest of the acts undone since the last new one, or returns None."""
    _whole(connection)
    oldest = _acts(connection, _OLDEST_UNDONE)
    if not oldest:
        return None
    act = oldest[0]
    _play(connection, act.act_id, is_back=False)
    rows.update(connection, "act", act.act_id, {"undone_at_s": None, "undone_after": None})
    return act.act_id, act.command


def _acts(connection: sqlite3.Connection, where: str, *values: object) -> list[_Act]:
    return rows.records(connection, "act", _Act, where, values)


def _changes(connection: sqlite3.Connection, act_id: int) -> list[_Change]:
    return rows.records(connection, "change", _Change, "act_id = ? ORDER BY change_id", (act_id,))


def _whole(connection: sqlite3.Connection) -> None:
    """Refuses to step through a history of which a row has vanished or changed its act."""
    for table in _HISTORY:
        verification.verify(connection, table)
    verification.verify_index(connection, "change", "change_by_act", "act_id")


def _play(connection: sqlite3.Connection, act_id: int, *, is_back: bool) -> None:
    """Makes every row that an act changed what it was before it (the last first), or after it."""
    changes = _changes(connection, act_id)
    known = set(verification.tables(connection)) - set(_HISTORY)
    with journal.sealed(connection, _days_of(connection, act_id)):
        for change in reversed(changes) if is_back else changes:
            if change.table_name not in known:
                raise RowDamaged(f"change #{change.change_id}")
            content = change.row_before if is_back else change.row_after
            _put(connection, change.table_name, change.row_id, content)


def _days_of(connection: sqlite3.Connection, act_id: int) -> set[tuple[int, str]]:
    """Person and day of every entry and mark that an act changed, before and after."""
    days = connection.execute(
        "SELECT DISTINCT json_extract(row, '$.person_id'),"
        " coalesce(json_extract(row, '$.eaten_on'), json_extract(row, '$.day')) FROM"
        " (SELECT table_name, row_before AS row FROM change WHERE act_id = :act_id UNION ALL"
        " SELECT table_name, row_after FROM change WHERE act_id = :act_id)"
        " WHERE row IS NOT NULL AND table_name IN ('entry', 'day_mark')",
        {"act_id": act_id},
    )
    return {(int(person_id), str(day)) for person_id, day in days}


def _put(connection: sqlite3.Connection, table: str, row_id: int, content: str | None) -> None:
    """Makes a row what it was: gone where `content` is None, else exactly the kept columns."""
    if content is None:
        rows.delete(connection, table, row_id)
        return
    names = rows.columns(connection, table)
    read = ", ".join(f"json_extract(:row, '$.{name}')" for name in names)
    kept = connection.execute(f"SELECT {read}", {"row": content}).fetchone()
    values = dict(zip(names, kept, strict=True))
    if rows.by_key(connection, table, row_id) is None:
        rows.insert(connection, table, values)
    else:
        rows.update(connection, table, row_id, values)


class PastAct(NamedTuple):
    """One act as history tells it; `changes` are table, key, and the row before and after."""

    act_id: int
    made_at_s: int
    utc_offset_s: int
    command: str
    person: str | None
    is_undone: bool
    changes: list[tuple[str, int, str | None, str | None]]


def history(connection: sqlite3.Connection, limit: int) -> list[PastAct]:
    """The newest acts first: who, what and when, every row verified and none missing."""
    return _past(connection, "1 ORDER BY act_id DESC LIMIT ?", limit)


def past_act(connection: sqlite3.Connection, act_id: int) -> PastAct:
    """One act as history tells it."""
    return _past(connection, "act_id = ?", act_id)[0]


def _past(connection: sqlite3.Connection, where: str, value: int) -> list[PastAct]:
    _whole(connection)
    names = {row[0]: str(row[1]) for row in rows.select(connection, "person")}
    return [
        PastAct(
            act.act_id,
            act.made_at_s,
            act.utc_offset_s,
            act.command,
            names.get(act.person_id),
            act.undone_at_s is not None,
            [change[1:] for change in _changes(connection, act.act_id)],
        )
        for act in _acts(connection, where, value)
    ]
