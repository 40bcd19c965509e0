"""Laboratory markers of B12: units, the cut-offs each guideline prints, and the combined index."""

from __future__ import annotations

import math
from typing import NamedTuple

from b12track.errors import InputRefused


class Marker(NamedTuple):
    """One marker: its SI unit and how many SI units one of each accepted unit is."""

    name: str
    si_unit: str
    factors: tuple[tuple[str, float], ...]


# Molar masses in g/mol: B12 1355.4, methylmalonic acid 118.09, homocysteine 135.18, folate 441.4.
# docs/method.md#biomarkers
MARKERS = {
    marker.name: marker
    for marker in (
        Marker(
            "b12",
            "pmol/L",
            (("pmol/L", 1.0), ("pg/mL", 0.7378), ("ng/L", 0.7378), ("ng/mL", 737.8)),
        ),
        Marker("holotc", "pmol/L", (("pmol/L", 1.0),)),
        Marker(
            "mma",
            "µmol/L",
            (("µmol/L", 1.0), ("nmol/L", 0.001), ("ng/mL", 0.008468), ("µg/L", 0.008468)),
        ),
        Marker("homocysteine", "µmol/L", (("µmol/L", 1.0), ("mg/L", 7.397))),
        Marker("folate", "nmol/L", (("nmol/L", 1.0), ("ng/mL", 2.266), ("µg/L", 2.266))),
        Marker("haemoglobin", "g/L", (("g/L", 1.0), ("g/dL", 10.0))),
        Marker("mcv", "fL", (("fL", 1.0),)),
        # Plain values beside them, without a cut-off. PLP 247.14, creatinine 113.12 g/mol.
        Marker("ferritin", "µg/L", (("µg/L", 1.0), ("ng/mL", 1.0))),
        Marker("b6", "nmol/L", (("nmol/L", 1.0), ("µg/L", 4.046), ("ng/mL", 4.046))),
        Marker("creatinine", "µmol/L", (("µmol/L", 1.0), ("mg/dL", 88.4))),
        Marker("egfr", "mL/min/1.73m²", (("mL/min/1.73m²", 1.0), ("mL/min", 1.0))),
        Marker("tsh", "mIU/L", (("mIU/L", 1.0), ("mU/L", 1.0), ("µIU/mL", 1.0))),
        Marker("hba1c", "mmol/mol", (("mmol/mol", 1.0),)),
        Marker("crp", "mg/L", (("mg/L", 1.0), ("mg/dL", 10.0))),
    )
}


class CutOff(NamedTuple):
    """The words one source uses for a range of a marker, limits in `unit` as printed.

    Without `low` the range is below `high`, without `high` above `low`; with both, both belong.
    """

    authority: str
    marker: str
    unit: str
    low: float | None
    high: float | None
    words: str
    source: str
    evidence: str

    def holds(self, value: float, limit: str = "") -> bool:
        """Return whether a value in `unit`, or all below or above a limit, lies in the range."""
        if limit == ">":
            return self.high is None and self.low is not None and value >= self.low
        if limit == "<":
            return self.low is None and self.high is not None and value <= self.high
        if self.low is None or self.high is None:
            return (self.low is None or value > self.low) and (
                self.high is None or value < self.high
            )
        return self.low <= value <= self.high


_NICE = ("NICE NG239 (March 2024)", "copy")
_BSH = ("BSH guideline 2014 (Devalia)", "recalled-medium")
_WHO = ("WHO consultation 2008; marginal: Allen 2009", "recalled-high")
_NHANES = ("US NHANES usage", "seen")

# NICE and BSH print two units: a value is judged in its own unit first, since 180 ng/L converts
# to 132.8 pmol/L, which lies below the 133 of the same table.
CUT_OFFS = (
    CutOff("nice", "b12", "ng/L", None, 180.0, "confirmed deficiency", *_NICE),
    CutOff("nice", "b12", "ng/L", 180.0, 350.0, "possible deficiency", *_NICE),
    CutOff("nice", "b12", "ng/L", 350.0, None, "deficiency unlikely", *_NICE),
    CutOff("nice", "b12", "pmol/L", None, 133.0, "confirmed deficiency", *_NICE),
    CutOff("nice", "b12", "pmol/L", 133.0, 258.0, "possible deficiency", *_NICE),
    CutOff("nice", "b12", "pmol/L", 258.0, None, "deficiency unlikely", *_NICE),
    CutOff("nice", "holotc", "pmol/L", None, 25.0, "confirmed deficiency", *_NICE),
    CutOff("nice", "holotc", "pmol/L", 25.0, 70.0, "possible deficiency", *_NICE),
    CutOff("nice", "holotc", "pmol/L", 70.0, None, "deficiency unlikely", *_NICE),
    CutOff("bsh", "b12", "pmol/L", None, 148.0, "below the cut-off of 148 pmol/L", _BSH[0], "seen"),
    CutOff("bsh", "b12", "ng/L", None, 200.0, "below the cut-off of 200 ng/L", _BSH[0], "seen"),
    CutOff("bsh", "holotc", "pmol/L", None, 32.0, "suggestive", *_BSH),
    CutOff("bsh", "mma", "µmol/L", 0.28, None, "suggestive", *_BSH),
    CutOff("bsh", "homocysteine", "µmol/L", 15.0, None, "suggestive", *_BSH),
    CutOff("who", "b12", "pmol/L", None, 150.0, "low", *_WHO),
    CutOff("who", "b12", "pmol/L", 150.0, 221.0, "marginal", *_WHO),
    CutOff("nhanes", "b12", "pmol/L", None, 148.0, "deficient", *_NHANES),
    CutOff("nhanes", "b12", "pmol/L", 148.0, 258.0, "marginal", *_NHANES),
    CutOff("nhanes", "mma", "nmol/L", 271.0, None, "elevated", *_NHANES),
)

#: How the words begin by which a source names a result in its low range.
LOW_WORDS = ("confirmed deficiency", "deficient", "low", "below the cut-off", "suggestive")

CAVEATS = (
    "The laboratory's own reference range comes first; sources differ widely in their cut-offs.",
    "Pregnancy and oral contraceptives lower total B12.",
    "Age and reduced kidney function raise methylmalonic acid and homocysteine.",
    "After high-dose B12 or injections, total B12 cannot be interpreted.",
    "Antibodies against intrinsic factor can give false-normal results.",
    "NICE: people of Black ethnicity may have a higher reference range.",
)


class MarkerBand(NamedTuple):
    """What one source calls a value, in its own words."""

    authority: str
    words: str
    source: str
    evidence: str


class CombinedIndex(NamedTuple):
    """The combined indicator of B12 status (no unit) with the class its authors use."""

    value: float
    words: str
    source: str
    evidence: str


def si_value(marker: str, value: float, unit: str) -> tuple[float, str]:
    """Return a laboratory value in the marker's SI unit, to nine digits, with that unit.

    Sources: molar masses B12 1355.4, MMA 118.09, homocysteine 135.18, folate 441.4 g/mol.
    InputRefused for an unknown marker or unit or a negative value.

    >>> si_value("b12", 200, "pg/mL")
    (147.56, 'pmol/L')
    >>> si_value("mma", 271, "nmol/l")
    (0.271, 'µmol/L')
    """
    known = _marker(marker)
    if not 0 <= value < math.inf:
        raise InputRefused(f"A laboratory value cannot be {value}.")
    return _tidy(value * dict(known.factors)[_unit(known, unit)]), known.si_unit


def bands(marker: str, value: float, unit: str, limit: str = "") -> list[MarkerBand]:
    """Return what each source calls a value, in that source's own words, as printed cut-offs go.

    With the limit "<" or ">" a source speaks only where it calls all values beyond it so. A source
    that says nothing about the value is left out. InputRefused as `si_value`.

    >>> [(band.authority, band.words) for band in bands("holotc", 30, "pmol/L")]
    [('nice', 'possible deficiency'), ('bsh', 'suggestive')]
    """
    in_si, _ = si_value(marker, value, unit)
    known = _marker(marker)
    own = {"pg/mL": "ng/L"}.get(_unit(known, unit), _unit(known, unit))  # the same number
    of_marker = [cut_off for cut_off in CUT_OFFS if cut_off.marker == marker]
    marker_bands = []
    for cut_off in of_marker:
        units = [other.unit for other in of_marker if other.authority == cut_off.authority]
        judged_in = own if own in units else known.si_unit if known.si_unit in units else units[0]
        here = value if judged_in == own else _tidy(in_si / dict(known.factors)[judged_in])
        if cut_off.unit == judged_in and cut_off.holds(here, limit):
            citation = (cut_off.words, cut_off.source, cut_off.evidence)
            marker_bands.append(MarkerBand(cut_off.authority, *citation))
    return marker_bands


def combined_index(
    holotc_pmol_l: float, b12_pmol_l: float, mma_umol_l: float, hcy_umol_l: float, age_years: float
) -> CombinedIndex:
    """Return the combined indicator of B12 status from four markers (4cB12), with its class.

    4cB12 = log10(holoTC B12 / (MMA Hcy)) - 3.79 / (1 + (age / 230)^2.6); source: Fedosov 2013
    and Fedosov 2015; the three constants and most class limits are recalled, not seen.
    ValueError for values that are not positive.

    >>> round(combined_index(80, 350, 0.17, 9, age_years=40).value, 2)
    0.51
    """
    if min(holotc_pmol_l, b12_pmol_l, mma_umol_l, hcy_umol_l) <= 0 or age_years < 0:
        raise ValueError("every marker must be above zero")
    ratio = holotc_pmol_l * b12_pmol_l / (mma_umol_l * hcy_umol_l)
    value = math.log10(ratio) - 3.79 / (1.0 + (age_years / 230.0) ** 2.6)
    return CombinedIndex(
        value, _index_words(value), "Fedosov 2013; Fedosov 2015", "recalled-medium"
    )


def _index_words(value: float) -> str:
    if value > 1.5:
        return "elevated"
    classes = ((-0.5, "adequate"), (-1.5, "low"), (-2.5, "possibly deficient"))
    return next((words for limit, words in classes if value >= limit), "probably deficient")


def _marker(name: str) -> Marker:
    if name not in MARKERS:
        raise InputRefused(f'"{name}" is not a marker b12track knows.', tuple(MARKERS))
    return MARKERS[name]


def _unit(marker: Marker, written: str) -> str:
    def plain(unit: str) -> str:  # Greek mu, u and capitals are written for the same units
        unit = unit.strip().lower().replace("\N{GREEK SMALL LETTER MU}", "µ")
        return "µ" + unit[1:] if unit.startswith("u") else unit

    for unit, _ in marker.factors:
        if plain(unit) == plain(written):
            return unit
    units = tuple(unit for unit, _ in marker.factors)
    raise InputRefused(f'"{written}" is not a unit of {marker.name}.', units)


def _tidy(value: float) -> float:
    return float(f"{value:.9g}")
