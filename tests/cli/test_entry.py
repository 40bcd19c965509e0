"""Both doors do the same: past the option parser, and through it."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from b12track.cli import entry, main

#: What is typed daily: a line of each kind that needs no option parser.
_DAILY = [[*each, "2", "eggs"] for each in entry.WITH_WORDS] + [list(each) for each in entry.PLAIN]
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


@pytest.mark.parametrize("line", ["log zonk", "foods search qqqq", "foods search x --limit 0"])
def test_refusals_and_nothing_found_are_the_same(
    line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    outcomes = [(run(line.split()), *capsys.readouterr()) for run in (entry.run, main.run)]
    assert outcomes[0] == outcomes[1]
    assert outcomes[0][0] == {"log zonk": 3, "foods search qqqq": 0}.get(line, 2)


@pytest.mark.parametrize(
    "arguments",
    [*map(list, entry.PLAIN), ["foods", "search", "soy milk"], ["foods", "search", "salmn", ""]],
)
@pytest.mark.parametrize("meal", ["", "2 eggs", "b12 tablet 1 mg"])
def test_both_doors_show_the_same(
    meal: str, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    if meal:
        assert entry.run(["log", *meal.split(), "--on", "yesterday"]) == 0
        assert entry.run(["log", *meal.split()]) == 0
        capsys.readouterr()
    outcomes = [(run(arguments), *capsys.readouterr()) for run in (entry.run, main.run)]
    assert outcomes[0] == outcomes[1]
    assert outcomes[0][0] == 0
    assert outcomes[0][1]


def test_a_damaged_diary_is_told_the_same(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert entry.run(["log", "2", "eggs"]) == 0
    with closing(sqlite3.connect(home / "diary.db")) as diary, diary:
        diary.execute("UPDATE entry SET b12_ng = b12_ng + 1")
    capsys.readouterr()
    for arguments in (["week"], ["month"]):
        outcomes = [(run(arguments), *capsys.readouterr()) for run in (entry.run, main.run)]
        assert outcomes[0] == outcomes[1]
        assert outcomes[0][0] == 5


def test_what_is_typed_daily_loads_no_option_parser_and_no_rules(home: Path) -> None:
    program = (
        "import sys; from b12track.cli import entry\n"
        f"for line in {_DAILY}: assert entry.run(line) == 0\n"
        "late = {'click', 'csv', 'json', 'b12track.analysis.judgement'}\n"
        "assert not late & sys.modules.keys(), late & sys.modules.keys()"
    )
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)


def test_what_is_typed_daily_compiles_no_annotations(home: Path) -> None:
    program = (
        "import sys, typing; from b12track.cli import entry\n"
        f"for line in {_DAILY}: assert entry.run(line) == 0\n"
        "ours = [each for name, each in sys.modules.items() if name.startswith('b12track.')]\n"
        "assert len(ours) > 40\n"
        "slow = [each for each in ours if vars(each).get('NamedTuple') is typing.NamedTuple]\n"
        "assert not slow, slow"
    )
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)


def test_options_and_empty_words_go_through_the_parser(capsys: pytest.CaptureFixture[str]) -> None:
    assert entry.run(["log", "2", "eggs", "--no-such"]) == 2
    assert entry.run(["log", ""]) == 2
    assert entry.run(["foods", "search"]) == 2
    assert entry.run(["foods search", "eggs"]) == 2
    assert entry.run(["today", "--no-such"]) == 2
    assert capsys.readouterr().err.count("Usage") == 5
    assert entry.run(["week", ""]) == 3
    assert "'' is not a day" in capsys.readouterr().err
