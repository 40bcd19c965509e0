"""What makes a notice a flag at once: stage, age, malabsorption, nerve symptoms, a low test."""

from __future__ import annotations

from datetime import timedelta

from b12track.hints import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date

    from b12track.analysis.span import Span
    from b12track.diary.labs import Lab

_YOUNG_MONTHS: Final = 24
_WINDOW_DAYS: Final = 28
_NERVES: Final = "legs and nerves"
_MARKERS: Final = ("b12", "holotc", "mma")


def reasons_for_sooner(span: Span, on: date) -> list[str]:
    """Why a lack matters sooner on a day, in plain words; empty for most people."""
    now, age = span.yardstick.circumstances(on), span.yardstick.age_months(on)
    reasons = [now.stage] if now.stage else []
    if age is not None and age < _YOUNG_MONTHS:
        reasons.append("under two years of age")
    is_injected = any(c.is_injection and c.on <= on <= c.until for c in span.dose_covers)
    if now.conditions and not is_injected:
        reasons.append(", ".join(name.replace("-", " ") for name in now.conditions))
    if _has_nerve_symptom(span, on):
        reasons.append("a nerve symptom noted in these weeks")
    low = _low_test(span, on)
    if low:
        reasons.append(low)
    return reasons


def _has_nerve_symptom(span: Span, on: date) -> bool:
    if not span.record.symptoms:
        return False
    from b12track.science.symptoms import SYMPTOMS

    nerves = {symptom.term for symptom in SYMPTOMS if symptom.group == _NERVES}
    first, last = (on - timedelta(days=_WINDOW_DAYS)).isoformat(), on.isoformat()
    return any(
        noted.term in nerves and noted.severity > 0
        for noted in span.record.symptoms
        if first <= noted.noted_on <= last
    )


def _low_test(span: Span, on: date) -> str | None:
    """The last B12 test where a source calls it low, in that source's words."""
    tests = [lab for lab in span.record.labs if lab.marker in _MARKERS]
    tests = [lab for lab in tests if lab.taken_on <= on.isoformat()]
    return _low_words(tests[-1]) if tests else None


def _low_words(lab: Lab) -> str | None:
    from b12track.science.biomarkers import LOW_WORDS, bands

    for band in bands(lab.marker, lab.number, lab.unit, lab.limit):
        if band.words.startswith(LOW_WORDS):
            authority = band.authority.upper()
            return f"the last {lab.marker} test ({authority}: {band.words})"
    return None
