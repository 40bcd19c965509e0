"""Types the lines of a walkthrough in a throw-away diary and puts the answers beneath them."""

from __future__ import annotations

import contextlib
import io
import re
import shlex
import shutil
from pathlib import Path

from b12track.cli.entry import run
from tools.documents import throw_away_home

FOLDER = Path(__file__).parent
_EACH_DAY = re.compile(r"\* -([0-9]+)d\.\.-([0-9]+)d: b12track (.*)")


class _Terminal(io.StringIO):
    """Collects what is printed, in a terminal that has every letter."""

    encoding = "utf-8"


def people() -> list[Path]:
    """The walkthroughs, in the order of their names."""
    return sorted(FOLDER.glob("*.txt"))


def walked(text: str, catalogue: Path | None = None) -> str:
    """The same walkthrough with the answers of today's tool.

    `catalogue` is a built foods.db to copy; without one it is built anew.
    """
    parts = []
    with throw_away_home() as home:
        if catalogue:
            shutil.copyfile(catalogue, home / "foods.db")
        for line in text.splitlines():
            if line.startswith("# "):
                parts.append(line)
            elif line.startswith("$ b12track"):
                parts.append(f"{line}\n{_answer(line.removeprefix('$ b12track'))}")
            elif each := _EACH_DAY.fullmatch(line):
                _on_each_day(int(each[1]), int(each[2]), each[3])
                parts.append(line)
    return _spaced(parts)


def _spaced(parts: list[str]) -> str:
    """A blank line after each answer."""
    lines = (f"{part}\n\n" if part.startswith("$") else f"{part}\n" for part in parts)
    return "".join(lines).rstrip("\n") + "\n"


def _answer(words: str) -> str:
    """What a line prints, with its exit code where it is not 0."""
    out = _Terminal()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        code = run(shlex.split(words))
    return out.getvalue().rstrip() + (f"\n[exit {code}]" if code else "")


def _on_each_day(first: int, last: int, words: str) -> None:
    for number in range(first, last - 1, -1):
        answer = _answer(f"{words} --on -{number}d")
        if "[exit" in answer:
            raise AssertionError(f"{words}: {answer}")
