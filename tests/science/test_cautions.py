import pytest

from b12track.science.cautions import b6_caution, folic_acid_caution
from b12track.science.reference_values import UPPER_KINDS, references


@pytest.mark.parametrize(
    ("mg", "level"),
    [
        *((1.7, None), (10, None), (10.1, "notice"), (12, "notice"), (12.1, "warning")),
        *((50, "warning"), (50.1, "strong"), (100, "strong"), (100.1, "urgent")),
    ],
)
def test_levels_of_b6(mg: float, level: str | None) -> None:
    warning = b6_caution(mg)
    assert (warning.level if warning else None) == level


def test_new_tingling_makes_any_high_amount_urgent() -> None:
    warning = b6_caution(11, new_tingling=True)
    assert warning is not None and warning.level == "urgent" and "10 mg" in warning.text
    assert b6_caution(2, new_tingling=True) is None


@pytest.mark.parametrize("mg", [10, 12, 50, 100])
def test_every_limit_stands_in_the_reference_table(mg: int) -> None:
    printed = {row.value for row in references("b6") if row.kind in UPPER_KINDS}
    assert str(mg) in printed


@pytest.mark.parametrize(
    ("ug", "flag", "level"),
    [
        *((1000, False, None), (1001, False, "warning"), (1001, True, "warning")),
        *((399, True, None), (400, True, "notice"), (400, False, None)),
    ],
)
def test_folic_acid(ug: float, flag: bool, level: str | None) -> None:
    warning = folic_acid_caution(ug, flag)
    assert (warning.level if warning else None) == level


def test_the_words_about_folic_acid_and_where_they_are_from() -> None:
    caution = folic_acid_caution(1500, low_b12_flag=False)
    assert caution is not None
    assert caution.text == (
        "Folic acid can mend the anaemia of low B12 while nerve damage goes on."
        " Do not start high-dose folic acid before B12 has been checked."
    )
    assert (caution.source, caution.evidence) == ("IOM 1998 ch. 8; EFSA 2023", "seen")
