"""What the days of one person are measured by: reference, requirement, profile and age of a day."""

from __future__ import annotations

from datetime import date

from b12track.diary.profile import Circumstances, Fact, circumstances
from b12track.errors import InputRefused
from b12track.hints import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from b12track.science.absorbed_requirement import AbsorbedRequirement
    from b12track.science.absorption_profiles import Profile
    from b12track.science.reference_values import DietaryReferenceValue


_ANY_DAY: Final = date(2000, 1, 1)


class Yardstick:
    """The values in force on each day, by what the person said to hold on that day.

    Neither a birthday nor a new authority judges the days before it. Every answer is computed
    once for days that share what it depends on.
    """

    def __init__(self, facts: Sequence[Fact]) -> None:
        self.facts = facts
        self._circumstances: dict[str, Circumstances] = {}
        self._references: dict[tuple[Any, ...], DietaryReferenceValue] = {}
        self._required: dict[tuple[Any, ...], AbsorbedRequirement | None] = {}
        self._required_ug: dict[date, float | None] = {}
        self._profiles: dict[tuple[Any, ...], Profile] = {}
        self._profile_on: dict[date, Profile] = {}

    def circumstances(self, on: date) -> Circumstances:
        """Authority, diet, stage, conditions and medicines that hold on a day."""
        return self.circumstances_on(on.isoformat())

    def circumstances_on(self, day: str) -> Circumstances:
        """The same for a day given as 2026-03-01."""
        if day not in self._circumstances:
            self._circumstances[day] = circumstances(self.facts, day)
        return self._circumstances[day]

    def age_months(self, on: date) -> int | None:
        """The completed months of age on a day; None where no birth date is known."""
        born = self.circumstances(on).born
        if born is None or born > on.isoformat():
            return None
        from b12track.science.reference_values import age_in_months

        return age_in_months(date.fromisoformat(born), on)

    def adult_or_age_months(self, on: date) -> int:
        """The age that values are looked up by: an adult's where no birth date is known."""
        from b12track.science.reference_values import ADULT_MONTHS

        age = self.age_months(on)
        return ADULT_MONTHS if age is None else age

    def is_older(self, on: date) -> bool:
        """Whether the person is 51 or older, from where food-bound B12 may be absorbed poorly."""
        from b12track.science.absorption_profiles import OLDER_MONTHS

        age = self.age_months(on)
        return age is not None and age >= OLDER_MONTHS

    def reference(self, on: date) -> DietaryReferenceValue:
        """The target for intake that a day stands beside, in the edition in force on it."""
        now, age = self.circumstances(on), self.age_months(on)
        # By the month: every edition of the table begins with one.
        key = (now.authority, age, now.sex, now.stage, on.isoformat()[:7])
        if key not in self._references:
            self._references[key] = _reference(on, *key[:4])
        return self._references[key]

    def references(self, days: Iterable[date]) -> list[DietaryReferenceValue]:
        """The target of each of several days."""
        return [self.reference(day) for day in days]

    def value_of(self, nutrient: str, on: date) -> DietaryReferenceValue | None:
        """The target for another nutrient by the same authority, None where it prints none."""
        return self._row(nutrient, None, on)

    def average_requirement(self, on: date) -> DietaryReferenceValue | None:
        """The authority's EAR for a day, or None: an AI is none, nor is a provisional AR."""
        return self._row("b12", "EAR", on)

    def _row(self, nutrient: str, kind: str | None, on: date) -> DietaryReferenceValue | None:
        from b12track.science.reference_values import reference_for

        now, age = self.circumstances(on), self.adult_or_age_months(on)
        try:
            return reference_for(nutrient, now.authority, kind, age, now.sex, now.stage)
        except InputRefused:
            return None

    def required(self, on: date) -> AbsorbedRequirement | None:
        """What has to be absorbed on a day by the authority's own assumption, where it has one."""
        from b12track.science.absorbed_requirement import absorbed_requirement
        from b12track.science.circumstances import WITHOUT_INTRINSIC_FACTOR

        now = self.circumstances(on)
        factor = not any(name in WITHOUT_INTRINSIC_FACTOR for name in now.conditions)
        key = (now.authority, self.adult_or_age_months(on), now.sex, now.stage, factor)
        if key not in self._required:
            self._required[key] = absorbed_requirement(*key)
        return self._required[key]

    def required_ug(self, on: date) -> float | None:
        """The absorbed µg that a day has to bring, None where no authority says so."""
        # Without a word about the person all days are alike.
        day = on if self.facts else _ANY_DAY
        if day not in self._required_ug:
            required = self.required(day)
            self._required_ug[day] = None if required is None else required.ug_per_day
        return self._required_ug[day]

    def profile(self, on: date) -> Profile:
        """The absorption profile in force on a day."""
        day = on if self.facts else _ANY_DAY
        if day not in self._profile_on:
            self._profile_on[day] = self._profile(day)
        return self._profile_on[day]

    def _profile(self, on: date) -> Profile:
        from b12track.science.absorption_profiles import profile_for

        now, is_older = self.circumstances(on), self.is_older(on)
        key = (is_older, now.conditions, now.medicines)
        if key not in self._profiles:
            age = self.age_months(on) if is_older else None
            self._profiles[key] = profile_for(age, (*now.conditions, *now.medicines))
        return self._profiles[key]

    def profile_on(self, day: str) -> Profile:
        """The same for a day given as entries carry it (2026-03-01)."""
        return self.profile(date.fromisoformat(day))


def _reference(
    on: date, authority: str, age_months: int | None, sex: str | None, stage: str | None
) -> DietaryReferenceValue:
    from b12track.science.reference_values import adult_reference, reference_on

    if (authority, age_months, stage) == ("us", None, None):
        return adult_reference("us")  # 2 ms less than the search by age
    if age_months is None:
        return reference_on(on, "b12", authority, sex=sex, stage=stage)
    return reference_on(on, "b12", authority, age_months, sex, stage)
