"""`demo`: an invented year through the same code as `log`, never near a real diary."""

from __future__ import annotations

import re
import tempfile
from datetime import date
from pathlib import Path

import pytest

from b12track.diary.invented_year import DAYS, HOLIDAY, VEGAN_FROM, invented_year
from b12track.foods.catalogue import open_catalogue
from b12track.foods.phrase import items
from tests.conftest import Tool


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The throw-away diary of a test lies in the test's own folder."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def without_paths(text: str) -> str:
    return re.sub(r"\S*b12track-demo-\S*", "DEMO", text)


def test_the_demo_shows_a_year_and_touches_no_real_diary(tool: Tool, home: Path) -> None:
    tool.ok("log 2 eggs")
    before = (home / "diary.db").read_bytes()
    reply = tool.ok("demo").out
    assert without_paths(reply) == without_paths(tool.ok("demo").out), "the same day, the same demo"
    assert (home / "diary.db").read_bytes() == before
    for words in ("$ b12track today", "$ b12track week", "$ b12track flags", "Covered until"):
        assert words in reply
    picture = Path(re.findall(r"The picture:  (\S+)", reply)[0])
    assert picture.read_bytes().startswith(b"\x89PNG")
    diary = re.findall(r"The diary:    (\S+)", reply)[0]
    assert Path(diary).stat().st_mode & 0o077 == 0
    assert reply.endswith(f"As a page:    b12track --diary {diary} open\n")
    periods = tool(f"--diary {diary} flags --json").json["periods"]
    assert [(p["tier"], p["state"]) for p in periods] == [("flag", "closed")]
    assert all(period["days"] > 100 for period in periods)


def test_the_year_ends_on_the_day_that_is_asked_for(tool: Tool) -> None:
    assert "Sun 1 Mar 2026" in tool.ok("demo --on 2026-03-01").out


def test_the_year_holds_what_it_promises(built_catalogue: Path) -> None:
    year = list(invented_year(date(2026, 11, 22)))
    assert len(year) == DAYS == 365
    assert all(day.mark == "paused" for day in (year[n] for n in HOLIDAY))
    assert sum(not day.meals and day.mark is None for day in year) > 15
    phrases = {meal.phrase for day in year[VEGAN_FROM:] for meal in day.meals}
    assert any("2000 µg b12" in phrase for phrase in phrases)
    with open_catalogue(str(built_catalogue)) as catalogue:
        eaten = {item.food for phrase in phrases for item in items(phrase, catalogue)}
    assert [food.name for food in eaten if food.diet != "vegan"] == []
