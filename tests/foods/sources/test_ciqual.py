"""The French table (CIQUAL): decimal commas, traces, workbooks of two ages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from b12track.errors import InputRefused
from tests.foods.sources import made
from tests.foods.sources.old_workbook import ciqual_xls
from tests.foods.sources.reading import b12, read, written

if TYPE_CHECKING:
    from pathlib import Path


def test_a_workbook_of_excel_97(tmp_path: Path) -> None:
    name, foods, refused = read(written(tmp_path / "x", ciqual_xls()))
    assert (name, refused) == ("CIQUAL", [])
    assert b12(foods) == [1400, None, 0]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_ciqual_reads_decimal_commas_and_words(tmp_path: Path, encoding: str) -> None:
    name, foods, refused = read(written(tmp_path / "x.json", made.CIQUAL.encode(encoding)))
    assert (name, refused) == ("CIQUAL", [])
    egg, beef, apple, pear, plum = foods.values()
    assert (egg.name, egg.b12_ng_per_100g, egg.matrix) == ("Œuf, cru", 1400, "egg")
    assert (beef.b12_ng_per_100g, beef.matrix) == (None, "meat")
    assert beef.note == "The table says '< 0,1' for B12."
    assert (apple.b12_ng_per_100g, apple.note) == (None, "The table says 'traces' for B12.")
    assert (pear.b12_ng_per_100g, pear.note) == (None, "")
    assert (plum.b12_ng_per_100g, plum.matrix) == (0, "none")


def test_ciqual_as_a_workbook(tmp_path: Path) -> None:
    rows = [line.split(";") for line in made.CIQUAL.splitlines()]
    rows[0][-1] = "Vitamine\nB12 (µg\n100 g)"
    name, foods, _ = read(made.workbook(tmp_path / "table", rows))
    assert (name, len(foods)) == ("CIQUAL", 5)
    assert foods["ciqual-22000"].b12_ng_per_100g == 1400


def test_ciqual_in_another_unit_is_refused(tmp_path: Path) -> None:
    content = made.CIQUAL.replace("B12 (µg/100 g)", "B12 (mg/100 g)")
    with pytest.raises(InputRefused, match="not in µg"):
        read(written(tmp_path / "x.csv", content))
