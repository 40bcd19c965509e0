"""All that a report for a doctor rests on, gathered once; no words yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from b12track.wording import span_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from b12track.analysis.contributors import Contributor, SupplementIntake
    from b12track.analysis.health_record import HealthRecord
    from b12track.analysis.judgement import Judgement
    from b12track.analysis.low_periods import LowPeriod
    from b12track.analysis.other_nutrients import OtherNutrients
    from b12track.diary.days import Day
    from b12track.diary.profile import Circumstances
    from b12track.diary.regimens import Regimen
    from b12track.science.band import Band
    from b12track.science.reference_values import DietaryReferenceValue


class Drawing(NamedTuple):
    """A picture for the report: for a desk, narrow for a phone, and for a phone in large print.

    All are SVG; `png` is for paper without a browser; `alt` says all of it in words.
    """

    wide_svg: bytes
    narrow_svg: bytes
    alt: str
    title: str
    key: str
    png: bytes = b""
    large_svg: bytes = b""


class IntakeRecord(NamedTuple):
    """What the entries of the span say beyond the days."""

    foods: Sequence[Contributor]
    food_sources: Mapping[str, str]
    supplements: Sequence[SupplementIntake]
    other_nutrients: OtherNutrients


class Treatment(NamedTuple):
    """One schedule with the last dose recorded for it and the next one due; None where unknown."""

    regimen: Regimen
    last_on: date | None
    next_on: date


class Patient(NamedTuple):
    """Who it is about, by their own words."""

    name: str
    circumstances: Circumstances
    age_years: int | None


class DoctorReport(NamedTuple):
    """All that the report tells: who, which days, against which references, eaten what.

    `thresholds` hold the reference of each day in ng; `absorbed` is a mean per recorded day;
    `record` is the health record of the whole diary, `outside` what lies outside the span.
    """

    person: Patient
    made_on: date
    days: Sequence[Day]
    judgement: Judgement
    reference: DietaryReferenceValue
    thresholds: Sequence[int]
    others: Sequence[DietaryReferenceValue]
    periods: Sequence[LowPeriod]
    absorbed: Band | None
    eaten: IntakeRecord
    record: HealthRecord
    treatments: Sequence[Treatment] = ()
    outside: Mapping[str, int] = {}
    questions: Sequence[str] = ()

    @property
    def span(self) -> str:
        """The days of the report in words."""
        return span_name(self.days[0].date, self.days[-1].date)
