"""What is remembered of flags: seen, snoozed, and kept as they stood before records went away."""

from __future__ import annotations

from b12track.diary import journal
from b12track.diary.storage import rows
from b12track.hints import TYPE_CHECKING
from b12track.record import NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import date


class FlagNote(NamedTuple):
    """One note on a flag; `until` is the last day of a snooze, or of a low period that is kept.

    The last four are of a low period that is kept: nanograms absorbed, required and lacking.
    """

    flag_note_id: int
    person_id: int
    flag: str
    kind: str
    tier: str
    said_on: str
    until: str | None = None
    because: str | None = None
    recorded_days: int | None = None
    absorbed_ng: int | None = None
    required_ng: int | None = None
    deficit_ng: int | None = None


def flag_notes(connection: sqlite3.Connection, person_id: int) -> list[FlagNote]:
    """Everything noted on a person's flags, the oldest first, each verified."""
    order = "person_id = ? ORDER BY flag_note_id"
    return rows.records(connection, "flag_note", FlagNote, order, (person_id,))


def add(connection: sqlite3.Connection, act_id: int, note: FlagNote) -> None:
    """Writes what a person said of a flag (its id is given here), as part of an act."""
    journal.add(connection, act_id, "flag_note", _values(note))


def keep(connection: sqlite3.Connection, note: FlagNote) -> None:
    """Writes how a flag stood; no act, because undoing a command shall not forget it."""
    rows.insert(connection, "flag_note", _values(note))


def _values(note: FlagNote) -> dict[str, object]:
    values: dict[str, object] = dict(note._asdict())
    del values["flag_note_id"]
    return values


def snooze(notes: Sequence[FlagNote], flag: str, on: date) -> FlagNote | None:
    """The last snooze of this flag, with its last day and its reason, where it still runs."""
    snoozes = [note for note in notes if note.kind == "snoozed" and note.flag == flag]
    return snoozes[-1] if snoozes and (snoozes[-1].until or "") >= on.isoformat() else None
