"""Colour lies over marks, only where a terminal has it, and never moves a letter."""

from __future__ import annotations

import io
import re
import sys

import pytest

from b12track.cli.session import say
from b12track.cli.tint import is_wanted, tinted

ESCAPES = re.compile("\x1b\\[[0-9]*m")
LINES = (
    "Mon 16 Nov      1.43  ████▊|     \n"
    "Nov 2026  6 of  7 days  ##--0?.+\n"
    "Last 14 days: ##--  (# at the reference or above)\n"
    "2 Nov 2026: test MMA, mark ▲ above."
)


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def test_only_colour_is_added() -> None:
    assert ESCAPES.sub("", tinted(LINES)) == LINES
    assert len(ESCAPES.findall(tinted(LINES))) >= 12
    for line in tinted(LINES).split("\n"):
        assert ESCAPES.findall(line)[-1] == "\x1b[0m"


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_no_color_is_honoured(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], wanted: bool
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert is_wanted(Terminal()) == wanted
    assert not is_wanted(io.StringIO())


def test_what_is_said_to_a_terminal_is_tinted_and_foreign_escapes_are_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    say("██|  a\x1b[2Jb")
    assert terminal.getvalue() == "\x1b[36m██\x1b[0m|  a\\x1b[2Jb\n"
