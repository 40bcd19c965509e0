"""What proves a diary whole: SQLite's own check, references, checksums, tallies, seals, counts."""

from __future__ import annotations

from b12track.diary.storage import seals, verification
from b12track.hints import TYPE_CHECKING
from b12track.record import NamedTuple

if TYPE_CHECKING:
    import sqlite3


class Inventory(NamedTuple):
    """What a diary holds, for telling two of them apart."""

    people: int
    entries: int
    changes: int
    first_day: str | None
    last_day: str | None


def inventory(connection: sqlite3.Connection) -> Inventory:
    """How much a diary holds, counted row by row."""
    row = connection.execute(
        "SELECT (SELECT count(*) FROM person), (SELECT count(*) FROM entry),"
        " (SELECT count(*) FROM act), (SELECT min(eaten_on) FROM entry),"
        " (SELECT max(eaten_on) FROM entry)"
    ).fetchone()
    return Inventory(*row)


def damage(connection: sqlite3.Connection) -> list[str]:
    """Everything that shows damage, a sentence each."""
    sentences = [
        f"SQLite: {line}"
        for (line,) in connection.execute("PRAGMA integrity_check(20)").fetchall()
        if line != "ok"
    ]
    for table, row_id, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchall():
        sentences.append(
            f"{verification.name_of(table)} #{row_id} has lost its {verification.name_of(parent)}"
        )
    return [*sentences, *verification.faults(connection), *seals.faults(connection)]


def sums(connection: sqlite3.Connection) -> dict[str, tuple[object, ...]]:
    """Row counts of every table, and the sums of what entries hold, to be equal afterwards."""
    counts: dict[str, tuple[object, ...]] = {
        table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 - fixed names
        for table in verification.tables(connection)
    }
    counts["amounts"] = connection.execute(
        "SELECT count(b12_ng), sum(b12_ng), sum(b12_added_ng), sum(portion_mg), sum(b6_ng),"
        " sum(thiamin_ng) FROM entry"
    ).fetchone()
    return counts
