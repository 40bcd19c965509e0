"""Words and beginnings of words find what FTS5 itself finds; foods.db of before keeps its foods."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from b12track.foods import word_index
from b12track.foods.catalogue import Catalogue, open_catalogue
from b12track.foods.catalogue_file import CatalogueDamaged, opened_as_it_is
from b12track.foods.importing import ImportOptions, import_table

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("zonked kelp", "zonk", "zo bar", "kelp zon", "zealous kelp", "unzonked kelp")


@pytest.fixture
def foods_db(tmp_path: Path, built_catalogue: Path) -> Path:
    foods_db = tmp_path / "foods.db"
    shutil.copy(built_catalogue, foods_db)
    imported(foods_db, tmp_path, *NAMES)
    return foods_db


def imported(foods_db: Path, folder: Path, *names: str) -> None:
    table = folder / "table.csv"
    table.write_text("name,b12_ug_per_100g\n" + "".join(f"{name},1\n" for name in names))
    import_table(str(foods_db), str(table), ImportOptions())


def beginning(foods_db: Path, *beginnings: str) -> list[list[str]]:
    with open_catalogue(str(foods_db)) as foods:
        return [[food.name for food in foods.with_prefixes(text)] for text in beginnings]


@pytest.mark.parametrize("most", [0, 1, 300])
def test_beginnings_find_the_same_by_words_and_by_the_engine(
    foods_db: Path, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(word_index, "_MOST_WORDS", most)
    monkeypatch.setattr(word_index, "_MOST_WORDS_OF_SHORT", most)
    assert beginning(foods_db, "zo", "zonk", "zonke ke", "zonkedly") == [
        ["zo bar", "zonk", "kelp zon", "zonked kelp"],
        ["zonk", "zonked kelp"],
        ["zonked kelp"],
        [],
    ]


def test_words_are_counted_by_the_names_they_stand_in(foods_db: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(foods_db)) as connection:
        assert word_index.imported_words(connection, "zon") == {"zon": 1, "zonk": 1, "zonked": 1}
        assert word_index.imported_words(connection, "kelp") == {"kelp": 4}
    imported(foods_db, tmp_path, "zonked egg", "zonky")
    with closing(sqlite3.connect(foods_db)) as connection:
        assert word_index.imported_words(connection, "zonk") == {"zonk": 1, "zonked": 2, "zonky": 1}


def test_imported_foods_of_the_layout_before_are_kept(foods_db: Path) -> None:
    before = beginning(foods_db, "zo", "kelp", "zonk")
    with closing(sqlite3.connect(foods_db)) as connection, connection:
        connection.execute("DROP TABLE imported_word")
        connection.execute("DROP TABLE imported_search")
        connection.execute(word_index._INDEX.format("imported_search", ""))
        word_index.add_imported(connection, 0)
        connection.execute("UPDATE meta SET value = '3:1:2' WHERE key = 'version'")
    assert opened_as_it_is(str(foods_db)) is None  # TAB leaves it as it is and offers none
    assert beginning(foods_db, "zo", "kelp", "zonk") == before
    with open_catalogue(str(foods_db)) as foods:
        assert foods.imported() == len(NAMES)
        assert foods.named("milk")
        assert foods.repaired("zonkde") == "zonked"
    renewed = opened_as_it_is(str(foods_db))
    assert renewed
    renewed.close()


def test_a_layout_that_nobody_knows_is_built_anew(foods_db: Path) -> None:
    with closing(sqlite3.connect(foods_db)) as connection, connection:
        connection.execute("UPDATE meta SET value = '2:1:2' WHERE key = 'version'")
    with open_catalogue(str(foods_db)) as foods:
        assert Catalogue.imported(foods) == 0
        assert foods.named("milk")


def test_a_changed_word_of_the_index_of_bundled_foods_is_seen(foods_db: Path) -> None:
    with closing(sqlite3.connect(foods_db)) as connection:
        ((number, block),) = connection.execute(
            "SELECT id, block FROM food_search_data ORDER BY length(block) DESC LIMIT 1"
        )
        for damaged in (bytes([block[0] ^ 1]) + block[1:], block[:-1], None, "text"):
            change = "UPDATE food_search_data SET block = ? WHERE id = ?"
            connection.execute(change, (damaged, number))
            connection.commit()
            with open_catalogue(str(foods_db)) as foods, pytest.raises(CatalogueDamaged):
                foods.with_words("milk")
        connection.execute(change, (block, number))
        connection.commit()
        with open_catalogue(str(foods_db)) as foods:
            assert foods.with_words("milk")
