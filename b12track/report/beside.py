"""What stands beside an intake and is never part of it: injections, symptoms, blood tests."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from b12track.quantity import ug_text
from b12track.report.absorbed import band_document
from b12track.report.document import ug
from b12track.report.text import wrapped
from b12track.science.biomarkers import bands, si_value
from b12track.science.body_store import retained_ug
from b12track.text import escaped
from b12track.wording import band_text, day_name

if TYPE_CHECKING:
    from b12track.analysis.beside import Beside
    from b12track.diary.doses import Injection
    from b12track.diary.labs import Lab
    from b12track.diary.symptoms import Noted

#: What the band of `retained_ug` means, by form.
_BASIS: Final = {
    "hydroxocobalamin": "by loss over 28 days; the high end by loss over 72 hours",
}
_CYANO_BASIS: Final = "by Carmel 2008; low and high are other studies"


def injection_document(one: Injection) -> dict[str, Any]:
    """One injection with what of it is retained, in µg."""
    at = None
    if one.given_at_s is not None:
        zone = timezone(timedelta(seconds=one.utc_offset_s or 0))
        at = datetime.fromtimestamp(one.given_at_s, UTC).astimezone(zone).isoformat()
    return {
        "id": one.injection_id,
        "date": one.given_on,
        "at": at,
        "dose_ug": ug(one.dose_ng),
        "form": one.form,
        "retained_ug": band_document(retained_ug(one.dose_ng / 1000, one.form)),
        "note": one.note,
    }


def injection_text(one: Injection) -> str:
    """One injection in half a line: "1,000 µg hydroxocobalamin; about 275 µg (275 to 730) …"."""
    note = f" ({escaped(one.note)})" if one.note else ""
    kept = band_text(retained_ug(one.dose_ng / 1000, one.form))
    return f"{ug_text(one.dose_ng)} µg {one.form}{note}; {kept} of it stay in the body"


def injection_reply(verb: str, lines: list[str], next_on: date | None) -> str:
    """The answer to `inject`."""
    basis = _BASIS["hydroxocobalamin"] if "hydroxo" in " ".join(lines) else _CYANO_BASIS
    said = [wrapped(f"{verb}: {line}, {basis}.", "  ") for line in lines] or [f"{verb}."]
    next_one = f" Next by your own schedule: {day_name(next_on)}." if next_on else ""
    said.append(wrapped(f"An injection is shown apart from intake, never added to it.{next_one}"))
    return "\n".join(said)


def injection_lines(found: list[Injection], with_day: bool) -> list[str]:
    """The injections of a day or a span, each on a line of its own."""
    return [
        wrapped(
            f"Injection{f' {day_name(date.fromisoformat(one.given_on))}' if with_day else ''}:"
            f" {injection_text(one)}; not part of the total.",
            "  ",
        )
        for one in found
    ]


def symptom_document(one: Noted) -> dict[str, Any]:
    """One symptom for scripts; `hpo` is null where no checked id is known."""
    return {
        "id": one.symptom_id,
        "date": one.noted_on,
        "since": one.since,
        "term": one.term,
        "hpo": one.hpo,
        "severity": one.severity,
        "side": one.side,
        "text": one.words,
        "note": one.note,
    }


def symptom_text(one: Noted) -> str:
    """One symptom in half a line: "tingling in both feet, 4 of 10, both sides, since …"."""
    side = {"both": ", both sides", "left": ", left", "right": ", right"}.get(one.side or "", "")
    since = f", since {day_name(date.fromisoformat(one.since))}" if one.since else ""
    note = f" ({escaped(one.note)})" if one.note else ""
    return f"{escaped(one.words)}, {one.severity} of 10{side}{since}{note}"


def lab_document(one: Lab) -> dict[str, Any]:
    """One value as printed and in SI, with what each source calls it in its own words.

    After a large dose no source's words are given for total B12: the number would reassure.
    """
    value, unit = si_value(one.marker, one.number, one.unit)
    found = [] if one.replaced_by else bands(one.marker, one.number, one.unit, one.limit)
    return {
        "id": one.lab_id,
        "date": one.taken_on,
        "marker": one.marker,
        "value": one.number,
        "limit": one.limit or None,
        "unit": one.unit,
        "si_value": value,
        "si_unit": unit,
        "range": {
            "low": None if one.low is None else float(one.low),
            "high": None if one.high is None else float(one.high),
            "words": range_words(one) or None,
        },
        "bands": [band._asdict() for band in found],
        "replaced_by": [{"what": what, "date": day} for what, day in one.replaced_by],
        "note": one.note,
    }


def place_in_range(one: Lab) -> str:
    """below, within or above the laboratory's own range; of a limit what is certain, else ""."""
    value = Decimal(one.value.lstrip("<>"))
    is_below = one.low is not None and value < Decimal(one.low)
    is_above = one.high is not None and value > Decimal(one.high)
    if not one.limit:
        return "below" if is_below else "above" if is_above else "within"
    if one.limit == "<":
        return "below" if one.low is not None and value <= Decimal(one.low) else ""
    return "above" if one.high is not None and value >= Decimal(one.high) else ""


def range_words(one: Lab) -> str:
    """Where the value lies in the laboratory's own range; "" where none was given."""
    place = place_in_range(one)
    if one.low is None and one.high is None:
        return ""
    ends = f"{one.low} to {one.high}" if one.low and one.high else (
        f"from {one.low}" if one.low else f"up to {one.high}"
    )  # fmt: skip
    return f"{place or 'beside'} the laboratory's own range ({ends} {one.unit})"


def lab_text(one: Lab) -> str:
    """One value in half a line, as printed, and where it lies in the laboratory's own range."""
    own = range_words(one)
    note = f" ({escaped(one.note)})" if one.note else ""
    return f"{one.marker} {one.value} {one.unit}{note}{f', {own}' if own else ''}"


def beside_document(found: Beside) -> dict[str, Any]:
    """The keys that `day`, `week`, `month` and `show` have beside the intake."""
    return {
        "injections": [injection_document(one) for one in found.injections],
        "symptoms": [symptom_document(one) for one in found.symptoms],
        "labs": [lab_document(one) for one in found.labs],
    }


def beside_lines(found: Beside, with_day: bool) -> list[str]:
    """The lines below a day or a span: what was recorded beside the meals."""
    lines = injection_lines(found.injections, with_day)
    told = [("Symptom", one.noted_on, symptom_text(one)) for one in found.symptoms]
    told += [("Blood test", one.taken_on, lab_text(one)) for one in found.labs]
    for name, day, words in told:
        on = f" {day_name(date.fromisoformat(day))}" if with_day else ""
        lines.append(wrapped(f"{name}{on}: {words}.", "  "))
    if found.doses_to_write:
        count = f"{found.doses_to_write} dose{'' if found.doses_to_write == 1 else 's'}"
        lines.append(
            wrapped(
                f"{count} of your regimens that count as taken are not written yet:"
                " b12track regimen due writes them.",
                "  ",
            )
        )
    return lines
