"""Fixtures: a home of the test's own, a fixed clock, and the tool called as a user calls it."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from b12track.cli.entry import run

ROOT = Path(__file__).resolve().parent.parent
NOW = "2026-11-22T14:00:00+00:00"


class Outcome(NamedTuple):
    """What a command line did: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test has its own data folder; nothing of the user's can be found from here."""
    folder = tmp_path / "home"
    for name in [name for name in os.environ if name.startswith(("B12TRACK_", "XDG_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "user"))
    monkeypatch.setenv("B12TRACK_HOME", str(folder))
    monkeypatch.setenv("B12TRACK_NOW", NOW)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    return folder


class Tool:
    """The tool as its entry point runs it, in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys, self._monkeypatch = capsys, monkeypatch

    def __call__(self, line: str, *more: str, stdin: str = "") -> Outcome:
        """Runs the words of a line; `more` are arguments that hold blanks."""
        self._monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        self._capsys.readouterr()
        code = run([*line.split(), *more])
        out, err = self._capsys.readouterr()
        return Outcome(code, out, err)

    def ok(self, line: str, *more: str, stdin: str = "") -> Outcome:
        """Runs a line that must succeed."""
        outcome = self(line, *more, stdin=stdin)
        assert outcome.code == 0, outcome
        return outcome

    def refused(self, line: str, code: int, words: str) -> None:
        """Runs a line that must be refused in these words, with nothing printed as data."""
        outcome = self(line)
        assert (outcome.code, outcome.out) == (code, ""), outcome
        assert words in outcome.err, outcome
        assert "Traceback" not in outcome.err, outcome


@pytest.fixture
def tool(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Tool:
    return Tool(capsys, monkeypatch)


@pytest.fixture(scope="session")
def built_catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """foods.db built once, for tests to copy: building takes longer than most of them."""
    from b12track.foods.catalogue import open_catalogue

    path = tmp_path_factory.mktemp("catalogue") / "foods.db"
    with open_catalogue(str(path)):
        return path


@pytest.fixture(autouse=True)
def ready_catalogue(built_catalogue: Path, home: Path) -> None:
    """The catalogue as after a first use, so that only its own tests build it again."""
    home.mkdir(mode=0o700, parents=True)
    (home / "foods.db").write_bytes(built_catalogue.read_bytes())
