"""`cohort` as its users call it: the main job, refusals, files, and that nothing goes out."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tests.conftest import Tool

HEADER = "person,day,state,b12_ng"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def days(folder: Path, tool: Tool) -> Path:
    """Two days of 800 invented people."""
    tool.ok("cohort simulate --people 800 --days 2 -o days.parquet")
    return folder / "days.parquet"


def test_the_main_job(days: Path, tool: Tool) -> None:
    text = tool.ok("cohort distribution days.parquet --by sex --bootstrap 20").out
    assert max(map(len, text.splitlines())) <= 80
    for words in ("women", "men", "EAR cut-point", "req. CV 25 %", "one day", "Method:"):
        assert words in text
    assert stat.S_IMODE(days.stat().st_mode) == 0o600


def test_json_has_both_lenses_and_conventions(days: Path, tool: Tool) -> None:
    document = tool.ok("cohort distribution days.parquet --json --bootstrap 20").json
    (group,) = document["groups"]
    assert (group["n"], group["days"], group["lens"]) == (800, 1600, "swallowed")
    assert group["share_low_pct"] <= group["share_below_requirement_pct"] <= group["share_high_pct"]
    assert group["raw_one_day_pct"] > 1.5 * group["share_below_requirement_pct"]
    assert [row["requirement_cv_pct"] for row in group["conventions"]] == [None, 10.0, 25.0]
    assert list(group["percentiles_ug"]) == ["p5", "p10", "p25", "p50", "p75", "p90", "p95"]
    assert (group["requirement_ug"], group["absorbed"]["requirement_ug"]) == (2.0, 1.0)
    assert "p00000001" not in str(document)


def test_parquet_and_csv_give_the_same_text(folder: Path, tool: Tool) -> None:
    for name in ("days.parquet", "days.csv"):
        tool.ok(f"cohort simulate --people 300 --days 3 --unbalanced -o {name}")
    texts = [
        tool.ok(f"cohort distribution {name} --by sex,age_band --bootstrap 10 --threads {threads}")
        for name, threads in (("days.parquet", 1), ("days.parquet", 2), ("days.csv", 1))
    ]
    assert texts[0].out == texts[1].out == texts[2].out


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["person,day,state", "a,1,complete"], "has no column b12_ng"),
        (["person,day,state,b12", "a,1,complete,3"], "the unit is unclear"),
        (["person,day,state,b12_mg", "a,1,complete,3"], "column b12_mg: this unit is not taken"),
        ([HEADER, "a,1,complete,-3"], "line 2, column b12_ng: -3 is below zero"),
        ([HEADER, "a,1,complete,1e3"], "line 2, column b12_ng"),
        ([HEADER, "a,1,complete,200000000"], "is absurd"),
        ([HEADER, "a,1,whole,3"], "line 2, column state: 'whole' is no state"),
        ([HEADER, "a,1,complete,3", "a,1,complete,4"], "line 3: person a has the day 1 already"),
        ([HEADER, "a,1,complete"], "line 2: 3 cells, but the header has 4"),
        ([HEADER, ",1,complete,3"], "line 2, column person: empty"),
        ([f"{HEADER},sex", "a,1,complete,3,x"], "line 2, column sex: 'x' is not f or m"),
        ([f"{HEADER},height", "a,1,complete,3,9"], "column height: not a column"),
        ([HEADER], "holds no person-day"),
        ([""], "is empty"),
    ],
)
def test_malformed_tables_are_refused(
    folder: Path, tool: Tool, lines: list[str], words: str
) -> None:
    (folder / "bad.csv").write_text("\n".join(lines) + "\n")
    tool.refused("cohort distribution bad.csv", 3, words)


def test_one_day_each_needs_a_ratio(folder: Path, tool: Tool) -> None:
    tool.ok("cohort simulate --people 2000 --days 1 -o one.parquet")
    tool.refused("cohort distribution one.parquet", 3, "nobody has a second counted day")
    document = tool.ok("cohort distribution one.parquet --ratio 1.9 --ratio-from pilot --json").json
    assert "ratio within/between 1.9 as given (pilot)" in document["method"]
    assert document["groups"][0]["variance_ratio"] == 1.9


def test_small_groups_are_told_nothing(folder: Path, tool: Tool) -> None:
    tool.ok("cohort simulate --people 8 --days 3 -o few.parquet")
    tool.refused("cohort distribution few.parquet", 3, "fewer than 10 people")
    tool.ok("cohort simulate --people 40 --days 3 -o some.parquet")
    tool.refused("cohort distribution some.parquet", 3, "at least 50 are needed")


def test_damaged_and_foreign_files_are_refused(days: Path, tool: Tool) -> None:
    content = days.read_bytes()
    days.write_bytes(content[: len(content) // 2])
    tool.refused("cohort distribution days.parquet", 3, "no Parquet file, or a damaged one")
    tool.refused("cohort distribution nothing.parquet", 3, "There is no file")
    tool.refused("cohort distribution days.parquet --authority efsa", 3, "an AI is no cut-point")


def test_partial_days_and_lower_bounds_are_counted_and_left_out(folder: Path, tool: Tool) -> None:
    rows = [
        f"p{number},{day},complete,{900 * number + 100 * day},0"
        for number in range(1, 71)
        for day in (1, 2)
    ]
    rows += ["p1,3,partial,1,0", "p2,3,complete,1,1", "p3,3,complete,,0"]
    (folder / "days.csv").write_text("\n".join([f"{HEADER},at_least", *rows]) + "\n")
    document = tool.ok("cohort distribution days.csv --json --bootstrap 0").json
    assert document["left_out"] == {"not_complete": 1, "lower_bounds": 1, "unknown": 1, "people": 0}
    assert document["groups"][0]["days"] == 140


def test_an_existing_file_is_kept(days: Path, tool: Tool) -> None:
    before = days.read_bytes()
    tool.refused("cohort simulate -o days.parquet", 3, "--force replaces it")
    assert days.read_bytes() == before
    assert os.listdir(days.parent).count("days.parquet") == 1


def test_days_without_any_are_told_with_how_chance_and_amount_go_together(
    folder: Path, tool: Tool
) -> None:
    line = "cohort distribution days.parquet --lens swallowed --bootstrap 0"
    for zeros, words in ((2, "the chance of one the same for all"), (20, "correlated (")):
        tool.ok(f"cohort simulate --people 400 --days 4 --zeros {zeros} -o days.parquet --force")
        (group,) = tool.ok(f"{line} --json").json["groups"]
        assert (group["chance_amount_correlation"] is None) == (zeros == 2)
        assert words in " ".join(tool.ok(line).out.split())


def test_a_picture_may_be_dark_and_of_another_size(days: Path, tool: Tool) -> None:
    line = "cohort distribution days.parquet --lens absorbed --bootstrap 0"
    tool.ok(f"{line} -o light.svg")
    tool.ok(f"{line} -o dark.svg --dark --size phone --large")
    light, dark = ((days.parent / f"{name}.svg").read_text() for name in ("light", "dark"))
    assert "#14181d" in dark
    assert "#14181d" not in light
    assert light.split("viewBox", 1)[1][:30] != dark.split("viewBox", 1)[1][:30]
