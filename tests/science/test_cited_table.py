import csv
from pathlib import Path

import pytest

from b12track.science import cited_table

FOLDER = Path(cited_table.__file__).parent


TABLES = sorted(path.name for path in FOLDER.iterdir() if path.suffix in (".csv", ".tsv"))


@pytest.mark.parametrize("name", TABLES)
def test_the_plain_split_reads_what_the_csv_module_reads(name: str) -> None:
    mark = "\t" if name.endswith(".tsv") else ","
    with (FOLDER / name).open(encoding="utf-8", newline="") as table:
        heading, *rows = csv.reader(table, delimiter=mark)
    assert [line.split(mark) for line in cited_table.lines(name)] == rows
    assert {len(row) for row in rows} == {len(heading)}


@pytest.mark.parametrize("unit", ["mg/MJ", "g", ""])
def test_what_is_not_an_amount_has_no_nanograms(unit: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        cited_table.nanograms("0.1", unit)


def test_an_amount_finer_than_a_nanogram_is_not_rounded_away() -> None:
    with pytest.raises(ValueError, match="not an amount"):
        cited_table.nanograms("0.0001", "µg")
