"""foods.csv: every rule of docs/foods.md, and every figure against the table it cites."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from b12track.errors import InputRefused
from b12track.foods.table import COLUMNS, FOOD_GROUPS, Food, food_from_row, food_key, read
from tests.conftest import ROOT

SHARED = ROOT.parent / "shared" / "data"
FILES = {
    "USDA SR28": "usda_sr.csv",
    "FNDDS 2021-2023": "fndds_2021_2023.csv",
    "FNDDS 2017-2018": "fndds_2017_2018.csv",
    "CIQUAL 2025": "ciqual_2025.csv",
    "CoFID 2021": "cofid_2021.csv",
    "AFCD 2019": "afcd_2019.csv",
    "STFCJ 2020": "stfcj_2020_japan.csv",
}
EDITIONS = {
    "FNDDS 2021-2023": 2023,
    "FNDDS 2017-2018": 2018,
    "CIQUAL 2025": 2025,
    "CoFID 2021": 2021,
    "AFCD 2019": 2019,
    "STFCJ 2020": 2020,
}
DECLARED = {"typical label", "label definition", "recipe"}


@pytest.fixture(scope="module")
def foods() -> list[Food]:
    return read(str(ROOT / "foods.csv"))


def test_the_table_keeps_its_rules(foods: list[Food]) -> None:
    assert len(foods) >= 800  # read() has checked every rule of every row
    assert {food.food_group for food in foods} == set(FOOD_GROUPS)


def test_every_source_is_known(foods: list[Food]) -> None:
    assert {food.source for food in foods} <= set(FILES) | DECLARED


def test_not_counted_foods_say_why(foods: list[Food]) -> None:
    not_counted = [food for food in foods if food.data_quality == "not counted"]
    words = " ".join(food_key(food.name) for food in not_counted)
    for name in ("spirulina", "chlorella", "nori", "tempeh"):
        assert name in words
    assert all(food.note and food.b12_ng_per_100g == 0 for food in not_counted)


def test_a_recipe_of_ours_is_called_calculated_and_says_so(foods: list[Food]) -> None:
    recipes = [food for food in foods if food.source == "recipe"]
    assert {food.data_quality for food in recipes} == {"calculated"}
    assert all(food.note for food in recipes)


def test_labels_say_that_they_are_typical(foods: list[Food]) -> None:
    silent = [f.food_code for f in foods if f.source == "typical label" and not f.note]
    assert silent == []


@pytest.mark.parametrize(
    ("name", "code_part"),
    [
        ("egg", "egg"),
        ("milk", "milk"),
        ("salmon", "salmon"),
        ("cheddar", "cheddar"),
        ("fortified soy milk", "soy"),
        ("b12", "cyanocobalamin"),
        ("Marmite", "yeast-extract"),
    ],
)
def test_plain_words_mean_one_food(foods: list[Food], name: str, code_part: str) -> None:
    owners = [f for f in foods if food_key(name) in map(food_key, (f.name, *f.aliases))]
    assert [code_part in food.food_code for food in owners] == [True]


@pytest.mark.parametrize("name", ["soy milk", "oat milk", "liver", "cereal", "veggie burger"])
def test_words_that_split_by_everything_are_nobodys(foods: list[Food], name: str) -> None:
    assert not [f for f in foods if food_key(name) in map(food_key, (f.name, *f.aliases))]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the cited tables are not beside the project")
def test_every_cited_figure_is_in_its_source(foods: list[Food]) -> None:
    cells = {row["food_code"]: row for row in _rows(ROOT / "foods.csv")}
    cited = {
        source: {row["id"]: row for row in _rows(SHARED / name)} for source, name in FILES.items()
    }
    compared = 0
    for food in foods:
        if food.source in DECLARED:
            continue
        row = cited[food.source][food.source_code]
        pairs = [("b6_mg_per_100g", "b6_mg"), ("thiamin_mg_per_100g", "b1_mg")]
        if food.data_quality != "not counted":
            pairs.append(("b12_ug_per_100g", "b12_ug"))
        for ours, theirs in pairs:
            compared += 1
            assert _decimal(cells[food.food_code][ours]) == _decimal(row[theirs]), food.food_code
    assert compared > 3000


@pytest.mark.skipif(not SHARED.is_dir(), reason="the cited tables are not beside the project")
def test_every_year_is_that_of_the_value(foods: list[Food]) -> None:
    dates = {row["id"]: row["date"] for row in _rows(SHARED / "usda_sr_b12_quality.csv")}
    for food in foods:
        if food.source == "USDA SR28":
            expected = int(dates.get(food.source_code, "")[-4:] or 2016)
        else:
            expected = EDITIONS.get(food.source, food.source_year or 0)
        assert food.source_year == expected, food.food_code


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _decimal(cell: str) -> Decimal | None:
    return Decimal(cell) if cell else None


GOOD = {
    "food_code": "egg",
    "name": "egg",
    "aliases": "",
    "food_group": "egg",
    "b12_ug_per_100g": "1.1",
    "b12_origin": "natural",
    "b12_added_ug_per_100g": "",
    "matrix": "egg",
    "b6_mg_per_100g": "",
    "thiamin_mg_per_100g": "",
    "portions": "1 large = 50 g",
    "default_portion": "large",
    "diet": "vegetarian",
    "data_quality": "measured",
    "source": "USDA SR28",
    "source_code": "01129",
    "source_year": "1976",
    "note": "",
}


def test_a_good_row_is_read_exactly() -> None:
    food = food_from_row([GOOD[column] for column in COLUMNS])
    assert (food.b12_ng_per_100g, food.b6_ng_per_100g, food.portions[0].portion_mg) == (
        1100,
        None,
        50_000,
    )


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("b12_ug_per_100g", "1,1", "never a comma"),
        ("b12_ug_per_100g", "nan", "not a value"),
        ("b12_ug_per_100g", "1480710", "no food"),
        ("b12_added_ug_per_100g", "2", "part of the total"),
        ("matrix", "wood", "not one of"),
        ("portions", "1 large = 50", "not a portion"),
        ("portions", "2 large = 50 g", "not a portion"),
        ("default_portion", "small", "not among its portions"),
        ("source", "", "needed on every row"),
        ("source_year", "", "needed on every row"),
        ("food_code", "Egg 1", "lower-case"),
        ("data_quality", "assumed zero", "value of 0"),
        ("diet", "vegan", "needs the matrix"),
    ],
)
def test_a_bad_cell_is_refused(column: str, cell: str, words: str) -> None:
    row = {**GOOD, column: cell}
    with pytest.raises(InputRefused, match=words):
        food_from_row([row[name] for name in COLUMNS])


def test_faults_are_told_with_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "foods.csv"
    lines = [",".join(COLUMNS), ",".join(GOOD[c] for c in COLUMNS)]
    lines.append(",".join({**GOOD, "b12_ug_per_100g": "x"}[c] for c in COLUMNS))
    lines.append(",".join(GOOD[c] for c in COLUMNS))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(InputRefused) as refused:
        read(str(path))
    assert f"{path}, line 3: 'x' is not" in str(refused.value)
    assert "the code egg stands twice" in str(refused.value)
