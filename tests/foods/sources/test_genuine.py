"""The genuine files, where they lie beside the repository: the counts that their README gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from b12track.errors import InputRefused
from b12track.foods.catalogue import open_catalogue
from b12track.foods.importing import FoodsReport, ImportOptions, import_table
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

RAW = ROOT.parent / "shared" / "data" / "raw"
pytestmark = pytest.mark.skipif(not RAW.exists(), reason="the genuine food tables are not here")

#: Pattern → foods, without a B12 value, with zero, refused.
FILES = {
    "usda_fdc_foundation/*.zip": (307, 242, 3, 0),
    "usda_fndds/*.xlsx": (5431, 0, 2031, 0),
    "ciqual/Ciqual_2025.xlsx": (3484, 1454, 716, 0),
    # "Son de blé" stands twice in it, once without any value.
    "ciqual/*2020*.csv": (3185, 1108, 734, 1),
    "cofid_2021/vitimins.csv": (2887, 309 + 126, 1194, 0),
    "off/*.tsv": (999, 966, 14, 1),
}


def taken(catalogue: Path, pattern: str) -> FoodsReport:
    (file,) = RAW.glob(pattern)
    return import_table(str(catalogue), str(file), ImportOptions())


@pytest.mark.parametrize("pattern", FILES)
def test_the_counts_are_those_of_the_readme(tmp_path: Path, pattern: str) -> None:
    foods, unknown, zeros, refused = FILES[pattern]
    first = taken(tmp_path / "foods.db", pattern)
    assert (first.new, first.b12_unknown, first.refused) == (foods, unknown, refused)
    with open_catalogue(str(tmp_path / "foods.db")) as catalogue:
        assert catalogue.imported() == foods
        row = catalogue._connection.execute(
            "SELECT count(*) FROM imported_food WHERE b12_ng_per_100g = 0"
        ).fetchone()
        assert row == (zeros,)
        before = (tmp_path / "foods.db").read_bytes()
        again = taken(tmp_path / "foods.db", pattern)
        assert (again.new, again.differs, again.same) == (0, 0, foods)
        assert (tmp_path / "foods.db").read_bytes() == before


def test_a_newer_edition_changes_the_older_one(tmp_path: Path) -> None:
    taken(tmp_path / "foods.db", "ciqual/*2020*.csv")
    report = taken(tmp_path / "foods.db", "ciqual/Ciqual_2025.xlsx")
    assert report.new + report.differs + report.same == 3484
    assert report.differs > 1000


def test_the_samples_behind_foundation_foods_are_no_foods(tmp_path: Path) -> None:
    assert taken(tmp_path / "foods.db", "usda_fdc_foundation/*.zip").not_foods == 54_653


@pytest.mark.parametrize("name", ["usda_sr_legacy", "cofid_2021/macros.csv"])
def test_what_holds_no_b12_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputRefused, match=r"missing|no vitamin B12"):
        import_table(str(tmp_path / "foods.db"), str(RAW / name), ImportOptions())
