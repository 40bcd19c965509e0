from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from b12track.errors import InputRefused
from b12track.science import cited_table
from b12track.science.reference_values import (
    AUTHORITIES,
    AVERAGE_REQUIREMENT_KINDS,
    LIFE_STAGES,
    NUTRIENTS,
    TARGET_KINDS,
    UPPER_KINDS,
    DietaryReferenceValue,
    adult_reference,
    age_in_months,
    reference_for,
    reference_on,
    references,
)

ROWS = [row for nutrient in NUTRIENTS for row in references(nutrient, include_disabled=True)]
USABLE = [key for key in AUTHORITIES if key != "india"]


def years(count: float) -> int:
    return int(count * 12)


@pytest.mark.parametrize(
    ("authority", "kind", "age", "sex", "stage", "printed"),
    [  # check C4: exact cells of the papers
        ("us", "RDA", years(2), None, None, "0.9"),
        ("us", "RDA", years(30), "f", "lactation", "2.8"),
        ("efsa", "AI", years(30), "f", "lactation", "5.0"),
        ("dach", "AI", years(11), None, None, "3.5"),
        ("china", "RNI", years(12), None, None, "2.1"),
        ("japan", "AI", 8, None, None, "0.9"),
        ("anz", "EAR", years(10), None, None, "1.5"),
        ("uk", "RNI", years(30), "f", "lactation", "2.0"),
        ("nordic", "provisional-AR", years(30), None, None, "3.2"),
        ("nordic", "AI", years(12), "f", None, "3.5"),
        ("nordic", "AI", years(12), "m", None, "3.0"),
        ("nordic", "provisional-AR", years(16), "f", None, "3.1"),
        ("nordic", "provisional-AR", 8, None, None, "1.1"),
        ("uk", "EAR", years(40), None, None, "1.25"),
        ("who", "RNI", 8, None, None, "0.7"),
        ("japan-2020", "RDA", years(30), "f", "pregnancy", "2.8"),
        ("china", "RNI", years(30), "f", "lactation", "3.2"),
    ],
)
def test_cells_of_the_printed_tables(
    authority: str, kind: str, age: int, sex: str | None, stage: str | None, printed: str
) -> None:
    assert reference_for("b12", authority, kind, age, sex, stage).value == printed


@pytest.mark.parametrize(
    ("nutrient", "authority", "age", "sex", "printed"),
    [
        ("b6", "us", years(60), "m", "1.7"),
        ("b6", "us", years(60), "f", "1.5"),
        ("b6", "efsa", years(12), "f", "1.4"),
        ("b6", "nordic", years(71), "m", "1.7"),
        ("thiamin", "us", years(16), "f", "1.0"),
        ("thiamin", "uk", years(40), "m", "1.0"),
        ("thiamin", "efsa", years(4), None, "0.1"),
    ],
)
def test_targets_of_the_other_vitamins(
    nutrient: str, authority: str, age: int, sex: str | None, printed: str
) -> None:
    assert reference_for(nutrient, authority, None, age, sex).value == printed


def test_all_upper_limits_of_b6_stand_side_by_side() -> None:
    adults = {
        (row.authority, row.kind, row.value)
        for row in references("b6")
        if row.kind in UPPER_KINDS and row.life_stage == "adult"
    }
    assert adults == {
        *(("us", "UL", "100"), ("efsa", "UL", "12"), ("scf", "UL", "25"), ("uk", "SUL", "10")),
        *(("anz", "UL", "50"), ("nordic", "UL", "12"), ("tga", "label-warning", "10")),
        *(("china", "UL", "60"), ("japan-2020", "UL", "60"), ("japan-2020", "UL", "45")),
    }


def test_b12_has_no_upper_limit() -> None:
    assert not references("b12", kind="UL")


@pytest.mark.parametrize("authority", USABLE)
@pytest.mark.parametrize("sex", ["f", "m", None])
def test_every_age_from_one_year_has_exactly_one_target(authority: str, sex: str | None) -> None:
    edges = {
        edge
        for row in references("b12", authority)
        for edge in (row.age_min_months, row.age_max_months or 1200)
    }
    for age in {max(12, edge + step) for edge in edges for step in (-1, 0, 1)}:
        reference = reference_for("b12", authority, None, age, sex)
        assert reference.kind in TARGET_KINDS
        assert reference.age_min_months <= age <= (reference.age_max_months or age)


@pytest.mark.parametrize("authority", USABLE)
def test_bands_of_one_edition_neither_overlap_nor_leave_gaps(authority: str) -> None:
    series: dict[tuple[str, int], list[DietaryReferenceValue]] = {}
    for row in references("b12", authority):
        by_age = row.life_stage in ("infant", "child", "adult") and row.sex != "m"
        if row.kind in TARGET_KINDS and by_age:
            series.setdefault((row.authority, row.year), []).append(row)
    for rows in series.values():
        rows.sort(key=lambda row: row.age_min_months)
        for younger, older in pairwise(rows):
            assert younger.age_max_months is not None
            assert younger.age_max_months + 1 == older.age_min_months
        assert rows[-1].age_max_months is None


def test_the_fast_door_and_the_slow_one_agree() -> None:
    for authority in USABLE:
        for age in (years(20), years(55), years(90)):
            assert adult_reference(authority).value == reference_for("b12", authority).value
            assert reference_for("b12", authority, None, age).value == (
                adult_reference(authority).value
            )


@pytest.mark.parametrize("authority", USABLE)
@pytest.mark.parametrize("stage", ["pregnancy", "lactation"])
def test_every_authority_has_its_own_row_for_pregnancy_and_lactation(
    authority: str, stage: str
) -> None:
    assert reference_for("b12", authority, stage=stage).life_stage == stage


def test_without_a_row_for_the_stage_the_row_of_the_age_says_so() -> None:
    reference = reference_for("b6", "dach", stage="pregnancy")
    assert (reference.value, reference.life_stage, reference.sex) == ("1.4", "adult", "f")


def test_amounts_are_exact_nanograms() -> None:
    for row in ROWS:
        if row.unit == "mg/MJ":
            with pytest.raises(ValueError, match="not an amount"):
                _ = row.per_day_ng
        else:
            per_unit = {"µg": 1000, "mg": 1_000_000}[row.unit]
            assert Decimal(row.value) * per_unit == row.per_day_ng


def test_cells_hold_only_known_words() -> None:
    kinds = {*TARGET_KINDS, *AVERAGE_REQUIREMENT_KINDS, *UPPER_KINDS, "LRNI", "provisional-AR"}
    for row in ROWS:
        assert row.kind in kinds and row.nutrient in NUTRIENTS and row.life_stage in LIFE_STAGES
        assert row.evidence in cited_table.EVIDENCE and row.sex in ("", "f", "m")
        assert row.source and date.fromisoformat(row.effective_from).year == row.year
        assert row.authority in AUTHORITIES or row.kind in UPPER_KINDS
    keys = [(row.kind, row.nutrient, row.authority, row[6:11]) for row in ROWS]
    assert len(set(keys)) == len(keys)


def test_requirement_lies_below_the_recommendation_everywhere() -> None:
    for row in ROWS:
        if row.kind in ("EAR", "AR") and row.unit != "mg/MJ" and row.enabled:
            target = reference_for(
                row.nutrient,
                row.authority,
                None,
                row.age_min_months,
                row.sex or None,
                row.life_stage,
            )
            assert row.per_day_ng < target.per_day_ng, row


def test_india_stays_shut_until_a_person_checked_it() -> None:
    assert not references("b12", "india")
    assert references("b12", "india", include_disabled=True)
    with pytest.raises(InputRefused, match="disabled"):
        adult_reference("india")
    with pytest.raises(InputRefused, match="disabled"):
        reference_for("b12", "india")


def test_an_unknown_authority_is_refused_with_the_known_ones() -> None:
    with pytest.raises(InputRefused, match="not an authority") as caught:
        adult_reference("mars")
    assert "efsa" in caught.value.suggestions and "india" not in caught.value.suggestions


def test_a_value_nobody_printed_is_refused() -> None:
    with pytest.raises(InputRefused, match="efsa has no b12 value"):
        reference_for("b12", "efsa", "EAR")
    with pytest.raises(InputRefused):
        reference_for("b12", "efsa", age_months=2)


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2000, 1, 1), 2013), (date(2022, 12, 31), 2013), (date(2023, 1, 1), 2023)],
)
def test_a_day_is_judged_by_the_edition_in_force(day: date, year: int) -> None:
    assert reference_on(day, "b12", "china").year == year


def test_without_a_day_the_newest_edition_stands() -> None:
    assert reference_for("b12", "china").year == adult_reference("china").year == 2023
    assert reference_for("b12", "china", age_months=years(12)).year == 2013


def test_a_birthday_does_not_reach_back() -> None:
    born = date(2012, 3, 10)
    before, after = date(2026, 3, 9), date(2026, 3, 10)
    judged = [
        reference_on(day, "b12", "us", age_in_months(born, day)).value for day in (before, after)
    ]
    assert judged == ["1.8", "2.4"]


@pytest.mark.parametrize(
    ("born", "on", "months"),
    [
        (date(2000, 1, 31), date(2000, 2, 29), 0),
        (date(2000, 1, 31), date(2000, 3, 1), 1),
        (date(2000, 1, 31), date(2000, 1, 31), 0),
        (date(1950, 5, 1), date(2026, 5, 1), 912),
    ],
)
def test_age_counts_completed_months(born: date, on: date, months: int) -> None:
    assert age_in_months(born, on) == months


def test_nobody_has_an_age_before_birth() -> None:
    with pytest.raises(ValueError, match="before the birth"):
        age_in_months(date(2000, 1, 2), date(2000, 1, 1))
