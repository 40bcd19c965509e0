"""Conditions and medicines a person may name, and what is known of each beside absorption."""

from __future__ import annotations

from b12track.hints import Final
from b12track.record import NamedTuple
from b12track.science.absorption_profiles import MEDICINE_FLAGS, PROFILES


class Known(NamedTuple):
    """What is shown beside a condition or medicine, with its source."""

    note: str
    source: str
    evidence: str


_IOM = ("IOM 1998 ch. 9", "seen")
_LISTED: Final = "named among the conditions that can go with poor absorption of B12"

#: Conditions without an absorption factor of their own: a note, and no number.
_NOTED: Final = {
    "gastric-bypass": Known(_LISTED, *_IOM),
    "crohns-disease": Known(f"{_LISTED}, where the end of the ileum is affected", *_IOM),
    "pancreatic-insufficiency": Known(
        "food-bound B12 is less available, crystalline B12 is needed in normal amounts", *_IOM
    ),
}
_WITH_FACTOR: Final = ("pernicious-anaemia", "atrophic-gastritis", "gastrectomy", "ileum-resection")
CONDITIONS: Final = (*_WITH_FACTOR, *_NOTED)

_ACID: Final = ("ppi", "ppi-40mg", "h2-blocker")
MEDICINES: Final = (*_ACID, *(flag.name for flag in MEDICINE_FLAGS))

#: Once there, there for good: what is named today held on the days before as well.
LIFELONG: Final = ("pernicious-anaemia", "gastrectomy", "ileum-resection", "gastric-bypass")

#: Without intrinsic factor; B12 from bile is not taken up again either.
WITHOUT_INTRINSIC_FACTOR: Final = ("pernicious-anaemia", "gastrectomy", "ileum-resection")


def known(name: str) -> Known:
    """What is known of a condition or medicine; KeyError for any other name.

    >>> known("metformin").source
    'MHRA 2022'
    """
    for flag in MEDICINE_FLAGS:
        if flag.name == name:
            return Known(flag.note, flag.source, flag.evidence)
    if name in _NOTED:
        return _NOTED[name]
    profile = PROFILES[name]
    return Known(profile.note, profile.source, profile.evidence)
