"""The Swiss table: rows per 100 g and per 100 ml."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.foods.sources import made, national
from tests.foods.sources.reading import read

if TYPE_CHECKING:
    from pathlib import Path

from tests.foods.sources.reading import b12


def test_swiss_rows_in_100_ml_go_by_their_density(tmp_path: Path) -> None:
    name, foods, refused = read(made.workbook(tmp_path / "x", national.SWISS))
    assert (name, refused) == ("Swiss Food Composition Database", [])
    assert b12(foods) == [1900, 385, 0, None, None]
    egg, _, juice, apple, _ = foods.values()
    assert (egg.matrix, egg.b6_ng_per_100g) == ("egg", 120_000)
    assert juice.note == "In 100 ml; 1 ml is taken as 1 g."
    assert apple.note == "The table says 'tr.' for B12."


def test_a_swiss_row_in_another_unit_is_refused_alone(tmp_path: Path) -> None:
    rows = [*national.SWISS[:3], (*national.SWISS[3][:7], "per piece", *national.SWISS[3][8:])]
    _, foods, refused = read(made.workbook(tmp_path / "x", rows))
    assert (foods, refused) == ({}, [(4, "'per piece' is neither 100 g nor 100 ml.")])
