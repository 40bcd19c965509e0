"""Whose reference, which requirement and what age hold on a day."""

from __future__ import annotations

from datetime import date

import pytest

from b12track.analysis.yardstick import Yardstick
from b12track.diary.profile import ALWAYS, Fact

ON = date(2026, 11, 22)


def _yardstick(*given: tuple[str, str], since: str = ALWAYS) -> Yardstick:
    return Yardstick(
        [Fact(n, 1, kind, value, since, None) for n, (kind, value) in enumerate(given)]
    )


@pytest.mark.parametrize(
    ("born", "months"),
    [("2026-11-22", 0), ("2026-11-23", None), ("1975-11-23", 611), ("1975-11-22", 612)],
)
def test_age_counts_from_birth_and_not_before_it(born: str, months: int | None) -> None:
    yardstick = _yardstick(("born", born))
    assert yardstick.age_months(ON) == months
    assert yardstick.adult_or_age_months(ON) == (360 if months is None else months)
    assert yardstick.is_older(ON) == (months == 612)


def test_without_a_birth_date_an_adult_is_meant() -> None:
    yardstick = _yardstick()
    assert (yardstick.age_months(ON), yardstick.adult_or_age_months(ON)) == (None, 360)
    assert not yardstick.is_older(ON)
    assert yardstick.profile(ON).name == "healthy"


@pytest.mark.parametrize(
    ("facts", "target", "requirement"),
    [
        ((), "2.4", "2.0"),
        ((("pregnant", ""),), "2.6", "2.2"),
        ((("born", "2021-01-01"),), "1.2", "1.0"),
        ((("authority", "efsa"),), "4.0", None),
        ((("authority", "uk"), ("born", "1960-01-01")), "1.5", "1.25"),
    ],
)
def test_a_target_and_a_requirement(
    facts: tuple[tuple[str, str], ...], target: str, requirement: str | None
) -> None:
    yardstick = _yardstick(*facts)
    assert f"{yardstick.reference(ON).value}" == target
    average = yardstick.average_requirement(ON)
    assert (None if average is None else f"{average.value}") == requirement


def test_the_target_for_another_nutrient_is_that_of_sex_and_stage() -> None:
    values = [
        _yardstick(("born", "1960-01-01"), ("sex", sex)).value_of("b6", ON) for sex in ("f", "m")
    ]
    pregnant = _yardstick(("sex", "f"), ("pregnant", "")).value_of("b6", ON)
    assert [f"{value and value.value}" for value in (*values, pregnant)] == ["1.5", "1.7", "1.9"]
    assert _yardstick(("authority", "efsa")).value_of("no such nutrient", ON) is None


def test_what_has_to_be_absorbed_follows_the_facts_of_the_day() -> None:
    yardstick = _yardstick(("condition", "gastrectomy"), ("diet", "vegan"), since="2026-11-22")
    assert [yardstick.required_ug(date(2026, 11, day)) for day in (21, 22)] == [1.0, 1.5]
    assert [yardstick.profile_on(f"2026-11-{day}").name for day in (21, 22)] == [
        "healthy",
        "gastrectomy",
    ]
    assert yardstick.required(ON) == yardstick.required(date(2026, 11, 23))
    assert _yardstick(("born", "2026-10-01")).required_ug(ON) is None
