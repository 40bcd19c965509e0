"""Everything a diary holds, in files for whoever leaves, and a README that says what is what."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from b12track.diary import people
from b12track.diary.exchange import fhir, own_csv, own_json
from b12track.diary.storage import rows, verification
from b12track.text import harmless

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

README: Final = "README.txt"
_TEXT: Final = """\
A vitamin B12 diary, written {moment} by b12track

diary.json          everything but the history of changes, exactly: `b12track import diary.json`
                    brings it back, also into a diary that has entries of its own
entries.csv         one line a food or supplement eaten, for people and spreadsheets
days.csv            marks and imported totals of days, and what the entries of each add up to
{persons}
tables/*.csv        every table of the diary as it is kept, with the history of changes
                    (act.csv says which command, change.csv each row before and after it)

Units: the end of a column's name says them. _ng nanograms (1 µg = 1,000 ng), _ug micrograms,
_mg milligrams, _s seconds (since 1970, or of an offset from UTC), _min minutes. Days are local
days, as the person meant them. An empty cell is unknown, which is not zero; 0 is none.

entries.csv and days.csv can be imported too. In every CSV a text that a spreadsheet would run as
a formula has one apostrophe in front. The text is UTF-8.

What the columns of the tables mean is said in docs/schema.md of b12track; it is a diary, and no
diagnosis. The foods of the food table are not in here: each entry keeps what its food contained.
"""


def files(connection: sqlite3.Connection, now: datetime) -> dict[str, bytes]:
    """Name → content of everything; every row verified first."""
    contents = {
        "diary.json": "".join(f"{line}\n" for line in own_json.lines(connection)),
        "entries.csv": own_csv.entries(connection, None),
        "days.csv": own_csv.days(connection, None),
    }
    persons = []
    for person in people.people(connection):
        name = f"person-{person.person_id}.fhir.json"
        contents[name] = fhir.bundle_text(connection, person, now, "R5")
        persons.append(f"{name:<20}{person.name}'s records as a FHIR R5 bundle, for health records")
    for table in verification.tables(connection):
        contents[f"tables/{table}.csv"] = _table(connection, table)
    moment = now.isoformat(timespec="minutes")
    contents[README] = _TEXT.format(moment=moment, persons="\n".join(persons))
    return {name: content.encode() for name, content in contents.items()}


def _table(connection: sqlite3.Connection, table: str) -> str:
    """A table as it is kept: whole numbers, unknown empty, no cell that a spreadsheet runs."""
    names = rows.columns(connection, table)
    lines = (
        [harmless(cell) if isinstance(cell, str) else cell for cell in row]
        for row in rows.select(connection, table, f"1 ORDER BY {names[0]}")
    )
    return own_csv.csv_text(names, lines)
