"""Where an import goes: whose diary, by which act, and who hears how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from b12track.diary import journal

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from datetime import date

    #: Tells how much is done: rows so far, and of how many.
    Progress = Callable[[int, int], None]


class ImportAct:
    """The act of an import, noted when the first row is new: nothing new leaves no trace."""

    def __init__(self, connection: sqlite3.Connection, act: journal.Act) -> None:
        self._connection, self._act = connection, act
        self._act_id: int | None = None

    def number(self) -> int:
        """The key of the act, which is noted now if it was not before."""
        if self._act_id is None:
            self._act_id = journal.begin(self._connection, self._act)
        return self._act_id or 0


class Target(NamedTuple):
    """Whose diary it goes into, by which act, and which day is today."""

    connection: sqlite3.Connection
    person_id: int
    act: ImportAct
    today: date
    #: Whether rows that say something else here become what the file says.
    is_update: bool = False
