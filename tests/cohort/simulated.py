"""Simulated person-days through the scan, as estimates see them."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from b12track.cohort import engine, scan
from b12track.cohort.cells import requirements_of
from b12track.cohort.estimate import Estimate, Settings, estimate
from b12track.cohort.people import AGE_BANDS, People, people_of
from b12track.cohort.requirement import average_requirement
from b12track.cohort.simulation import Design, Usual, person_days

US = average_requirement("us")
WOMEN = Usual("gamma", 3.665084, 0.862315, "f", (71, 74))


def people_in(table: Any, day_classes: tuple[str, ...] = ()) -> People:
    """The people of an Arrow table of person-days."""
    with engine.duckdb_days(table, threads=1) as days:
        columns = tuple(days.table.columns)
        of_people = tuple(name for name in scan.OF_PEOPLE if name in columns)
        wanted = scan.Wanted(columns, day_classes, of_people, US)
        return people_of(
            days.by_person(scan.person_sums(days.table, wanted)), day_classes, AGE_BANDS
        )


def simulated(design: Design, usual: Usual = WOMEN) -> People:
    """The people of a design."""
    return people_in(pa.concat_tables(list(person_days(design, (usual,)))))


def estimated(people: People, lens: str, **settings: Any) -> Estimate:
    """The estimate of everybody against the US requirement."""
    return estimate(people, lens, requirements_of(people, US), Settings(**settings))
