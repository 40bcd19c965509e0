"""Each foreign format, from a small file in its genuine shape to foods, whatever its name."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import zipfile
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from b12track.errors import InputRefused
from b12track.foods.sources.recognise import opened
from b12track.foods.table import Food, Portion
from tests.foods.sources import made

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Tool


def read(path: str) -> tuple[str, dict[str, Food], list[tuple[int, str]]]:
    """The source's name, its foods by code, and what was refused."""
    with opened(path) as source:
        lines = list(source.foods)
    foods = [food for _, food in lines if isinstance(food, Food)]
    refused = [(line, reason) for line, reason in lines if isinstance(reason, str)]
    return source.name, {food.food_code: food for food in foods}, refused


def written(path: Path, content: bytes | str) -> str:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


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


def test_cofid_knows_traces_from_zero(tmp_path: Path) -> None:
    name, foods, refused = read(written(tmp_path / "x.txt", made.COFID))
    assert (name, refused) == ("CoFID", [])
    assert foods["cofid-16-001"].b12_ng_per_100g == 10_000
    assert foods["cofid-16-001"].thiamin_ng_per_100g is None
    assert foods["cofid-16-002"].note == "The table says 'N' for B12."
    assert foods["cofid-16-003"].b12_ng_per_100g is None
    assert foods["cofid-13-145"].b12_ng_per_100g == 0


def test_a_sheet_of_cofid_without_b12_says_which_one_is_meant(tmp_path: Path) -> None:
    content = made.COFID.replace("Vitamin B12", "Folate")
    with pytest.raises(InputRefused, match="no vitamin B12; take the one of vitamins"):
        read(written(tmp_path / "macros.csv", content))


def test_fndds_has_a_title_above_its_header(tmp_path: Path) -> None:
    name, foods, refused = read(made.workbook(tmp_path / "x.bin", made.FNDDS))
    assert (name, refused) == ("FNDDS", [])
    milk, powder, juice = foods.values()
    assert (milk.food_code, milk.b12_ng_per_100g) == ("fndds-11100000", 560)
    assert milk.citation == "FNDDS 2021-2023 11100000 (2023)"
    assert powder.b12_added_ng_per_100g == powder.b12_ng_per_100g == 8070
    assert juice.matrix == "none"


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


@pytest.mark.parametrize(
    "content",
    [b"", b"hello", b"a,b\n1,2\n", b"PK\x03\x04broken", b"name,b12\nmilk,1\n", b"\x1f\x8b\0\0"],
)
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(InputRefused):
        read(written(tmp_path / "x.csv", content))


def test_a_zip_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("food.csv", made.FDC["food.csv"])
        archive.writestr("nutrient.csv", "0" * 50_000_000)
    with pytest.raises(InputRefused, match="unpacks to 50,000,000 bytes"):
        read(str(tmp_path / "bomb.zip"))


def test_an_endless_cell_through_a_pipe_costs_no_memory(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    script = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (600_000_000,) * 2)\n"
        "from b12track.foods.sources.recognise import opened\n"
        "with opened(sys.argv[1]) as source: list(source.foods)"
    )
    command = [sys.executable, "-c", script, str(pipe)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as reader:
        with suppress(BrokenPipeError), pipe.open("wb", buffering=0) as end:
            end.write(b'name,b12_ug_per_100g\n"')
            for _ in range(1000):
                end.write(b"m" * 1_000_000)
        assert reader.stderr
        assert "line 2: longer than 1,000,000 bytes" in reader.stderr.read()


def test_what_foods_list_prints_can_be_imported(tmp_path: Path, tool: Tool) -> None:
    _, foods, refused = read(written(tmp_path / "x", tool.ok("foods list --csv").out))
    assert refused == []
    assert len(foods) > 1000
