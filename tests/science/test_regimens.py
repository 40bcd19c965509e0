import pytest

from b12track.errors import InputRefused
from b12track.science.absorption_profiles import profile
from b12track.science.body_store import INJECTED_FORMS
from b12track.science.cited_table import EVIDENCE
from b12track.science.regimens import REGIMENS, Phase, regimen, uptake_ug_per_day


@pytest.mark.parametrize(
    ("key", "absorbed"),
    [
        *(("fortified-3x1", 1.60), ("fortified-2x1.5", 1.33), ("daily-10", 1.22)),
        *(("weekly-2000", 3.61), ("daily-25", 1.48), ("twice-2", 1.52)),
        *(("twice-weekly-1000", 3.79), ("daily-50", 1.82), ("over-65-1000", 13.2)),
        *(("reference-4-in-3", 1.88), ("reference-4-in-1", 0.98)),
        *(("reference-2.4-in-3", 1.40), ("reference-2.4-in-1", 0.82)),
    ],
)
def test_the_printed_uptake_of_each_schedule(key: str, absorbed: float) -> None:
    (phase,) = regimen(key).phases
    assert uptake_ug_per_day(phase).best == pytest.approx(absorbed, rel=0.005)


def test_without_intrinsic_factor_a_daily_milligram_passes_by_itself() -> None:
    (phase,) = regimen("oral-1000").phases
    assert uptake_ug_per_day(phase, profile("pernicious-anaemia")).best == pytest.approx(12.0)


def test_injections_count_as_what_they_retain() -> None:
    every_two_months = regimen("bnf-neurological").phases[-1]
    low, best, high = uptake_ug_per_day(every_two_months)
    assert (low, best, high) == pytest.approx((275 / 61, 275 / 61, 730 / 61))
    monthly = regimen("us-label").phases[-1]
    assert uptake_ug_per_day(monthly).best == pytest.approx(55 / 30, rel=0.04)


def test_a_range_widens_the_band_to_its_ends() -> None:
    wide = Phase("oral", "", 50, 1, 1, dose_ug_to=150)
    low, best, high = uptake_ug_per_day(wide)
    assert low == uptake_ug_per_day(Phase("oral", "", 50, 1, 1)).low
    assert best == uptake_ug_per_day(Phase("oral", "", 100, 1, 1)).best
    assert high == uptake_ug_per_day(Phase("oral", "", 150, 1, 1)).high
    rare = Phase("injection", "hydroxocobalamin", 1000, 1, 60, period_days_to=90)
    assert uptake_ug_per_day(rare) == pytest.approx((275 / 90, 275 / 75, 730 / 60))


def test_every_schedule_is_cited_and_can_be_computed() -> None:
    assert len({each.key for each in REGIMENS}) == len(REGIMENS)
    for each in REGIMENS:
        assert each.source and each.evidence in EVIDENCE
        for phase in each.phases:
            assert phase.route in ("oral", "injection")
            assert (phase.form in INJECTED_FORMS) == (phase.route == "injection")
            low, best, high = uptake_ug_per_day(phase)
            assert 0 < low <= best <= high


def test_an_unknown_schedule_is_refused_with_the_known_ones() -> None:
    with pytest.raises(InputRefused) as caught:
        regimen("homeopathy")
    assert "bnf" in caught.value.suggestions


def test_what_each_published_dose_is() -> None:
    """Route, form and µg stand in the phases as they stand in the titles."""
    for key, phase in (
        ("bnf", ("injection", "hydroxocobalamin", 1000)),
        ("us-label", ("injection", "cyanocobalamin", 100)),
        ("weekly-2000", ("oral", "", 2000)),
        ("daily-50", ("oral", "", 50)),
    ):
        assert regimen(key).phases[0][:3] == phase
