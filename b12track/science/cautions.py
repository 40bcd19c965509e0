"""At which daily amounts of B6 and folic acid an authority's caution is shown beside B12."""

from __future__ import annotations

from b12track.record import NamedTuple


class Caution(NamedTuple):
    """One caution: a level (notice, warning, strong, urgent), its words and their source."""

    level: str
    text: str
    source: str
    evidence: str


SAME_SYMPTOMS = "Too much B6 and too little B12 can cause the same symptoms in the legs."

# Adults, mg per day, all forms of B6 together; the strictest authority first (disagreement D10).
_B6_LIMITS = (
    (100.0, "urgent", "above the US upper limit of 100 mg a day", "IOM 1998"),
    (50.0, "strong", "above the Australian upper limit of 50 mg a day", "NHMRC 2006"),
    (12.0, "warning", "above the European upper limit of 12 mg a day", "EFSA 2023"),
    (10.0, "notice", "above 10 mg a day, the UK level for supplements", "UK EVM 2003"),
)

_FOLIC_ACID_UL_UG = 1000.0  # IOM 1998 ch. 8, set because folic acid can mask lack of B12
_FOLIC_ACID_WITH_LOW_B12_UG = 400.0


def b6_caution(mean_mg_per_day: float, new_tingling: bool = False) -> Caution | None:
    """Return the caution for a 30-day mean of B6 from all sources in mg/day, or None.

    Any amount above the first limit together with new tingling or numbness is urgent. Sources:
    UK EVM 2003, EFSA 2023, NHMRC 2006, IOM 1998.

    >>> b6_caution(10.0), b6_caution(25).level
    (None, 'warning')
    >>> b6_caution(11, new_tingling=True).level
    'urgent'
    """
    for limit, level, text, source in _B6_LIMITS:
        if mean_mg_per_day > limit:
            return Caution("urgent" if new_tingling else level, text, source, "seen")
    return None


def folic_acid_caution(supplement_ug_per_day: float, low_b12_flag: bool) -> Caution | None:
    """Return the caution about folic acid from supplements in µg/day, or None.

    Shown above 1,000 µg, or from 400 µg while a low-B12 flag is open. Sources: IOM 1998 ch. 8;
    EFSA 2023.

    >>> folic_acid_caution(400, low_b12_flag=False) is None
    True
    >>> folic_acid_caution(400, low_b12_flag=True).level
    'notice'
    """
    above = supplement_ug_per_day > _FOLIC_ACID_UL_UG
    if not above and not (low_b12_flag and supplement_ug_per_day >= _FOLIC_ACID_WITH_LOW_B12_UG):
        return None
    return Caution(
        "warning" if above else "notice",
        "Folic acid can mend the anaemia of low B12 while nerve damage goes on. "
        "Do not start high-dose folic acid before B12 has been checked.",
        "IOM 1998 ch. 8; EFSA 2023",
        "seen",
    )
