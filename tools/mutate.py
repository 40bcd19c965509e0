"""Which changes of the code no test notices: python -m tools.mutate [ROOM …]; needs mutmut.

Works on a copy of the tree below build/, and prints a line a room: mutants, killed, share.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
_COPY: Final = ROOT / "build" / "mutate"
#: Room → the files that are changed, and the tests that have to notice.
ROOMS: Final[dict[str, tuple[list[str], list[str]]]] = {
    "quantity": (["quantity.py"], ["tests/test_quantity.py", "b12track/quantity.py"]),
    "amount": (
        ["foods/amount.py", "foods/weighing.py"],
        ["tests/foods/test_phrase.py", "tests/foods/test_doses.py", "b12track/foods"],
    ),
    "phrase": (
        ["foods/phrase.py", "foods/naming.py", "foods/reading.py", "foods/settling.py"],
        ["tests/foods/test_phrase.py", "tests/foods/test_everyday.py", "b12track/foods"],
    ),
    "storage": (["diary/storage/*.py"], ["tests/diary/storage"]),
    "journal": (["diary/journal.py", "diary/days.py"], ["tests/diary", "tests/cli/test_log.py"]),
    "science": (["science/*.py"], ["tests/science", "b12track/science"]),
    "analysis": (["analysis/*.py"], ["tests/analysis", "b12track/analysis"]),
}
_VERDICT: Final = re.compile(r"^\s*(b12track\.\S+): (\w[\w ]*)$", re.MULTILINE)


def mutated(room: str) -> tuple[int, int, list[str]]:
    """Mutants of a room, how many the tests noticed, and the names of the others."""
    files, tests = ROOMS[room]
    shutil.rmtree(_COPY, ignore_errors=True)
    names = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    for name in filter(None, names):
        (_COPY / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, _COPY / name)
    _settings(files, tests)
    command = [sys.executable, "-m", "mutmut"]
    subprocess.run([*command, "run", "--max-children", "2"], cwd=_COPY, check=False)
    listed = subprocess.run(
        [*command, "results", "--all", "true"],
        cwd=_COPY,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    verdicts = _VERDICT.findall(listed)
    alive = [name for name, verdict in verdicts if verdict in ("survived", "no tests")]
    return len(verdicts), len(verdicts) - len(alive), alive


def _settings(files: list[str], tests: list[str]) -> None:
    """Says in the copy's pyproject.toml which files are changed and which tests look."""
    there = [name for name in tests if (_COPY / name).exists()]
    path = _COPY / "pyproject.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        f"{text}\n[tool.mutmut]\nsource_paths = ['b12track']\n"
        f"only_mutate = {[f'b12track/{name}' for name in files]}\n"
        f"pytest_add_cli_args_test_selection = {there}\n"
        "also_copy = ['tests', 'tools', 'docs', 'foods.csv', 'recipes.txt', 'README.md']\n",
        encoding="utf-8",
    )


def main(rooms: list[str]) -> None:
    """Prints the table of docs/house.md, and every mutant that was not noticed."""
    rows, alive = [], []
    for room in rooms or list(ROOMS):
        mutants, killed, unnoticed = mutated(room)
        share = f"{killed / mutants:.0%}" if mutants else "-"
        rows.append(f"| {room} | {mutants} | {killed} | {share} |")
        alive += unnoticed
    print("\n".join(["| room | mutants | killed | share |", "|---|---|---|---|", *rows]))
    print("\n".join(f"not noticed: {name}" for name in alive))


if __name__ == "__main__":
    main(sys.argv[1:])
