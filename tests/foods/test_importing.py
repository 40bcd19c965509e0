"""Imports are whole or not at all, counted, and the same again changes nothing."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from b12track.errors import InputRefused
from b12track.foods import catalogue_file
from b12track.foods.catalogue import Catalogue, open_catalogue
from b12track.foods.importing import FoodsReport, ImportOptions, import_table
from b12track.foods.table import table_path
from tests.foods.sources import made

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Tool

HEADER = "food_code,name,b12_ug_per_100g,source,source_code,source_year\n"


@pytest.fixture
def foods_db(tmp_path: Path, built_catalogue: Path) -> Path:
    return shutil.copy(built_catalogue, tmp_path / "foods.db")


def table(tmp_path: Path, *rows: str) -> str:
    path = tmp_path / "table.csv"
    path.write_text(HEADER + "".join(f"{row},T,1,2024\n" for row in rows))
    return str(path)


def of(path: Path, question: Callable[[Catalogue], object]) -> Any:
    """What the catalogue at a path answers."""
    with open_catalogue(str(path)) as catalogue:
        return question(catalogue)


def counts(report: FoodsReport) -> tuple[int, int, int, int]:
    return report.new, report.differs, report.same, report.refused


def test_new_then_the_same_then_changed(tmp_path: Path, foods_db: Path) -> None:
    path = str(foods_db)
    first = table(tmp_path, "a,zonked kelp,1", "b,blorp,2", "c,unvalued blorp,")
    assert counts(import_table(path, first, ImportOptions())) == (3, 0, 0, 0)
    before = foods_db.read_bytes()
    assert counts(import_table(path, first, ImportOptions())) == (0, 0, 3, 0)
    assert foods_db.read_bytes() == before
    second = table(tmp_path, "a,zonked kelp,1", "b,renamed blurp,3", "c,unvalued blorp,4", "d,e,5")
    assert counts(import_table(path, second, ImportOptions())) == (1, 2, 1, 0)
    with open_catalogue(path) as catalogue:
        renamed = catalogue.by_code("csv-b")
        assert renamed
        assert (renamed.name, renamed.b12_ng_per_100g) == ("renamed blurp", 3000)
        assert [food.name for food in catalogue.with_words("blurp")] == ["renamed blurp"]
        assert [food.name for food in catalogue.with_words("blorp")] == ["unvalued blorp"]


def test_a_dry_run_counts_and_changes_nothing(tmp_path: Path, foods_db: Path) -> None:
    before = foods_db.read_bytes()
    report = import_table(str(foods_db), table(tmp_path, "a,kelp,1"), ImportOptions(dry_run=True))
    assert counts(report) == (1, 0, 0, 0)
    assert foods_db.read_bytes() == before


def test_implausible_values_need_to_be_allowed(tmp_path: Path, foods_db: Path) -> None:
    path = table(tmp_path, "a,milk,1000", "b,cookies,1000.001", "c,grams for micrograms,1000001")
    report = import_table(str(foods_db), path, ImportOptions())
    assert counts(report) == (1, 0, 0, 2)
    assert report.reasons[0] == (
        3,
        "cookies: 1,000 µg B12 in 100 g is no food (see --allow-extreme).",
    )
    options = ImportOptions(allow_extreme=True)
    assert counts(import_table(str(foods_db), path, options)) == (1, 0, 1, 1)


def test_a_code_that_stands_twice(tmp_path: Path, foods_db: Path) -> None:
    """The same food once, another food under a code of its own, a contradiction refused."""
    many = [f"m{n},filler {n},1" for n in range(700)]  # so that the second is in another batch
    path = table(
        tmp_path, "a,kelp,1", "b,blorp,2", *many, "a,kelp,1", "a,watercress salad,3", "b,blorp,9"
    )
    report = import_table(str(foods_db), path, ImportOptions())
    assert counts(report) == (703, 0, 1, 1)
    assert report.reasons == [(706, "blorp stands twice, with different values.")]
    food = of(foods_db, lambda foods: foods.by_code("csv-a-watercress-salad"))
    assert food
    assert food.b12_ng_per_100g == 3000
    before = foods_db.read_bytes()
    assert counts(import_table(str(foods_db), path, ImportOptions())) == (0, 0, 704, 1)
    assert foods_db.read_bytes() == before


def test_a_fault_far_down_leaves_the_file_as_it_was(tmp_path: Path, foods_db: Path) -> None:
    before = foods_db.read_bytes()
    rows = [f"m{n},filler {n},1" for n in range(2000)]
    path = table(tmp_path, *rows, 'x,"never closed,1')
    with pytest.raises(InputRefused, match="line 2002: a quote opens here"):
        import_table(str(foods_db), path, ImportOptions())
    assert foods_db.read_bytes() == before
    assert of(foods_db, Catalogue.imported) == 0


def test_imported_foods_survive_a_new_foods_csv(
    tmp_path: Path, foods_db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_table(str(foods_db), table(tmp_path, "a,zonked kelp,1"), ImportOptions())
    with open(table_path(), encoding="utf-8") as file:
        lines = file.read().splitlines()
    shorter = tmp_path / "foods.csv"
    shorter.write_text("\n".join(lines[:100]) + "\n", encoding="utf-8")
    monkeypatch.setattr(catalogue_file, "table_path", lambda: str(shorter))
    with open_catalogue(str(foods_db)) as catalogue:
        assert len(catalogue.all()) == 99
        assert catalogue.named("zonked kelp")
        assert catalogue.with_words("zonked")


def test_a_damaged_catalogue_is_built_anew_a_busy_one_is_not(foods_db: Path) -> None:
    foods_db.write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    assert of(foods_db, lambda foods: foods.named("milk"))
    holder = sqlite3.connect(foods_db, isolation_level=None)
    before = foods_db.read_bytes()
    holder.execute("BEGIN EXCLUSIVE")
    script = (
        "import sys; from b12track.foods import catalogue_file as c; c._PATIENCE_S = 0.1\n"
        "try: c.connected(sys.argv[1])\nexcept Exception as e: print(type(e).__name__)"
    )
    outcome = subprocess.run(
        [sys.executable, "-c", script, str(foods_db)], capture_output=True, text=True, check=True
    )
    assert outcome.stdout.strip() == "StorageFailed"
    holder.close()
    assert foods_db.read_bytes() == before


def test_killed_at_any_point_it_is_whole_or_not_there(tmp_path: Path, foods_db: Path) -> None:
    path = table(tmp_path, *(f"m{n},filler number {n},1" for n in range(20_000)))
    script = (
        "import sys; from b12track.foods import importing as i; i._LARGE = 1\n"
        "print('go', flush=True); i.import_table(sys.argv[1], sys.argv[2], i.ImportOptions())"
    )
    command = [sys.executable, "-c", script, str(foods_db), path]
    for tenths in range(8):
        copy = tmp_path / f"{tenths}.db"
        shutil.copy(foods_db, copy)
        command[3] = str(copy)
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            process.stdout.readline()
            time.sleep(tenths * 0.15)
            os.kill(process.pid, signal.SIGKILL)
        with open_catalogue(str(copy)) as catalogue:
            assert catalogue.imported() in (0, 20_000)
            assert catalogue._connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert bool(catalogue.with_words("filler")) == (catalogue.imported() > 0)


def test_the_command_counts_and_tells(tmp_path: Path, tool: Tool) -> None:
    file = tmp_path / "products.tsv"
    file.write_text(made.OFF, encoding="utf-8")
    printed = tool.ok("foods import", str(file)).out
    assert "Open Food Facts: 3 foods, 1 of them without a B12 value." in printed
    assert "3 new, 0 changed, 0 already there, 1 refused." in printed
    assert "Refused: products.tsv, line 4: Cookies, M: 1,480,710 µg B12 in 100 g" in printed
    report = tool.ok("foods import", str(file), "--json").json
    assert (report["new"], report["differs"], report["same"]) == (0, 0, 3)
    assert report["skipped"][0]["line"] == 4
    assert 'Oat "drink", Oaters 1 glass = 200 g' in tool.ok("log 1 glass oat drink oaters").out


def test_the_bundled_food_wins_over_an_imported_one(tmp_path: Path, tool: Tool) -> None:
    file = tmp_path / "t.csv"
    file.write_text("name,b12_ug_per_100g\nCheddar,99\ncheddar of my aunt,98\n")
    tool.ok("foods import", str(file))
    entry = tool.ok("log 100 g cheddar --json").json["entries"][0]
    assert entry["b12_ug"] < 5
    entry = tool.ok("log 100 g csv-cheddar --json").json["entries"][0]
    assert (entry["b12_ug"], entry["source"]) == (99, "own table")
    assert "1 imported" not in tool.ok("foods rebuild").out
    assert ", and 2 imported" in tool.ok("foods rebuild").out
    assert "imported" not in tool.ok("foods rebuild --forget-imported").out


def test_nothing_taken_is_a_refusal(tmp_path: Path, tool: Tool) -> None:
    file = tmp_path / "t.csv"
    file.write_text('name,b12_ug_per_100g\nmilk,"0,45"\n')
    outcome = tool("foods import", str(file))
    assert outcome.code == 3
    assert "line 2: '0,45' is not a number: write a point, never a comma." in outcome.out
    assert tool("foods import", str(tmp_path / "absent.csv")).code == 2


def test_a_damaged_index_hides_a_food_and_never_offers_another(
    tmp_path: Path, foods_db: Path
) -> None:
    import_table(str(foods_db), table(tmp_path, "a,zonked kelp,1", "b,zilk,2"), ImportOptions())
    with closing(sqlite3.connect(foods_db)) as connection, connection:
        numbers = dict(connection.execute("SELECT name, food_id FROM imported_food"))
        connection.execute(
            "INSERT INTO imported_search (rowid, key) VALUES (?, 'quizzical')",
            (numbers["zonked kelp"],),
        )
        connection.execute("UPDATE imported_food SET key = 'zilch' WHERE name = 'zilk'")
    with open_catalogue(str(foods_db)) as foods:
        assert foods.with_words("quizzical") == []
        assert foods.named("zilch") is None
        assert [food.name for food in foods.with_words("zonked")] == ["zonked kelp"]
