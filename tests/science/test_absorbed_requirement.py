"""The absorbed requirement is the IOM's own chain: 1.5 - 0.5 = 1.0 µg, doubled to an EAR of 2.0."""

import pytest

from b12track.science.absorbed_requirement import absorbed_requirement
from b12track.science.reference_values import AUTHORITIES


@pytest.mark.parametrize(("stage", "ug"), [(None, 1.0), ("pregnancy", 1.1), ("lactation", 1.2)])
def test_the_us_stages(stage: str | None, ug: float) -> None:
    assert absorbed_requirement("us", stage=stage).ug_per_day == pytest.approx(ug)


def test_without_intrinsic_factor_it_is_what_the_iom_found_in_such_people() -> None:
    assert absorbed_requirement("us", intrinsic_factor=False).ug_per_day == 1.5


@pytest.mark.parametrize("authority", ["efsa", "dach", "nordic", "japan"])
def test_an_ai_is_never_made_a_requirement(authority: str) -> None:
    requirement = absorbed_requirement(authority)
    assert (requirement.authority, requirement.ug_per_day) == ("us", 1.0)
    assert f"{authority} has set no average requirement" in requirement.basis


@pytest.mark.parametrize("authority", [key for key in AUTHORITIES if key != "india"])
def test_every_authority_has_one_for_adults(authority: str) -> None:
    assert 0.5 < absorbed_requirement(authority).ug_per_day <= 1.0


def test_children_by_age() -> None:
    assert absorbed_requirement("us", age_months=30).ug_per_day == 0.35
