"""Both doors of `log` save the same: words alone, and words with an option."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from b12track.cli import entry, main

_ENTRY = "SELECT food_code, amount, portion_mg, b12_ng, eating_occasion, eaten_on FROM entry"


def saved(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as diary:
        return diary.execute(_ENTRY).fetchall()


@pytest.mark.parametrize(
    "words",
    ["2 eggs", "2 eggs for breakfast, yesterday", "take b12 2.4 µg", "250 ml fortified soy milk"],
)
def test_both_doors_save_and_say_the_same(
    words: str, home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    outcomes = []
    for name, run in (("quick", entry.run), ("click", main.run)):
        monkeypatch.setenv("B12TRACK_DIARY", str(home / f"{name}.db"))
        code = run(["log", *words.split()])
        outcomes.append((code, *capsys.readouterr()))
        if code == 0:
            assert (home / "backups").exists()
    assert outcomes[0] == outcomes[1]
    if outcomes[0][0] == 0:
        assert saved(home / "quick.db") == saved(home / "click.db") != []


def test_refusals_are_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    outcomes = [(run(["log", "zonk"]), *capsys.readouterr()) for run in (entry.run, main.run)]
    assert outcomes[0] == outcomes[1]
    assert outcomes[0][0] == 3


def test_options_and_empty_words_go_through_the_parser(capsys: pytest.CaptureFixture[str]) -> None:
    assert entry.run(["log", "2", "eggs", "--no-such"]) == 2
    assert entry.run(["log", ""]) == 2
    assert "Usage" in capsys.readouterr().err
