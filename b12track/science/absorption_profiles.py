"""What is known to change absorption: age, conditions and medicines, as bands and as flags."""

from __future__ import annotations

from b12track.errors import InputRefused
from b12track.hints import TYPE_CHECKING
from b12track.record import NamedTuple
from b12track.science.band import Band, lowest

if TYPE_CHECKING:
    from collections.abc import Iterable


class Profile(NamedTuple):
    """How one condition bears on absorption.

    `active` scales the saturable uptake (intrinsic factor); `release` is the most of a food's B12
    that is set free, whatever the food. Both are shares from 0 to 1. `note` is for the reader.
    """

    name: str
    active: Band
    release: Band
    note: str
    source: str
    evidence: str


_WHOLE = Band(1.0, 1.0, 1.0)
_NO_INTRINSIC_FACTOR = (
    Band(0.0, 0.0, 0.0),
    _WHOLE,
    "only the passive share of about 1 % of a dose remains, and half of that with food",
    "Carmel 2008 table 1; IOM 1998 table 9-2",
    "seen",
)

# docs/method.md#absorption gives the basis of each number.
_PROFILES = (
    Profile("healthy", _WHOLE, _WHOLE, "", "IOM 1998 ch. 9", "seen"),
    Profile(
        "over-50",
        _WHOLE,
        Band(0.30, 1.0, 1.0),
        "10-30 % of older people may absorb food-bound B12 poorly; the low end shows that case",
        "IOM 1998 ch. 9",
        "seen",
    ),
    Profile(
        "atrophic-gastritis",
        _WHOLE,
        Band(0.05, 0.30, 0.50),
        "a what-if: no multiplying factor is published, 0.30 is an assumption",
        "after Miller 1992 in IOM 1998; King 1979 would allow a low end of 0.01",
        "computed",
    ),
    Profile("pernicious-anaemia", *_NO_INTRINSIC_FACTOR),
    Profile("gastrectomy", *_NO_INTRINSIC_FACTOR),
    Profile("ileum-resection", *_NO_INTRINSIC_FACTOR),
    Profile(
        "ppi",
        _WHOLE,
        Band(0.12, 0.35, 0.41),
        "best value: the middle of two studies at 20 mg; low end: 40 mg; tablets are unaffected",
        "Marcuard 1994; Schenk 1996",
        "seen",
    ),
    Profile(
        "ppi-40mg",
        _WHOLE,
        Band(0.12, 0.17, 0.23),
        "the middle of two studies at 40 mg a day; tablets are unaffected",
        "Marcuard 1994; Schenk 1996",
        "seen",
    ),
    Profile(
        "h2-blocker",
        _WHOLE,
        Band(0.3, 0.5, 0.8),
        "the direction is known, the number is an assumption",
        "no factor published",
        "recalled-high",
    ),
    Profile(
        "metformin",
        _WHOLE,
        _WHOLE,
        "low B12 may affect up to 1 in 10 users; no absorption factor is published; none is used",
        "MHRA Drug Safety Update 2022",
        "seen",
    ),
    Profile(
        "metformin-what-if",
        Band(0.8, 0.8, 1.0),
        _WHOLE,
        "a what-if of one fifth less active uptake; no factor is published",
        "an assumption of b12track",
        "computed",
    ),
)
PROFILES = {profile.name: profile for profile in _PROFILES}
HEALTHY = PROFILES["healthy"]

#: The first month of the IOM's band of 51 years and older, said once for the whole program.
OLDER_MONTHS = 51 * 12


class MedicineFlag(NamedTuple):
    """A medicine or substance that matters without a number for absorption."""

    name: str
    note: str
    source: str
    evidence: str


_LISTED = "named among the medicines that can go with low B12; no absorption factor is published"
MEDICINE_FLAGS = (
    MedicineFlag(
        "nitrous-oxide",
        "nitrous oxide inactivates B12 in the body, so intake and store say little; "
        "the first test named by NICE is homocysteine",
        "NICE NG239",
        "seen",
    ),
    MedicineFlag("metformin", PROFILES["metformin"].note, "MHRA 2022", "seen"),
    *(
        MedicineFlag(name, _LISTED, "NICE NG239", "seen")
        for name in ("colchicine", "anticonvulsants", "pregabalin", "topiramate")
    ),
)


def profile(name: str) -> Profile:
    """Return a profile by name; InputRefused, with the known names, where there is none.

    >>> profile("ppi").release
    Band(low=0.12, best=0.35, high=0.41)
    """
    if name not in PROFILES:
        raise InputRefused(f'"{name}" is not an absorption profile.', tuple(PROFILES))
    return PROFILES[name]


def combined_profile(names: Iterable[str]) -> Profile:
    """Return one profile for several: of each share the smallest, never a product of doubts.

    >>> combined_profile(["over-50", "ppi"]).release.best
    0.35
    """
    several = [profile(name) for name in dict.fromkeys(names) if name != "healthy"]
    if len(several) < 2:
        return several[0] if several else HEALTHY
    return Profile(
        "+".join(each.name for each in several),
        lowest(each.active for each in several),
        lowest(each.release for each in several),
        "; ".join(each.note for each in several),
        "; ".join(each.source for each in several),
        "computed",
    )


def profile_for(age_months: int | None, conditions_and_medicines: Iterable[str] = ()) -> Profile:
    """Return the profile of a person; names that carry no absorption factor are passed over.

    From the 51st birthday (the IOM's bands) food-bound absorption is shown as doubtful.

    >>> profile_for(72 * 12, ["ppi", "colchicine"]).name
    'over-50+ppi'
    """
    names = [name for name in conditions_and_medicines if name in PROFILES]
    if age_months is not None and age_months >= OLDER_MONTHS:
        names.insert(0, "over-50")
    return combined_profile(names)
