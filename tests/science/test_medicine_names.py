"""Medicines by the names on their boxes."""

import pytest

from b12track.errors import InputRefused
from b12track.science.circumstances import MEDICINES, known
from b12track.science.medicine_names import medicine


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("omeprazole", "ppi"),
        ("Lansoprazole 15 mg", "ppi"),
        ("pantoprazole 40 mg", "ppi"),
        ("esomeprazole", "ppi"),
        ("Omeprazole 40 mg once daily", "ppi-40mg"),
        ("PPI", "ppi"),
        ("Glucophage", "metformin"),
        ("metformin 500 mg", "metformin"),
        ("Metformin", "metformin"),
        ("famotidine", "h2-blocker"),
        ("H2 blocker", "h2-blocker"),
        ("laughing gas", "nitrous-oxide"),
        ("nitrous oxide", "nitrous-oxide"),
        ("Lyrica", "pregabalin"),
        ("colchicine 0.5 mg", "colchicine"),
    ],
)
def test_a_name_on_a_box(words: str, name: str) -> None:
    assert medicine(words) == name
    assert known(name).source


def test_another_medicine_is_refused_with_the_list() -> None:
    with pytest.raises(InputRefused, match="'aspirin' is not a medicine") as refused:
        medicine("aspirin")
    assert refused.value.suggestions == MEDICINES
