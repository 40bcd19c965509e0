"""Where a file of person-days is cut, and that cuts change nothing."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from b12track.cohort import engine, scan
from b12track.cohort.person_ranges import cuts
from b12track.cohort.simulation import Design, person_days
from tests.cohort.simulated import US, WOMEN


def _table(people: int = 100, days: int = 4) -> pa.Table:
    return pa.concat_tables(list(person_days(Design(people, days), (WOMEN,))))


def _file(folder: Path, table: pa.Table, **options: bool) -> str:
    path = str(folder / "days.parquet")
    pq.write_table(table, path, row_group_size=70, **options)
    return path


def _sums(path: str) -> pa.Table:
    with engine.duckdb_days(path, threads=1) as days:
        wanted = scan.Wanted(tuple(days.table.columns), (), ("sex", "age"), US)
        sums = pa.Table.from_batches(days.by_person(scan.person_sums(days.table, wanted)))
        assert days.result(days.table.count().as_table()).to_pydict() == {
            "CountStar(person_days)": [400]
        }
    return sums


def test_pieces_have_the_rows_asked_for(tmp_path: Path) -> None:
    path = _file(tmp_path, _table())
    people = sorted(set(_table()["person"].to_pylist()))
    # Row groups of 70 rows and four days a person: the third begins at row 140.
    assert cuts(path, 140) == [people[140 // 4], people[280 // 4]]
    assert cuts(path) == []


def test_pieces_are_few_however_many_rows(tmp_path: Path) -> None:
    path = str(tmp_path / "days.parquet")
    pq.write_table(_table(people=600), path, row_group_size=8)
    assert 20 < len(cuts(path, 8)) < 24


def test_cuts_change_no_sum(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _file(tmp_path, _table())
    whole = _sums(path)
    monkeypatch.setattr(engine, "cuts", lambda path: cuts(path, 70))
    assert len(cuts(path, 70)) == 5
    pieces = _sums(path)
    assert pieces.num_rows == 100
    for name in whole.column_names:
        values = whole[name].to_pylist()
        is_float = pa.types.is_floating(whole[name].type)
        # The order in which days of a person are added may differ in the last digit.
        assert pieces[name].to_pylist() == (
            pytest.approx(values, rel=1e-12) if is_float else values
        )


@pytest.mark.parametrize("what", ["falling", "statistics", "null", "number", "no file"])
def test_without_rising_people_there_is_no_cut(what: str, tmp_path: Path) -> None:
    table = _table()
    if what == "falling":
        table = table.sort_by([("person", "descending")])
    people = table["person"]
    if what == "null":
        people = pa.array([None, *people.to_pylist()[1:]])
    if what == "number":
        people = pa.array(range(400))
    table = table.set_column(0, "person", people)
    path = _file(tmp_path, table, write_statistics=what != "statistics")
    assert cuts(str(tmp_path) if what == "no file" else path, 70) == []
