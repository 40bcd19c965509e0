"""Words that mean several foods: a choice in a terminal, kept and said; elsewhere a refusal."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest

from b12track.cli.entry import run

if TYPE_CHECKING:
    from tests.conftest import Tool


class Terminal(io.StringIO):
    """What is typed at a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tool: Tool):
    """Runs a line at a terminal where these words are typed; its code and all it said."""

    def at_terminal(line: str, words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", Terminal(words))
        monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
        code = run(line.split())
        out, err = capsys.readouterr()
        return code, out, err

    return at_terminal


def test_a_choice_is_kept_and_said(typed, tool: Tool) -> None:
    code, out, err = typed("log 100 g salmon roe sushi", "")
    assert (code, out) == (3, "")
    code, out, err = typed("log 100 g liver", "2\n")
    assert code == 0
    line = err.split("  2  ")[1].splitlines()[0]
    chosen, _, amount = line.partition(", ")
    assert amount.startswith("100 g: ")
    assert chosen in out
    printed = tool.ok("log 50 g liver").out
    assert chosen in printed
    assert "'liver' as you chose before" in " ".join(printed.split())
    tool.ok("undo 2")
    assert tool("log 50 g liver").code == 3


@pytest.mark.parametrize(("words", "code"), [("\n", 3), ("99\n", 3), ("x\n", 3), ("", 3)])
def test_no_choice_saves_nothing(typed, tool: Tool, words: str, code: int) -> None:
    assert typed("log 100 g liver", words)[0] == code
    assert tool.ok("today --json").json["entries"] == []


def test_scripts_are_never_asked(tool: Tool, typed) -> None:
    assert tool("log 100 g liver").code == 3
    code, _, err = typed("log 100 g liver --json", "1\n")
    assert code == 3
    assert "Number" not in err
