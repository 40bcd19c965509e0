"""Tables that b12track did not write: taken where they are sound, else refused in a sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tests.conftest import Tool

PEOPLE = 60
rng = np.random.default_rng(5)
AMOUNTS = np.rint(rng.gamma(4, 1000, PEOPLE)[:, None] * rng.gamma(2, 0.5, (PEOPLE, 2))).ravel()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _write(folder: Path, without: tuple[str, ...] = (), **columns: Any) -> None:
    table = {
        "person": np.repeat(np.arange(PEOPLE), 2),
        "day": np.tile([1, 2], PEOPLE),
        "state": ["complete"] * (2 * PEOPLE),
        "b12_ng": AMOUNTS.astype(np.int64),
        **columns,
    }
    kept = {name: values for name, values in table.items() if name not in without}
    pq.write_table(pa.table(kept), folder / "foreign.parquet")


LINE = "cohort distribution foreign.parquet --bootstrap 0 --json"


def test_numbers_as_names_and_days_are_taken(folder: Path, tool: Tool) -> None:
    _write(folder)
    assert tool.ok(LINE).json["groups"][0]["days"] == 2 * PEOPLE


def test_the_order_of_rows_does_not_matter(folder: Path, tool: Tool) -> None:
    _write(folder)
    sorted_rows = tool.ok(LINE).json
    table = pq.read_table(folder / "foreign.parquet")
    shuffled = table.take(pa.array(rng.permutation(2 * PEOPLE)))
    pq.write_table(shuffled, folder / "foreign.parquet")
    assert tool.ok(LINE).json == sorted_rows


def test_unknown_amounts_may_be_floats(folder: Path, tool: Tool) -> None:
    amounts = [None, *AMOUNTS[1:].tolist()]
    _write(folder, b12_ng=amounts)
    document = tool.ok(LINE).json
    assert (document["left_out"]["unknown"], document["groups"][0]["days"]) == (1, 2 * PEOPLE - 1)


@pytest.mark.parametrize(
    ("columns", "without", "words"),
    [
        ({}, ("b12_ng",), "has no column b12_ng"),
        ({"b12_ng": ["3"] * 2 * PEOPLE}, (), "column b12_ng: string, but numbers are needed"),
        ({"b12_ng": [-1, *AMOUNTS[1:].astype(int)]}, (), "column b12_ng: -1 ng is below zero"),
        ({"b12_ng": [10**9, *AMOUNTS[1:].astype(int)]}, (), "1,000,000 µg in one day is absurd"),
        ({"b12_ng": [np.nan, *AMOUNTS[1:]]}, (), "NaN is no amount"),
        ({"day": [1] * 2 * PEOPLE}, (), "person 0 has the day 1 2 times"),
        ({"state": ["whole"] * 2 * PEOPLE}, (), "'whole' is no state"),
        (
            {"weight": [None, None, *[1.0] * (2 * PEOPLE - 2)]},
            (),
            "column weight: 1 without one",
        ),
        ({"weight": [-1.0] * 2 * PEOPLE}, (), "column weight: 60 without one"),
        ({"supplement_ng": [10**7] * 2 * PEOPLE}, (), "supplement_ng is above b12_ng"),
        ({"state": ["partial"] * 2 * PEOPLE}, (), "no complete day"),
        ({"b12_ng": [0] * 2 * PEOPLE}, (), "0 people ate any B12"),
    ],
)
def test_unsound_tables_are_refused(
    folder: Path, tool: Tool, columns: dict[str, Any], without: tuple[str, ...], words: str
) -> None:
    _write(folder, without, **columns)
    tool.refused(LINE, 3, words)


def test_columns_that_are_asked_for_must_be_there(folder: Path, tool: Tool) -> None:
    _write(folder)
    tool.refused(f"{LINE} --by sex", 3, "has no column sex")
    tool.refused(f"{LINE} --adjust weekend", 3, "has no column weekend")
    tool.refused(f"{LINE} --by shoe", 3, "--by takes")


def test_several_requirements_in_one_group_are_one_mixture(folder: Path, tool: Tool) -> None:
    """Children of 2, 6 and 10 and adults: each below their own, the youngest left out."""
    ages = np.repeat(np.resize([2.0, 6.0, 10.0, 40.0], PEOPLE), 2)
    ages[:2] = 0.4
    _write(folder, age=ages)
    document = tool.ok(LINE).json
    (group,) = document["groups"]
    assert (group["n"], document["left_out"]["people"]) == (PEOPLE - 1, 1)
    assert group["requirements_ug"] == [0.7, 1.0, 1.5, 2.0]
    assert group["requirement_ug"] is None
