"""Taking foreign rows in: each once, whatever was imported before; nothing here is overwritten."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.diary import journal, unknown_foods
from b12track.diary.dates import EARLIEST
from b12track.diary.exchange.servings import (
    ImportedTotal,
    Row,
    Serving,
    Skipped,
    contents,
    plausible,
)
from b12track.diary.storage import rows, seals
from b12track.diary.storage.checksum import of_row
from b12track.quantity import ug_text

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    #: Tells how much is done: rows so far, and of how many.
    Progress = Callable[[int, int], None]

#: So many rows are written together: few enough to hold, many enough to share every look-up.
_BATCH: Final = 1_000


class Remark(NamedTuple):
    """What is said of one row: its line, or where there are no lines the row's name."""

    line: int | str
    reason: str


class Gone(NamedTuple):
    """An entry that was imported, of a day that the file speaks of, and is not in it any more."""

    entry_id: int
    day: str
    food: str


class Result(NamedTuple):
    """What an import did: rows that were new, there already, differing, and left out."""

    new: int
    same: int
    differs: list[Remark]
    skipped: list[Remark]
    #: Rows that were made what the tracker says now, because that was asked for.
    updated: int = 0
    #: Days that had entries from elsewhere before: both count.
    shared_days: int = 0
    gone: list[Gone] = []  # noqa: RUF012 - never changed
    #: New entries without a B12 value, and new totals that may leave foods out.
    unknown: int = 0
    least: int = 0


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


def take(target: Target, tracker: str, incoming: Iterable[Row], progress: Progress) -> Result:
    """Writes the rows that are not there yet; the caller holds the transaction.

    A row is the same when it says what an imported row said, counted among equals. It differs
    when another row of its name was imported; then ours stays as it is, unless an update was
    asked for.
    """
    return _Import(target, tracker).run(list(incoming), progress)


class _Differing(NamedTuple):
    """A row of the file, and the row of its name that was imported from an older one."""

    serving: Serving
    digest: int
    imported_id: int
    entry_id: int


class _Import:
    """One run of an import: what was matched so far, and what it will say."""

    def __init__(self, target: Target, tracker: str) -> None:
        self._target, self._tracker = target, tracker
        self._connection = target.connection
        self._answers = unknown_foods.answers(self._connection, target.person_id)
        self._seen: Counter[int] = Counter()
        self._matched: set[int] = set()
        self._same = self._updated = 0
        self._new: list[tuple[Serving, int]] = []
        self._totals: list[ImportedTotal] = []
        self._changing: list[_Differing] = []
        self._differs: list[Remark] = []
        self._skipped: list[Remark] = []

    def run(self, incoming: list[Row], progress: Progress) -> Result:
        pending = [
            (row, digest)
            for row in incoming
            for digest in [self._compared(row)]
            if digest is not None
        ]
        for serving, digest in pending:
            self._sorted_out(serving, digest)
        gone = self._gone([row.day.isoformat() for row in incoming if isinstance(row, Serving)])
        for differing in self._changing:
            self._change(differing)
        shared = self._write(progress)
        new = len(self._new) + len(self._totals)
        unknown = sum(serving.b12_ng is None for serving, _ in self._new)
        least = sum(total.is_least for total in self._totals)
        return Result(
            new,
            self._same,
            self._differs,
            self._skipped,
            self._updated,
            shared,
            gone,
            unknown,
            least,
        )

    def _gone(self, days: list[str]) -> list[Gone]:
        """What was imported for the span of these days and stands in no row of the file."""
        if not days:
            return []
        entries = self._connection.execute(
            "SELECT imported_id, entry_id, eaten_on, food_name FROM imported"
            " JOIN entry USING (entry_id, person_id) WHERE person_id = ? AND tracker = ?"
            " AND eaten_on BETWEEN ? AND ? ORDER BY eaten_on, entry_id",
            (self._target.person_id, self._tracker, min(days), max(days)),
        ).fetchall()
        return [Gone(*row[1:]) for row in entries if row[0] not in self._matched]

    def _change(self, differing: _Differing) -> None:
        """Makes an entry what the tracker says now; one that was deleted here stays deleted."""
        serving, digest, imported_id, entry_id = differing
        act_id = self._target.act.number()
        journal.amend(self._connection, act_id, entry_id, self._values(serving))
        journal.change(self._connection, act_id, ("imported", imported_id), {"said": digest})
        self._updated += 1

    def _compared(self, row: Row) -> int | None:
        """The digest of a serving that is not there yet; None for whatever is settled."""
        fault = _left_out(row, self._target.today)
        if fault:
            self._skipped.append(Remark(row.line, fault))
        elif isinstance(row, ImportedTotal):
            self._compare_total(row)
        elif isinstance(row, Serving):
            return self._new_said(row)
        return None

    def _new_said(self, serving: Serving) -> int | None:
        """The serving's digest with its number among equal ones, None where it was imported."""
        plain = of_row("said", _said(serving))
        self._seen[plain] += 1
        digest = of_row("said", (plain, self._seen[plain]))
        imported = self._connection.execute(
            "SELECT imported_id FROM imported WHERE person_id = ? AND tracker = ? AND said = ?",
            (self._target.person_id, self._tracker, digest),
        ).fetchone()
        if imported is None:
            return digest
        self._matched.add(imported[0])
        self._same += 1
        return None

    def _compare_total(self, total: ImportedTotal) -> None:
        here_rows = rows.select(
            self._connection,
            "day_total",
            "person_id = ? AND day = ?",
            (self._target.person_id, total.day.isoformat()),
        )
        if not here_rows:
            self._totals.append(total)
        elif here_rows[0][3:5] == (total.b12_ng, int(total.is_least)):
            self._same += 1
        elif self._target.is_update and here_rows[0][5] == self._tracker:
            values: dict[str, object] = {"b12_ng": total.b12_ng, "is_least": int(total.is_least)}
            row = ("day_total", int(str(here_rows[0][0])))
            journal.change(self._connection, self._target.act.number(), row, values)
            self._updated += 1
        else:
            here = ug_text(int(str(here_rows[0][3])))
            there = ug_text(total.b12_ng)
            reason = f"{total.day} has {here} µg here (from {here_rows[0][5]}), {there} µg there"
            self._differs.append(Remark(total.line, reason))

    def _sorted_out(self, serving: Row, digest: int) -> None:
        """New, unless a row of its name was imported that is not in this file any more."""
        if not isinstance(serving, Serving):
            return
        for imported_id, entry_id, is_here in self._connection.execute(
            "SELECT imported_id, entry_id, entry_id IN (SELECT entry_id FROM entry) FROM imported"
            " WHERE person_id = ? AND tracker = ? AND named = ? ORDER BY imported_id",
            (self._target.person_id, self._tracker, of_row("named", serving.named)),
        ).fetchall():
            if imported_id not in self._matched:
                self._matched.add(imported_id)
                self._settle(_Differing(serving, digest, imported_id, entry_id), bool(is_here))
                return
        self._new.append((serving, digest))

    def _settle(self, differing: _Differing, is_here: bool) -> None:
        if self._target.is_update and is_here:
            self._changing.append(differing)
            return
        serving = differing.serving
        what = f"{serving.food} of {serving.day} was imported as #{differing.entry_id}"
        reason = "with other values" if is_here else "and deleted here; it stays deleted"
        self._differs.append(Remark(serving.line, f"{what} {reason}"))

    def _write(self, progress: Progress) -> int:
        """Writes all that is new as one act; how many of its days had other entries before."""
        total = len(self._new) + len(self._totals)
        if not total:
            return 0
        days = {serving.day.isoformat() for serving, _ in self._new}
        if days:
            ends = (self._target.person_id, min(days), max(days))
            seals.check_days(self._connection, ends)
        shared = self._shared_days(days)
        for start in range(0, len(self._new), _BATCH):
            batch = self._new[start : start + _BATCH]
            self._add(batch)
            progress(start + len(batch), total)
        self._journalled("day_total", [self._total_values(day) for day in self._totals])
        progress(total, total)
        seals.renew(self._connection, self._target.person_id, days)
        return shared

    def _shared_days(self, days: set[str]) -> int:
        """Days that hold entries of another origin, so that a meal may be there twice."""
        elsewhere = {
            day
            for (day,) in self._connection.execute(
                "SELECT DISTINCT eaten_on FROM entry WHERE person_id = ? AND entry_id NOT IN"
                " (SELECT entry_id FROM imported WHERE tracker = ?)",
                (self._target.person_id, self._tracker),
            )
        }
        return len(days & elsewhere)

    def _values(self, serving: Serving) -> dict[str, object]:
        """The columns of the entry that a serving becomes, with what was answered of its food."""
        at = serving.at or (None, None)
        values = {
            "person_id": self._target.person_id,
            "eaten_on": serving.day.isoformat(),
            "eaten_at_s": at[0],
            "utc_offset_s": at[1],
            "eating_occasion": serving.occasion,
            "amount": serving.amount,
            "note": serving.note,
            **contents(serving, self._tracker),
        }
        answers = self._answers.get(str(values["food_code"]), ())
        if values["b12_ng"] is not None or not answers:
            return values
        answered = unknown_foods.contents(
            answers, serving.amount, serving.portion_mg, str(values["food_source"])
        )
        return {**values, **answered}

    def _add(self, batch: list[tuple[Serving, int]]) -> None:
        """Writes servings as entries, and beside each where it came from."""
        entry_ids = self._journalled("entry", [self._values(serving) for serving, _ in batch])
        provenance: list[dict[str, object]] = [
            {
                "person_id": self._target.person_id,
                "tracker": self._tracker,
                "named": of_row("named", serving.named),
                "said": digest,
                "entry_id": entry_id,
            }
            for entry_id, (serving, digest) in zip(entry_ids, batch, strict=True)
        ]
        self._journalled("imported", provenance)

    def _total_values(self, total: ImportedTotal) -> dict[str, object]:
        return {
            "person_id": self._target.person_id,
            "day": total.day.isoformat(),
            "b12_ng": total.b12_ng,
            "is_least": int(total.is_least),
            "source": self._tracker,
        }

    def _journalled(self, table: str, batch: list[dict[str, object]]) -> Sequence[int]:
        return journal.add_all(self._connection, self._target.act.number(), table, batch)


def _left_out(row: Row, today: date) -> str | None:
    """Why a row is not taken, or None."""
    if isinstance(row, Skipped):
        return row.reason
    if row.day > today:
        return f"{row.day} lies in the future"
    if row.day < EARLIEST:
        return f"{row.day} is too long ago"
    if isinstance(row, Serving) and not plausible(row.b12_ng):
        return f"{row.food}: {ug_text(row.b12_ng or 0)} µg is more B12 than any dose that is sold"
    return None


def _said(serving: Serving) -> tuple[object, ...]:
    """All that a row says, with its time by the clock on the wall: a zone changes nothing."""
    wall = sum(serving.at) if serving.at else None
    if serving.identity:
        return serving.identity
    return (
        # Only where it is one, so that what was imported before this was read stays the same.
        *(("supplement",) if serving.is_supplement else ()),
        *serving.named,
        serving.amount,
        serving.b12_ng,
        wall,
        serving.occasion,
        serving.portion_mg,
        serving.b6_ng,
        serving.thiamin_ng,
        serving.note,
    )
