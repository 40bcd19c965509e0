"""The Finnish data set (Fineli): several files, in a folder or packed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from b12track.errors import InputRefused
from b12track.foods.importing import ImportOptions, import_table
from b12track.foods.table import Portion
from tests.foods.sources import national
from tests.foods.sources.reading import read, written

if TYPE_CHECKING:
    from pathlib import Path

from tests.foods.sources.reading import b12


def test_fineli_is_no_fooddata_central(tmp_path: Path) -> None:
    latin = "iso-8859-1"
    for path in (
        national.folder(tmp_path / "a", national.FINELI, latin),
        national.packed(tmp_path / "b", national.FINELI, latin),
    ):
        name, foods, refused = read(path)
        assert (name, refused) == ("Fineli", [(5, "TWICE: VITB12 stands twice.")])
        assert b12(foods) == [400, 0, None]
        milk = foods["fineli-1"]
        assert (milk.b6_ng_per_100g, milk.thiamin_ng_per_100g) == (50_000, 40_000)
        assert milk.portions == (Portion("dl", 103_000), Portion("medium glass", 170_500))
        assert foods["fineli-3"].name == "CRÈME BRÛLÉE"


def test_a_refused_data_set_changes_nothing(tmp_path: Path) -> None:
    catalogue = tmp_path / "foods.db"
    good = written(tmp_path / "x", national.AUSNUT)
    assert import_table(str(catalogue), good, ImportOptions()).new == 3
    before = catalogue.read_bytes()
    broken = national.FINELI["foodname_EN.csv"] + "5\r\n"
    path = national.folder(tmp_path / "a", national.FINELI, "iso-8859-1", foodname_EN=broken)
    with pytest.raises(InputRefused, match="line 6: 1 cells"):
        import_table(str(catalogue), path, ImportOptions())
    assert catalogue.read_bytes() == before
