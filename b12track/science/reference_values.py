"""Dietary reference values of each authority, by nutrient, kind, life stage, sex and edition."""

from __future__ import annotations

from functools import cache

from b12track.errors import InputRefused
from b12track.hints import TYPE_CHECKING
from b12track.record import NamedTuple
from b12track.science import cited_table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

# The kinds a person can aim at; each authority prints one of them for a nutrient.
TARGET_KINDS = ("RDA", "PRI", "RNI", "RDI", "RI", "AI")

# Only these describe half of a group; an AI does not (IOM 2000; Murphy & Poos 2002), and the
# Nordic provisional AR is kept apart because its authority calls it more uncertain than an AR.
AVERAGE_REQUIREMENT_KINDS = ("EAR", "AR")

UPPER_KINDS = ("UL", "SUL", "GL", "label-warning", "supplement-maximum")

NUTRIENTS = ("b12", "b6", "thiamin", "folic-acid")
#: As a reader knows them.
AUTHORITY_NAMES = {
    "us": "US/Canada",
    "efsa": "EFSA",
    "uk": "UK",
    "dach": "D-A-CH",
    "nordic": "Nordic",
    "who": "WHO/FAO",
    "anz": "Australia/NZ",
    "japan": "Japan",
    "japan-2020": "Japan 2020",
    "china": "China",
}
AUTHORITIES = (*AUTHORITY_NAMES, "india")
LIFE_STAGES = ("infant", "child", "adult", "pregnancy", "lactation", "any")

_FILE = "reference_values.csv"
_WITH_CHILD = ("pregnancy", "lactation")
#: Who has given no birth date is read as an adult of this age.
ADULT_MONTHS = 360


class DietaryReferenceValue(NamedTuple):
    """One printed value: `value` and `unit` as the authority wrote them, with where they stand.

    Ages are completed months, both ends included; `age_max_months` None means no upper end.
    `sex` is "f", "m" or "" for both. `evidence` is one of `cited_table.EVIDENCE`.
    """

    value: str
    unit: str
    kind: str
    nutrient: str
    authority: str
    year: int
    effective_from: str
    life_stage: str
    sex: str
    age_min_months: int
    age_max_months: int | None
    source: str
    evidence: str
    enabled: bool
    note: str

    @property
    def per_day_ng(self) -> int:
        """The amount per day in whole nanograms; ValueError where it is given per MJ of energy.

        >>> adult_reference("us").per_day_ng
        2400
        """
        return cited_table.nanograms(self.value, self.unit)


def adult_reference(authority: str = "us") -> DietaryReferenceValue:
    """Return the B12 target of an adult, in the newest edition, in well under a millisecond.

    Raises InputRefused for an authority that is unknown or disabled.

    >>> [adult_reference(key).value for key in ("us", "efsa", "uk")]
    ['2.4', '4.0', '1.5']
    """
    # Every authority prints one adult value for both sexes, so a text search is enough.
    mark = f",b12,{authority},"
    values = [_row(line) for line in cited_table.lines(_FILE) if mark in line and ",adult," in line]
    values = [row for row in values if row.kind in TARGET_KINDS and row.enabled]
    if not values:
        raise _unknown("b12", authority)
    return max(values, key=lambda row: row.effective_from)


def references(
    nutrient: str,
    authority: str | None = None,
    kind: str | None = None,
    include_disabled: bool = False,
) -> list[DietaryReferenceValue]:
    """Return every row of a nutrient, all editions, in the order of the table.

    >>> [(row.authority, row.value) for row in references("b6", kind="SUL")]
    [('uk', '10')]
    """
    # The words are looked for before a line is taken apart, which costs more.
    lines = cited_table.lines(_FILE)
    for mark in [f",{word}," for word in (nutrient, authority, kind) if word]:
        lines = [line for line in lines if mark in line]
    return [
        row
        for row in map(_row, lines)
        if row.nutrient == nutrient
        and authority in (None, row.authority)
        and kind in (None, row.kind)
        and (row.enabled or include_disabled)
    ]


def reference_for(
    nutrient: str,
    authority: str,
    kind: str | None = None,
    age_months: int = ADULT_MONTHS,
    sex: str | None = None,
    stage: str | None = None,
) -> DietaryReferenceValue:
    """Return the row of the newest edition that fits a person; the target kind unless named.

    `stage` is None, "pregnancy" or "lactation"; where an authority prints no row for it, the row
    of the age is returned and says so in its `life_stage`. With the sex unknown the higher value
    stands. Raises InputRefused when nothing fits.

    >>> reference_for("b12", "us", stage="lactation").value
    '2.8'
    >>> reference_for("b12", "nordic", age_months=150, sex="m").value
    '3.0'
    """
    rows = references(nutrient, authority, kind)
    if kind is None:
        rows = [row for row in rows if row.kind in TARGET_KINDS]
    fitting = _fitting(rows, age_months, sex, stage)
    if not fitting:
        raise _unknown(nutrient, authority)
    newest = max(row.effective_from for row in fitting)
    return _highest(row for row in fitting if row.effective_from == newest)


def reference_on(
    on: date,
    nutrient: str,
    authority: str,
    age_months: int = ADULT_MONTHS,
    sex: str | None = None,
    stage: str | None = None,
) -> DietaryReferenceValue:
    """Return the target in force on a day: the newest edition by then, else the first there is.

    >>> from datetime import date
    >>> reference_on(date(2020, 5, 1), "b12", "china").year
    2013
    """
    rows = [row for row in references(nutrient, authority) if row.kind in TARGET_KINDS]
    fitting = _fitting(rows, age_months, sex, stage)
    if not fitting:
        raise _unknown(nutrient, authority)
    in_force = [row.effective_from for row in fitting if row.effective_from <= on.isoformat()]
    edition = max(in_force) if in_force else min(row.effective_from for row in fitting)
    return _highest(row for row in fitting if row.effective_from == edition)


def age_in_months(born: date, on: date) -> int:
    """Return the completed months of age on a day; ValueError before birth.

    >>> from datetime import date
    >>> age_in_months(date(2024, 2, 29), date(2025, 2, 28))
    11
    """
    if on < born:
        raise ValueError(f"{on} is before the birth on {born}")
    return (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)


@cache
def _row(line: str) -> DietaryReferenceValue:
    cell = line.split(",")
    value, unit, kind, nutrient, authority, year, effective_from, life_stage, sex = cell[:9]
    age_min, age_max, source, evidence, enabled, note = cell[9:]
    return DietaryReferenceValue(
        value=value,
        unit=unit,
        kind=kind,
        nutrient=nutrient,
        authority=authority,
        year=int(year),
        effective_from=effective_from,
        life_stage=life_stage,
        sex=sex,
        age_min_months=int(age_min),
        age_max_months=int(age_max) if age_max else None,
        source=source,
        evidence=evidence,
        enabled=enabled == "yes",
        note=note,
    )


def _fitting(
    rows: list[DietaryReferenceValue], age_months: int, sex: str | None, stage: str | None
) -> list[DietaryReferenceValue]:
    if stage in _WITH_CHILD:
        of_stage = [row for row in rows if row.life_stage == stage]
        if of_stage:  # the printed ages (14-50 years) bound the research, not the need
            return of_stage
        sex = "f"
    return [
        row
        for row in rows
        if row.life_stage not in _WITH_CHILD
        and row.age_min_months <= age_months
        and (row.age_max_months is None or age_months <= row.age_max_months)
        and (not row.sex or sex is None or row.sex == sex)
    ]


def _highest(rows: Iterable[DietaryReferenceValue]) -> DietaryReferenceValue:
    return max(rows, key=lambda row: float(row.value))


def _unknown(nutrient: str, authority: str) -> InputRefused:
    if authority == "india":
        return InputRefused("The India (ICMR-NIN) values are disabled until they are checked.")
    if authority not in AUTHORITIES:
        usable = tuple(key for key in AUTHORITIES if key != "india")
        return InputRefused(f'"{authority}" is not an authority of b12track.', usable)
    return InputRefused(f"{authority} has no {nutrient} value of this kind for this age and stage.")
