"""FNDDS: a title above its header, and what was added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.foods.sources import made

if TYPE_CHECKING:
    from pathlib import Path

from tests.foods.sources.reading import read


def test_fndds_has_a_title_above_its_header(tmp_path: Path) -> None:
    name, foods, refused = read(made.workbook(tmp_path / "x.bin", made.FNDDS))
    assert (name, refused) == ("FNDDS", [])
    milk, powder, juice = foods.values()
    assert (milk.food_code, milk.b12_ng_per_100g) == ("fndds-11100000", 560)
    assert milk.citation == "FNDDS 2021-2023 11100000 (2023)"
    assert powder.b12_added_ng_per_100g == powder.b12_ng_per_100g == 8070
    assert juice.matrix == "none"
