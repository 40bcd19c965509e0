"""Notes that follow from B6, folic acid, symptoms, tests and what a person named about themselves.

Each repeats a level of advice in its exact words (science/symptoms.py) or a source's own sentence;
none says what a person has.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from b12track.analysis.notices import Notice
from b12track.analysis.other_nutrients import (
    WINDOW_DAYS,
    OtherNutrients,
    Warned,
    b6_warning,
    folic_acid_warning,
    other_nutrients,
)
from b12track.analysis.summary import Summary, summary
from b12track.diary import doses, labs, symptoms
from b12track.diary.days import days, entries_between
from b12track.record import NamedTuple
from b12track.science.absorption_profiles import OLDER_MONTHS
from b12track.science.symptoms import (
    ABSORPTION_CAVEAT,
    ESCALATION_LEVELS,
    OTHER,
    SYMPTOMS,
    escalation_level,
    urgency,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import date

    from b12track.analysis.low_periods import LowPeriod
    from b12track.diary.profile import Circumstances
    from b12track.diary.symptoms import Noted
    from b12track.science.symptoms import EscalationLevel

_SYMPTOM_DAYS: Final = 30
_TEST_DAYS: Final = 365
_LONG_LOW_DAYS: Final = 28
_LEAST_DAYS: Final = 7
_B12_TESTS: Final = ("b12", "holotc", "mma")
_NUMB: Final = ("paraesthesia", "distal sensory impairment")
_MHRA: Final = ("fatigue", "glossitis", "paraesthesia", "pallor")
_ESCALATION: Final = "docs/method.md#symptoms-and-wording"


class Lately(NamedTuple):
    """What of the last weeks bears on notes; `has_test` is about the last year."""

    nutrients: OtherNutrients
    symptoms: Sequence[Noted]
    has_test: bool
    has_injection: bool
    intake: Summary


def lately(connection: sqlite3.Connection, person_id: int, on: date, today: date) -> Lately:
    """OtherNutrients and symptoms of the 30 days up to a day, and tests of the last year."""
    span = [on - timedelta(days=number) for number in reversed(range(WINDOW_DAYS))]
    ends = (person_id, span[0], on)
    entries = entries_between(connection, *ends)
    tests = labs.labs(connection, person_id, on - timedelta(days=_TEST_DAYS), on)
    recorded = days(connection, person_id, span, today)
    return Lately(
        other_nutrients(recorded, entries, doses.supplements(connection, *ends)),
        symptoms.symptoms(connection, person_id, on - timedelta(days=_SYMPTOM_DAYS), on),
        any(test.marker in _B12_TESTS for test in tests),
        bool(doses.injections(connection, person_id, on - timedelta(days=_TEST_DAYS), on)),
        summary(recorded),
    )


def risks(
    now: Circumstances,
    recent: Lately,
    periods: Sequence[LowPeriod],
    reference_ng: int,
    age_months: int | None = None,
) -> list[Notice]:
    """The notes for one person on one day, the most urgent first; reference in ng a day."""
    is_low = any(period.is_open and period.tier != "note" for period in periods)
    named = risk_factors(now)
    notices = _of_symptoms(now, recent.symptoms, named)
    b6 = b6_warning(recent.nutrients, recent.symptoms, age_months)
    notices += [_warned(b6, "B6 >12 mg/d")] if b6 else []
    folic = folic_acid_warning(recent.nutrients, any(period.is_open for period in periods))
    notices += [_warned(folic, "before high-dose folic acid")] if folic else []
    if any(period.is_open and period.days >= _LONG_LOW_DAYS for period in periods):
        notices.append(_routine("long-low-period", "low flag ≥28 d"))
    if now.diet == "vegan" and now.stage:
        notices.append(_routine("vegan-with-child", "pregnancy/breastfeeding on a vegan diet"))
    if named and not recent.has_test:
        context = f" No B12 test of the last year is recorded; named: {', '.join(named)}."
        notices.append(
            _routine("no-test-for-a-year", "risk group without test for a year", context)
        )
    can_fail = _absorption_can_fail(now, age_months) and not recent.has_injection
    if can_fail and not is_low and _looks_adequate(recent.intake, reference_ng):
        notices.append(
            Notice("absorption-can-fail", ABSORPTION_CAVEAT, "docs/method.md#absorption")
        )
    return notices


def risk_factors(now: Circumstances) -> list[str]:
    """What a person named about themselves that goes with low B12, in plain words."""
    diet = [f"{now.diet} diet"] if now.diet in ("vegan", "vegetarian") else []
    return diet + [name.replace("-", " ") for name in (*now.conditions, *now.medicines)]


def _absorption_can_fail(now: Circumstances, age_months: int | None) -> bool:
    older = age_months is not None and age_months >= OLDER_MONTHS
    return bool(older or now.conditions or now.medicines)


def _looks_adequate(intake: Summary, reference_ng: int) -> bool:
    """Whether enough days are recorded to say that the mean reaches the reference."""
    mean = intake.mean_ng_per_day
    return intake.recorded_days >= _LEAST_DAYS and mean is not None and mean >= reference_ng


def _routine(code: str, trigger: str, more: str = "") -> Notice:
    level = escalation_level("routine")
    return Notice(code, f"{level.heading}: {level.text} ({trigger}).{more}", _ESCALATION)


def _warned(warned: Warned, trigger: str) -> Notice:
    """A caution with how soon it matters; a strong or urgent one is a flag."""
    strong = warned.caution.level in ("strong", "urgent")
    level = escalation_level("within-days" if warned.caution.level == "urgent" else "routine")
    trigger = f"{trigger}, with new symptoms" if warned.with_symptoms else trigger
    text = warned.text
    if warned.caution.level != "notice":
        text = f"{text} {level.heading}: {level.text} ({trigger})."
    return Notice(warned.code, text, warned.caution.source, "flag" if strong else "note")


def _of_symptoms(now: Circumstances, felt: Sequence[Noted], named: list[str]) -> list[Notice]:
    """How soon the symptoms of the last weeks matter, and what guidance says of risk groups."""
    present = _latest(felt)
    if not present:
        return []
    notices = []
    levels = [_level(now, symptom) for symptom in present]
    urgent = [level for level in levels if level]
    if urgent:
        level, trigger = min(urgent, key=lambda pair: ESCALATION_LEVELS.index(pair[0]))
        text = f"{level.heading}: {level.text} ({trigger})."
        notices.append(Notice("symptom-recorded", text, _ESCALATION, "flag"))
    words = ", ".join(dict.fromkeys(symptom.words for symptom in present))
    if named:
        text = (
            "NICE, the UK guideline: a test is offered where there is at least one symptom and"
            f" one risk factor; recorded: {words}; named: {', '.join(named)}."
            " Symptoms have many causes."
        )
        notices.append(Notice("symptom-and-risk-factor", text, "NICE NG239"))
    if "metformin" in now.medicines and any(symptom.term in _MHRA for symptom in present):
        text = (
            "MHRA, the UK medicines regulator, asks people on metformin with extreme tiredness,"
            " a sore red tongue, pins and needles, or pale or yellow skin to seek advice."
        )
        notices.append(Notice("metformin-and-symptom", text, "MHRA Drug Safety Update 2022"))
    return notices


def _latest(felt: Sequence[Noted]) -> list[Noted]:
    """The newest record of each term and side, without those that are gone.

    What is noted of both sides, or of none, is noted of either: a left foot that is well again
    says nothing of the right one.
    """
    newest: dict[tuple[str, str | None], Noted] = {}
    for symptom in felt:
        term = symptom.words if symptom.term == "other" else symptom.term
        if symptom.side in (None, "both"):
            newest = {key: noted for key, noted in newest.items() if key[0] != term}
        newest[term, symptom.side] = symptom
    return [symptom for symptom in newest.values() if symptom.severity > 0]


def _level(now: Circumstances, symptom: Noted) -> tuple[EscalationLevel, str] | None:
    """The level of a symptom; numbness beside nitrous oxide has one of its own."""
    if "nitrous-oxide" in now.medicines and symptom.term in _NUMB:
        level = escalation_level("within-24-hours")
        return level, level.triggers[2]
    meaning = next((each for each in SYMPTOMS if each.term == symptom.term), OTHER)
    return urgency(f"{symptom.words} {symptom.note or ''}", meaning)
