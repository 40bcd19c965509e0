"""FoodData Central: tables that are joined, by folder or zip."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from b12track.errors import InputRefused
from b12track.foods.table import Portion
from tests.foods.sources import made

if TYPE_CHECKING:
    from pathlib import Path

from tests.foods.sources.reading import read


def test_fooddata_central_joins_its_tables(tmp_path: Path) -> None:
    (tmp_path / "outer").mkdir()
    made.fdc_folder(tmp_path / "outer" / "FoodData_Central_csv_2023-04-20")
    paths = [str(tmp_path / "outer"), made.fdc_folder(tmp_path / "a")]
    for path in [*paths, made.fdc_zip(tmp_path / "b.pdf")]:
        name, foods, refused = read(path)
        assert (name, refused) == ("USDA FoodData Central", [])
        assert list(foods) == ["fdc-12", "fdc-13", "fdc-14", "fdc-15"]
        milk, cereal, drink, salt = foods.values()
        assert (milk.b12_ng_per_100g, milk.b6_ng_per_100g) == (540, 61_000)
        assert milk.portions == (Portion("cup", 244_000),)
        assert milk.citation == "USDA FDC Foundation 12 (2020)"
        assert (milk.matrix, milk.food_group) == ("dairy", "dairy and egg products")
        assert cereal.name == 'Cereal, "Crispy", fortified'
        assert (cereal.b12_ng_per_100g, cereal.b12_added_ng_per_100g) == (5000, 5000)
        assert (cereal.b12_origin, cereal.matrix) == ("fortified", "crystalline")
        assert cereal.portions == (Portion("waffles", 35_000),)
        assert (drink.name, drink.b12_origin) == ("OAT DRINK, OATERS", "fortified")
        assert drink.b12_added_ng_per_100g is None
        assert drink.portions == (Portion("serving", 240_000), Portion("cup", 240_000))
        assert salt.b12_ng_per_100g is None  # vitamin E, added, is another nutrient


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"food_nutrient": ""}, "food_nutrient.csv is missing"),
        ({"nutrient": made.FDC["nutrient.csv"].replace('"UG"', '"MG"')}, "in MG, not UG"),
        ({"nutrient": made.FDC["nutrient.csv"].replace('"UG"', '""')}, "in no unit, not UG"),
        ({"food_nutrient": '"id","nutrient_id","amount"\n'}, "'fdc_id' is missing"),
        ({"food": ""}, "food.csv is missing"),
        ({"food": "", "nutrient": ""}, "no food table"),
    ],
)
def test_fooddata_central_without_what_it_needs_is_refused(
    tmp_path: Path, changes: dict[str, str], reason: str
) -> None:
    with pytest.raises(InputRefused, match=reason):
        read(made.fdc_folder(tmp_path / "fdc", **changes))


def test_nutrients_by_their_old_number_are_known(tmp_path: Path) -> None:
    old = made.FDC["food_nutrient.csv"].replace('"1178"', '"418"')
    _, foods, _ = read(made.fdc_folder(tmp_path / "fdc", food_nutrient=old))
    assert foods["fdc-12"].b12_ng_per_100g == 540
