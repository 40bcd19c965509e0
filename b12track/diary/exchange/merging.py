"""Rows of another diary of this program joined to this one: each once, keys kept where free."""

from __future__ import annotations

import sqlite3
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.diary import journal, people
from b12track.diary.exchange import soundness
from b12track.diary.exchange.result import Remark, Result
from b12track.diary.exchange.table_index import TableIndex
from b12track.diary.storage import rows, seals, verification
from b12track.errors import InputRefused

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Write = Callable[[], object]

    from b12track.diary.exchange.target import Progress, Target

#: What SQLite and Python raise for values that a column does not take.
_NOT_TAKEN: Final = (sqlite3.IntegrityError, TypeError, OverflowError, UnicodeEncodeError)
#: So many rows are written together.
_BATCH: Final = 1_000
#: The history of changes stays in its diary; a backup carries it.
HISTORY: Final = ("act", "change")
#: Columns that say which thing a row is about: with the same key and these, it is the same thing.
_NAMING: Final = ("eaten_on", "food_code", "noted_on", "taken_on", "given_on", "marker", "name")


class OwnRow(NamedTuple):
    """One row of a table of ours as it stood in a file."""

    line: int
    table: str
    values: dict[str, object]
    #: Whose it is, where the file names persons instead of their keys.
    person: str | None = None
    #: Whether columns may be missing: those that an older schema had not, or that CSV leaves out.
    is_partial: bool = False


def tables(connection: sqlite3.Connection) -> list[str]:
    """The tables an export holds, each after those it refers to."""
    return [name for name in verification.tables(connection) if name not in HISTORY]


def merge(target: Target, incoming: Sequence[OwnRow], progress: Progress) -> Result:
    """Writes the rows that are not there yet; the caller holds the transaction.

    The same: all columns are equal. Differing: the row stands for the same thing, but says
    something else; then ours stays. Raises InputRefused for rows the schema does not take.
    """
    return _Merge(target, incoming).run(progress)


class _Merge:
    """One run: which rows are there, and which key each row of the file has here."""

    def __init__(self, target: Target, incoming: Sequence[OwnRow]) -> None:
        self._target, self._connection = target, target.connection
        self._rows = incoming
        self._names = {
            name: rows.columns(self._connection, name) for name in tables(self._connection)
        }
        #: Column → (table, key there) → key here, for every column that is a table's key.
        self._keys: dict[str, dict[object, int]] = {
            names[0]: {} for table, names in self._names.items() if names[0] == _own_key(table)
        }
        self._matched: set[int] = set()
        self._additions: list[tuple[OwnRow, dict[str, object]]] = []
        self._changes: dict[int, tuple[OwnRow, dict[str, object]]] = {}
        self._same = self._new = self._updated = 0
        self._differs: list[Remark] = []
        self._days: set[tuple[int, str]] = set()
        self._untouched = self._is_untouched()
        self._persons: dict[str, int] = {}

    def run(self, progress: Progress) -> Result:
        for row in self._rows:
            self._check(row)
        for (person_id,) in self._connection.execute("SELECT person_id FROM person").fetchall():
            seals.check_days(self._connection, (person_id, "", "~"))
        done = 0
        for table in self._names:
            done = self._table([row for row in self._rows if row.table == table], done, progress)
        for person_id in {person for person, _ in self._days}:
            days = [day for person, day in self._days if person == person_id]
            seals.renew(self._connection, person_id, days)
        return Result(self._new, self._same, self._differs, [], self._updated)

    def _check(self, row: OwnRow) -> None:
        columns = self._names.get(row.table)
        if columns is None:
            raise InputRefused(f"line {row.line}: there is no table '{row.table}' in a diary.")
        if not (
            set(row.values) <= set(columns) if row.is_partial else set(row.values) == set(columns)
        ):
            raise InputRefused(
                f"line {row.line}: {row.table}: these are not the columns of the table."
            )
        key = row.values.get(columns[0])
        if not isinstance(key, int) and not (key is None and row.is_partial):
            raise InputRefused(f"line {row.line}: {row.table}: {columns[0]} is no whole number.")
        fault = soundness.fault_of(row.table, row.values)
        if fault:
            raise InputRefused(f"line {row.line}: {row.table}: {fault}.")

    def _is_untouched(self) -> bool:
        """Whether nobody ever wrote in this diary, so that its first person is only a guess."""
        return bool(self._connection.execute("SELECT count(*) = 0 FROM act").fetchone()[0])

    def _table(self, incoming: list[OwnRow], done: int, progress: Progress) -> int:
        """All rows of one table: first those that are there unchanged, then the others."""
        if not incoming:
            return done
        table = incoming[0].table
        here = [(row, self._here(row)) for row in incoming]
        self._index, self._matched = TableIndex(self._connection, table), set()
        others: list[tuple[OwnRow, dict[str, object]]] = []
        for row, values in here:
            key = _key(values)
            if key and self._index.is_same(key, values):
                self._match(row, key)
            else:
                others.append((row, values))
        keys = [_key(values) for _, values in others if self._index.holds(_key(values))]
        self._standing = rows.by_keys(self._connection, table, keys)
        for row, values in others:
            self._settle(row, values)
        self._write(table)
        progress(done + len(incoming), len(self._rows))
        return done + len(incoming)

    def _here(self, row: OwnRow) -> dict[str, object]:
        """The row's columns in our order, its references turned into our keys."""
        names = self._names[row.table]
        values = {name: row.values.get(name) for name in names}
        if row.person is not None:
            values["person_id"] = self._person_id(row.person)
        for name in names:
            if name in self._keys and name != _own_key(row.table) and values[name] is not None:
                values[name] = self._keys[name].get(values[name], values[name])
        return values

    def _person_id(self, name: str) -> int:
        """The person of a name, who is added where there is none yet."""
        if name not in self._persons:
            known = {person.name: person.person_id for person in people.people(self._connection)}
            act = self._target.act
            self._persons[name] = (
                known.get(name) or people.add(self._connection, act.number(), name).person_id
            )
        return self._persons[name]

    def _settle(self, row: OwnRow, values: dict[str, object]) -> None:
        """A row that is not there under its key: known otherwise, differing, or new."""
        key = _key(values)
        here = self._standing.get(key)
        if row.table == "person" and here and self._untouched:
            return self._change_person(row, values)
        # A table that has the keys of another one has no rows that could stand elsewhere.
        numbered = self._names[row.table][0] == _own_key(row.table)
        equals = self._index.equals(values) if numbered else ()
        equal = next((number for number in equals if number not in self._matched), None)
        if equal is not None:
            return self._match(row, equal)
        rival = self._index.rival(values)
        if rival is None and here and (not numbered or _one_thing(here, values)):
            rival = key
        if rival is not None:
            return self._differing(row, values, rival)
        return self._add(row, values, renumbered=here is not None or not key)

    def _differing(self, row: OwnRow, values: dict[str, object], key: int) -> None:
        """A row that says something else here: it stays, or becomes what the file says."""
        self._keep_key(row, key)
        # Who is in use is a matter of this diary alone.
        if not self._target.is_update or row.table == "person":
            self._differs.append(Remark(row.line, _difference(row, key)))
            return
        here = self._standing.get(key) or rows.by_key(self._connection, row.table, key) or {}
        _, *others = self._names[row.table]
        changed = {name: values[name] for name in others}
        self._changes[key] = row, changed
        self._standing[key] = {**here, **changed}
        self._updated += 1
        self._matched.add(key)
        for content in (here, changed):
            self._touched(row.table, content)

    def _touched(self, table: str, values: Mapping[str, object]) -> None:
        """Remembers the day whose seal has to be renewed."""
        day = values.get("eaten_on") if table == "entry" else values.get("day")
        if table in ("entry", "day_mark"):
            self._days.add((int(str(values["person_id"])), str(day)))

    def _change_person(self, row: OwnRow, values: dict[str, object]) -> None:
        """The first person of a diary nobody wrote in becomes the one of the file."""
        key = int(str(values["person_id"]))
        changed = {name: value for name, value in values.items() if name != "person_id"}
        self._refusing(
            row,
            lambda: journal.change(
                self._connection, self._target.act.number(), ("person", key), changed
            ),
        )
        self._new += 1
        self._keep_key(row, key)

    def _add(self, row: OwnRow, values: dict[str, object], *, renumbered: bool) -> None:
        if row.table == "person":
            in_use = self._connection.execute("SELECT count(*) FROM person WHERE in_use").fetchone()
            values["in_use"] = int(in_use == (0,))
        key = self._index.add(None if renumbered else _key(values), values)
        values[self._names[row.table][0]] = key
        self._additions.append((row, values))
        self._standing[key] = values
        self._new += 1
        self._keep_key(row, key)
        self._matched.add(key)
        self._touched(row.table, values)
        if row.table == "person":
            self._write(row.table)  # the next one is in use only where this one is not

    def _write(self, table: str) -> None:
        """Writes what was gathered of a table, many rows in one go."""
        additions, self._additions = self._additions, []
        changes, self._changes = list(self._changes.items()), {}
        if not additions and not changes:
            return
        about = self._connection, self._target.act.number(), table
        for start in range(0, len(additions), _BATCH):
            batch = additions[start : start + _BATCH]
            self._in_one(
                partial(journal.add_all, *about, [values for _, values in batch]),
                [(row, partial(journal.add, *about, values)) for row, values in batch],
            )
        for start in range(0, len(changes), _BATCH):
            part = changes[start : start + _BATCH]
            self._in_one(
                partial(journal.change_all, *about, {key: values for key, (_, values) in part}),
                [
                    (row, partial(journal.change, *about[:2], (table, key), values))
                    for key, (row, values) in part
                ],
            )

    def _in_one(self, write: Write, each: list[tuple[OwnRow, Write]]) -> None:
        """Writes rows at once; where one is refused, one by one, so that its line is named."""
        self._connection.execute("SAVEPOINT batch")
        try:
            write()
        except _NOT_TAKEN:
            self._connection.execute("ROLLBACK TO batch")
            for row, write_row in each:
                self._refusing(row, write_row)
        self._connection.execute("RELEASE batch")

    def _refusing(self, row: OwnRow, write: Write) -> object:
        """Writes; what the schema does not take refuses the file with the row's line."""
        try:
            return write()
        except _NOT_TAKEN as error:
            # SQLite names the CHECK that failed; that is what is wrong with the row.
            reason = str(error).splitlines()[0]
            raise InputRefused(
                f"line {row.line}: {row.table} cannot hold this: {reason}."
            ) from None

    def _match(self, row: OwnRow, key: int) -> None:
        self._same += 1
        self._matched.add(key)
        self._keep_key(row, key)

    def _keep_key(self, row: OwnRow, key: int) -> None:
        names = self._names[row.table]
        if names[0] == _own_key(row.table):
            self._keys[names[0]][row.values.get(names[0])] = key


def _own_key(table: str) -> str:
    """The name of the key of a table that numbers its own rows."""
    return f"{table}_id"


def _key(values: Mapping[str, object]) -> int:
    """The value of the first column, the key; 0 where the file has none."""
    key = next(iter(values.values()))
    return key if isinstance(key, int) else 0


def _one_thing(here: Mapping[str, object], there: Mapping[str, object]) -> bool:
    """Whether two rows of one key are about the same thing."""
    naming = [name for name in _NAMING if name in here]
    return all(here[name] == there[name] for name in naming)


def _difference(row: OwnRow, key: int) -> str:
    return f"{verification.name_of(row.table)} #{key} says something else here; it stays as it is"
