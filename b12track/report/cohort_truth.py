"""The truth of simulated person-days, beside which an estimate can be laid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from b12track.cohort.requirement import CONVENTIONS
from b12track.report.text import wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from b12track.cohort.simulation import Design, Truth


def truth_document(
    design: Design, truths: Sequence[Truth], rows: int, path: str
) -> dict[str, object]:
    """The design and, for each distribution, the true shares below the requirement in percent."""
    return {
        "file": path,
        "people": design.people,
        "person_days": rows,
        "design": design._asdict(),
        "truth": [
            {
                "distribution": truth.usual._asdict(),
                "people": truth.people,
                "mean_ug": round(truth.usual.mean, 4),
                "share_below_requirement_pct": {
                    convention.key: round(100 * truth.swallowed[convention.key], 3)
                    for convention in CONVENTIONS
                },
                "absorbed_share_below_requirement_pct": round(100 * truth.absorbed, 2),
            }
            for truth in truths
        ],
    }


def truth_text(
    design: Design, truths: Sequence[Truth], rows: int, path: str, requirement: str
) -> str:
    """What was written, and a line of true shares a distribution."""
    days = f"{design.shape} days, CV {100 * design.cv:g} %, seed {design.seed}"
    head = wrapped(
        f"Written: {path}: {design.people:,} people, {rows:,} person-days ({days}). True shares"
        f" below the requirement ({requirement}), %:"
    )
    lines = [f"{'':30}{'cut-point':>10}{'CV 10 %':>10}{'CV 25 %':>10}{'absorbed':>12}"]
    for truth in truths:
        usual = truth.usual
        whose = {"f": "women ", "m": "men "}.get(usual.sex or "", "")
        name = f"{whose}{usual.ages[0]}-{usual.ages[1]}, mean {usual.mean:.2f} µg"
        shares = "".join(f"{100 * truth.swallowed[row.key]:>10.2f}" for row in CONVENTIONS)
        lines.append(f"{name:30}{shares}{100 * truth.absorbed:>12.1f}")
    return "\n".join([head, *lines])
