"""People from the batches of a scan."""

from __future__ import annotations

import pyarrow as pa
import pytest

from b12track.cohort.people import AGE_BANDS, people_of

ROWS = pa.table(
    {
        "person": ["a", "a", "b", "c", "c"],
        "weekend": [False, True, False, False, True],
        "days": [3, 1, 2, 5, 2],
        "ln": [1.5, 0.5, None, 2.0, 1.0],
        "person_sex": ["f", "f", None, "m", "m"],
        "person_age": [30.0, 30.0, None, 85.0, 85.0],
    }
)


@pytest.mark.parametrize("rows", [1, 2, 3, 5])
def test_a_person_whose_rows_lie_in_two_batches_is_one(rows: int) -> None:
    people = people_of(ROWS.to_batches(max_chunksize=rows), ("weekend",), AGE_BANDS)
    assert people.size == 3
    assert people.owner.tolist() == [0, 0, 1, 2, 2]
    assert people.total("days").tolist() == [4.0, 2.0, 7.0]
    assert people.total("ln").tolist() == [2.0, 0.0, 3.0]
    assert people.classes["weekend"].tolist() == [0.0, 1.0, 0.0, 0.0, 1.0]
    texts = {
        name: [label.texts[code] for code in label.codes] for name, label in people.labels.items()
    }
    assert texts == {"sex": ["f", "unknown", "m"], "age_band": ["19-30", "unknown", "71+"]}


def test_nobody() -> None:
    people = people_of(ROWS.slice(0, 0).to_batches(), ("weekend",), AGE_BANDS)
    assert people.size == 0
