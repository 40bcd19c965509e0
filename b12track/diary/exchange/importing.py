"""Taking foreign rows in: each once, whatever was imported before; nothing here is overwritten."""

from __future__ import annotations

from array import array
from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.diary import journal, unknown_foods
from b12track.diary.dates import EARLIEST
from b12track.diary.exchange.imported_totals import ImportedTotals
from b12track.diary.exchange.result import Gone, Remark, Result
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
    from collections.abc import Sequence
    from datetime import date

    from b12track.diary.exchange.spool import Spool
    from b12track.diary.exchange.target import Progress, Target

#: So many rows are looked up in one statement, which SQLite takes wherever it was built.
_DIGESTS: Final = 500


def take(target: Target, tracker: str, incoming: Spool, progress: Progress) -> Result:
    """Writes the rows that are not there yet; the caller holds the transaction.

    A row is the same when it says what an imported row said, counted among equals. It differs
    when another row of its name was imported; then ours stays as it is, unless an update was
    asked for. The rows are gone through twice: which are known can be said once all were seen.
    """
    run = _Import(target, tracker)
    for batch in incoming.batches():
        run.compare(batch)
    run.begin_writing()
    done = 0
    for batch in incoming.batches():
        run.sort_out(batch)
        done += len(batch)
        progress(done, incoming.count)
    return run.result()


class _Known(NamedTuple):
    """A row that was imported before, under the name of one in the file."""

    imported_id: int
    entry_id: int
    is_here: bool


class _Import:
    """One run of an import: what was matched so far, and what it will say."""

    def __init__(self, target: Target, tracker: str) -> None:
        self._target, self._tracker = target, tracker
        self._connection = target.connection
        self._answers = unknown_foods.answers(self._connection, target.person_id)
        self._totals = ImportedTotals(target, tracker)
        self._seen: Counter[int] = Counter()
        self._matched: set[int] = set()
        #: A byte a row of the file: whether it is a serving that is not there as it is.
        self._is_pending = bytearray()
        #: The digests of those servings, in the order of the file.
        self._digests = array("q")
        self._next_digest = self._place = 0
        self._known_days: set[str] = set()
        self._new_days: set[str] = set()
        self._elsewhere: set[str] = set()
        self._last_before = 0
        self._same = self._updated = self._new = self._unknown = 0
        self._differs: list[Remark] = []
        self._skipped: list[Remark] = []

    def compare(self, batch: list[Row]) -> None:
        """Tells the rows that were imported before, as they are, from all others."""
        servings: list[int] = []
        for row in batch:
            fault = _left_out(row, self._target.today)
            if fault:
                self._skipped.append(Remark(row.line, fault))
            elif isinstance(row, ImportedTotal):
                self._totals.compare(row)
            elif isinstance(row, Serving):
                servings.append(self._digest(row))
                self._is_pending.append(1)
                continue
            self._is_pending.append(0)
        self._known_days |= {row.day.isoformat() for row in batch if isinstance(row, Serving)}
        there = self._imported("said", servings, "imported_id")
        place = len(self._is_pending) - len(batch)
        for digest in servings:
            place = self._is_pending.index(1, place) + 1
            if digest in there:
                self._matched.add(int(str(there[digest][0][0])))
                self._same += 1
                self._is_pending[place - 1] = 0
            else:
                self._digests.append(digest)

    def _digest(self, serving: Serving) -> int:
        """The serving's digest with its number among equal ones."""
        plain = of_row("said", _said(serving))
        self._seen[plain] += 1
        return of_row("said", (plain, self._seen[plain]))

    def _imported(
        self, column: str, digests: Sequence[int], what: str
    ) -> dict[int, list[tuple[object, ...]]]:
        """Digest → rows of this tracker that were imported before this run, the oldest first."""
        by_digest: dict[int, list[tuple[object, ...]]] = {}
        for start in range(0, len(digests), _DIGESTS):
            part = digests[start : start + _DIGESTS]
            marks = ", ".join("?" * len(part))
            for digest, *row in self._connection.execute(
                f"SELECT {column}, {what} FROM imported WHERE person_id = ? AND tracker = ?"  # noqa: S608 - fixed names
                f" AND {column} IN ({marks}) ORDER BY imported_id",
                (self._target.person_id, self._tracker, *part),
            ):
                by_digest.setdefault(int(digest), []).append(tuple(row))
        return by_digest

    def begin_writing(self) -> None:
        """What has to be known before the first row is written."""
        self._seen.clear()
        (self._last_before,) = self._connection.execute(
            "SELECT coalesce(max(imported_id), 0) FROM imported"
        ).fetchone()
        if self._digests:
            ends = self._target.person_id, min(self._known_days), max(self._known_days)
            seals.check_days(self._connection, ends)
            self._elsewhere = self._days_from_elsewhere()
        self._same += self._totals.same
        self._updated += self._totals.updated
        self._differs += self._totals.differs

    def _days_from_elsewhere(self) -> set[str]:
        """Days that hold entries of another origin, so that a meal may be there twice."""
        selected = self._connection.execute(
            "SELECT DISTINCT eaten_on FROM entry WHERE person_id = ? AND entry_id NOT IN"
            " (SELECT entry_id FROM imported WHERE tracker = ?)",
            (self._target.person_id, self._tracker),
        )
        return {str(day) for (day,) in selected}

    def sort_out(self, batch: list[Row]) -> None:
        """Writes what is new, and changes what differs where an update was asked for."""
        pending: list[tuple[Serving, int]] = []
        for row in batch:
            if self._is_pending[self._place] and isinstance(row, Serving):
                pending.append((row, self._digests[self._next_digest]))
                self._next_digest += 1
            self._place += 1
        if not pending:
            return
        named = [of_row("named", serving.named) for serving, _ in pending]
        known = self._imported_by_name(named)
        new: list[tuple[Serving, int]] = []
        changes: dict[_Known, tuple[Serving, int]] = {}
        for (serving, digest), name in zip(pending, named, strict=True):
            older = next((each for each in known.get(name, ()) if self._is_open(each)), None)
            if older is None:
                new.append((serving, digest))
                continue
            self._matched.add(older.imported_id)
            if self._target.is_update and older.is_here:
                changes[older] = serving, digest
            else:
                self._differs.append(_difference(serving, older))
        self._change(changes)
        self._add(new)

    def _imported_by_name(self, named: list[int]) -> dict[int, list[_Known]]:
        if not self._last_before:
            return {}
        what = "imported_id, entry_id, entry_id IN (SELECT entry_id FROM entry)"
        return {
            name: [
                _Known(int(str(n)), int(str(entry)), bool(is_here)) for n, entry, is_here in known
            ]
            for name, known in self._imported("named", named, what).items()
        }

    def _is_open(self, known: _Known) -> bool:
        """Whether a row was imported before this run and stands in no other row of the file."""
        return known.imported_id <= self._last_before and known.imported_id not in self._matched

    def _change(self, changes: dict[_Known, tuple[Serving, int]]) -> None:
        """Makes entries what the tracker says now; one that was deleted here stays deleted."""
        if not changes:
            return
        act_id = self._target.act.number()
        values = {known.entry_id: self._values(serving) for known, (serving, _) in changes.items()}
        there = rows.by_keys(self._connection, "entry", list(values))
        before = {str(row["eaten_on"]) for row in there.values()}
        for day in before - self._known_days:
            seals.check_days(self._connection, (self._target.person_id, day, day))
        journal.change_all(self._connection, act_id, "entry", values)
        digests = {known.imported_id: {"said": digest} for known, (_, digest) in changes.items()}
        journal.change_all(self._connection, act_id, "imported", digests)
        days = {serving.day.isoformat() for serving, _ in changes.values()}
        seals.renew(self._connection, self._target.person_id, before | days)
        self._updated += len(changes)

    def result(self) -> Result:
        """Writes the totals of days and says what was done."""
        self._totals.write()
        return Result(
            self._new + self._totals.new,
            self._same,
            self._differs,
            self._skipped,
            self._updated,
            len(self._new_days & self._elsewhere),
            self._gone(),
            self._unknown,
            self._totals.least,
        )

    def _gone(self) -> list[Gone]:
        """What was imported for the span of the file's days and stands in no row of it."""
        if not self._known_days:
            return []
        # CROSS JOIN keeps the order: for each imported row its entry, and not the other way round.
        entries = self._connection.execute(
            "SELECT imported_id, entry_id, eaten_on, food_name FROM imported CROSS JOIN entry"
            " USING (entry_id, person_id) WHERE person_id = ? AND tracker = ? AND imported_id <= ?"
            " AND eaten_on BETWEEN ? AND ? ORDER BY eaten_on, entry_id",
            (
                self._target.person_id,
                self._tracker,
                self._last_before,
                min(self._known_days),
                max(self._known_days),
            ),
        )
        return [Gone(*row[1:]) for row in entries if row[0] not in self._matched]

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
        if not batch:
            return
        act_id = self._target.act.number()
        values = [self._values(serving) for serving, _ in batch]
        entry_ids = journal.add_all(self._connection, act_id, "entry", values)
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
        journal.add_all(self._connection, act_id, "imported", provenance)
        days = {serving.day.isoformat() for serving, _ in batch}
        seals.renew(self._connection, self._target.person_id, days)
        self._new_days |= days
        self._new += len(batch)
        self._unknown += sum(self._is_to_be_asked(entry) for entry in values)

    def _is_to_be_asked(self, entry: dict[str, object]) -> bool:
        """Whether an entry has no B12 value, and nobody said that they do not know it."""
        given = self._answers.get(str(entry["food_code"]), ())
        return entry["b12_ng"] is None and all(answer.b12_ng is not None for answer in given)


def _difference(serving: Serving, older: _Known) -> Remark:
    what = f"{serving.food} of {serving.day} was imported as #{older.entry_id}"
    reason = "with other values" if older.is_here else "and deleted here; it stays deleted"
    return Remark(serving.line, f"{what} {reason}")


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
