"""The same people as NHANES, ASA24, Intake24 and our own table give the same shares."""

from __future__ import annotations

import csv
import stat
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.cohort.sources.transport import transport
from tests.conftest import Tool

PEOPLE = 1000
rng = np.random.default_rng(3)
USUAL = rng.gamma(3.7, 1 / 0.86, PEOPLE)
#: ng of each person's two days.
NG = np.rint(1000 * USUAL[:, None] * rng.lognormal(-0.35, 0.83, (PEOPLE, 2))).astype(int)
SEX = [1 + number % 2 for number in range(PEOPLE)]  # 1 men, 2 women
AGE = [20 + number % 50 for number in range(PEOPLE)]


def _csv(path: Path, header: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])


def _each() -> list[tuple[int, int, int]]:
    return [(number, day, int(NG[number, day])) for number in range(PEOPLE) for day in (0, 1)]


def _nhanes(folder: Path) -> str:
    for day in (0, 1):
        letter = day + 1
        rows = [[100000 + n, 1, NG[n, day] / 1000, 1.0, 3] for n in range(PEOPLE)]
        columns = ["SEQN", f"DR{letter}DRSTZ", f"DR{letter}TVB12", "WTDRD1", f"DR{letter}DAY"]
        (folder / f"DR{letter}TOT_X.XPT").write_bytes(transport(columns, rows))
    people = [[100000 + n, SEX[n], AGE[n]] for n in range(PEOPLE)]
    (folder / "DEMO_X.XPT").write_bytes(transport(["SEQN", "RIAGENDR", "RIDAGEYR"], people))
    return "DR1TOT_X.XPT DR2TOT_X.XPT DEMO_X.XPT"


def _asa24(folder: Path) -> str:
    rows = [[f"ID{n}", day + 1, 2, ng / 1000] for n, day, ng in _each()]
    _csv(folder / "Totals.csv", ["UserName", "RecallNo", "RecallStatus", "VB12"], rows)
    _people(folder, "ID")
    return "Totals.csv --people people.csv"


def _intake24(folder: Path) -> str:
    """Two foods a day, which together hold the day's B12."""
    rows = []
    for n, day, ng in _each():
        rows += [
            [f"u{n}", day + 1, "milk", ng // 3 / 1000, ""],
            [f"u{n}", day + 1, "egg", (ng - ng // 3) / 1000, ""],
        ]
    header = ["User ID", "Recall number", "Food", "Vitamin B12", "Missing ID"]
    _csv(folder / "intake24.csv", header, rows)
    _people(folder, "u")
    return "intake24.csv --b12-unit ug --people people.csv --b12-column"


def _own(folder: Path) -> str:
    rows = [
        [f"p{n:04}", day + 1, "complete", ng, "mf"[SEX[n] - 1], AGE[n]] for n, day, ng in _each()
    ]
    _csv(folder / "own.csv", ["person", "day", "state", "b12_ng", "sex", "age"], rows)
    return "own.csv"


def _people(folder: Path, prefix: str) -> None:
    rows = [[f"{prefix}{n}", "mf"[SEX[n] - 1], AGE[n]] for n in range(PEOPLE)]
    _csv(folder / "people.csv", ["person", "sex", "age"], rows)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_same_people_in_four_formats_give_the_same_table(folder: Path, tool: Tool) -> None:
    texts = []
    for source in (_nhanes, _asa24, _intake24, _own):
        line = f"cohort days -o days.parquet --force {source(folder)}"
        more = ["Vitamin B12"] if source is _intake24 else []
        outcome = tool.ok(line, *more)
        assert "1,000 people, 2,000 person-days: 2,000 complete" in outcome.out
        assert stat.S_IMODE((folder / "days.parquet").stat().st_mode) == 0o600
        line = "cohort distribution days.parquet --by sex --bootstrap 0"
        texts.append(tool.ok(line).out.replace("; survey weights", ""))
    assert len(set(texts)) == 1, texts


def test_people_of_surveys_get_pseudonyms(folder: Path, tool: Tool) -> None:
    tool.ok(f"cohort days -o days.csv {_asa24(folder)}")
    first = (folder / "days.csv").read_text()
    assert "ID1," not in first
    assert stat.S_IMODE((folder / "b12track-cohort.key").stat().st_mode) == 0o600
    tool.ok("cohort days -o again.csv Totals.csv --people people.csv")
    assert (folder / "again.csv").read_text() == first
    (folder / "b12track-cohort.key").chmod(0o644)
    tool.refused("cohort days -o other.csv Totals.csv", 3, "can be read by others")


def test_recalls_that_are_not_reliable_are_partial(folder: Path, tool: Tool) -> None:
    rows = [[1, 1, 2.5], [2, 2, 3.0], [3, 4, 1.0], [4, 5, None], [5, 1, 0.0]]
    columns = ["SEQN", "DR1DRSTZ", "DR1TVB12"]
    (folder / "DR1TOT_X.XPT").write_bytes(transport(columns, rows))
    (folder / "DS1TOT_X.XPT").write_bytes(transport(["SEQN", "DS1TVB12"], [[1, 6.0]]))
    document = tool.ok("cohort days DR1TOT_X.XPT DS1TOT_X.XPT -o days.csv --json").json
    assert document["states"] == {"complete": 2, "partial": 2}
    lines = list(csv.DictReader((folder / "days.csv").read_text().splitlines()))
    assert [row["b12_ng"] for row in lines] == ["8500", "3000", "1000", "0"]
    assert [row["supplement_ng"] for row in lines] == ["6000", "0", "0", "0"]


def test_a_food_not_found_makes_the_day_partial(folder: Path, tool: Tool) -> None:
    rows = [["a", 1, 1.5, ""], ["a", 1, 0.5, "77"], ["a", 2, 1.0, ""], ["b", 1, "", ""]]
    header = ["User ID", "Recall number", "B12 (ug)", "Missing ID"]
    _csv(folder / "in.csv", header, rows)
    document = tool.ok("cohort days in.csv -o days.csv --json --b12-column", "B12 (ug)").json
    assert document["states"] == {"complete": 1, "partial": 2}


DAY_1 = ["SEQN", "DR1DRSTZ", "DR1TVB12"]
ASA24 = "UserName,RecallNo,RecallStatus,VB12\n"
OWN = "person,day,state,b12_ng\n"


@pytest.mark.parametrize(
    ("name", "content", "more", "words"),
    [
        ("a.csv", "UserName,RecallNo,VB12\na,1,2\n", [], "has no column RecallStatus"),
        ("a.csv", ASA24 + "a,1,3,2\n", [], "line 2, column RecallStatus"),
        ("a.csv", ASA24 + "a,1,2,-2\n", [], "column VB12: -2 is below"),
        (
            "a.csv",
            ASA24 + "a,1,2,2\na,1,2,2\n",
            [],
            "line 3: recall 1 of this person is already in line 2",
        ),
        ("a.csv", "User ID,Recall number,B12\nu,1,2\n", ["--b12-column", "B12"], "unit is unclear"),
        ("a.csv", "User ID,Recall number,B12\nu,1,2\n", ["--b12-column", "X"], "no column X"),
        ("a.csv", "who,when\n1,2\n", [], "no table that is known"),
        ("a.csv", OWN + "a,1,complete,5,6\n", [], "5 cells, but the header has 4"),
        ("a.csv", OWN + '"a,1,complete,5\n', [], "line 2"),
        ("a.XPT", transport(DAY_1, [[1, 1, 2]])[:-30], [], "cut off"),
        ("a.XPT", transport(["SEQN", "DR1TVB12"], [[1, 2]]), [], "has no column DR1DRSTZ"),
        ("a.XPT", transport(["SEQN", "HEIGHT"], [[1, 2]]), [], "not DR1TOT"),
        ("a.XPT", transport(DAY_1, [[1, 1, -2]]), [], "SEQN 1, DR1TVB12"),
        ("a.XPT", transport(DAY_1, [[1, 1, 2]] * 2), [], "there twice"),
        ("a.XPT", b"HEADER RECORD*******" + b"x" * 60, [], "a.XPT"),
    ],
)
def test_malformed_files_are_refused(
    folder: Path, tool: Tool, name: str, content: str | bytes, more: list[str], words: str
) -> None:
    (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    outcome = tool(f"cohort days {name} -o days.parquet", *more)
    assert (outcome.code, outcome.out) == (3, ""), outcome
    assert words in outcome.err
    assert "Traceback" not in outcome.err
    assert sorted(path.name for path in folder.iterdir() if path.is_file()) == [name]
