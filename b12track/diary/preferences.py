"""What a person would rather not say each time: when their week starts, which clock they read."""

from __future__ import annotations

from b12track.diary import journal
from b12track.diary.storage import rows, verification
from b12track.hints import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3

#: Preference → what it may be; the first holds where nothing was said.
PREFERENCES: Final = {
    "week-starts": ("monday", "saturday", "sunday"),
    "clock": ("24h", "12h"),
}


def preferences(connection: sqlite3.Connection, person_id: int) -> dict[str, str]:
    """Every preference of a person, as it was said or as it is without a word."""
    usual = {name: values[0] for name, values in PREFERENCES.items()}
    if "preference" not in verification.tables(
        connection
    ):  # a diary of the first schema, only read
        return usual
    kept = rows.select(connection, "preference", "person_id = ?", (person_id,))
    return usual | {str(row[2]): str(row[3]) for row in kept}


def prefer(
    connection: sqlite3.Connection, act_id: int, person_id: int, name: str, value: str
) -> None:
    """Keeps a preference in the place of the one before; what holds already is not written."""
    kept = rows.select(connection, "preference", "person_id = ? AND name = ?", (person_id, name))
    if not kept:
        row: dict[str, object] = {"person_id": person_id, "name": name, "value": value}
        journal.add(connection, act_id, "preference", row)
    elif kept[0][3] != value:
        journal.change(connection, act_id, ("preference", int(str(kept[0][0]))), {"value": value})
