"""What every sweep needs: a seeded diary, the tool in a process of its own, and one oracle."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from b12track.diary import history, journal
from b12track.diary.journal import Act, Eaten
from b12track.diary.storage import file, proof, rows, verification
from b12track.foods.catalogue import open_catalogue
from b12track.foods.phrase import items

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    #: Runs a command line in a home, behind another program.
    Runner = Callable[[Path, list[str], tuple[str, ...]], "Ended"]

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime.fromisoformat("2026-11-22T14:00:00+00:00")
STRACE = shutil.which("strace")

State = tuple[object, ...]


class Figures(NamedTuple):
    """What a sweep did: how many faults it made, and each violation in words."""

    points: int
    violations: list[str]


class Ended(NamedTuple):
    """How a run of the tool ended; a negative code is a signal."""

    code: int
    out: str
    err: str


def seeded(folder: Path, days: int = 3, catalogue: Path | None = None) -> Path:
    """A home folder with a catalogue and a diary of a few days, two marks and an undone act.

    `catalogue` is one that was built before; building it takes longer than all the rest.
    """
    folder.mkdir(mode=0o700, parents=True)
    path = str(folder / "diary.db")
    if catalogue:
        shutil.copyfile(catalogue, folder / "foods.db")
    else:
        # Made by another process: what makes it loads three times what a command does (warm.py).
        run(folder, ["foods", "search", "egg"])
    with open_catalogue(str(folder / "foods.db")) as foods:
        meals = [items(words, foods) for words in ("2 eggs, 250 ml milk", "100 g salmon")]
    with closing(file.open_to_write(path)) as diary, file.transaction(diary, path):
        for number in range(days):
            on = NOW.date() - timedelta(days=number + 1)
            for occasion, meal in zip(("breakfast", "dinner"), meals, strict=True):
                act_id = journal.begin(diary, Act("log", NOW, None, 1))
                journal.record(diary, act_id or 0, Eaten(1, on, None, occasion), meal)
        act_id = journal.begin(diary, Act("mark partial", NOW, None, 1))
        journal.mark(diary, act_id or 0, 1, [NOW.date() - timedelta(days=2)], "partial")
        act_id = journal.begin(diary, Act("log", NOW, None, 1))
        journal.record(diary, act_id or 0, Eaten(1, NOW.date(), None, "lunch"), meals[0])
        history.undo(diary, NOW)
    return folder


def of_schema_1(seed: Path, folder: Path) -> Path:
    """A home whose diary the first release wrote."""
    folder.mkdir(mode=0o700, parents=True)
    shutil.copyfile(seed / "foods.db", folder / "foods.db")
    shutil.copyfile(ROOT / "tests" / "fixtures" / "diary" / "v1.db", folder / "diary.db")
    return folder


def exported(seed: Path) -> None:
    """Puts the export of another diary beside the seed, to be imported."""
    other = seed.parent / "other"
    copied(seed, other, diary=False)
    for words in (["log", "3 eggs, 200 ml milk", "--note", "elsewhere"], ["log", "50 g cheddar"]):
        run(other, words)
    ended = run(other, ["export", str(seed / "export.csv")])
    assert ended.code == 0, ended


def copied(seed: Path, target: Path, *, diary: bool = True) -> Path:
    """A fresh home made of the seed's files, each private."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(mode=0o700)
    for name in ("foods.db", *(["diary.db"] if diary else [])):
        shutil.copyfile(seed / name, target / name)
        (target / name).chmod(0o600)
    return target


def environment(home: Path) -> dict[str, str]:
    """Variables for a run whose clock stands still and whose home is its own."""
    return {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(home),
        "B12TRACK_HOME": str(home),
        "B12TRACK_NOW": NOW.isoformat(),
        "PYTHONPATH": str(ROOT),
        "NO_COLOR": "1",
    }


@contextmanager
def as_home(home: Path) -> Iterator[None]:
    """Within the block this process is such a run itself."""
    kept = dict(os.environ)
    os.environ.update(environment(home))
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(kept)


def run(home: Path, words: list[str], before: tuple[str, ...] = ()) -> Ended:
    """Runs one command line, behind another program where `before` names one."""
    module = "tools.torture.next_schema" if words[:1] == ["NEXT"] else "b12track"
    command = [*before, sys.executable, "-m", module, *[w for w in words if w != "NEXT"]]
    return run_program(command, environment(home))


def run_program(command: list[str], variables: dict[str, str]) -> Ended:
    """Runs a program to its end, without an input."""
    done = subprocess.run(
        command,
        env=variables,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return Ended(done.returncode, done.stdout, done.stderr)


def tested(test: str, points: int, **variables: str) -> Figures:
    """Runs a test as a sweep of so many points; one that is skipped is a violation."""
    command = [sys.executable, "-m", "pytest", "-q", "-n0", f"tests/{test}"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    return Figures(
        points, [] if re.search(r"^1 passed", done.stdout, re.MULTILINE) else [done.stdout]
    )


def state(home: Path) -> State:
    """All that the diary says, read by a fresh connection; raises where it is damaged."""
    path = str(home / "diary.db")
    # What is put right in an older diary is an act of this moment.
    with as_home(home), closing(file.open_to_read(path)) as diary:
        faults = proof.damage(diary)
        if faults:
            raise AssertionError(f"damaged: {faults[0]}")
        tables = [name for name in verification.tables(diary) if name != "note_of_the_future"]
        return tuple(tuple(rows.select(diary, table)) for table in tables)


def judged(home: Path, ended: Ended, before: State, after: State) -> str | None:
    """The violation in words, or None: whole or not at all, and the exit code tells the truth."""
    if "Traceback" in ended.err:
        return f"traceback, exit {ended.code}: {ended.err.strip().splitlines()[-1]}"
    try:
        now = state(home)
    except Exception as error:  # noqa: BLE001 - any failure to read is the finding
        return f"exit {ended.code}, then unreadable: {type(error).__name__}: {error}"
    if now not in (before, after):
        return f"exit {ended.code}, and the diary is neither as before nor as after"
    is_told_done = ended.code in (0, 9) or "Saved #" in ended.out
    if is_told_done and now != after:
        return f"exit {ended.code} said done, and it is not"
    if ended.code in (3, 4, 5, 6, 7) and now != before:
        return f"exit {ended.code} said nothing was saved, and it is"
    if ended.code not in (0, 3, 4, 5, 6, 7, 8, 9, 130, 143, -9):
        return f"exit {ended.code}: {ended.err.strip()}"
    return None


class Call(NamedTuple):
    """One kind of system call of a run, how often it is made, and the paths it is watched on."""

    name: str
    times: int
    watched: tuple[str, ...]


#: The calls that change a disk; they are followed whatever file they are about.
CHANGING = (
    "pwrite64",
    "fsync",
    "fdatasync",
    "ftruncate",
    "unlink",
    "link",
    "rename",
    "mkdir",
)


def calls(home: Path, words: list[str], *, on_diary_only: bool, runner: Runner = run) -> list[Call]:
    """The system calls of one clean run, by name."""
    watched: tuple[str, ...] = ()
    if on_diary_only:
        names = (home / "diary.db", home / "diary.db-journal", home)
        watched = tuple(part for name in names for part in ("-P", str(name)))
    kinds = "all" if on_diary_only else ",".join(CHANGING)
    log = home.parent / "calls.txt"
    ended = runner(
        home, words, (str(STRACE), "-f", "-qq", "-o", str(log), *watched, "-e", f"trace={kinds}")
    )
    assert ended.code == 0, ended
    times_of = Counter(
        re.findall(r"^\d+ +([a-z0-9_]+)\(", log.read_text(errors="replace"), re.MULTILINE)
    )
    return [Call(name, times, watched) for name, times in sorted(times_of.items())]


def injected(home: Path, words: list[str], call: Call, fault: str, runner: Runner = run) -> Ended:
    """Runs the tool with a fault injected into one call (strace's own notation)."""
    inject = f"inject={call.name}:{fault}"
    return runner(
        home, words, (str(STRACE), "-f", "-qq", "-o", "/dev/null", *call.watched, "-e", inject)
    )
