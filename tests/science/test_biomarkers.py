import math

import pytest

from b12track.errors import InputRefused
from b12track.science.biomarkers import CUT_OFFS, MARKERS, bands, combined_index, si_value
from b12track.science.cited_table import EVIDENCE


def words(marker: str, value: float, unit: str, authority: str) -> list[str]:
    return [band.words for band in bands(marker, value, unit) if band.authority == authority]


@pytest.mark.parametrize(
    ("marker", "unit", "mass_g_per_mol", "si_per_mol"),
    [
        ("b12", "pg/mL", 1355.4, 1e12),
        ("b12", "ng/L", 1355.4, 1e12),
        ("mma", "ng/mL", 118.09, 1e6),
        ("homocysteine", "mg/L", 135.18, 1e6),
        ("folate", "ng/mL", 441.4, 1e9),
    ],
)
def test_conversions_follow_from_the_molar_mass(
    marker: str, unit: str, mass_g_per_mol: float, si_per_mol: float
) -> None:
    grams_per_litre = {"pg/mL": 1e-9, "ng/L": 1e-9, "ng/mL": 1e-6, "mg/L": 1e-3}[unit]
    expected = 100 * grams_per_litre / mass_g_per_mol * si_per_mol
    assert si_value(marker, 100, unit)[0] == pytest.approx(expected, rel=3e-4)


def test_the_printed_factors() -> None:
    assert si_value("b12", 1000, "pg/mL") == (737.8, "pmol/L")
    assert si_value("mma", 1, "ng/mL") == (0.008468, "µmol/L")
    assert si_value("homocysteine", 1, "mg/L") == (7.397, "µmol/L")
    assert si_value("folate", 1, "ng/mL") == (2.266, "nmol/L")
    assert si_value("haemoglobin", 13.5, "g/dL") == (135.0, "g/L")


@pytest.mark.parametrize(
    "written", ["µmol/L", "umol/l", "\N{GREEK SMALL LETTER MU}mol/L", "UMOL/L"]
)
def test_units_may_be_written_as_laboratories_write_them(written: str) -> None:
    assert si_value("homocysteine", 12, written) == (12, "µmol/L")


@pytest.mark.parametrize(
    ("value", "unit", "expected"),
    [
        *((179.9, "ng/L", "confirmed deficiency"), (180, "ng/L", "possible deficiency")),
        *((350, "pg/mL", "possible deficiency"), (350.1, "pg/mL", "deficiency unlikely")),
        *((132.9, "pmol/L", "confirmed deficiency"), (133, "pmol/L", "possible deficiency")),
        *((258, "pmol/L", "possible deficiency"), (259, "pmol/L", "deficiency unlikely")),
        (0.17, "ng/mL", "confirmed deficiency"),
    ],
)
def test_nice_in_either_printed_unit(value: float, unit: str, expected: str) -> None:
    assert words("b12", value, unit, "nice") == [expected]


@pytest.mark.parametrize(
    ("marker", "value", "unit", "authority", "expected"),
    [
        ("holotc", 24, "pmol/L", "nice", ["confirmed deficiency"]),
        ("holotc", 70, "pmol/L", "nice", ["possible deficiency"]),
        ("holotc", 71, "pmol/L", "nice", ["deficiency unlikely"]),
        ("b12", 199, "ng/L", "bsh", ["below the cut-off of 200 ng/L"]),
        ("b12", 200, "ng/L", "bsh", []),
        ("b12", 149, "pmol/L", "who", ["low"]),
        ("b12", 200, "pmol/L", "who", ["marginal"]),
        ("b12", 250, "pg/mL", "nhanes", ["marginal"]),
        ("mma", 271, "nmol/L", "nhanes", []),
        ("mma", 0.272, "µmol/L", "nhanes", ["elevated"]),
        ("mma", 0.28, "µmol/L", "bsh", []),
        ("mma", 300, "nmol/L", "bsh", ["suggestive"]),
        ("homocysteine", 15.1, "µmol/L", "bsh", ["suggestive"]),
        ("haemoglobin", 100, "g/L", "nice", []),
    ],
)
def test_each_source_in_its_own_words(
    marker: str, value: float, unit: str, authority: str, expected: list[str]
) -> None:
    assert words(marker, value, unit, authority) == expected


def test_every_source_says_at_most_one_thing_about_a_value() -> None:
    for marker in MARKERS.values():
        for unit, _ in marker.factors:
            for step in range(1, 2000, 7):
                authorities = [band.authority for band in bands(marker.name, step / 3, unit)]
                assert len(authorities) == len(set(authorities))


def test_every_cut_off_is_cited_in_a_known_unit() -> None:
    for cut_off in CUT_OFFS:
        assert cut_off.source and cut_off.evidence in EVIDENCE
        assert cut_off.unit in dict(MARKERS[cut_off.marker].factors)


@pytest.mark.parametrize(
    ("marker", "value", "unit"),
    [("b11", 1, "pmol/L"), ("b12", 1, "mmol/L"), ("b12", -1, "pmol/L"), ("b12", math.nan, "ng/L")],
)
def test_what_no_laboratory_reports_is_refused(marker: str, value: float, unit: str) -> None:
    with pytest.raises(InputRefused):
        si_value(marker, value, unit)


# ---- the combined index


@pytest.mark.parametrize(
    ("markers", "expected"),
    [((80, 350, 0.17, 9, 40), 0.51), ((20, 120, 0.90, 25, 70), -1.60)],
)
def test_the_examples_of_the_index(markers: tuple[float, ...], expected: float) -> None:
    holotc, b12, mma, hcy, age = markers
    index = combined_index(holotc, b12, mma, hcy, age)
    sum_of_logs = sum(math.log(x) for x in (holotc, b12)) - sum(math.log(x) for x in (mma, hcy))
    independent = sum_of_logs / math.log(10) - 3.79 / (1 + math.exp(2.6 * math.log(age / 230)))
    assert index.value == pytest.approx(independent, abs=1e-12)
    assert index.value == pytest.approx(expected, abs=0.006)
    assert index.evidence == "recalled-medium"


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        *((1.6, "elevated"), (0.0, "adequate"), (-0.49, "adequate"), (-0.51, "low")),
        *((-1.6, "possibly deficient"), (-2.6, "probably deficient")),
    ],
)
def test_classes_of_the_index(wanted: float, expected: str) -> None:
    holotc = 10 ** (wanted + 3.79)  # at age 0 the age term is 3.79
    assert combined_index(holotc, 1, 1, 1, 0).words == expected


def test_an_index_needs_four_values_above_zero() -> None:
    with pytest.raises(ValueError, match="above zero"):
        combined_index(80, 350, 0.0, 9, 40)


@pytest.mark.parametrize(
    ("value", "limit", "words"),
    [
        # Known to be below 148 pmol/L: "deficient" holds; known above 258: nothing of NHANES does.
        (148.0, "<", ["deficient"]),
        (200.0, "<", []),
        (150.0, ">", []),
        (200.0, "", ["marginal"]),
    ],
)
def test_a_limit_holds_only_where_every_value_beyond_it_does(
    value: float, limit: str, words: list[str]
) -> None:
    judged = bands("b12", value, "pmol/L", limit)
    assert [band.words for band in judged if band.authority == "nhanes"] == words
