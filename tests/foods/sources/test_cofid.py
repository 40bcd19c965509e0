"""The British table (CoFID): traces, N, and sheets without B12."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from b12track.errors import InputRefused
from tests.foods.sources import made

if TYPE_CHECKING:
    from pathlib import Path

from tests.foods.sources.reading import read, written


def test_cofid_knows_traces_from_zero(tmp_path: Path) -> None:
    name, foods, refused = read(written(tmp_path / "x.txt", made.COFID))
    assert (name, refused) == ("CoFID", [])
    assert foods["cofid-16-001"].b12_ng_per_100g == 10_000
    assert foods["cofid-16-001"].thiamin_ng_per_100g is None
    assert foods["cofid-16-002"].note == "The table says 'N' for B12."
    assert foods["cofid-16-003"].b12_ng_per_100g is None
    assert foods["cofid-13-145"].b12_ng_per_100g == 0


def test_a_sheet_of_cofid_without_b12_says_which_one_is_meant(tmp_path: Path) -> None:
    content = made.COFID.replace("Vitamin B12", "Folate")
    with pytest.raises(InputRefused, match="no vitamin B12; take the one of vitamins"):
        read(written(tmp_path / "macros.csv", content))
