"""BLS, Fineli, CNF, the Swiss, Dutch, Danish and Australian tables: units, traces, measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from b12track.errors import InputRefused
from b12track.foods.importing import ImportOptions, import_table
from b12track.foods.table import Portion
from tests.foods.sources import made, national
from tests.foods.sources.old_workbook import ciqual_xls
from tests.foods.sources.test_readers import read, written

if TYPE_CHECKING:
    from pathlib import Path

    from b12track.foods.table import Food


def b12(foods: dict[str, Food]) -> list[int | None]:
    return [food.b12_ng_per_100g for food in foods.values()]


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


def test_frida_gathers_the_rows_of_a_food(tmp_path: Path) -> None:
    name, foods, refused = read(made.workbook(tmp_path / "x", national.FRIDA))
    assert (name, refused) == ("Frida", [])
    assert b12(foods) == [450, None, 0]
    milk = foods["frida-1"]
    assert (milk.name, milk.b6_ng_per_100g) == ("Milk, whole (Mælk, sød)", 40_000)
    assert milk.thiamin_ng_per_100g == 30_000


def test_frida_with_a_parameter_twice_refuses_that_food(tmp_path: Path) -> None:
    path = made.workbook(tmp_path / "x", (*national.FRIDA, national.FRIDA[1]))
    _, foods, refused = read(path)
    assert refused == [(7, "Milk, whole (Mælk, sød): Vitamin B12 stands twice.")]
    assert list(foods) == ["frida-2", "frida-3"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_ausnut(tmp_path: Path, encoding: str) -> None:
    name, foods, refused = read(written(tmp_path / "x", national.AUSNUT.encode(encoding)))
    assert (name, refused) == ("AUSNUT", [])
    assert b12(foods) == [600, None, 0]
    assert foods["ausnut-10a10001"].thiamin_ng_per_100g == 30_000


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


def test_a_workbook_of_excel_97(tmp_path: Path) -> None:
    name, foods, refused = read(written(tmp_path / "x", ciqual_xls()))
    assert (name, refused) == ("CIQUAL", [])
    assert b12(foods) == [1400, None, 0]
