"""The analysts' door: frames that agree with the commands, stable names, nothing changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from b12track.analysis import open_diary
from b12track.errors import InputRefused
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Tool

COLUMNS = [
    *("state", "recorded", "b12_ug", "b12_unknown_entries", "food_ug", "fortified_ug"),
    *("supplement_ug", "reference_ug", "difference_ug", "mean_7_days_ug", "mean_28_days_ug"),
    *("absorbed_low_ug", "absorbed_ug", "absorbed_high_ug", "injected_ug"),
    *("taken_up_28_days_ug", "required_ug"),
]


@pytest.fixture
def diary(tool: Tool, home: Path) -> str:
    tool.ok("log 150 g salmon --on -9d")
    tool.ok("log 2 eggs --on -7d")
    tool.ok("log 1 apple --on -6d")
    tool.ok("take 50 µg --on -6d")
    return str(home / "diary.db")


def test_days_agree_with_show_and_unknown_is_nan(tool: Tool, diary: str) -> None:
    with open_diary(diary) as opened:
        days = opened.days()
    document = tool.ok("show --from -9d --to -6d --json").json
    assert list(days.columns) == COLUMNS
    assert [None if ug != ug else ug for ug in days["b12_ug"]] == [
        day["b12_ug"] for day in document["days"]
    ]
    assert days["b12_ug"].isna().sum() == 1
    assert days["difference_ug"].isna().sum() == 1
    assert days["absorbed_ug"].mean() == pytest.approx(
        document["absorbed_ug_per_day"]["best"], abs=0.001
    )
    assert set(days["reference_ug"]) == {2.4}
    assert set(days["required_ug"]) == {1.0}


def test_judgements_periods_and_entries(tool: Tool, diary: str) -> None:
    for back in range(30, 0, -1):
        tool.ok(f"log 1 apple --on -{back}d --for", "me")
    with open_diary(diary) as opened:
        judgements = opened.judgements("2026-11-20", "2026-11-21")
        last = judgements.iloc[1]
        entries = opened.entries("2026-11-16")
        periods = opened.low_periods()
        assert opened.people == ["me"]
    assert list(judgements.index.strftime("%Y-%m-%d")) == ["2026-11-20", "2026-11-21"]
    judged = tool("day 2026-11-21 --json").json["judgement"]
    assert (last["answer"], last["text"]) == (judged["answer"], judged["text"])
    assert entries["food"].iloc[0] == "apple"
    assert list(periods.columns)[:4] == ["start", "end", "tier", "state"]
    (period,) = periods.to_dict("records")
    assert (f"{period['end']:%Y-%m-%d}", period["tier"]) == ("2026-11-21", "notice")
    assert (period["absorbed_ug"] < 1, period["required_ug"]) == (True, 1.0)


def test_each_column_of_a_day_is_what_it_is_called(tool: Tool, home: Path) -> None:
    for back in range(15, 0, -1):
        tool.ok(f"log 200 ml fortified soy milk, 2 eggs --on -{back}d")
    tool.ok("take 50 µg --on -1d")
    tool.ok("inject 1 mg hydroxocobalamin --on -1d")
    with open_diary(str(home / "diary.db")) as opened:
        days = opened.days(last="2026-11-22")
    first, last, today = (days.iloc[place] for place in (0, -2, -1))
    assert [first["state"], today["state"]] == ["complete", "unrecorded"]
    assert (first["recorded"], today["recorded"]) == (True, False)
    assert first["food_ug"] + first["fortified_ug"] == pytest.approx(first["b12_ug"])
    assert (first["food_ug"], first["supplement_ug"]) == (pytest.approx(1.11), 0)
    assert (last["supplement_ug"], first["b12_unknown_entries"]) == (50, 0)
    assert first["difference_ug"] == pytest.approx(first["b12_ug"] - 2.4)
    weeks, months = days["mean_7_days_ug"], days["mean_28_days_ug"]
    assert [int(mean.isna().sum()) for mean in (weeks[:7], months)] == [3, 13]
    assert weeks.iloc[-2] == pytest.approx(days["b12_ug"].iloc[-8:-1].mean())
    assert months.iloc[-2] == pytest.approx(days["b12_ug"].iloc[:-1].mean())
    assert 0 < first["absorbed_low_ug"] < first["absorbed_ug"] < first["absorbed_high_ug"]
    assert (first["injected_ug"], last["injected_ug"]) == (0, pytest.approx(275 / 91, abs=0.01))
    taken_up = days["taken_up_28_days_ug"]
    assert int(taken_up.isna().sum()) == 13
    by_mouth = days["absorbed_ug"].iloc[:-1].mean()
    assert taken_up.iloc[-2] == pytest.approx(by_mouth + last["injected_ug"] / 15, rel=0.01)
    assert set(days["required_ug"]) == {1.0}


def test_entries_of_the_days_asked_for_in_figures(diary: str) -> None:
    with open_diary(diary) as opened:
        entries = opened.entries("2026-11-15", "2026-11-16")
        everything = opened.entries()
    eggs, apple, tablet = entries.to_dict("records")
    assert f"{eggs['date']:%Y-%m-%d}" == "2026-11-15"
    assert (eggs["origin"], eggs["grams"] > 90, eggs["b12_ug"] > 1) == ("natural", True, True)
    assert (apple["food"], apple["b12_ug"]) == ("apple", 0)
    assert (tablet["origin"], tablet["b12_ug"]) == ("supplement", 50)
    assert len(everything) == 4


def test_each_person_has_frames_of_their_own(tool: Tool, diary: str) -> None:
    tool.ok("profile add mum")
    tool.ok("log 3 eggs --on -3d --for mum")
    with open_diary(diary) as opened:
        assert opened.people == ["me", "mum"]
        assert list(opened.entries(person="mum")["grams"]) == [150]
        assert list(opened.days(person="mum").index.strftime("%Y-%m-%d")) == ["2026-11-19"]
        assert len(opened.judgements(person="mum")) == 1
        assert len(opened.low_periods(person="mum")) == 0


def test_a_diary_without_low_periods_has_a_frame_with_columns(diary: str) -> None:
    with open_diary(diary) as opened:
        periods = opened.low_periods()
    assert len(periods) == 0
    assert list(periods.columns)[-2:] == ["absorbed_ug", "required_ug"]


def test_the_file_is_not_changed_and_none_is_made(tmp_path: Path, diary: str) -> None:
    from pathlib import Path as File

    before = File(diary).read_bytes()
    with open_diary(diary) as opened:
        opened.days()
        with pytest.raises(InputRefused, match="is after"):
            opened.days("2026-11-20", "2026-11-01")
    assert File(diary).read_bytes() == before
    with pytest.raises(InputRefused, match="There is no diary"):
        open_diary(str(tmp_path / "none.db"))
    assert not (tmp_path / "none.db").exists()


def test_the_example_of_the_readme_runs(
    diary: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("B12TRACK_NOW")
    (example,) = re.findall(
        r"```python\n(from b12track\.analysis.*?)```",
        (ROOT / "README.md").read_text("utf-8"),
        re.DOTALL,
    )
    exec(example, {})  # noqa: S102 - the text of our own README
    assert "difference_ug" in capsys.readouterr().out
