"""Any diary that the schema can hold, drawn by Hypothesis: every table, hostile texts, persons."""

from __future__ import annotations

import json
import re
import sqlite3
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from b12track.diary import journal, people
from b12track.diary.exchange import merging
from b12track.diary.storage import rows, seals
from b12track.diary.storage.schema import migrate
from b12track.errors import InputRefused
from b12track.text import accepted

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime(2026, 11, 22, 14, tzinfo=UTC)
#: What passes the door of `text.accepted`: formulas, quotes, wide and combining letters, odd
#: blanks, everything that has a meaning in CSV, JSON or SQL.
WORDS = (
    st.text(
        st.sampled_from("aé漢'=+-@＝,;\"| 1µ\u00a0\\%{}[]:\u0301👩NULL"), min_size=1, max_size=12
    )
    .map(lambda text: accepted(text, "a text"))
    .filter(bool)
)
DAYS = st.dates(date(1970, 1, 1), date(2030, 1, 1)).map(date.isoformat)
_NUMBER = st.decimals(0, 10_000, places=2).map(str)
#: Columns whose texts have a shape that the schema cannot say.
_SHAPED: dict[tuple[str, str], st.SearchStrategy[Any]] = {
    ("lab", "value"): _NUMBER,
    ("lab", "low"): st.none() | _NUMBER,
    ("lab", "high"): st.none() | _NUMBER,
    ("lab", "marker"): st.sampled_from(("b12", "holotc", "mma", "homocysteine")),
    ("lab", "unit"): st.sampled_from(("pmol/L", "pg/mL", "µmol/L")),
    ("regimen", "weekdays"): st.none() | st.sampled_from(("6", "0,3", "0,1,2,3,4,5,6")),
    ("own_food", "portions"): st.sampled_from(("", "250000 serving", "1000 g\n250000 cup")),
    ("saved_meal", "items"): st.lists(
        st.fixed_dictionaries(
            {"food_code": WORDS, "food": WORDS, "mg": st.integers(1, 10**6), "amount": WORDS}
        ),
        max_size=2,
    ).map(lambda items: json.dumps(items, ensure_ascii=False)),
}
_FACTS = {
    "born": DAYS,
    "sex": st.sampled_from(("f", "m")),
    "authority": st.sampled_from(("us", "efsa")),
    "diet": st.sampled_from(("vegan", "omnivore")),
    "pregnant": st.just(""),
    "lactating": st.just(""),
    "condition": st.just("atrophic-gastritis"),
    "medicine": st.just("metformin"),
}


def empty() -> sqlite3.Connection:
    """A new diary in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrate(connection)
    return connection


def filled(connection: sqlite3.Connection, draw: Callable[[Any], Any], least: int = 0) -> None:
    """Fills a diary with drawn rows of every table, at least so many of each, as one act."""
    act = journal.begin(connection, journal.Act("log", NOW)) or 0
    for name in draw(st.lists(WORDS.filter(str.isprintable), max_size=2, unique=True)):
        try:
            people.add(connection, act, name)
        except InputRefused:  # a name that is there already, or begins with a hyphen
            continue
    persons = [row[0] for row in connection.execute("SELECT person_id FROM person")]
    for table in merging.tables(connection):
        if table != "person":
            for _ in range(draw(st.integers(least, 2))):
                _add(connection, act, table, _row(connection, table, persons, draw))
    for person_id in persons:
        days = connection.execute(
            "SELECT eaten_on FROM entry WHERE person_id = ? UNION"
            " SELECT day FROM day_mark WHERE person_id = ?",
            (person_id, person_id),
        )
        seals.renew(connection, person_id, [day for (day,) in days.fetchall()])


def _add(connection: sqlite3.Connection, act: int, table: str, values: dict[str, Any]) -> None:
    """Adds a row; one that the schema does not take is left out."""
    connection.execute("SAVEPOINT row")
    try:
        journal.add(connection, act, table, values)
    except sqlite3.IntegrityError:
        connection.execute("ROLLBACK TO row")
    connection.execute("RELEASE row")


def _row(
    connection: sqlite3.Connection, table: str, persons: list[int], draw: Callable[[Any], Any]
) -> dict[str, Any]:
    """The columns of one row, each by what its line of the schema says."""
    (sql,) = connection.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    entries = [row[0] for row in connection.execute("SELECT entry_id FROM entry")]
    values: dict[str, Any] = {}
    for column in rows.columns(connection, table):
        rule = _said_of(sql, column)
        if column == f"{table}_id":
            values[column] = None
        elif column == "person_id":
            values[column] = draw(st.sampled_from(persons))
        elif column.endswith("entry_id"):
            values[column] = draw(st.sampled_from(entries or [1]))
        elif (table, column) in _SHAPED:
            values[column] = draw(_SHAPED[table, column])
        else:
            strategy = _strategy(rule, column)
            values[column] = draw(strategy if "NOT NULL" in rule else st.none() | strategy)
    return _agreeing(table, values, draw)


def _agreeing(table: str, values: dict[str, Any], draw: Callable[[Any], Any]) -> dict[str, Any]:
    """The row with the columns that depend on each other made to agree."""
    for at in ("eaten_at_s", "given_at_s"):
        if at in values and (values[at] is None) != (values["utc_offset_s"] is None):
            values[at] = values["utc_offset_s"] = None
    if table == "entry" and values["b12_added_ng"] is not None:
        total = values["b12_ng"]
        values["b12_added_ng"] = None if total is None else min(total, values["b12_added_ng"])
    if table == "profile_fact":
        values["value"] = draw(_FACTS[values["kind"]])
    return values


def _said_of(sql: str, column: str) -> str:
    """The definition of a column, without comments, up to the next one."""
    bare = " ".join(line for line in sql.splitlines() if not line.strip().startswith("--"))
    listed = re.search(
        rf"[(,]\s+{column} (?:TEXT|INTEGER).*?(?=,\s+[a-z0-9_]+ (?:TEXT|INTEGER)|$)", bare
    )
    assert listed, (column, bare)
    return listed.group()


def _strategy(rule: str, column: str) -> st.SearchStrategy[Any]:
    allowed = re.search(r" IN \(([^)]*)\)", rule)
    if allowed:
        words = [word.strip() for word in allowed.group(1).split(",")]
        return st.sampled_from([w.strip("'") if "'" in w else int(w) for w in words])
    if "date(" in rule:
        return DAYS
    if " TEXT" in rule:
        return WORDS
    between = re.search(r"BETWEEN (-?[0-9]+) AND (-?[0-9]+)", rule)
    if between:
        return st.integers(int(between.group(1)), int(between.group(2)))
    return st.integers(0, 2**62)
