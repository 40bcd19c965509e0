"""The Dutch table (NEVO): traces, fortification, units."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from b12track.errors import InputRefused
from tests.foods.sources import national
from tests.foods.sources.reading import read, written

if TYPE_CHECKING:
    from pathlib import Path

from tests.foods.sources.reading import b12


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_nevo_knows_traces_and_fortification(tmp_path: Path, encoding: str) -> None:
    name, foods, refused = read(written(tmp_path / "x", national.NEVO.encode(encoding)))
    assert (name, refused) == ("NEVO", [])
    assert b12(foods) == [450, None, 380, None]
    milk, bread, soy, pudding = foods.values()
    assert (milk.name, milk.b6_ng_per_100g) == ("Milk whole (Melk volle)", 40_000)
    assert (milk.matrix, bread.note) == ("dairy", "The table says 'traces' for B12.")
    assert (soy.b12_origin, soy.note) == ("fortified", "In 100 ml; 1 ml is taken as 1 g.")
    assert pudding.name == "Crème caramel"


def test_nevo_in_another_unit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="not in µg"):
        read(written(tmp_path / "x", national.NEVO.replace("VITB12 (µg)", "VITB12 (mg)")))
