import pytest

from b12track.science.band import Band, lowest, total


def test_nothing_sums_to_nothing() -> None:
    assert total([]) == Band(0.0, 0.0, 0.0)


def test_lowest_of_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="unpack"):
        lowest([])
