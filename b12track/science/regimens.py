"""Dosing schedules that others have published, with what the model says each would bring in."""

from __future__ import annotations

from typing import NamedTuple

from b12track.errors import InputRefused
from b12track.science.absorption import absorbed
from b12track.science.absorption_profiles import HEALTHY, Profile
from b12track.science.band import Band
from b12track.science.body_store import retained_ug
from b12track.science.eating_occasions import Ingested


class Phase(NamedTuple):
    """One part of a schedule: so many doses of so many µg in so many days, each on its own.

    Where a source gives a range, `dose_ug_to` or `period_days_to` is its far end. `lasts_days`
    None means until further notice. `form` is "" for swallowed B12 of any form.
    """

    route: str
    form: str
    dose_ug: float
    doses: int
    period_days: int
    dose_ug_to: float | None = None
    period_days_to: int | None = None
    lasts_days: int | None = None


class PublishedRegimen(NamedTuple):
    """A published schedule: for the record and for comparison, never a recommendation."""

    key: str
    title: str
    phases: tuple[Phase, ...]
    source: str
    evidence: str


def _oral(dose_ug: float, doses: int = 1, period_days: int = 1) -> Phase:
    return Phase("oral", "", dose_ug, doses, period_days)


def _shot(form: str, dose_ug: float, doses: int, period_days: int) -> Phase:
    return Phase("injection", form, dose_ug, doses, period_days)


_CN, _OH = "cyanocobalamin", "hydroxocobalamin"
_ALTERNATE = 2
_MONTH, _TWO_MONTHS, _THREE_MONTHS = 30, 61, 91

_BNF = ("British National Formulary", "copy")
_US_LABEL = ("US label of cyanocobalamin injection", "seen")
_VEGAN_SOCIETY = ("The Vegan Society: what every vegan should know about B12", "copy")
_VEGAN_HEALTH = ("VeganHealth recommendations", "copy")
_NUTRITION_FACTS = ("NutritionFacts recommendations", "copy")

REGIMENS = (
    PublishedRegimen(
        "bnf",
        "UK, no neurological signs: 1 mg three times a week for 2 weeks, then every 2-3 months",
        (
            _shot(_OH, 1000, 6, 14)._replace(lasts_days=14),
            _shot(_OH, 1000, 1, _TWO_MONTHS)._replace(period_days_to=_THREE_MONTHS),
        ),
        *_BNF,
    ),
    PublishedRegimen(
        "bnf-neurological",
        "UK, neurological signs: 1 mg on alternate days until no further improvement, "
        "then every 2 months",
        (_shot(_OH, 1000, 1, _ALTERNATE), _shot(_OH, 1000, 1, _TWO_MONTHS)),
        *_BNF,
    ),
    PublishedRegimen(
        "uk-dietary",
        "UK, dietary cause: 50-150 µg a day by mouth",
        (_oral(50)._replace(dose_ug_to=150),),
        "UK local guideline after the British National Formulary",
        "copy",
    ),
    PublishedRegimen(
        "us-label",
        "US label: 100 µg a day for 6-7 days, on alternate days for 7 doses, "
        "every 3-4 days for 2-3 weeks, then monthly",
        (
            _shot(_CN, 100, 1, 1)._replace(lasts_days=7),
            _shot(_CN, 100, 1, _ALTERNATE)._replace(lasts_days=14),
            _shot(_CN, 100, 1, 3)._replace(period_days_to=4, lasts_days=21),
            _shot(_CN, 100, 1, _MONTH),
        ),
        *_US_LABEL,
    ),
    PublishedRegimen(
        "us-usual",
        "US usual practice: 1 mg a day for a week, weekly for 4 weeks, then monthly",
        (
            _shot(_CN, 1000, 1, 1)._replace(lasts_days=7),
            _shot(_CN, 1000, 1, 7)._replace(lasts_days=28),
            _shot(_CN, 1000, 1, _MONTH),
        ),
        "US usual practice, as reviews describe it",
        "copy",
    ),
    PublishedRegimen(
        "oral-1000",
        "1,000 µg a day by mouth in pernicious anaemia",
        (_oral(1000),),
        "Chan 2016 (review)",
        "seen",
    ),
    PublishedRegimen(
        "oral-250",
        "about 250 µg a day by mouth in food-cobalamin malabsorption",
        (_oral(250),),
        "Andrès",
        "seen",
    ),
    PublishedRegimen(
        "fortified-3x1",
        "3 µg a day from fortified food in 3 portions",
        (_oral(1, 3),),
        *_VEGAN_SOCIETY,
    ),
    PublishedRegimen(
        "fortified-2x1.5",
        "3 µg a day from fortified food in 2 portions",
        (_oral(1.5, 2),),
        *_VEGAN_SOCIETY,
    ),
    PublishedRegimen("daily-10", "10 µg once a day", (_oral(10),), *_VEGAN_SOCIETY),
    PublishedRegimen("weekly-2000", "2,000 µg once a week", (_oral(2000, 1, 7),), *_VEGAN_SOCIETY),
    PublishedRegimen("daily-25", "25 µg once a day", (_oral(25),), *_VEGAN_HEALTH),
    PublishedRegimen("twice-2", "2 µg twice a day", (_oral(2, 2),), *_VEGAN_HEALTH),
    PublishedRegimen(
        "twice-weekly-1000", "1,000 µg twice a week", (_oral(1000, 2, 7),), *_VEGAN_HEALTH
    ),
    PublishedRegimen("daily-50", "50 µg once a day", (_oral(50),), *_NUTRITION_FACTS),
    PublishedRegimen("child-5", "6 months to 3 years: 5 µg a day", (_oral(5),), *_NUTRITION_FACTS),
    PublishedRegimen("child-25", "4 to 10 years: 25 µg a day", (_oral(25),), *_NUTRITION_FACTS),
    PublishedRegimen(
        "over-65-1000",
        "over 65 years: 1,000 µg a day",
        (_oral(1000),),
        "NutritionFacts and kindred advice",
        "recalled-medium",
    ),
    PublishedRegimen(
        "reference-4-in-3",
        "4 µg a day in 3 meals (D-A-CH, EFSA)",
        (_oral(4 / 3, 3),),
        "DGE 2018; EFSA 2015",
        "seen",
    ),
    PublishedRegimen(
        "reference-4-in-1",
        "4 µg a day in 1 meal (D-A-CH, EFSA)",
        (_oral(4),),
        "DGE 2018; EFSA 2015",
        "seen",
    ),
    PublishedRegimen(
        "reference-2.4-in-3", "2.4 µg a day in 3 meals (US)", (_oral(0.8, 3),), "IOM 1998", "seen"
    ),
    PublishedRegimen(
        "reference-2.4-in-1", "2.4 µg a day in 1 meal (US)", (_oral(2.4),), "IOM 1998", "seen"
    ),
)


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
