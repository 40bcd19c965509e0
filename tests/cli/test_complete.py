"""TAB: what fits at the cursor, in three shells, without a diary and without a word of error."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pexpect
import pytest

from tests.conftest import ROOT, Tool


def fits(tool: Tool, *words: str) -> list[str]:
    return [line.partition("\t")[0] for line in tool.ok("complete --", *words).out.splitlines()]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("lo",), "log"),
        (("foods", "sea"), "search"),
        (("log", "--o"), "--on"),
        (("log", "--on", "yes"), "yesterday"),
        (("log", "tof"), "tofu"),
        (("log", "2", "sli"), "slice"),
        (("log", "2", "slices", "of", "che"), "cheddar"),
        (("log", "smoked", "sal"), "salmon"),
        (("log", "2", "eggs,", "smoked", "sal"), "salmon"),
        (("log", "tofu", "and", "tem"), "tempeh"),
        (("profile", "set", "--authority", "ef"), "efsa"),
        (("profile", "set", "--medicine", "met"), "metformin"),
        (("lab", "add", "hol"), "holotc"),
        (("explain", "bu"), ""),
        (("mark", "yesterday", "fas"), "fasting"),
        (("symptom", "log", "ting"), "tingling"),
        (("inject", "1 mg h"), "1 mg hydroxocobalamin"),
        (("inject", "--f"), "--for"),
        (("help", "gap"), "gaps"),
    ],
)
def test_what_fits(tool: Tool, words: tuple[str, ...], expected: str) -> None:
    candidates = fits(tool, *words)
    assert expected in candidates if expected else not candidates


def test_what_was_eaten_comes_first_and_a_name_is_found_by_any_word(tool: Tool) -> None:
    tool.ok("log 100 g smoked salmon")
    assert fits(tool, "profile", "use", "") == ["me"]
    assert fits(tool, "log", "smo")[0] == "smoked salmon"
    assert "smoked salmon" in fits(tool, "log", "salm")
    assert fits(tool, "log", "")[0] == "smoked salmon"


def test_foods_of_ones_own_and_kept_meals(tool: Tool) -> None:
    tool.ok("foods add zonked-drink --per 250ml --b12 1.2µg")
    assert "zonked-drink" in fits(tool, "log", "zon")


def test_where_a_file_belongs_the_shell_is_told(tool: Tool) -> None:
    assert tool("complete -- import", "").code == 10
    assert tool("complete -- backup", "").code == 10


def test_neither_diary_nor_catalogue_is_made(tool: Tool, home: Path) -> None:
    (home / "foods.db").unlink()
    assert fits(tool, "log", "tof") == []
    assert list(home.iterdir()) == []


def test_a_damaged_diary_is_no_hindrance_and_no_word(tool: Tool, home: Path) -> None:
    (home / "diary.db").write_bytes(b"no diary")
    outcome = tool("complete -- log tof")
    assert (outcome.code, outcome.err) == (0, "")


def test_a_hostile_name_is_not_offered(tool: Tool, home: Path) -> None:
    tool.ok("log 2 eggs")
    assert all(text.isprintable() for text in fits(tool, "log", ""))


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_file_is_written_where_the_shell_looks(tool: Tool, shell: str, tmp_path: Path) -> None:
    printed = tool.ok(f"completion install {shell}").out
    path = Path(printed.partition("Wrote ")[2].partition(".\n")[0])
    assert path.is_relative_to(tmp_path)
    assert path.read_text(encoding="utf-8") == tool.ok(f"completion show {shell}").out


COMMANDS = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "-i"],
}
READY = {
    "bash": "source {path}; bind 'set enable-bracketed-paste off'",
    "zsh": "autoload -U compinit && compinit -u -D && source {path}",
    "fish": "source {path}",
}


@pytest.mark.parametrize("shell", list(COMMANDS))
def test_tab_in_a_real_shell(shell: str, home: Path, tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"no {shell} here")
    folder = tmp_path / "bin"
    folder.mkdir()
    script = folder / "b12track"
    script.write_text(f'#!/bin/sh\nexec {sys.executable} -m b12track "$@"\n')
    script.chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{folder}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "TERM": "xterm",
        "LC_ALL": "C.UTF-8",
        "PS1": "> ",
    }
    path = ROOT / "b12track" / "cli" / "shells" / f"b12track.{shell}"
    subprocess.run([str(script), "foods", "rebuild"], env=environment, check=True)
    with pexpect.spawn(
        COMMANDS[shell][0],
        COMMANDS[shell][1:],
        env=environment,
        encoding="utf-8",
        dimensions=(24, 120),
        timeout=30,
    ) as terminal:
        terminal.sendline(READY[shell].format(path=path) + "; echo rea''dy")
        terminal.expect("ready")
        terminal.send("b12track log smoked mack\t")
        # A bell may stand between what was typed and what came.
        terminal.expect("smoked mack\x07?erel|smoked mackerel")
        terminal.send("\x15")
        terminal.send("b12track foo\t")
        terminal.expect("b12track foods")
        terminal.close(force=True)
