"""What was recorded beside meals in a span of days, gathered once for every page that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.diary.storage import rows

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

    from b12track.diary.doses import Injection
    from b12track.diary.labs import Lab
    from b12track.diary.symptoms import Noted


class Beside(NamedTuple):
    """Injections, symptoms and blood tests of a span, and doses not yet written as agreed."""

    injections: list[Injection]
    symptoms: list[Noted]
    labs: list[Lab]
    doses_to_write: int

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all stands beside the meals."""
        return not any(self)


_TABLES: Final = ("injection", "symptom", "lab", "regimen")


def beside(
    connection: sqlite3.Connection, person_id: int, first: date, last: date, today: date
) -> Beside:
    """Everything of a person from first to last day; doses to write only where today is in it."""
    if not rows.holds_any(connection, *_TABLES):
        return Beside([], [], [], 0)
    # Not before they are needed: `today` must be instant.
    from b12track.diary import doses, labs, regimens, symptoms

    ends = (person_id, first, last)
    waiting = regimens.assumed(connection, person_id, today) if last >= today else []
    return Beside(
        doses.injections(connection, *ends),
        symptoms.symptoms(connection, *ends),
        labs.labs(connection, *ends),
        sum(len(missing) for _, missing in waiting),
    )
