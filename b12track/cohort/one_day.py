"""The distribution of single days of each group, which the picture lays beside usual intake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from b12track.cohort import scan
from b12track.cohort.distribution import wanted_of
from b12track.cohort.people import band_labels

if TYPE_CHECKING:
    from b12track.cohort.distribution import Distribution, GroupQuestion
    from b12track.cohort.engine import Days
    from b12track.cohort.normal import Array

_STEPS: Final = 120


def one_day_curves(
    days: Days, result: Distribution, question: GroupQuestion, lens: str
) -> list[tuple[Array, Array]]:
    """Amounts (µg) and the share of single days below each, for every group of the lens."""
    import numpy as np

    estimates = [group.estimates[lens] for group in result.groups if lens in group.estimates]
    top_ug = 2.5 * max(estimate.percentiles_ug[-1] for estimate in estimates)
    wanted = wanted_of(days, question, "")
    rows = days.result(scan.one_day_weights(days.table, wanted, lens, top_ug, _STEPS)).to_pylist()
    bands = band_labels(
        np.array([np.nan if row.get("age") is None else row["age"] for row in rows], dtype=float),
        question.age_bands,
    )
    amounts = np.linspace(0.0, top_ug, _STEPS + 1)
    curves: list[tuple[Array, Array]] = []
    for group in result.groups:
        weights = np.zeros(_STEPS + 1)
        for row, band in zip(rows, bands.codes, strict=True):
            labels = {
                "sex": row.get("sex") or "unknown",
                "age_band": bands.texts[band],
                "group": row.get("group") or "unknown",
            }
            if all(labels[part] == text for part, text in group.labels.items()):
                weights[row["step"]] += float(row["weight"])
        below = np.concatenate([[0.0], np.cumsum(weights)[:-1]]) / max(weights.sum(), 1e-12)
        curves.append((amounts, below))
    return curves
