"""What is known of a condition or medicine, from whichever table holds it."""

import pytest

from b12track.science.absorption_profiles import MEDICINE_FLAGS, PROFILES
from b12track.science.circumstances import CONDITIONS, MEDICINES, known


def test_a_medicine_without_a_factor_has_its_note_source_and_evidence() -> None:
    for flag in MEDICINE_FLAGS:
        assert known(flag.name) == (flag.note, flag.source, flag.evidence)


def test_a_profile_has_its_own_note() -> None:
    profile = PROFILES["ppi"]
    assert known("ppi") == (profile.note, profile.source, profile.evidence)


@pytest.mark.parametrize("name", [*CONDITIONS, *MEDICINES])
def test_every_name_that_may_be_said_has_a_note_with_a_source(name: str) -> None:
    note, source, evidence = known(name)
    assert note and source and evidence


def test_another_name_is_no_condition() -> None:
    with pytest.raises(KeyError):
        known("xyzzy")
