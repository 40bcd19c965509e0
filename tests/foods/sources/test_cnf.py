"""The Canadian data set (CNF): what was added, measures, files that do not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from b12track.errors import InputRefused
from b12track.foods.table import Portion
from tests.foods.sources import national
from tests.foods.sources.reading import read

if TYPE_CHECKING:
    from pathlib import Path

from tests.foods.sources.reading import b12


def test_cnf_knows_what_was_added(tmp_path: Path) -> None:
    for path in (
        national.folder(tmp_path / "a", national.CNF, "cp1252"),
        national.packed(tmp_path / "b", national.CNF, "utf-8"),
    ):
        name, foods, refused = read(path)
        assert (name, refused) == ("Canadian Nutrient File", [])
        assert b12(foods) == [540, 5000, 0, None]
        cheese, cereal, *_ = foods.values()
        assert (cheese.name, cheese.food_group) == ("Cheese soufflé", "dairy and egg products")
        assert (cheese.b6_ng_per_100g, cheese.thiamin_ng_per_100g) == (70_000, 60_000)
        assert cheese.portions == (Portion("ml", 402), Portion("slice", 55_000))
        assert (cereal.b12_added_ng_per_100g, cereal.matrix) == (5000, "crystalline")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"NUTRIENT_NAME": national.CNF["NUTRIENT NAME.csv"].replace("B12,µg", "B12,mg")}, "in mg"),
        ({"NUTRIENT_NAME": "NutrientID,NutrientUnit\n"}, "missing"),
        ({"NUTRIENT_AMOUNT": "FoodID,NutrientID,NutrientValue\n2,418\n"}, "line 2: 2 cells"),
        ({"FOOD_NAME": "FoodCode\n2\n"}, "'FoodID' is missing"),
    ],
)
def test_cnf_in_another_shape_is_refused(
    tmp_path: Path, changes: dict[str, str], reason: str
) -> None:
    with pytest.raises(InputRefused, match=reason):
        read(national.folder(tmp_path / "a", national.CNF, "cp1252", **changes))
