"""Which changes of the code no test notices: python -m tools.mutate [--sample N] [ROOM …].

Needs mutmut. Works on a copy of the tree below build/, and prints a line a room: mutants, how
many of them were tried, killed, share. A sample is random with a fixed seed, so that it may be
drawn again.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final, NamedTuple

ROOT: Final = Path(__file__).resolve().parent.parent
_COPY: Final = ROOT / "build" / "mutate"
#: Not those of kills and full disks, each of which takes as long as all the others.
_STORAGE: Final = (
    "backup",
    "bad_files",
    "checksum",
    "examination",
    "file",
    "opening",
    "restoring",
    "schema",
)
_PHRASES: Final = ("phrase", "answers")
#: Not those that ask a hundred made-up phrases each, and seldom notice what no other test does.
_QUICK: Final = "not any_text and not shuffled and not spacing"
#: Room → the files that are changed, and the tests that have to notice.
ROOMS: Final[dict[str, tuple[list[str], list[str]]]] = {
    "quantity": (["quantity.py"], ["tests/test_quantity.py", "b12track/quantity.py"]),
    "amount": (
        ["foods/amount.py", "foods/weighing.py"],
        [
            *(f"tests/foods/test_{name}.py" for name in (*_PHRASES, "amount", "weighing")),
            "b12track/foods",
        ],
    ),
    "phrase": (
        ["foods/phrase.py", "foods/naming.py", "foods/reading.py", "foods/settling.py"],
        [
            *(f"tests/foods/test_{name}.py" for name in (*_PHRASES, "halves", "reading")),
            "b12track/foods",
        ],
    ),
    "storage": (
        ["diary/storage/*.py"],
        [f"tests/diary/storage/test_{name}.py" for name in _STORAGE],
    ),
    "journal": (
        ["diary/journal.py", "diary/days.py"],
        [
            *(f"tests/diary/test_{name}.py" for name in ("journal", "days", "people")),
            *(f"tests/cli/test_{name}.py" for name in ("log", "change")),
        ],
    ),
    "science": (["science/*.py"], ["tests/science", "b12track/science"]),
    "analysis": (
        ["analysis/*.py"],
        [
            "tests/analysis",
            "b12track/analysis",
            *(f"tests/cli/test_{name}.py" for name in ("flags", "suggest")),
            *(f"tests/charts/test_{name}.py" for name in ("sources", "store", "symptoms")),
        ],
    ),
}
_NO_MUTANT: Final = "b12track.none"
_SEED: Final = 12
_UNNOTICED: Final = ("survived", "no tests", "not checked")
_VERDICT: Final = re.compile(r"^\s*(b12track\.\S+): (\w[\w ]*)$", re.MULTILINE)


class Outcome(NamedTuple):
    """Mutants of a room, how many were tried, and the names of those that no test noticed."""

    mutants: int
    tried: int
    alive: list[str]


def mutated(room: str, sample: int) -> Outcome:
    """What the tests of a room notice; `sample` 0 tries every mutant."""
    files, tests = ROOMS[room]
    shutil.rmtree(_COPY / room, ignore_errors=True)
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    for name in filter(None, names):
        (_COPY / room / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, _COPY / room / name)
    _settings(_COPY / room, files, tests)
    chosen: list[str] = []
    if sample:
        _mutmut(room, "run", "--max-children", "2", _NO_MUTANT)  # makes them, and tries none
        every = sorted(_verdicts(room))
        chosen = random.Random(_SEED).sample(every, min(sample, len(every)))
    _mutmut(room, "run", "--max-children", "2", *chosen)
    verdicts = _verdicts(room)
    tried = chosen or list(verdicts)
    return Outcome(
        len(verdicts), len(tried), [name for name in tried if verdicts[name] in _UNNOTICED]
    )


def _mutmut(room: str, *words: str) -> str:
    command = [sys.executable, "-m", "mutmut", *words]
    where = _COPY / room
    return subprocess.run(command, cwd=where, stdout=subprocess.PIPE, text=True, check=False).stdout


def _verdicts(room: str) -> dict[str, str]:
    return dict(_VERDICT.findall(_mutmut(room, "results", "--all", "true")))


def _settings(where: Path, files: list[str], tests: list[str]) -> None:
    """Says in the copy's pyproject.toml which files are changed and which tests look."""
    there = [name for name in tests if (where / name).exists()]
    path = where / "pyproject.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        f"{text}\n[tool.mutmut]\nsource_paths = ['b12track']\n"
        f"only_mutate = {[f'b12track/{name}' for name in files]}\n"
        f"pytest_add_cli_args_test_selection = {there}\n"
        f"pytest_add_cli_args = ['-k', '{_QUICK}']\n"
        "also_copy = ['tests', 'tools', 'docs', 'foods.csv', 'recipes.txt', 'README.md']\n",
        encoding="utf-8",
    )


def main() -> None:
    """Prints the table of docs/house.md, and every mutant that was not noticed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rooms", nargs="*", choices=[[], *ROOMS])
    parser.add_argument("--sample", type=int, default=0)
    wanted = parser.parse_args()
    print("| room | mutants | tried | killed | share |\n|---|---|---|---|---|")
    for room in wanted.rooms or list(ROOMS):
        mutants, tried, alive = mutated(room, wanted.sample)
        share = f"{1 - len(alive) / tried:.0%}" if tried else "-"
        print(f"| {room} | {mutants} | {tried} | {tried - len(alive)} | {share} |", flush=True)
        print("\n".join(f"not noticed: {name}" for name in sorted(alive)), flush=True)


if __name__ == "__main__":
    main()
