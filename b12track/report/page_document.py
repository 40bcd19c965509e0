"""The report as JSON: the same facts as the page, for scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from b12track import __version__
from b12track.analysis.contributors import by_origin
from b12track.analysis.findings import days_below
from b12track.analysis.summary import below, summary
from b12track.diary.plans import words_of
from b12track.quantity import NG_PER_MG
from b12track.report.document import (
    judgement_document,
    period_document,
    reference_document,
    span_document,
    ug,
)
from b12track.report.health_record import health_record_document
from b12track.report.sheet import not_known

if TYPE_CHECKING:
    from b12track.analysis.contributors import Contributor
    from b12track.analysis.other_nutrients import OtherNutrients
    from b12track.report.facts import DoctorReport, Treatment


def report_document(report: DoctorReport) -> dict[str, object]:
    """The report for scripts; unknown is null, sums with unknown entries are lower bounds."""
    eaten = report.eaten
    recorded_below = {row.authority: below(report.days, row.per_day_ng) for row in report.others}
    recorded_below[report.reference.authority] = days_below(report.days, report.thresholds)
    return {
        "person": report.person.name,
        "from": report.days[0].date.isoformat(),
        "to": report.days[-1].date.isoformat(),
        "made_on": report.made_on.isoformat(),
        "version": __version__,
        **span_document(report.days, summary(report.days), report.reference, report.absorbed),
        "periods": [period_document(period) for period in report.periods],
        "authorities": [
            {**reference_document(row), "days_below": recorded_below[row.authority]}
            for row in (report.reference, *report.others)
        ],
        "origins": [_part_document(part) for part in by_origin(eaten.foods)],
        "sources": [
            {**_part_document(part), "source": eaten.food_sources.get(part.food_code)}
            for part in eaten.foods
        ],
        "b6": _b6_document(eaten.other_nutrients),
        # The whole of it, whatever the span: a treatment is not cut where a diary begins.
        **health_record_document(report.record),
        "judgement": judgement_document(report.judgement),
        "treatments": [_treatment_document(treatment) for treatment in report.treatments],
        "questions": list(report.questions),
        "outside": dict(report.outside),
        "not_known": not_known(report),
    }


def _treatment_document(treatment: Treatment) -> dict[str, object]:
    return {
        "regimen": words_of(treatment.regimen.plan),
        "since": treatment.regimen.starts_on.isoformat(),
        "last": treatment.last_on and treatment.last_on.isoformat(),
        "next": treatment.next_on.isoformat(),
    }


def _part_document(part: Contributor) -> dict[str, object]:
    return {
        "name": part.name,
        "food_code": part.food_code,
        "origin": part.b12_origin,
        "b12_ug": ug(part.b12_ng) if part.unknown_entries < part.entries else None,
        "b12_unknown_entries": part.unknown_entries,
        "entries": part.entries,
    }


def _b6_document(other: OtherNutrients) -> dict[str, object] | None:
    if not other.b6_all.days:
        return None
    most_ng, most_on = other.most_b6
    return {
        "days": other.b6_all.days,
        "mean_mg_per_day": other.b6_all.ng_per_day / NG_PER_MG,
        "most_mg": most_ng / NG_PER_MG,
        "most_on": most_on,
        "b6_unknown_entries": other.b6_all.unknown_entries,
        "left_out_days": other.left_out_days,
    }
