import pytest

from b12track.errors import InputRefused
from b12track.science.absorption_profiles import (
    HEALTHY,
    MEDICINE_FLAGS,
    PROFILES,
    combined_profile,
    profile,
    profile_for,
)
from b12track.science.cited_table import EVIDENCE


def test_every_profile_is_ordered_and_cited() -> None:
    for each in PROFILES.values():
        for band in (each.active, each.release):
            assert 0 <= band.low <= band.best <= band.high <= 1
        assert each.source and each.evidence in EVIDENCE
    assert all(flag.note and flag.evidence in EVIDENCE for flag in MEDICINE_FLAGS)


@pytest.mark.parametrize("name", ["pernicious-anaemia", "gastrectomy", "ileum-resection"])
def test_without_intrinsic_factor_nothing_is_active(name: str) -> None:
    assert profile(name).active == (0, 0, 0)


def test_several_conditions_take_the_smallest_share() -> None:
    both = combined_profile(["atrophic-gastritis", "pernicious-anaemia"])
    assert both.active.best == 0 and both.release == (0.05, 0.30, 0.50)
    assert combined_profile([]) is HEALTHY
    assert combined_profile(["healthy", "ppi"]) == profile("ppi")


@pytest.mark.parametrize(
    ("years", "names", "expected"),
    [
        (30, [], "healthy"),
        (50, [], "healthy"),
        (51, [], "over-50"),
        (72, ["ppi"], "over-50+ppi"),
        (None, ["nitrous-oxide"], "healthy"),
        (40, ["metformin"], "metformin"),
    ],
)
def test_profile_of_a_person(years: int | None, names: list[str], expected: str) -> None:
    assert profile_for(None if years is None else years * 12, names).name == expected


def test_metformin_is_a_flag_not_a_factor() -> None:
    assert profile("metformin")[1:3] == HEALTHY[1:3]


def test_an_unknown_profile_is_refused_with_the_known_ones() -> None:
    with pytest.raises(InputRefused) as caught:
        profile("vampire")
    assert "healthy" in caught.value.suggestions


def test_a_profile_of_several_says_that_it_is_computed() -> None:
    several = combined_profile(["over-50", "ppi"])
    assert (several.name, several.evidence) == ("over-50+ppi", "computed")
