"""What comes along with B12: vitamin B6, thiamin (B1) and folic acid, each beside its own values.

No score joins them: no authority sets a combined requirement (docs/method.md).
"""

from __future__ import annotations

from b12track.diary.doses import FOLIC_ACID_NG
from b12track.errors import InputRefused
from b12track.hints import TYPE_CHECKING, Final
from b12track.record import NamedTuple
from b12track.science.cautions import SAME_SYMPTOMS, b6_caution, folic_acid_caution
from b12track.science.reference_values import (
    ADULT_MONTHS,
    DietaryReferenceValue,
    reference_for,
)
from b12track.wording import authority_name, mg_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from b12track.diary.days import Day
    from b12track.diary.doses import Supplement
    from b12track.diary.journal import Entry
    from b12track.diary.symptoms import Noted
    from b12track.science.cautions import Caution

WINDOW_DAYS: Final = 30
#: A mean of fewer days says little about a month; new tingling is told of at once.
_LEAST_DAYS: Final = 4
_NERVES: Final = ("paraesthesia", "distal sensory impairment", "gait ataxia", "burning sensation")
_LIMITS: Final = (("uk", "SUL"), ("efsa", "UL"), ("anz", "UL"), ("us", "UL"))
_OTHER_LIMITS: Final = (("japan-2020", "UL"), ("china", "UL"))
_NG_PER_MG: Final = 1_000_000


class NutrientMean(NamedTuple):
    """One nutrient: mean ng a day over `days`; a lower bound with entries of unknown value."""

    ng_per_day: int
    days: int
    unknown_entries: int


class OtherNutrients(NamedTuple):
    """B6, thiamin and folic acid of a span.

    `b6` and `thiamin` are means over recorded days, as intake is; `b6_all` (everything) and
    `b6_supplements` are means over all days with entries, because a limit is passed by a lower
    bound too. `products` are the supplements that hold B6, the largest first. `b6_by_day` are
    lower bounds; `left_out_days` stand on totals without foods, and are in no mean.
    """

    b6: NutrientMean
    thiamin: NutrientMean
    b6_all: NutrientMean
    b6_supplements: NutrientMean
    folic_acid: NutrientMean
    products: tuple[tuple[str, int], ...]
    b6_by_day: Mapping[str, int]
    entries: int
    left_out_days: int

    @property
    def most_b6(self) -> tuple[int, str]:
        """The most ng of B6 on one day, and that day; (0, "") without any."""
        return max(((ng, day) for day, ng in self.b6_by_day.items()), default=(0, ""))

    def days_above(self, limit_ng: int) -> int:
        """How many days are certainly above a limit; unknown foods may add to the others."""
        return sum(ng > limit_ng for ng in self.b6_by_day.values())


def other_nutrients(
    days: Sequence[Day], entries: Sequence[Entry], known: Mapping[int, Supplement]
) -> OtherNutrients:
    """What comes along with B12 in a span of days with their entries; `known` is by entry id.

    Days that stand on another tracker's total are left out: its foods, and so their B6, are not
    known.
    """
    totals = {day.date.isoformat() for day in days if day.total_from}
    recorded = {day.date.isoformat() for day in days if day.is_recorded} - totals
    entries = [entry for entry in entries if entry.eaten_on not in totals]
    by_day: dict[str, int] = {}
    for entry in entries:
        by_day[entry.eaten_on] = by_day.get(entry.eaten_on, 0) + (entry.b6_ng or 0)
    with_entries = len(by_day)
    complete = [entry for entry in entries if entry.eaten_on in recorded]
    supplements = [entry for entry in entries if entry.b12_origin == "supplement"]
    folic = [folic_acid_ng(entry, known.get(entry.entry_id)) for entry in supplements]
    return OtherNutrients(
        _nutrient_mean([entry.b6_ng for entry in complete], len(recorded)),
        _nutrient_mean([entry.thiamin_ng for entry in complete], len(recorded)),
        _nutrient_mean([entry.b6_ng for entry in entries], with_entries),
        _nutrient_mean([entry.b6_ng for entry in supplements], with_entries),
        _nutrient_mean(folic, with_entries),
        _products(supplements),
        by_day,
        len(entries),
        len(totals),
    )


def _nutrient_mean(values: Sequence[int | None], days: int) -> NutrientMean:
    total = sum(value or 0 for value in values)
    return NutrientMean(total // days if days else 0, days, sum(value is None for value in values))


def _products(supplements: Sequence[Entry]) -> tuple[tuple[str, int], ...]:
    """Name and ng of B6 in all, for every supplement that holds any."""
    totals: dict[str, int] = {}
    for entry in supplements:
        if entry.b6_ng:
            totals[entry.food_name] = totals.get(entry.food_name, 0) + entry.b6_ng
    return tuple(sorted(totals.items(), key=lambda pair: (-pair[1], pair[0])))


def folic_acid_ng(entry: Entry, known: Supplement | None) -> int | None:
    """Folic acid of a supplement in ng by its label or its name; None where neither says it."""
    if known is not None and known.folic_acid_ng is not None:
        return known.folic_acid_ng
    if entry.portion_mg is None:
        return None
    if known is not None and known.folic_acid_ng_per_100g is not None:
        return known.folic_acid_ng_per_100g * entry.portion_mg // 100_000
    by_name = FOLIC_ACID_NG.get(entry.food_code)
    return None if by_name is None else by_name * entry.portion_mg // 1000


class Limit(NamedTuple):
    """One upper limit for B6 with what is compared with it, both in ng a day."""

    value: DietaryReferenceValue
    intake_ng: int

    @property
    def is_exceeded(self) -> bool:
        """Whether the mean lies certainly above the limit."""
        return self.intake_ng > self.value.per_day_ng


def b6_limits(
    nutrients: OtherNutrients, age_months: int | None = None, with_others: bool = False
) -> list[Limit]:
    """B6 of all products and foods beside the limits; the UK one is for supplements alone.

    `with_others` adds those of authorities that are asked for seldom.
    """
    limits = []
    age = ADULT_MONTHS if age_months is None else age_months
    for authority, kind in (*_LIMITS, *(_OTHER_LIMITS if with_others else ())):
        try:
            value = reference_for("b6", authority, kind, age)
        except InputRefused:
            continue  # no limit of this authority for this age
        alone = kind == "SUL"
        limits.append(
            Limit(value, (nutrients.b6_supplements if alone else nutrients.b6_all).ng_per_day)
        )
    return sorted(limits, key=lambda limit: limit.value.per_day_ng)


class Warned(NamedTuple):
    """A caution with the words for it; `with_symptoms` where nerve symptoms made it urgent."""

    code: str
    caution: Caution
    text: str
    with_symptoms: bool = False


def b6_warning(
    nutrients: OtherNutrients, symptoms: Sequence[Noted], age_months: int | None = None
) -> Warned | None:
    """The caution about B6 from all products, or None; said at once with new nerve symptoms."""
    new_tingling = any(symptom.term in _NERVES and symptom.severity > 0 for symptom in symptoms)
    caution = b6_caution(nutrients.b6_all.ng_per_day / _NG_PER_MG, new_tingling)
    limits = b6_limits(nutrients, age_months)
    above = [limit for limit in limits if limit.is_exceeded]
    if not above or caution is None or (nutrients.b6_all.days < _LEAST_DAYS and not new_tingling):
        return None
    products = f"{len(nutrients.products)} product{'' if len(nutrients.products) == 1 else 's'}"
    least = "at least " if nutrients.b6_all.unknown_entries else ""
    days = f"{nutrients.b6_all.days} day{'' if nutrients.b6_all.days == 1 else 's'} with entries"
    sums = "; ".join(limit_text(limit) for limit in limits)
    text = (
        f"Vitamin B6 from food and {products}: {least}{mg_text(nutrients.b6_all.ng_per_day)} a day,"
        f" mean of {days}. Limits: {sums}. {SAME_SYMPTOMS}"
    )
    return Warned("b6-above-limit", caution, text, new_tingling)


def limit_text(limit: Limit) -> str:
    """One limit in words: "above 12 mg (EFSA UL 2023)"."""
    place = "above" if limit.is_exceeded else "not above"
    of = ", supplements alone" if limit.value.kind == "SUL" else ""
    name = authority_name(limit.value.authority)
    return f"{place} {limit.value.value} mg ({name} {limit.value.kind} {limit.value.year}{of})"


def folic_acid_warning(nutrients: OtherNutrients, has_low_flag: bool) -> Warned | None:
    """The caution about folic acid from supplements beside B12, or None."""
    caution = folic_acid_caution(nutrients.folic_acid.ng_per_day / 1000, has_low_flag)
    if caution is None:
        return None
    least = "at least " if nutrients.folic_acid.unknown_entries else ""
    ug = nutrients.folic_acid.ng_per_day / 1000
    text = (
        f"Folic acid from supplements: {least}{ug:,.0f} µg a day, mean of"
        f" {nutrients.folic_acid.days} days with entries. {caution.text}"
    )
    return Warned("folic-acid", caution, text)
