"""Fixtures: a home of the test's own, a fixed clock, and the tool called as a user calls it."""

from __future__ import annotations

import io
import json
import os
import signal
import sys
from collections.abc import Iterable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from b12track.cli.entry import run

ROOT = Path(__file__).resolve().parent.parent
# Whatever a shell starts in the background ignores interrupts, and so would all that tests start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

NOW = "2026-11-22T14:00:00+00:00"


class Outcome(NamedTuple):
    """What a command line did: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def pytest_configure() -> None:
    """Folders of tests lie in memory where it has room: a test waits for no disk."""
    memory = Path("/dev/shm")  # noqa: S108 - the folders in it are named and made by pytest
    if "PYTEST_DEBUG_TEMPROOT" in os.environ or not os.access(memory, os.W_OK):
        return
    state = os.statvfs(memory)
    if not state.f_flag & os.ST_NOEXEC and state.f_bavail * state.f_frsize > 2 << 30:
        os.environ["PYTEST_DEBUG_TEMPROOT"] = str(memory)
        os.environ.setdefault("TMPDIR", str(memory))  # of what tests start


@pytest.fixture(autouse=True)
def no_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every test has its own data folder; nothing of the user's can be found from here."""
    folder = tmp_path / "home"
    for name in [name for name in os.environ if name.startswith(("B12TRACK_", "XDG_"))]:
        monkeypatch.delenv(name)
    for name, value in {
        "HOME": str(tmp_path / "user"),
        "B12TRACK_HOME": str(folder),
        "B12TRACK_NOW": NOW,
        "COLUMNS": "80",
        "NO_COLOR": "1",
    }.items():
        monkeypatch.setenv(name, value)
    return folder


class Tool:
    """The tool as its entry point runs it, in this process."""

    def __init__(
        self, home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.home, self._capsys, self._monkeypatch = home, capsys, monkeypatch

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

    def eat(self, phrase: str, days: Iterable[int], occasion: str | None = None) -> None:
        """Saves a meal so many days ago, for each number: many `log`s as one transaction."""
        from b12track.diary import dates, eating_time, journal, meal
        from b12track.diary.storage import file
        from b12track.foods.catalogue import open_catalogue
        from b12track.foods.phrase import items

        with open_catalogue(str(self.home / "foods.db")) as foods:
            eaten = meal.Meal(items(phrase, foods), eating_time.EatingTime(), None, {}, {})
        path, at = str(self.home / "diary.db"), dates.now()
        with closing(file.open_to_write(path)) as diary, file.transaction(diary, path):
            for back in days:
                act = journal.begin(diary, journal.Act("log", at)) or 0
                when = journal.Eaten(1, at.date() - timedelta(days=back), None, occasion)
                meal.write(diary, act, when, eaten)

    def refused(self, line: str, code: int, words: str) -> None:
        """Runs a line that must be refused in these words, with nothing printed as data."""
        outcome = self(line)
        assert (outcome.code, outcome.out) == (code, ""), outcome
        assert words in outcome.err, outcome
        assert "Traceback" not in outcome.err, outcome


@pytest.fixture(scope="session")
def built_catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """foods.db built once, for tests to copy: building takes longer than most of them."""
    from b12track.foods.catalogue import open_catalogue

    path = tmp_path_factory.mktemp("catalogue") / "foods.db"
    with open_catalogue(str(path)):
        return path


@pytest.fixture
def home(no_home: Path, built_catalogue: Path) -> Path:
    """The data folder with its catalogue, as after a first use of the tool."""
    no_home.mkdir(mode=0o700)
    (no_home / "foods.db").write_bytes(built_catalogue.read_bytes())
    return no_home


@pytest.fixture
def tool(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Tool:
    return Tool(home, capsys, monkeypatch)
