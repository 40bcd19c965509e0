"""The German table (BLS): a workbook in two languages, vitamins in micrograms."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from b12track.errors import InputRefused
from tests.foods.sources import made, national
from tests.foods.sources.reading import read

if TYPE_CHECKING:
    from pathlib import Path

from tests.foods.sources.reading import b12


def test_bls_gives_vitamins_in_micrograms(tmp_path: Path) -> None:
    name, foods, refused = read(made.workbook(tmp_path / "x", national.BLS))
    assert (name, refused) == ("BLS", [])
    assert b12(foods) == [410, None, None, 0, None]
    milk, bread, apple, _, stew = foods.values()
    assert (milk.name, milk.b6_ng_per_100g) == ("Milk 3.5 % fat (Kuhmilch 3,5 % Fett)", 36_000)
    assert (milk.thiamin_ng_per_100g, milk.matrix) == (37_000, "dairy")
    assert bread.note == "The table says 'TR' for B12."
    assert (apple.note, apple.b6_ng_per_100g) == ("The table says '<LOD' for B12.", None)
    assert (stew.name, stew.note) == ("Linseneintopf", "")
    assert milk.citation == "BLS M111100 (2025)"


def test_bls_without_a_unit_is_refused(tmp_path: Path) -> None:
    header = tuple(str(cell).replace("[µg/100g]", "") for cell in national.BLS[0])
    with pytest.raises(InputRefused, match="neither in µg nor in mg"):
        read(made.workbook(tmp_path / "x", (header, *national.BLS[1:])))
