import pytest

from b12track.errors import InputRefused
from b12track.science import cited_table
from b12track.science.label_values import label_amount_ng, label_value, label_values


@pytest.mark.parametrize(
    ("label", "group", "b12", "b6", "thiamin"),
    [
        ("us", "general", "2.4", "1.7", "1.2"),
        ("us", "pregnancy-lactation", "2.8", "2.0", "1.4"),
        ("us-old", "general", "6.0", "2.0", "1.5"),
        ("eu", "general", "2.5", "1.4", "1.1"),
        ("uk", "general", "2.5", "1.4", "1.1"),
        ("codex", "general", "2.4", "1.3", "1.2"),
        ("canada", "general", "2.4", "1.7", "1.2"),
        ("anz", "1-3-years", "1.0", "0.7", "0.5"),
        ("china", "general", "2.4", "1.4", "1.4"),
        ("japan", "general", "2.4", "1.3", "1.2"),
    ],
)
def test_label_values_as_printed(label: str, group: str, b12: str, b6: str, thiamin: str) -> None:
    amounts = [label_value(label, nutrient, group).value for nutrient in ("b12", "b6", "thiamin")]
    assert amounts == [b12, b6, thiamin]


def test_a_quarter_of_the_old_us_value_is_one_and_a_half_micrograms() -> None:
    assert label_amount_ng(25, "us-old") == 1500  # check C4
    assert label_amount_ng(25, "us") == 600
    assert label_amount_ng("12.5", "eu", "b6") == 175_000


def test_an_unknown_label_is_refused_with_the_known_ones() -> None:
    with pytest.raises(InputRefused) as caught:
        label_value("mars")
    assert "us-old" in caught.value.suggestions


def test_every_row_has_its_evidence_and_source() -> None:
    for nutrient in ("b12", "b6", "thiamin"):
        for row in label_values(nutrient):
            assert row.evidence in cited_table.EVIDENCE and row.source
            assert row.per_day_ng > 0
