"""The absorbed µg a day that an authority's average requirement rests on, by its own assumption."""

from __future__ import annotations

from b12track.errors import InputRefused
from b12track.record import NamedTuple
from b12track.science.reference_values import reference_for

# "The average fractional absorption of B12 from food by healthy individuals is approximately 50
# percent" (IOM 1998 box 9-1): an EAR of 2.0 µg stands for 1.0 µg absorbed.
ASSUMED_SHARE = 0.5

# People without intrinsic factor do not take up B12 from bile again: 1.5 instead of 1.0 µg a day
# (IOM 1998 box 9-2).
LOST_WITH_BILE_UG = 0.5

# These took over the IOM's estimate; the share is read in the IOM's own text only.
_IOM_AND_FOLLOWERS = ("us", "who", "anz", "japan-2020")
_SOURCE = "IOM 1998 ch. 9, boxes 9-1 and 9-2"


class AbsorbedRequirement(NamedTuple):
    """What has to be absorbed on average, in µg a day, with the value and the share behind it.

    `authority` is the one whose average requirement it rests on: where the one asked for has
    set none, that is the IOM (`us`).
    """

    ug_per_day: float
    authority: str
    basis: str
    source: str
    evidence: str


def absorbed_requirement(
    authority: str,
    age_months: int = 360,
    sex: str | None = None,
    stage: str | None = None,
    intrinsic_factor: bool = True,
) -> AbsorbedRequirement | None:
    """Return the absorbed µg a day behind an EAR, or None where not even the IOM has an EAR.

    EAR × 50 %. An AI is no requirement, and neither is the Nordic provisional AR: where an
    authority has no EAR, the IOM's stands in and the basis says so.

    >>> [absorbed_requirement(key).ug_per_day for key in ("us", "efsa", "uk")]
    [1.0, 1.0, 0.625]
    >>> absorbed_requirement("us", intrinsic_factor=False).ug_per_day
    1.5
    >>> absorbed_requirement("us", age_months=3) is None
    True
    """
    try:
        row = reference_for("b12", authority, "EAR", age_months, sex, stage)
    except InputRefused:
        if authority == "us":
            return None
        stand_in = absorbed_requirement("us", age_months, sex, stage, intrinsic_factor)
        return stand_in and stand_in._replace(
            basis=f"{authority} has set no average requirement; {stand_in.basis}"
        )
    ug_per_day = float(row.value) * ASSUMED_SHARE
    basis = f"half of the {row.authority} EAR {row.year} of {row.value} µg"
    if not intrinsic_factor:
        ug_per_day += LOST_WITH_BILE_UG
        basis += f" and {LOST_WITH_BILE_UG} µg lost with bile"
    evidence = row.evidence if authority in _IOM_AND_FOLLOWERS else "computed"
    return AbsorbedRequirement(ug_per_day, row.authority, basis, _SOURCE, evidence)
