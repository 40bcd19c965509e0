"""A person who leaves the diary with everything that is theirs; undo brings all of it back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from b12track.diary import journal, people
from b12track.diary.storage import rows, verification
from b12track.errors import InputRefused
from b12track.text import quoted

if TYPE_CHECKING:
    import sqlite3

    from b12track.diary.people import Person

#: What is taken away in its own way, or is the history, which stays.
_APART: Final = ("person", "entry", "day_mark", "act", "change")


def belongings(connection: sqlite3.Connection, who: Person) -> dict[str, list[int]]:
    """Table → keys of the rows that are a person's, entries among them, the history left out."""
    keys_by_table: dict[str, list[int]] = {}
    for table in verification.tables(connection):
        names = rows.columns(connection, table)
        if "person_id" in names and table not in ("person", "act", "change"):
            kept = rows.select(connection, table, "person_id = ?", (who.person_id,))
            keys_by_table[table] = [int(str(row[0])) for row in kept]
    mine = "entry_id IN (SELECT entry_id FROM entry WHERE person_id = ?)"
    keys_by_table["supplement"] = [
        int(str(row[0])) for row in rows.select(connection, "supplement", mine, (who.person_id,))
    ]
    return keys_by_table


def leave(connection: sqlite3.Connection, act_id: int, who: Person) -> None:
    """Takes a person away with all their rows; InputRefused for the one in use and the last one."""
    others = [person for person in people.people(connection) if person.person_id != who.person_id]
    if not others:
        raise InputRefused(f"{who.name} is the only person of this diary; nothing was deleted.")
    if who.in_use:
        name = quoted(others[0].name)
        raise InputRefused(
            f"Commands without --for are about {who.name}: b12track profile use {name} first."
        )
    keys_by_table = belongings(connection, who)
    for table, keys in keys_by_table.items():
        for key in keys if table not in _APART else ():
            journal.drop(connection, act_id, (table, key))
    journal.remove(connection, act_id, keys_by_table["entry"])
    marked = rows.select(connection, "day_mark", "person_id = ?", (who.person_id,))
    days = [date.fromisoformat(str(row[2])) for row in marked]
    journal.mark(connection, act_id, who.person_id, days, "clear")
    journal.drop(connection, act_id, ("person", who.person_id))
