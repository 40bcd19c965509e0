"""The Australian table (AUSNUT)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.foods.sources import national
from tests.foods.sources.reading import read, written

if TYPE_CHECKING:
    from pathlib import Path

from tests.foods.sources.reading import b12


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_ausnut(tmp_path: Path, encoding: str) -> None:
    name, foods, refused = read(written(tmp_path / "x", national.AUSNUT.encode(encoding)))
    assert (name, refused) == ("AUSNUT", [])
    assert b12(foods) == [600, None, 0]
    assert foods["ausnut-10a10001"].thiamin_ng_per_100g == 30_000
