"""Dosing schedules that others have published, with what the model says each would bring in."""

from __future__ import annotations

from fractions import Fraction
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from b12track.errors import InputRefused
from b12track.science.absorption import absorbed
from b12track.science.absorption_profiles import HEALTHY, Profile
from b12track.science.band import Band
from b12track.science.body_store import retained_ug
from b12track.science.cited_table import lines
from b12track.science.eating_occasions import Ingested

if TYPE_CHECKING:
    from collections.abc import Iterator


class Phase(NamedTuple):
    """One part of a schedule: so many doses of so many µg in so many days, each on its own.

    Where a source gives a range, `dose_ug_to` or `period_days_to` is its far end. `form` is "" for
    swallowed B12 of any form.
    """

    route: str
    form: str
    dose_ug: float
    doses: int
    period_days: int
    dose_ug_to: float | None = None
    period_days_to: int | None = None


class PublishedRegimen(NamedTuple):
    """A published schedule: for the record and for comparison, never a recommendation."""

    key: str
    title: str
    phases: tuple[Phase, ...]
    source: str
    evidence: str


def _regimens() -> Iterator[PublishedRegimen]:
    """The schedules of regimens.tsv, which has a line a phase."""
    rows = (line.split("\t") for line in lines("regimens.tsv"))
    for (key, title, source, evidence), phases in groupby(rows, itemgetter(0, 1, -2, -1)):
        yield PublishedRegimen(key, title, tuple(map(_phase, phases)), source, evidence)


def _phase(row: list[str]) -> Phase:
    route, form, dose, dose_to, doses, period, period_to = row[2:9]
    return Phase(
        route,
        form,
        _number(dose),
        int(doses),
        int(period),
        _number(dose_to) if dose_to else None,
        int(period_to) if period_to else None,
    )


def _number(cell: str) -> float:
    """4 µg in 3 meals is 4/3."""
    return int(cell) if cell.isdecimal() else float(Fraction(cell))


REGIMENS = tuple(_regimens())


def regimen(key: str) -> PublishedRegimen:
    """Return a published schedule by key; InputRefused, with the keys, where there is none.

    >>> regimen("weekly-2000").phases[0].dose_ug
    2000
    """
    for each in REGIMENS:
        if each.key == key:
            return each
    keys = tuple(each.key for each in REGIMENS)
    raise InputRefused(f'"{key}" is not a schedule b12track has on record.', keys)


def uptake_ug_per_day(phase: Phase, profile: Profile = HEALTHY) -> Band:
    """Return the µg a day a phase brings in on average: absorbed by mouth, retained if injected.

    Each dose is its own eating occasion, taken without food. `best` takes the middle of a range,
    `low` and `high` its ends.

    >>> round(uptake_ug_per_day(regimen("weekly-2000").phases[-1]).best, 2)
    3.61
    >>> round(uptake_ug_per_day(regimen("bnf").phases[-1]).best, 1)
    3.6
    """
    far_dose = phase.dose_ug if phase.dose_ug_to is None else phase.dose_ug_to
    far_period = phase.period_days if phase.period_days_to is None else phase.period_days_to
    middle_dose = (phase.dose_ug + far_dose) / 2
    middle_days = (phase.period_days + far_period) / 2
    return Band(
        _per_dose(phase, phase.dose_ug, profile).low * phase.doses / far_period,
        _per_dose(phase, middle_dose, profile).best * phase.doses / middle_days,
        _per_dose(phase, far_dose, profile).high * phase.doses / phase.period_days,
    )


def _per_dose(phase: Phase, dose_ug: float, profile: Profile) -> Band:
    if phase.route == "injection":
        return retained_ug(dose_ug, phase.form)
    dose = Ingested(round(dose_ug * 1000), None, "supplement", "crystalline", None, None)
    return absorbed([dose], profile)
