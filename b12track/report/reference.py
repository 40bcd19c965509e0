"""Reference values side by side: one line a value, its kind before it, its source behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from b12track.report.text import wrapped
from b12track.wording import authority_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from b12track.science.reference_values import DietaryReferenceValue

_NUTRIENTS: Final = {
    "b12": "Vitamin B12",
    "b6": "Vitamin B6",
    "thiamin": "Thiamin",
    "folic-acid": "Folic acid",
}
_OTHERS: Final = {"bfr": "BfR, Germany", "scf": "former EU SCF", "tga": "TGA, Australia"}
_UPPER: Final = ("UL", "SUL", "GL", "label-warning", "supplement-maximum")
_KINDS: Final = (
    "RDA, RNI, RDI, RI and PRI cover nearly everybody. An EAR or AR covers half. An AI is set where"
    " no average requirement could be: an intake below it says nothing certain, and no probability"
    " is ever computed from it."
)
_EVIDENCE: Final = (
    "seen: read at its source; copy: read in a copy; recalled: from memory, to be checked."
)
_B6: Final = (
    "Too much B6 and too little B12 can cause the same symptoms in the legs, so all limits stand"
    " here."
)


def reference_rows(rows: Sequence[DietaryReferenceValue]) -> list[dict[str, object]]:
    """The values as JSON: `value` is a number in `unit` (µg, mg or mg/MJ) per day."""
    return [
        {
            "nutrient": row.nutrient,
            "authority": row.authority,
            "year": row.year,
            "kind": row.kind,
            "life_stage": row.life_stage,
            "value": float(row.value),
            "unit": row.unit,
            "source": row.source,
            "evidence": row.evidence,
            "sex": row.sex or None,
            "age_from_months": row.age_min_months,
            "age_to_months": row.age_max_months,
            "effective_from": row.effective_from,
            "note": row.note or None,
        }
        for row in rows
    ]


def authorities_text(rows: Sequence[DietaryReferenceValue], chosen: str) -> str:
    """The authorities by the name that --authority takes, with their value for adults."""
    lines = ["Vitamin B12 for adults, µg per day:"]
    sources = _numbered(rows)
    for row in rows:
        mark = "*" if row.authority == chosen else " "
        name = authority_name(row.authority)
        head = f"{mark} {row.authority:<11}{name:<14}{row.kind:<5}{row.value:<5}{row.year}"
        lines.append(f"{head}  {row.evidence:<15} [{sources[row.source]}]")
    lines.append("  india      disabled until its values are checked")
    return "\n".join([*lines, wrapped(_EVIDENCE), *_source_lines(sources)])


def references_text(nutrient: str, rows: Sequence[DietaryReferenceValue], whom: str) -> str:
    """Targets and requirements, then upper limits, the strictest first, then their sources."""
    sources = _numbered(rows)
    targets = [row for row in rows if row.kind not in _UPPER]
    limits = sorted(
        (row for row in rows if row.kind in _UPPER), key=lambda row: (float(row.value), row.year)
    )
    lines = [f"{_NUTRIENTS[nutrient]}, {whom}, per day:"]
    lines += [_line(row, sources) for row in targets] or ["  no value"]
    if limits:
        lines.append("Upper limits and levels of caution:")
        lines += [_line(row, sources) for row in limits]
    elif nutrient == "thiamin":
        lines.append("No upper limit has been set.")
    if nutrient == "b6":
        lines.append(wrapped(_B6))
    return "\n".join([*lines, wrapped(_KINDS), wrapped(_EVIDENCE), *_source_lines(sources)])


def _line(row: DietaryReferenceValue, sources: dict[str, int]) -> str:
    name = _OTHERS.get(row.authority) or authority_name(row.authority)
    who = {"f": "women", "m": "men"}.get(row.sex, "")
    whom = row.life_stage if row.life_stage not in ("adult", "any") else who
    amount = f"{row.value} {row.unit}"
    columns = f"  {name:<15}{row.kind:<19}{whom:<10}{amount:<9}{row.year}"
    return f"{columns} {row.evidence:<15} [{sources[row.source]}]"


def _numbered(rows: Sequence[DietaryReferenceValue]) -> dict[str, int]:
    return {source: n for n, source in enumerate(dict.fromkeys(row.source for row in rows), 1)}


def _source_lines(sources: dict[str, int]) -> list[str]:
    return [wrapped(f"[{number}] {source}", "    ") for source, number in sources.items()]
