"""The usual intake of groups for scripts: JSON and CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from b12track.cohort.distribution import SMALL_GROUP
from b12track.cohort.estimate import PERCENTILES
from b12track.cohort.requirement import CONVENTIONS
from b12track.report.cohort import label, method_sentence, requirement_words

if TYPE_CHECKING:
    from b12track.cohort.distribution import Distribution, Group, GroupQuestion
    from b12track.cohort.estimate import Estimate, Share


def distribution_document(distribution: Distribution, question: GroupQuestion) -> dict[str, object]:
    """One object a group with the first lens's numbers; a second lens stands under its own name."""
    (first, *others), keys = question.lenses, _keys(distribution)
    groups = []
    for group in distribution.groups:
        document = {**_head(group), **_lens_document(group, first, keys)}
        for lens in others:
            document[lens] = _lens_document(group, lens, keys)
        groups.append(document)
    return {
        "lens": first,
        "groups": groups,
        "left_out": distribution.left._asdict(),
        "requirement": requirement_words(question.requirement),
        "convention": CONVENTIONS[0].name,
        "method": method_sentence(distribution, question),
    }


def _head(group: Group) -> dict[str, object]:
    return {
        "group": label(group),
        "by": group.labels,
        "n": group.people,
        "n_with_repeats": group.with_repeats,
        "days": group.days if group.people >= SMALL_GROUP else None,
    }


def _lens_document(group: Group, lens: str, keys: list[str]) -> dict[str, object]:
    if lens not in group.estimates:
        return {"lens": lens, "refused": group.refused[lens], **dict.fromkeys(keys)}
    return {"lens": lens, "refused": None, **_estimate_document(group.estimates[lens])}


def _keys(distribution: Distribution) -> list[str]:
    """What is said of each estimate; where a group has none, all of it is unknown."""
    estimates = (known for group in distribution.groups for known in group.estimates.values())
    return list(_estimate_document(next(estimates)))


def _estimate_document(estimate: Estimate) -> dict[str, object]:
    share = estimate.shares[CONVENTIONS[0].key]
    return {
        "mean_ug": round(estimate.mean_ug, 4),
        "scale": estimate.power,
        "within_variance": _figures(estimate.within),
        "between_variance": _figures(estimate.between),
        "variance_ratio": _figures(estimate.within / estimate.between),
        "percentiles_ug": _percentiles_document(estimate),
        "requirement_ug": estimate.requirement_ug[0] if len(estimate.requirement_ug) == 1 else None,
        "requirements_ug": list(estimate.requirement_ug),
        "convention": CONVENTIONS[0].name,
        **_range_document(share),
        "conventions": _convention_documents(estimate),
        "shapes": [{"shape": name, **_range_document(of)} for name, of in estimate.shapes],
        "shapes_without_variance": list(estimate.without),
        "zero_days_pct": _percent(estimate.zero_share),
        "chance_amount_correlation": (
            None if estimate.correlation is None else _figures(estimate.correlation)
        ),
        "raw_one_day_pct": _percent(estimate.raw_one_day),
        "raw_means_pct": _percent(estimate.raw_means),
    }


def _percentiles_document(estimate: Estimate) -> dict[str, float]:
    amounts = zip(PERCENTILES, estimate.percentiles_ug, strict=True)
    return {f"p{share}": round(ug, 3) for share, ug in amounts}


def _convention_documents(estimate: Estimate) -> list[dict[str, object]]:
    return [
        {
            "convention": row.name,
            "requirement_cv_pct": row.cv and row.cv * 100,
            "source": row.source,
            **_range_document(estimate.shares[row.key]),
        }
        for row in CONVENTIONS
    ]


def _range_document(share: Share) -> dict[str, float | None]:
    return {
        "share_below_requirement_pct": _percent(share.share),
        "share_low_pct": None if share.low is None else _percent(share.low),
        "share_high_pct": None if share.high is None else _percent(share.high),
    }


def _percent(share: float) -> float:
    return round(100 * share, 2)


def _figures(value: float) -> float:
    return float(f"{value:.6g}")


HEADER: Final = [
    "group",
    "lens",
    "n",
    "n_with_repeats",
    "days",
    "refused",
    "mean_ug",
    "within_variance",
    "between_variance",
    "variance_ratio",
    *(f"p{share}_ug" for share in PERCENTILES),
    "requirement_ug",
    "convention",
    "share_below_requirement_pct",
    "share_low_pct",
    "share_high_pct",
    "raw_one_day_pct",
    "raw_means_pct",
]


def distribution_rows(
    distribution: Distribution, question: GroupQuestion
) -> list[dict[str, object]]:
    """One row for each group, lens and convention; HEADER has the columns of its CSV."""
    rows: list[dict[str, object]] = []
    keys = _keys(distribution)
    for group in distribution.groups:
        for lens in question.lenses:
            document = {**_head(group), **_lens_document(group, lens, keys)}
            estimate = group.estimates.get(lens)
            amounts = _percentiles_document(estimate) if estimate else {}
            document |= {f"{name}_ug": amount for name, amount in amounts.items()}
            conventions = _convention_documents(estimate) if estimate else [{}]
            rows += [{**document, **convention} for convention in conventions]
    return rows
