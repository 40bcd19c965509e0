"""Which kind of source was given, told from its content, and its person-days."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.cohort.sources import asa24, intake24, nhanes, own
from b12track.cohort.sources.cells import rows
from b12track.errors import InputRefused
from b12track.text import escaped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from b12track.cohort.columns import PersonDay
    from b12track.cohort.sources.intake24 import Columns

_KNOWN: Final = (
    "a folder of diaries, NHANES (.XPT), ASA24 totals, Intake24 (with --b12-column), or a CSV with"
    " person, day, state and b12_ng"
)


class DaySource(NamedTuple):
    """What a source is, its days, and whether its people stand under names that could be theirs."""

    name: str
    days: Iterator[PersonDay]
    has_names: bool


def source_of(paths: Sequence[str], columns: Columns | None) -> DaySource:
    """The source at these paths, several for NHANES alone; raises InputRefused."""
    for path in paths:
        if not os.path.isfile(path):
            raise InputRefused(f"There is no file {path}.")
    if all(nhanes.is_transport(path) for path in paths):
        return DaySource("NHANES", nhanes.person_days(paths), has_names=False)
    if len(paths) > 1:
        raise InputRefused("Several files are taken together for NHANES (.XPT) alone.")
    path, name = paths[0], escaped(os.path.basename(paths[0]))
    if _begins(path) == b"PAR1":
        raise InputRefused(f"{name} is Parquet: b12track cohort distribution takes it as it is.")
    if columns is not None:
        return DaySource("Intake24", intake24.person_days(path, name, columns), has_names=True)
    _, header = next(rows(path, name))
    if asa24.is_asa24(header):
        return DaySource("ASA24", asa24.person_days(path, name), has_names=True)
    if own.is_own(header):
        return DaySource("person-days", own.person_days(path, name), has_names=False)
    raise InputRefused(f"{name} is no table that is known: {_KNOWN}.")


def _begins(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read(4)
