"""Changes of the code that no test notices: python -m tools.mutate [--sample N --seed N] [ROOM …].

Needs mutmut. Works on a copy of the tree below build/, and prints a line a room: mutants, how
many of them were tried, killed, share. A sample is drawn with a fixed seed, so that it may be had
again; another seed draws one that nobody has read yet.
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
    "checksum",
    "examination",
    "failures",
    "file",
    "opening",
    "places",
    "restoring",
    "rows",
    "schema",
    "seals",
)
_PHRASES: Final = ("phrase", "answers")
#: Not those that try a hundred made-up phrases or diaries, wait for each other or are interrupted:
#: they take as long as all the others and seldom notice what no other test does.
_SLOW: Final = (
    *("any_text", "shuffled", "spacing"),
    *("crowd", "interrupt", "no_writing_command", "umask"),
    *("no_step_is_told", "whole_history", "never_more_than_eaten", "taking_records_away"),
)
_ANALYSIS: Final = ["tests/analysis", "b12track/analysis"]


def _analysis(*names: str) -> list[str]:
    return [f"analysis/{name}.py" for name in names]


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
        [
            *(f"tests/diary/storage/test_{name}.py" for name in _STORAGE),
            *(f"tests/diary/test_{name}.py" for name in ("history", "journal", "people")),
        ],
    ),
    "journal": (
        ["diary/journal.py", "diary/days.py"],
        [
            *(
                f"tests/diary/test_{name}.py"
                for name in ("days", "history", "journal", "people", "totals")
            ),
            *(f"tests/cli/test_{name}.py" for name in ("log", "change")),
        ],
    ),
    "science": (["science/*.py"], ["tests/science", "b12track/science"]),
    "judgement": (_analysis("course", "intake", "judgement", "low_periods", "windows"), _ANALYSIS),
    "spans": (
        _analysis(
            *("absorbed", "contributors", "day_cache", "day_intakes", "dose_cover", "due_doses"),
            *("frames", "health_record", "midnight", "midnight_cache", "span", "store_outlook"),
            *("symptom_series", "todays_span", "uptake", "yardstick"),
        ),
        [
            *_ANALYSIS,
            *(f"tests/cli/test_{name}.py" for name in ("injections", "regimen", "show")),
            "tests/charts/test_symptoms.py",
        ],
    ),
    "remarks": (
        _analysis(
            *("day_sentence", "findings", "flags", "judged_window", "judgement_words", "notices"),
            *("other_nutrients", "published_regimens", "risks", "sooner", "suggestions"),
            *("summary", "usual_intake"),
        ),
        [
            *_ANALYSIS,
            *(f"tests/cli/test_{name}.py" for name in ("flags", "regimen", "suggest", "symptom")),
        ],
    ),
}
_NO_MUTANT: Final = "b12track.none"
SEED: Final = 12
_NOT_TRIED: Final = "not checked"
_UNNOTICED: Final = ("survived", "no tests", _NOT_TRIED)
_VERDICT: Final = re.compile(r"^\s*(b12track\.\S+): (\w[\w ]*)$", re.MULTILINE)


class Outcome(NamedTuple):
    """Mutants of a room, how many were tried, and the names of those that no test noticed."""

    mutants: int
    tried: int
    alive: list[str]


def mutated(room: str, sample: int, seed: int = SEED) -> Outcome:
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
        _mutmut(room, "run", _NO_MUTANT, err=subprocess.DEVNULL)  # makes them, and tries none
        every = sorted(_verdicts(room))
        chosen = random.Random(seed).sample(every, min(sample, len(every)))
    output = _mutmut(room, "run", "--max-children", "2", *chosen)
    verdicts = _verdicts(room)
    tried = chosen or list(verdicts)
    if all(verdicts[name] == _NOT_TRIED for name in tried):
        sys.exit(f"{output[-2000:]}\n{room}: nothing was tried, because a test fails as it is.")
    return Outcome(
        len(verdicts), len(tried), [name for name in tried if verdicts[name] in _UNNOTICED]
    )


def _mutmut(room: str, *words: str, err: int | None = None) -> str:
    return subprocess.run(
        [sys.executable, "-m", "mutmut", *words],
        cwd=_COPY / room,
        stdout=subprocess.PIPE,
        stderr=err,
        text=True,
        check=False,
    ).stdout


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
        f"pytest_add_cli_args = ['-k', '{' and '.join(f'not {word}' for word in _SLOW)}']\n"
        "also_copy = ['tests', 'tools', 'docs', 'foods.csv', 'recipes.txt', 'README.md']\n",
        encoding="utf-8",
    )


def main() -> None:
    """Prints the table of docs/house.md, and every mutant that was not noticed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rooms", nargs="*", choices=[[], *ROOMS])
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=SEED)
    wanted = parser.parse_args()
    print("| room | mutants | tried | killed | share |\n|---|---|---|---|---|")
    for room in wanted.rooms or list(ROOMS):
        mutants, tried, alive = mutated(room, wanted.sample, wanted.seed)
        share = f"{1 - len(alive) / tried:.0%}" if tried else "-"
        print(f"| {room} | {mutants} | {tried} | {tried - len(alive)} | {share} |", flush=True)
        print("\n".join(f"not noticed: {name}" for name in sorted(alive)), flush=True)


if __name__ == "__main__":
    main()
