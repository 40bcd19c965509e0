"""Totals of days that a tracker gives: which are new, the same, or say something else."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from b12track.diary import journal
from b12track.diary.exchange.result import Remark
from b12track.diary.storage import rows
from b12track.quantity import ug_text

if TYPE_CHECKING:
    from b12track.diary.exchange.servings import ImportedTotal
    from b12track.diary.exchange.target import Target


class _Here(NamedTuple):
    """The total of a day as it is in the diary, or as this run will write it."""

    day_total_id: int | None
    b12_ng: int
    is_least: int
    source: str


class ImportedTotals:
    """One run over the totals of a file; there is one total a day, whoever gave it."""

    def __init__(self, target: Target, tracker: str) -> None:
        self._target, self._tracker = target, tracker
        self._here: dict[str, _Here] | None = None
        self._to_write: list[dict[str, object]] = []
        self.same = self.updated = self.new = self.least = 0
        self.differs: list[Remark] = []

    def compare(self, total: ImportedTotal) -> None:
        """Takes a total in: it is written, counted as the same, changed, or told as differing."""
        if self._here is None:
            self._here = self._read()
        day = total.day.isoformat()
        here, there = self._here.get(day), (total.b12_ng, int(total.is_least))
        if here is None:
            self._keep(day, total)
        elif here[1:3] == there:
            self.same += 1
        elif self._target.is_update and here.source == self._tracker and here.day_total_id:
            row, act_id = ("day_total", here.day_total_id), self._target.act.number()
            values: dict[str, object] = {"b12_ng": there[0], "is_least": there[1]}
            journal.change(self._target.connection, act_id, row, values)
            self._here[day] = here._replace(b12_ng=there[0], is_least=there[1])
            self.updated += 1
        else:
            amounts = f"{ug_text(here.b12_ng)} µg here (from {here.source})"
            reason = f"{day} has {amounts}, {ug_text(total.b12_ng)} µg there"
            self.differs.append(Remark(total.line, reason))

    def _read(self) -> dict[str, _Here]:
        totals = rows.select(
            self._target.connection, "day_total", "person_id = ?", (self._target.person_id,)
        )
        return {
            str(day): _Here(int(str(key)), int(str(ng)), int(str(is_least)), str(source))
            for key, _, day, ng, is_least, source in totals
        }

    def _keep(self, day: str, total: ImportedTotal) -> None:
        assert self._here is not None  # noqa: S101 - `compare` read them
        self._here[day] = _Here(None, total.b12_ng, int(total.is_least), self._tracker)
        self._to_write.append(
            {
                "person_id": self._target.person_id,
                "day": day,
                "b12_ng": total.b12_ng,
                "is_least": int(total.is_least),
                "source": self._tracker,
            }
        )
        self.new += 1
        self.least += total.is_least

    def write(self) -> None:
        """Writes the totals that are new, all at once."""
        if self._to_write:
            act_id = self._target.act.number()
            journal.add_all(self._target.connection, act_id, "day_total", self._to_write)
