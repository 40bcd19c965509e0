"""The JSON that scripts rely on: the keys of docs/words.md, unknown as null."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from b12track.analysis.absorbed import NOTHING
from b12track.diary.dates import iso_moment
from b12track.quantity import NG_PER_UG
from b12track.report.absorbed import band_document
from b12track.report.text import letter
from b12track.science.band import total

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from b12track.analysis.judgement import Judgement
    from b12track.analysis.low_periods import LowPeriod
    from b12track.analysis.span import Span
    from b12track.analysis.summary import Summary
    from b12track.diary.days import Day
    from b12track.diary.journal import Entry
    from b12track.foods.table import Food
    from b12track.science.band import Band
    from b12track.science.reference_values import DietaryReferenceValue


#: The letters of the text of days as words for scripts; None where nothing is known of the day.
_AGAINST: Final = {"#": "reached", "-": "below", "0": "none", "?": "uncertain", ".": None}


def ug(ng: int | Decimal | None) -> float | None:
    """Micrograms of an amount in nanograms; None where it is unknown.

    >>> ug(510), ug(None)
    (0.51, None)
    """
    return None if ng is None else round(float(Decimal(ng) / NG_PER_UG), 6)


def entry_document(entry: Entry) -> dict[str, object]:
    """One entry, with the moment as ISO 8601 in the offset it was written with, or null."""
    return {
        "id": entry.entry_id,
        "food": entry.food_name,
        "food_code": entry.food_code,
        "amount": entry.amount,
        "grams": None if entry.portion_mg is None else entry.portion_mg / 1000,
        "b12_ug": ug(entry.b12_ng),
        "origin": entry.b12_origin,
        "meal": entry.eating_occasion,
        "at": iso_moment(entry.eaten_at_s, entry.utc_offset_s),
        "source": entry.food_source,
        "note": entry.note,
    }


def reference_document(reference: DietaryReferenceValue) -> dict[str, object]:
    """The reference value with its authority, kind, year and source."""
    return {
        "authority": reference.authority,
        "kind": reference.kind,
        "ug_per_day": ug(reference.per_day_ng),
        "year": reference.year,
        "source": reference.source,
        "evidence": reference.evidence,
    }


def day_document(span: Span) -> dict[str, object]:
    """The last day of a span with its entries and the judgement of it.

    Amounts are lower bounds when `b12_unknown_entries` > 0. Absorbed by mouth and taken up
    (injections spread over what they cover as well) are named apart; `absorbed_ug` is by mouth.
    """
    from b12track.analysis.judgement import judgement

    day, yardstick = span.days[-1], span.yardstick
    on = day.date.isoformat()
    is_known = day.b12_ng is not None and not day.total_from
    by_mouth = span.absorbed.get(on, NOTHING) if is_known else None
    injected = span.injected(day.date)
    taken_up = total([by_mouth or NOTHING, injected]) if by_mouth or injected.high else None
    return {
        "date": on,
        "person": span.person.name,
        "state": day.state,
        "b12_ug": ug(day.b12_ng),
        "b12_unknown_entries": day.b12_unknown_entries,
        "total_from": day.total_from,
        "food_ug": ug(day.food_ng),
        "fortified_ug": ug(day.fortified_ng),
        "supplement_ug": ug(day.supplement_ng),
        "absorbed_ug": band_document(by_mouth),
        "absorbed_by_mouth_ug": band_document(by_mouth),
        "taken_up_ug": band_document(taken_up),
        "absorption_profile": yardstick.profile(day.date).name,
        "reference": reference_document(yardstick.reference(day.date)),
        "judgement": judgement_document(judgement(span)),
        "entries": entry_documents(span),
    }


def entry_documents(span: Span) -> list[dict[str, object]]:
    """The entries of a span's last day in order of time, those without a time last."""
    on = span.days[-1].date.isoformat()
    entries = [entry for entry in span.entries if entry.eaten_on == on]
    entries.sort(key=lambda entry: (entry.eaten_at_s is None, entry.eaten_at_s or 0))
    return [entry_document(entry) for entry in entries]


def span_document(
    days: Sequence[Day],
    mean: Summary,
    reference: DietaryReferenceValue,
    absorbed: Band | None = None,
) -> dict[str, object]:
    """Days with the mean over the recorded ones; unrecorded days have null, never 0."""
    return {
        "days": day_rows(days, reference),
        "recorded_days": mean.recorded_days,
        "total_days": mean.total_days,
        "mean_ug_per_day": ug(mean.mean_ng_per_day),
        "median_ug_per_day": ug(mean.median_ng_per_day),
        "zero_days": mean.zero_days,
        "lower_bound_days": mean.lower_bound_days,
        "absorbed_ug_per_day": band_document(absorbed),
        "reference": reference_document(reference),
    }


def day_rows_absorbed(
    days: Sequence[Day], reference: DietaryReferenceValue, absorbed: Mapping[str, Band]
) -> list[dict[str, object]]:
    """The row of each day with the µg absorbed by mouth, by the model; None without entries."""
    rows = []
    for day, row in zip(days, day_rows(days, reference), strict=True):
        band = absorbed.get(day.date.isoformat())
        # Rounded as in the band of a day: the model knows no more.
        amounts = band_document(band) or dict.fromkeys(("low", "best", "high"))
        rows.append(
            {
                **row,
                "absorbed_ug": amounts["best"],
                "absorbed_low_ug": amounts["low"],
                "absorbed_high_ug": amounts["high"],
            }
        )
    return rows


def day_rows(days: Sequence[Day], reference: DietaryReferenceValue) -> list[dict[str, object]]:
    """One row a day: its state, what was swallowed, and how that stands to the reference."""
    return [
        {
            "date": day.date.isoformat(),
            "state": day.state,
            "b12_ug": ug(day.b12_ng),
            "b12_unknown_entries": day.b12_unknown_entries,
            "against_reference": _AGAINST[letter(day, reference.per_day_ng)],
        }
        for day in days
    ]


def period_document(period: LowPeriod) -> dict[str, object]:
    """One low period; µg absorbed by a model."""
    return {
        "start": period.start.isoformat(),
        "end": period.end.isoformat(),
        "open": period.is_open,
        "id": period.flag_id,
        "tier": period.tier,
        "state": period.state,
        "lens": period.lens,
        "days": period.days,
        "recorded_days": period.recorded_days,
        "mean_ug_per_day": ug(period.mean_ng_per_day),
        "threshold_ug_per_day": ug(period.threshold_ng_per_day),
        "deficit_ug": ug(period.deficit_ng),
        "absorbed_ug_per_day": band_document(period.band),
        "unknown_days": period.days - period.recorded_days,
        "covered_until": period.covered_until and period.covered_until.isoformat(),
        "snoozed_until": period.snooze and period.snooze.until,
        "because": period.snooze and period.snooze.because,
    }


def judgement_document(answer: Judgement) -> dict[str, object]:
    """The judgement of a day: one of five answers, what it rests on, and what would settle it."""
    from b12track.analysis.judgement_words import sentence, would_settle

    window, required = answer.window, answer.required
    return {
        "as_of": answer.as_of.isoformat(),
        "answer": answer.answer,
        "tier": answer.tier,
        "since": answer.since and answer.since.isoformat(),
        "until": answer.until and answer.until.isoformat(),
        "because": answer.because,
        "text": sentence(answer),
        "window": {
            "from": window.first.isoformat(),
            "to": window.last.isoformat(),
            "days": window.days,
            "recorded": window.recorded,
            "unjudged": window.unjudged,
        },
        "absorbed_ug_per_day": band_document(answer.absorbed),
        "requirement": required
        and {
            "ug_per_day": required.ug_per_day,
            "authority": required.authority,
            "basis": required.basis,
            "source": required.source,
        },
        "would_settle": would_settle(answer),
    }


def food_document(food: Food) -> dict[str, object]:
    """One food with its value per 100 g, portions and passport."""
    return {
        "food_code": food.food_code,
        "name": food.name,
        "aliases": list(food.aliases),
        "group": food.food_group,
        "b12_ug_per_100g": ug(food.b12_ng_per_100g),
        "origin": food.b12_origin,
        "matrix": food.matrix,
        "portions": [{"name": p.name, "grams": p.portion_mg / 1000} for p in food.portions],
        "diet": food.diet,
        "quality": food.data_quality,
        "source": food.citation,
        "note": food.note or None,
    }
