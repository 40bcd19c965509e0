"""Open Food Facts: grams, packed or not, rows that do not fit."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from b12track.foods.table import Portion
from tests.foods.sources import made

if TYPE_CHECKING:
    from pathlib import Path

from tests.foods.sources.reading import read, written


@pytest.mark.parametrize("is_packed", [False, True])
def test_open_food_facts_is_in_grams(tmp_path: Path, is_packed: bool) -> None:
    content = made.OFF.encode()
    content = gzip.compress(content) if is_packed else content
    name, foods, refused = read(written(tmp_path / "products.xlsx", content))
    assert (name, refused) == ("Open Food Facts", [])
    drink, apple, cookies, nameless = foods.values()
    assert (drink.name, drink.b12_ng_per_100g) == ('Oat "drink", Oaters', 380)
    assert (drink.b12_origin, drink.diet) == ("fortified", "vegan")
    assert drink.portions == (Portion("serving", 200_000), Portion("glass", 200_000))
    assert (apple.name, apple.b12_ng_per_100g) == ("Pomme", None)
    assert cookies.b12_ng_per_100g == 1_480_710_000  # refused later, by its size
    assert nameless.name == "product 004, M"


def test_a_row_with_other_cells_is_refused_alone(tmp_path: Path) -> None:
    _, foods, refused = read(written(tmp_path / "x", made.OFF.replace("002\thttp", "002")))
    assert refused == [(3, "11 cells where 12 are needed.")]
    assert len(foods) == 3
