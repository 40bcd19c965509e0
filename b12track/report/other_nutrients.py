"""B1 and B6 in words and as JSON: side by side with B12, never joined into a score."""

from __future__ import annotations

from b12track.analysis.other_nutrients import b6_limits
from b12track.hints import TYPE_CHECKING
from b12track.report.text import wrapped
from b12track.science.cautions import SAME_SYMPTOMS
from b12track.wording import authority_name, mg_text

if TYPE_CHECKING:
    from b12track.analysis.other_nutrients import NutrientMean, OtherNutrients
    from b12track.science.reference_values import DietaryReferenceValue

    #: The reference values of B6 and thiamin; None where the authority prints none.
    References = tuple[DietaryReferenceValue | None, DietaryReferenceValue | None]


def nutrient_lines(
    nutrients: OtherNutrients, references: References, age_months: int | None = None
) -> list[str]:
    """A line for B6 and B1, and one for B6 above a limit; none without a recorded day."""
    lines = []
    if nutrients.b6.days:
        b6 = _beside("B6", nutrients.b6, references[0])
        b1 = _beside("B1 (thiamin)", nutrients.thiamin, references[1])
        lines.append(wrapped(f"On the same days: {b6}; {b1}.", "  "))
    limits = b6_limits(nutrients, age_months)
    above = [limit for limit in limits if limit.is_exceeded]
    if above:
        highest = above[-1].value
        name = authority_name(highest.authority)
        lines.append(
            wrapped(
                f"B6 from all products and food, {mg_text(nutrients.b6_all.ng_per_day)} a day, is"
                f" above {len(above)} of {len(limits)} upper limits, the highest of them"
                f" {highest.value} mg ({name}). {SAME_SYMPTOMS}",
                "  ",
            )
        )
    return lines


def _beside(name: str, amount: NutrientMean, reference: DietaryReferenceValue | None) -> str:
    least = "at least " if amount.unknown_entries else ""
    words = f"{name} {least}{mg_text(amount.ng_per_day)} a day"
    if reference is None:
        return words
    authority = authority_name(reference.authority)
    return (
        f"{words} (reference {reference.value} {reference.unit}, {authority} {reference.kind}"
        f" {reference.year})"
    )


def nutrient_document(
    nutrients: OtherNutrients, references: References, age_months: int | None = None
) -> dict[str, object]:
    """B6, thiamin and folic acid in mg and µg a day, with limits; lower bounds are marked."""
    limits = [
        {
            "authority": limit.value.authority,
            "kind": limit.value.kind,
            "mg_per_day": float(limit.value.value),
            "intake_mg_per_day": limit.intake_ng / 1e6,
            "above": limit.is_exceeded,
        }
        for limit in b6_limits(nutrients, age_months)
    ]
    return {
        "b6": {
            **_document(nutrients.b6, references[0]),
            "all_days_mg_per_day": nutrients.b6_all.ng_per_day / 1e6,
            "supplements_mg_per_day": nutrients.b6_supplements.ng_per_day / 1e6,
            "limits": limits,
            "products": [{"name": name, "mg": ng / 1e6} for name, ng in nutrients.products],
        },
        "thiamin": _document(nutrients.thiamin, references[1]),
        "folic_acid_supplements_ug_per_day": nutrients.folic_acid.ng_per_day / 1e3,
    }


def _document(amount: NutrientMean, reference: DietaryReferenceValue | None) -> dict[str, object]:
    return {
        "mg_per_day": amount.ng_per_day / 1e6 if amount.days else None,
        "days": amount.days,
        "unknown_entries": amount.unknown_entries,
        "reference": None
        if reference is None
        else {
            "authority": reference.authority,
            "kind": reference.kind,
            "value": float(reference.value),
            "unit": reference.unit,
            "source": reference.source,
        },
    }
