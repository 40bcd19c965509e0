"""Totals of whole days that another tracker gave without their foods."""

from __future__ import annotations

from b12track.diary import journal
from b12track.diary.storage import rows
from b12track.hints import TYPE_CHECKING, Final
from b12track.record import NamedTuple

if TYPE_CHECKING:
    import sqlite3

#: A day above this holds a supplement: a portion of clams or liver has 70 to 100 µg.
MOST_IN_FOOD_NG: Final = 250_000
#: Trackers round each food, and the total, to a hundredth of a microgram.
_ROUNDING_NG: Final = 5
#: How totals can be read: see `readings`.
READINGS: Final = ("complete", "least")


class DayTotal(NamedTuple):
    """The B12 of one day in nanograms; `is_least` where unknown foods were counted as zero."""

    b12_ng: int
    is_least: bool
    source: str
    #: What the person said of this tracker's totals: "complete", "least", or None so far.
    reading: str | None = None

    def is_more_than(self, known_ng: int | None, entries: int) -> bool:
        """Whether it holds more than so many entries add up to, beyond what rounding explains."""
        return known_ng is None or self.b12_ng > known_ng + _ROUNDING_NG * (entries + 1)

    def is_whole(self, known_ng: int | None, entries: int) -> bool:
        """Whether the person said that it is all of the day, and the entries do not say more."""
        least_ng = (known_ng or 0) - _ROUNDING_NG * (entries + 1)
        return self.reading == "complete" and self.b12_ng >= least_ng


def between(connection: sqlite3.Connection, ends: tuple[int, str, str]) -> dict[str, DayTotal]:
    """Day → total between the ends (person, first and last day), each verified, none missing."""
    if not rows.holds_any(connection, "day_total"):
        return {}
    totals = rows.select(connection, "day_total", "person_id = ? AND day BETWEEN ? AND ?", ends)
    source_readings = readings(connection, ends[0])
    return {
        str(day): _read(DayTotal(int(str(ng)), bool(is_least), str(source)), source_readings)
        for _, _, day, ng, is_least, source in totals
    }


def _read(total: DayTotal, source_readings: dict[str, str]) -> DayTotal:
    reading = source_readings.get(total.source)
    is_least = total.is_least if reading is None else reading == "least"
    return total._replace(reading=reading, is_least=is_least)


def readings(connection: sqlite3.Connection, person_id: int) -> dict[str, str]:
    """Tracker → how a person said its totals are to be read, for those they spoke of.

    "complete": foods without a value held nothing, so the total is all of the day, and a day
    below a threshold is low for certain. "least": they may have held some, so such a day cannot
    be judged. For a tracker that is not there nobody has said: low only if it is complete.
    """
    reading_rows = rows.select(connection, "total_reading", "person_id = ?", (person_id,))
    return {str(source): str(reading) for _, _, source, reading in reading_rows}


def read_as(
    connection: sqlite3.Connection, act_id: int, person_id: int, source_reading: tuple[str, str]
) -> None:
    """Keeps how the totals of a tracker, given with it, are to be read from now on."""
    source, reading = source_reading
    reading_rows = rows.select(
        connection, "total_reading", "person_id = ? AND source = ?", (person_id, source)
    )
    if reading_rows:
        row = ("total_reading", int(str(reading_rows[0][0])))
        journal.change(connection, act_id, row, {"reading": reading})
    else:
        values = {"person_id": person_id, "source": source, "reading": reading}
        journal.add(connection, act_id, "total_reading", values)


def sources(connection: sqlite3.Connection, person_id: int) -> list[str]:
    """The trackers that gave totals of days of this person."""
    selected = connection.execute(
        "SELECT DISTINCT source FROM day_total WHERE person_id = ? ORDER BY source", (person_id,)
    )
    return [str(source) for (source,) in selected]
