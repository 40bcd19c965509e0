"""The people of a diary: each with days and entries of their own, foods in common."""

from __future__ import annotations

import unicodedata

from b12track.diary import journal
from b12track.diary.storage import rows
from b12track.errors import InputRefused
from b12track.hints import TYPE_CHECKING
from b12track.record import NamedTuple
from b12track.text import accepted, quoted

if TYPE_CHECKING:
    import sqlite3


class Person(NamedTuple):
    """One person; a new day begins `day_start_min` minutes after midnight."""

    person_id: int
    name: str
    day_start_min: int
    in_use: bool


def people(connection: sqlite3.Connection) -> list[Person]:
    """Everybody in the diary, in the order of their coming."""
    return [
        Person(person_id, name, day_start_min, bool(in_use))  # type: ignore[arg-type]
        for person_id, name, _, day_start_min, in_use in rows.select(connection, "person")
    ]


def person(connection: sqlite3.Connection, name: str | None) -> Person:
    """The person of this name, or the one in use for None.

    Raises InputRefused for a name that nobody has.
    """
    everybody = people(connection)
    if name is None:
        return next((someone for someone in everybody if someone.in_use), everybody[0])
    for someone in everybody:
        if _key(someone.name) == _key(name):
            return someone
    names = ", ".join(someone.name for someone in everybody)
    raise InputRefused(
        f"Nobody here is called '{name}': {names} (b12track profile add {quoted(name)} adds them)."
    )


def _key(name: str) -> str:
    """The name as it is compared: without case, width and composition."""
    return unicodedata.normalize("NFKC", name).casefold()


def add(connection: sqlite3.Connection, act_id: int, name: str) -> Person:
    """A new person with an empty diary; raises InputRefused where the name is taken."""
    clean = _new_name(people(connection), name)
    values = {"name": clean, "name_key": _key(clean), "day_start_min": 0, "in_use": 0}
    person_id = journal.add(connection, act_id, "person", values)
    return Person(person_id, clean, 0, in_use=False)


def rename(connection: sqlite3.Connection, act_id: int, who: Person, name: str) -> Person:
    """The same person under another name; raises InputRefused where that is somebody else's."""
    others = [person for person in people(connection) if person.person_id != who.person_id]
    clean = _new_name(others, name)
    values: dict[str, object] = {"name": clean, "name_key": _key(clean)}
    journal.change(connection, act_id, ("person", who.person_id), values)
    return who._replace(name=clean)


def _new_name(others: list[Person], name: str) -> str:
    clean = accepted(name, "the name")
    if not clean or len(clean) > 100 or len(_key(clean)) > 200 or clean.startswith("-"):
        raise InputRefused("A name has 1 to 100 characters and does not begin with '-'.")
    if any(_key(person.name) == _key(clean) for person in others):
        raise InputRefused(f"There is a person called '{clean}' already.")
    return clean


def use(connection: sqlite3.Connection, act_id: int, name: str) -> Person:
    """Makes commands without --for be about this person."""
    wanted = person(connection, name)
    for other in people(connection):
        if other.in_use != (other.person_id == wanted.person_id):
            row = ("person", other.person_id)
            journal.change(connection, act_id, row, {"in_use": int(not other.in_use)})
    return wanted._replace(in_use=True)


def set_day_start(connection: sqlite3.Connection, act_id: int, who: Person, minutes: int) -> None:
    """When a new day begins for this person; entries already written keep their days."""
    if not 0 <= minutes <= 720:
        raise InputRefused("A day begins between 0:00 and 12:00.")
    journal.change(connection, act_id, ("person", who.person_id), {"day_start_min": minutes})
