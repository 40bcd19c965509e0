"""Bars of characters never say more than the number beside them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from b12track.report.bars import bar


@given(
    value=st.floats(0, 5000),
    mark=st.floats(0.1, 100),
    times=st.floats(1.2, 6),
    columns=st.integers(8, 60),
)
def test_a_bar_reaches_the_mark_only_where_the_value_does(
    value: float, mark: float, times: float, columns: int
) -> None:
    drawn = bar(value, mark, mark * times, columns)
    assert len(drawn) == columns + 1
    before = drawn.split("|")[0]
    assert (before == "█" * len(before)) == (int(value * len(before) * 8 / mark) >= len(before) * 8)
    if value < mark * 0.999999:
        assert not before.endswith("█")
