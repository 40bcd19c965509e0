"""The average requirement that a group is compared with, and the share of it below."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

from b12track.cohort import normal
from b12track.errors import InputRefused
from b12track.science.absorbed_requirement import ASSUMED_SHARE
from b12track.science.reference_values import AUTHORITIES, references

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from b12track.cohort.normal import Array

    Amount = TypeVar("Amount", float, Array)

_MONTHS: Final = 12
_ADULT_MONTHS: Final = 360


class Convention(NamedTuple):
    """One way to count a group as below a requirement; `cv` None is the cut-point."""

    key: str
    name: str
    cv: float | None
    source: str


#: The two conventions of the requirement's spread disagree, so all are printed.
CONVENTIONS: Final = (
    Convention("cut-point", "EAR cut-point", None, "IOM 2000; Beaton 1994"),
    Convention("cv-10", "probability, requirement CV 10 %", 0.10, "IOM 1998"),
    Convention("cv-25", "probability, requirement CV 25 %", 0.25, "Passarelli 2024"),
)


class RequirementBand(NamedTuple):
    """One row of an authority's average requirements: ages in months, both ends included."""

    age_from: int
    age_to: int | None
    sex: str
    ug_per_day: float


class Requirement(NamedTuple):
    """The average requirements to compare with, by age and sex, and whose they are."""

    name: str
    bands: tuple[RequirementBand, ...]

    def of(self, age_years: float | None, sex: str | None) -> float | None:
        """The µg a day for a person; an adult's where the age is unknown, None where none is set.

        >>> average_requirement("us").of(6, "f"), average_requirement("us").of(None, None)
        (1.0, 2.0)
        """
        months = _ADULT_MONTHS if age_years is None else int(age_years * _MONTHS)
        fitting = [
            band.ug_per_day
            for band in self.bands
            if band.age_from <= months and (band.age_to is None or months <= band.age_to)
            if not band.sex or sex is None or band.sex == sex
        ]
        return max(fitting) if fitting else None


def average_requirement(authority: str) -> Requirement:
    """The EARs of an authority; raises InputRefused where it has set only AIs.

    "The AI ... cannot be used to assess the prevalence of inadequacy" (IOM 2000).
    """
    if authority not in AUTHORITIES:
        raise InputRefused(f'"{authority}" is not an authority of b12track.', AUTHORITIES)
    rows = [row for row in references("b12", authority, "EAR") if row.life_stage not in _CARRYING]
    if not rows:
        raise InputRefused(
            f"{authority} has set no average requirement for B12, and an AI is no cut-point: name"
            " another (--authority us) or an amount (--requirement 2.0)."
        )
    newest = max(row.effective_from for row in rows)
    bands = tuple(
        RequirementBand(row.age_min_months, row.age_max_months, row.sex, float(row.value))
        for row in rows
        if row.effective_from == newest
    )
    return Requirement(f"{authority} EAR {rows[0].year}", bands)


_CARRYING: Final = ("pregnancy", "lactation")


def given_requirement(ug_per_day: float) -> Requirement:
    """An average requirement that the user named, for everybody."""
    return Requirement("requirement as given", (RequirementBand(0, None, "", ug_per_day),))


def needed_ug(requirement_ug: Amount, lens: str) -> Amount:
    """The amount in the lens's own unit: swallowed as set, absorbed half of it (IOM 1998)."""
    return requirement_ug * ASSUMED_SHARE if lens == "absorbed" else requirement_ug


def share_below(
    shares_at: Callable[[Array], Array], requirement_ug: float, cv: float | None
) -> Array:
    """Return the share of people whose usual intake is below their requirement.

    The cut-point is the share below the EAR; the probability approach takes requirements as
    Normal(EAR, CV × EAR), independent of intake (National Research Council 1986; IOM 2000, ch. 4).
    `shares_at` gives the share of people at or below amounts, on its last axis.
    """
    import numpy as np

    if cv is None:
        return np.asarray(shares_at(np.array([requirement_ug]))[..., 0])
    points, weights = normal.nodes()
    amounts = requirement_ug * np.maximum(1.0 + cv * points, 1e-6)
    return np.asarray(shares_at(amounts) @ weights)


def bands_of(requirement: Requirement) -> Sequence[RequirementBand]:
    """The rows in the order in which a search by age and sex must take the first that fits."""
    return sorted(requirement.bands, key=lambda band: -band.ug_per_day)
