"""What was recorded beside the meals of a span: injections, regimens, symptoms and blood tests."""

from __future__ import annotations

from datetime import date, timedelta

from b12track.diary.storage import rows
from b12track.hints import TYPE_CHECKING, Final
from b12track.record import NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from b12track.diary.doses import Injection
    from b12track.diary.labs import Lab
    from b12track.diary.regimens import Regimen
    from b12track.diary.symptoms import Noted

_INJECTION_DAYS: Final = 400
_TABLES: Final = ("injection", "symptom", "lab", "regimen")


class HealthRecord(NamedTuple):
    """What stands beside the meals: injections, regimens, symptoms and blood tests."""

    injections: Sequence[Injection] = ()
    regimens: Sequence[Regimen] = ()
    symptoms: Sequence[Noted] = ()
    labs: Sequence[Lab] = ()

    def between(self, first: date, last: date) -> HealthRecord:
        """The same with what was noted from first to last day alone; regimens all stay."""
        start, end = first.isoformat(), last.isoformat()
        return HealthRecord(
            [injection for injection in self.injections if start <= injection.given_on <= end],
            self.regimens,
            [symptom for symptom in self.symptoms if start <= symptom.noted_on <= end],
            [lab for lab in self.labs if start <= lab.taken_on <= end],
        )


def health_record(
    connection: sqlite3.Connection, person_id: int, first: date, last: date
) -> HealthRecord:
    """Everything beside the meals from first to last day; injections from a year before it."""
    if not rows.holds_any(connection, *_TABLES):
        return HealthRecord()
    # Not before they are needed: `today` must be instant.
    from b12track.diary import doses, labs, regimens, symptoms

    return HealthRecord(
        doses.injections(connection, person_id, first - timedelta(days=_INJECTION_DAYS), last),
        regimens.regimens(connection, person_id, with_stopped=True),
        symptoms.symptoms(connection, person_id, first, last),
        labs.labs(connection, person_id, first, last),
    )
