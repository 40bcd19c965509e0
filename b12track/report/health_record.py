"""What stands beside an intake and is never part of it: injections, symptoms, blood tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from b12track.diary.dates import iso_moment
from b12track.quantity import ug_text
from b12track.report.absorbed import band_document
from b12track.report.document import ug
from b12track.report.text import wrapped
from b12track.science.biomarkers import bands, si_value
from b12track.science.body_store import retained_ug
from b12track.text import escaped
from b12track.wording import band_text, day_name, of_days

if TYPE_CHECKING:
    from b12track.analysis.health_record import HealthRecord
    from b12track.diary.doses import Injection
    from b12track.diary.labs import Lab
    from b12track.diary.symptoms import Noted
    from b12track.science.biomarkers import MarkerBand

#: What the band of `retained_ug` means, by form.
_BASIS: Final = {
    "hydroxocobalamin": "by loss over 28 days; the high end by loss over 72 hours",
}
_CYANO_BASIS: Final = "by Carmel 2008; low and high are other studies"


def injection_document(injection: Injection) -> dict[str, object]:
    """One injection with what of it is retained, in µg."""
    return {
        "id": injection.injection_id,
        "date": injection.given_on,
        "at": iso_moment(injection.given_at_s, injection.utc_offset_s),
        "dose_ug": ug(injection.dose_ng),
        "form": injection.form,
        "retained_ug": band_document(retained_ug(injection.dose_ng / 1000, injection.form)),
        "note": injection.note,
    }


def injection_text(injection: Injection) -> str:
    """One injection in half a line: "1,000 µg hydroxocobalamin; about 275 µg (275 to 730) …"."""
    note = f" ({escaped(injection.note)})" if injection.note else ""
    kept = band_text(retained_ug(injection.dose_ng / 1000, injection.form))
    return f"{ug_text(injection.dose_ng)} µg {injection.form}{note}; {kept} of it stay in the body"


def injection_reply(verb: str, lines: list[str], next_on: date | None) -> str:
    """The answer to `inject`."""
    basis = _BASIS["hydroxocobalamin"] if "hydroxo" in " ".join(lines) else _CYANO_BASIS
    written = [wrapped(f"{verb}: {line}, {basis}.", "  ") for line in lines] or [f"{verb}."]
    then = f" Next by your own schedule: {day_name(next_on)}." if next_on else ""
    written.append(wrapped(f"An injection is shown apart from intake, never added to it.{then}"))
    return "\n".join(written)


def symptom_document(symptom: Noted) -> dict[str, object]:
    """One symptom for scripts; `hpo` is null where no checked id is known."""
    return {
        "id": symptom.symptom_id,
        "date": symptom.noted_on,
        "since": symptom.since,
        "term": symptom.term,
        "hpo": symptom.hpo,
        "severity": symptom.severity,
        "side": symptom.side,
        "text": symptom.words,
        "note": symptom.note,
    }


def symptom_text(symptom: Noted) -> str:
    """One symptom in half a line: "tingling in both feet, 4 of 10, both sides, since …"."""
    side = f", {symptom.side}{' sides' if symptom.side == 'both' else ''}" if symptom.side else ""
    since = f", since {day_name(date.fromisoformat(symptom.since))}" if symptom.since else ""
    note = f" ({escaped(symptom.note)})" if symptom.note else ""
    return f"{escaped(symptom.words)}, {symptom.severity} of 10{side}{since}{note}"


def lab_bands(lab: Lab) -> list[MarkerBand]:
    """What each source calls such a result; nothing of total B12 while it is replaced.

    After a large dose the number would reassure.
    """
    return [] if lab.replaced_by else bands(lab.marker, lab.number, lab.unit, lab.limit)


def lab_document(lab: Lab) -> dict[str, object]:
    """One value as printed and in SI, with what each source calls it in its own words."""
    value, unit = si_value(lab.marker, lab.number, lab.unit)
    return {
        "id": lab.lab_id,
        "date": lab.taken_on,
        "marker": lab.marker,
        "value": lab.number,
        "limit": lab.limit or None,
        "unit": lab.unit,
        "si_value": value,
        "si_unit": unit,
        "range": {
            "low": None if lab.low is None else float(lab.low),
            "high": None if lab.high is None else float(lab.high),
            "words": range_words(lab) or None,
        },
        "bands": [band._asdict() for band in lab_bands(lab)],
        "replaced_by": [{"what": what, "date": day} for what, day in lab.replaced_by],
        "note": lab.note,
    }


def place_in_range(lab: Lab) -> str:
    """below, within or above the laboratory's own range; of a limit what is certain, else ""."""
    value = Decimal(lab.value.lstrip("<>"))
    is_below = lab.low is not None and value < Decimal(lab.low)
    is_above = lab.high is not None and value > Decimal(lab.high)
    if not lab.limit:
        return "below" if is_below else "above" if is_above else "within"
    if lab.limit == "<":
        return "below" if lab.low is not None and value <= Decimal(lab.low) else ""
    return "above" if lab.high is not None and value >= Decimal(lab.high) else ""


def range_words(lab: Lab) -> str:
    """Where the value lies in the laboratory's own range; "" where none was given."""
    place, ends = place_in_range(lab) or "beside", range_text(lab)
    return f"{place} the laboratory's own range ({ends} {lab.unit})" if ends else ""


def range_text(lab: Lab) -> str:
    """The laboratory's own range: "180 to 900", "from 180", "up to 900"; "" where none is given."""
    if lab.low and lab.high:
        return f"{lab.low} to {lab.high}"
    return f"from {lab.low}" if lab.low else f"up to {lab.high}" if lab.high else ""


def lab_text(lab: Lab) -> str:
    """One value in half a line, as printed, and where it lies in the laboratory's own range."""
    own = range_words(lab)
    note = f" ({escaped(lab.note)})" if lab.note else ""
    return f"{lab.marker} {lab.value} {lab.unit}{note}{f', {own}' if own else ''}"


def health_record_document(record: HealthRecord) -> dict[str, object]:
    """The keys that `day`, `week`, `month` and `show` have beside the intake."""
    return {
        "injections": [injection_document(injection) for injection in record.injections],
        "symptoms": [symptom_document(symptom) for symptom in record.symptoms],
        "labs": [lab_document(lab) for lab in record.labs],
    }


def health_record_lines(record: HealthRecord, doses_to_write: int, with_day: bool) -> list[str]:
    """The lines below a day or a span: what was recorded beside the meals."""
    records = [
        ("Injection", given.given_on, f"{injection_text(given)}; not part of the total")
        for given in record.injections
    ]
    records += [("Symptom", note.noted_on, symptom_text(note)) for note in record.symptoms]
    records += [("Blood test", lab.taken_on, lab_text(lab)) for lab in record.labs]
    lines = []
    for name, day, words in records:
        on = f" {day_name(date.fromisoformat(day))}" if with_day else ""
        lines.append(wrapped(f"{name}{on}: {words}.", "  "))
    if doses_to_write:
        count = of_days(doses_to_write, "dose")
        words = f"{count} of your regimens that count as taken are not written yet"
        lines.append(wrapped(f"{words}: b12track regimen due writes them.", "  "))
    return lines
