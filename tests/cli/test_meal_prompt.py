"""`log` without words: asked on one line, in a real terminal; refused where nobody is there."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pexpect
import pytest

from tests.conftest import ROOT, Tool


def terminal(*words: str, term: str = "xterm") -> pexpect.spawn[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": term, "LC_ALL": "C.UTF-8"}
    return pexpect.spawn(
        sys.executable,
        ["-m", "b12track", "log", *words],
        env=environment,
        encoding="utf-8",
        dimensions=(24, 100),
        timeout=30,
    )


def ready(asked: pexpect.spawn[str]) -> None:
    """Answers where the cursor stands, as a terminal does: only then is the line below drawn."""
    asked.expect_exact("\x1b[6n")
    asked.send("\x1b[1;1R")


def eaten(tool: Tool) -> list[tuple[str, str]]:
    return [(row["food"], row["amount"]) for row in tool.ok("today --json").json["entries"]]


def test_without_a_terminal_nothing_is_asked(tool: Tool) -> None:
    outcome = tool("log")
    assert (outcome.code, outcome.out) == (2, "")
    assert "Name what was eaten" in outcome.err


def test_what_enter_would_save_stands_below_and_shell_signs_do_no_harm(tool: Tool) -> None:
    with terminal() as asked:
        ready(asked)
        asked.send("2 eggs & a slice of cheddar (mature)")
        asked.send("\x7f" * len(" (mature)"))
        asked.expect("1.11 µg")
        asked.send("\r")
        asked.expect("Saved #1-2")
        asked.expect(pexpect.EOF)
    assert eaten(tool) == [("boiled egg", "2 large"), ("cheddar", "1 slice")]


def test_the_last_portion_stands_ready_behind_the_name(tool: Tool) -> None:
    tool.ok("log tofu 175g --on yesterday")
    tool.ok("log tofu 175g --on -2d")
    with terminal() as asked:
        ready(asked)
        asked.send("tof")
        asked.expect("175")
        asked.send("\x1b[C\r")  # the right arrow takes it
        asked.expect("Saved #3")
        asked.expect(pexpect.EOF)
    assert [amount for _, amount in eaten(tool)] == ["175 g"]


@pytest.mark.parametrize("words", [("--plain",), ()])
def test_plain_lines_for_a_screen_reader(tool: Tool, words: tuple[str, ...]) -> None:
    with terminal(*words, term="xterm" if words else "dumb") as asked:
        asked.expect("What did you eat\\? ")
        asked.sendline("2 eggs")
        asked.expect("Saved #1")
        asked.expect(pexpect.EOF)
        assert "\x1b[" not in str(asked.before)
    assert len(eaten(tool)) == 1


def test_an_empty_line_saves_nothing_and_says_so(tool: Tool, home: Path) -> None:
    with terminal("--plain") as asked:
        asked.expect("What did you eat\\? ")
        asked.sendline("")
        asked.expect("Nothing was saved")
        asked.expect(pexpect.EOF)
    assert not (home / "diary.db").exists() or eaten(tool) == []
