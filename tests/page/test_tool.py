"""What the page keeps of the tool's answers, and when it asks again."""

from __future__ import annotations

import os
import time
from collections.abc import Hashable, Sequence
from pathlib import Path

import pytest

from b12track.cli.session import Session
from b12track.cli.spoken import command, state
from b12track.errors import InputRefused
from b12track.page.tool import Tool as PageTool
from tests.conftest import Tool


class Counted:
    """A command that counts how often it is really run."""

    def __init__(self) -> None:
        self.state: Hashable = 0
        self.runs: list[Sequence[str]] = []
        self.tool = PageTool(self.run, lambda: self.state)

    def run(self, words: Sequence[str]) -> str:
        if words[0] == "profile":
            return '{"people": [{"person": "me", "in_use": true, "day_start": "04:00"}]}'
        self.runs.append(words)
        return '{"answer": 1}'


def test_an_answer_is_kept_until_the_diary_or_the_day_changes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    counted = Counted()
    for _ in range(3):
        assert counted.tool.read("today") == {"answer": 1}
    assert len(counted.runs) == 1
    counted.state = 1
    counted.tool.read("today")
    assert len(counted.runs) == 2
    # 3:00 still belongs to the day before, for who begins a day at four.
    for moment, runs in (("2026-11-23T03:00+00:00", 2), ("2026-11-23T04:00+00:00", 3)):
        monkeypatch.setenv("B12TRACK_NOW", moment)
        counted.tool.read("today")
        assert len(counted.runs) == runs, moment


def test_a_refusal_is_not_kept_and_a_usage_error_is_a_refusal() -> None:
    run = command(Session(None).path)
    with pytest.raises(InputRefused, match="Nobody here is called"):
        run(["today", "--for=nobody"])
    with pytest.raises(InputRefused, match="No such option"):
        run(["today", "--nothing"])


def test_a_file_that_has_just_changed_is_never_kept(tool: Tool, home: Path) -> None:
    seen = state(Session(None))
    tool.ok("log 2 eggs")
    soon = time.time_ns() + 60_000_000_000  # as young as can be, however slow the machine is
    os.utime(home / "diary.db", ns=(soon, soon))
    assert seen() != seen()
    old = 1_700_000_000
    for name in ("diary.db", "foods.db"):
        os.utime(home / name, (old, old))
    first = seen()
    assert first == seen()
    os.utime(home / "diary.db", (old + 1, old + 1))
    assert seen() != first
