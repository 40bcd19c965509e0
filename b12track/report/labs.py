"""Blood tests in words: the laboratory's own range first, then each guideline in its own words."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from b12track.report.health_record import lab_text
from b12track.report.text import wrapped
from b12track.science.biomarkers import CAVEATS, bands, si_value
from b12track.wording import day_name, row_number

if TYPE_CHECKING:
    from b12track.diary.labs import Lab
    from b12track.science.biomarkers import CombinedIndex, MarkerBand

#: Which of CAVEATS concern which marker.
_CAVEATS_OF: Final = {
    "b12": (0, 1, 3, 4, 5),
    "holotc": (0,),
    "mma": (0, 2),
    "homocysteine": (0, 2),
}
_REPLACED: Final = f"{CAVEATS[3]} No guideline's words are given for it."
_RECALLED: Final = "recalled, not seen in print"
INDEX_NOTE: Final = (
    "The index joins four results; its three constants and most of its classes are recalled, not"
    " seen in print. It is its authors' word for a set of results and diagnoses nothing."
)


def saved_text(lab: Lab, verb: str) -> str:
    """The answer to `lab add`: value, own range, guideline words, what limits them."""
    lines = [f"{verb}: {lab_text(lab)}{_in_si(lab)}."]
    if lab.low is None and lab.high is None:
        lines.append("The laboratory's own range comes first: add it with --low and --high.")
    lines += band_lines(lab)
    lines += caveats(lab, but=_REPLACED if lab.replaced_by else "")
    return "\n".join(wrapped(line, "  ") for line in lines)


def changed_text(lab: Lab) -> str:
    """The answer to `lab edit`."""
    number = row_number("lab", lab.lab_id)
    return wrapped(f"Changed {number}, {lab.taken_on}: {lab_text(lab)}{_in_si(lab)}.", "  ")


def _in_si(lab: Lab) -> str:
    value, unit = si_value(lab.marker, lab.number, lab.unit)
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return "" if unit == lab.unit else f" = {lab.limit}{value:,.{digits}f} {unit}"


def band_lines(lab: Lab) -> list[str]:
    """What each guideline calls such a result, in its own words.

    After a high dose or an injection no guideline's word is said of total B12: it would reassure
    by a number that cannot be interpreted.
    """
    if lab.replaced_by:
        doses = (f"{what} on {day_name(date.fromisoformat(day))}" for what, day in lab.replaced_by)
        return [f"On record before this test: {'; '.join(doses)}. {_REPLACED}"]
    named = bands(lab.marker, lab.number, lab.unit, lab.limit)
    if not named:
        return []
    words = "; ".join(_band_text(band) for band in named)
    return [f"What guidelines call such a result: {words}."]


def _band_text(band: MarkerBand) -> str:
    mark = f" ({_RECALLED})" if band.evidence.startswith("recalled") else ""
    return f'{band.source} "{band.words}"{mark}'


def caveats(lab: Lab, but: str = "") -> list[str]:
    """What limits a result of this marker, without what was said already."""
    limits = (CAVEATS[number] for number in _CAVEATS_OF.get(lab.marker, (0,)))
    return [" ".join(caveat for caveat in limits if caveat not in but)]


def list_text(labs: list[Lab]) -> str:
    """Results by day, each with its own range and what guidelines call it."""
    if not labs:
        return "No blood test recorded: b12track lab add b12 250 pg/mL --low 180 --high 900"
    lines = []
    for lab in labs:
        lines.append(
            wrapped(
                f"{lab.taken_on}  {row_number('lab', lab.lab_id)} {lab_text(lab)}{_in_si(lab)}.",
                "  ",
            )
        )
        lines += [wrapped(f"  {line}", "  ") for line in band_lines(lab)]
    return "\n".join([*lines, wrapped(CAVEATS[0])])


def index_text(index: CombinedIndex, used: list[Lab], age_years: int) -> str:
    """The combined index with what it was made of, and how far it may be trusted."""
    made_of = ", ".join(f"{lab.marker} {lab.value} {lab.unit} ({lab.taken_on})" for lab in used)
    lines = [
        f'4cB12 {index.value:.2f}: "{index.words}" in the classes of {index.source} ({_RECALLED}).',
        f"Made of {made_of}, at age {age_years}.",
        INDEX_NOTE,
        " ".join(CAVEATS[number] for number in (0, 2, 3)),
    ]
    return "\n".join(wrapped(line, "  ") for line in lines)


def index_document(index: CombinedIndex, used: list[Lab], age_years: int) -> dict[str, object]:
    """The combined index for scripts; `evidence` says how its constants are known."""
    return {
        "value": round(index.value, 3),
        "words": index.words,
        "source": index.source,
        "evidence": index.evidence,
        "age_years": age_years,
        "labs": [lab.lab_id for lab in used],
    }
