"""The round of a home: order, judgement, privacy, damaged diaries."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from tests.conftest import Tool

#: The diaries by name, made once: some forty commands.
_MADE: dict[str, bytes] = {}


@pytest.fixture
def home_of_three(tmp_path: Path, tool: Tool, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Anna eats no B12, Bea takes a tablet each week, Carl's injection is overdue."""
    folder = tmp_path / "round"
    folder.mkdir()
    monkeypatch.chdir(folder)
    if not _MADE:
        _make(tool)
        _MADE.update({path.name: path.read_bytes() for path in folder.glob("*.db")})
    for name, content in _MADE.items():
        (folder / name).write_bytes(content)
    return folder


def _make(tool: Tool) -> None:
    for day in range(1, 32):
        tool.ok(f"--diary anna.db log --on -{day}d 2 slices of toast, a banana")
    tool.ok("--diary anna.db profile set --diet vegan")
    for day in (1, 8, 15, 22):
        tool.ok(f"--diary bert.db take 2000 µg --on -{day}d")
    tool.ok("--diary carl.db inject 1 mg hydroxocobalamin --on -100d")
    tool.ok("--diary carl.db regimen add hydroxocobalamin 1 mg every 12 weeks --from -100d")


def test_the_most_urgent_stands_first(home_of_three: Path, tool: Tool) -> None:
    document = tool.ok("cohort list . --names --json").json
    people = {row["person"]: row for row in document["people"]}
    assert list(people) == ["anna", "carl", "bert"]
    assert people["anna"]["judgement"]["answer"] == "low"
    assert people["anna"]["days_without_source"] >= 28
    assert people["carl"]["due"][0]["days_overdue"] > 0
    assert people["bert"]["judgement"]["answer"] == "covered"


def test_the_sentence_is_that_of_the_diary_itself(home_of_three: Path, tool: Tool) -> None:
    people = {row["person"]: row for row in tool.ok("cohort list . --names --json").json["people"]}
    for name in people:
        own = tool(f"--diary {name}.db flags --json").json["judgement"]
        assert people[name]["judgement"] == own


def test_the_next_round_reads_what_was_kept_and_sees_what_changed(
    home_of_three: Path, tool: Tool
) -> None:
    first = tool.ok("cohort list . --names --json").json
    kept = home_of_three / "anna.db-absorbed"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert tool.ok("cohort list . --names --json").json == first
    for day in range(1, 32):
        tool.ok(f"--diary anna.db take 10 µg --on -{day}d")
    people = {row["person"]: row for row in tool.ok("cohort list . --names --json").json["people"]}
    assert people["anna"]["judgement"]["answer"] != "low"
    kept.write_bytes(b"no database")
    again = tool.ok("cohort list . --names --json").json["people"]
    assert {row["person"]: row for row in again} == people


def test_no_name_without_being_asked_for(home_of_three: Path, tool: Tool) -> None:
    for line in ("cohort list .", "cohort list . --json", "cohort list . -o page.html"):
        outcome = tool.ok(line)
        text = outcome.out + outcome.err
        assert not any(name in text for name in ("anna", "bert", "carl"))
    page = home_of_three / "page.html"
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert "anna" not in page.read_text()
    assert stat.S_IMODE((home_of_three / "b12track-cohort.key").stat().st_mode) == 0o600
    assert tool.ok("cohort list .").out == tool.ok("cohort list .").out
    assert "%" not in tool.ok("cohort list .").out


def test_a_damaged_diary_is_named_and_left_out(home_of_three: Path, tool: Tool) -> None:
    diary = home_of_three / "bert.db"
    diary.write_bytes(diary.read_bytes()[:5000])
    (home_of_three / "notes.db").write_text("no diary at all, but long enough to be looked at")
    outcome = tool("cohort list . --names --json")
    assert outcome.code == 1
    assert [row["person"] for row in outcome.json["people"]] == ["anna", "carl"]
    assert {row["diary"] for row in outcome.json["left_out"]} == {"bert.db", "notes.db"}
    assert "Left out: bert.db" in outcome.err
    outcome = tool("cohort days . -o days.csv")
    assert outcome.code == 1
    assert "1 person, 31 person-days" in outcome.out


def test_diaries_become_person_days(home_of_three: Path, tool: Tool) -> None:
    tool.ok("cohort days . -o days.csv")
    lines = (home_of_three / "days.csv").read_text().splitlines()
    assert lines[0].startswith("person,day,state,b12_ng,absorbed_ng")
    assert not any(name in "".join(lines) for name in ("anna", "bert", "carl"))
    assert sum(",partial," in line for line in lines) == 4, "days that hold supplements alone"
    assert stat.S_IMODE((home_of_three / "days.csv").stat().st_mode) == 0o600


def test_many_diaries_are_read_by_several_processes(home_of_three: Path, tool: Tool) -> None:
    for number in range(20):
        (home_of_three / f"more{number}.db").write_bytes((home_of_three / "anna.db").read_bytes())
    people = tool.ok("cohort list . --json").json["people"]
    assert len({row["person"] for row in people}) == 23
    assert sum(row["urgency"] in ("notice", "flag") for row in people) == 21
    assert "Low: 21 (91 %)" in tool.ok("cohort list .").out


def test_an_empty_folder_is_refused(tmp_path: Path, tool: Tool) -> None:
    tool.refused(f"cohort list {tmp_path / 'user'}", 3, "There is no folder")
    (tmp_path / "empty").mkdir()
    tool.refused(f"cohort list {tmp_path / 'empty'}", 3, "holds no diary")
