"""Many programs at once on one diary: every command that writes beside every other.

python -m tools.torture.crowd HOME NAME ROUNDS CODES ACT…     is one of the programs
"""

from __future__ import annotations

import itertools
import json
import os
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from b12track.diary.storage import backup, file, proof
from b12track.errors import B12TrackError
from tools.torture import acts, rig
from tools.torture.rig import ROOT, Figures, environment

#: What a reader looks at all the time, in its turn.
READERS = ("today --json", "week --json", "history --json", "check", "export --format json")


class Program(NamedTuple):
    """One of the crowd: its name, and the acts that it plays one after the other."""

    name: str
    rounds: int
    acts: list[str]
    #: What its commands may end with, besides what the act says itself.
    codes: tuple[int, ...] = ()


def started(home: Path, program: Program) -> subprocess.Popen[str]:
    """Lets a program of the crowd begin."""
    command = [sys.executable, "-m", "tools.torture.crowd", str(home), program.name]
    return subprocess.Popen(
        [*command, str(program.rounds), json.dumps(program.codes), *program.acts],
        env=environment(home),
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def play(home: Path, program: Program) -> None:
    """Plays a program's acts in this process, and tells on stderr what failed."""
    for number, name in itertools.product(range(program.rounds), program.acts):
        act = acts.ACTS[name]
        for step in acts.played(act, home, f"{program.name}{name[0]}", number):
            allowed = step.code in (*act.codes, *program.codes)
            if not allowed or "could not" in step.err or "Traceback" in step.err:
                message = (step.err.strip().splitlines() or [""])[-1]
                sys.stderr.write(f"{step.line}: exit {step.code}: {message}\n")


def prepared(seed: Path, home: Path, names: list[str]) -> int:
    """A home in which the acts can be played; how many acts its history holds."""
    rig.copied(seed, home)
    with rig.as_home(home):
        for line in {line: None for name in names for line in acts.ACTS[name].before}:
            step = acts.ran(line)
            if step.code:
                raise AssertionError(step)
        acts.ran("backup")
    backup.copy(str(home / "diary.db"), str(home / "backup.db"))
    return _acts_in(home)


def _acts_in(home: Path) -> int:
    with closing(sqlite3.connect(home / "diary.db")) as diary:
        return int(diary.execute("SELECT count(*) FROM act").fetchone()[0])


def crowded(seed: Path, programs: list[Program]) -> Figures:
    """Lets programs write at once, beside a reader and backups.

    Points are the rounds played; violations are failures, damage, and acts that were told but
    are not in the history, or the other way round.
    """
    home = seed.parent / "crowd"
    names = sorted({name for program in programs for name in program.acts})
    before = prepared(seed, home, names)
    expected = before + _expected(seed, programs) if _is_counted(names) else None
    running = [started(home, program) for program in programs]
    violations = _meanwhile(home, running)
    for program, process in zip(programs, running, strict=True):
        _, err = process.communicate(timeout=600)
        violations += [f"{program.name}: {line}" for line in err.splitlines()]
        if process.returncode:
            violations.append(f"{program.name} ended with {process.returncode}")
    violations += _left(home, expected)
    points = sum(program.rounds * len(program.acts) for program in programs)
    label = " | ".join(names) if len(names) < 4 else f"{len(names)} acts"
    return Figures(points, [f"{label}: {violation}" for violation in violations])


def _is_counted(names: list[str]) -> bool:
    return all(acts.ACTS[name].is_counted and not acts.ACTS[name].takes_back for name in names)


def _expected(seed: Path, programs: list[Program]) -> int:
    """How many acts the programs leave when they play one after the other, by trying it once."""
    left = 0
    for name, rounds in _rounds(programs).items():
        home = seed.parent / "alone"
        before = prepared(seed, home, [name])
        with rig.as_home(home):
            acts.played(acts.ACTS[name], home, "alone", 0)
        left += rounds * (_acts_in(home) - before)
    return left


def _rounds(programs: list[Program]) -> Counter[str]:
    rounds: Counter[str] = Counter()
    for program in programs:
        for name in program.acts:
            rounds[name] += program.rounds
    return rounds


def _meanwhile(home: Path, running: list[subprocess.Popen[str]]) -> list[str]:
    """Reads all the time and copies once a second while the others write."""
    path, violations, copies, last = str(home / "diary.db"), [], 0, 0.0
    lines = itertools.cycle(READERS)
    with rig.as_home(home):
        while any(program.poll() is None for program in running):
            step = acts.ran(next(lines))
            if step.code:
                violations.append(f"a reader: {step.line}: exit {step.code}: {step.out}{step.err}")
            try:
                if time.monotonic() - last > 1:
                    last, copies = time.monotonic(), copies + 1
                    backup.copy(path, str(home / f"meanwhile-{copies}.db"))
            except B12TrackError as error:
                violations.append(f"a backup failed: {error}")
    return violations


def _left(home: Path, expected: int | None) -> list[str]:
    try:
        with closing(file.open_to_read(str(home / "diary.db"))) as diary:
            violations = proof.damage(diary)
    except B12TrackError as error:
        return [str(error)]
    there = _acts_in(home)
    if expected is not None and there != expected:
        violations.append(f"{expected} acts were told, {there} are there")
    return violations


def pair(seed: Path, names: tuple[str, str], writers: int, rounds: int) -> Figures:
    """Two acts side by side, half of the writers each."""
    refused = (3,) if any(acts.ACTS[name].takes_back for name in names) else ()
    return crowded(
        seed, [Program(f"w{n}", rounds, [names[n % 2]], refused) for n in range(writers)]
    )


def pairs() -> list[tuple[str, str]]:
    """Every act beside every other, and beside itself."""
    return list(itertools.combinations_with_replacement(acts.ACTS, 2))


def mixed(seed: Path, writers: int) -> Figures:
    """Every act once in each of a few programs, each of which begins elsewhere."""
    names = [name for name in acts.ACTS if not acts.ACTS[name].takes_back]
    shift = len(names) // writers
    return crowded(
        seed, [Program(f"w{n}", 1, names[n * shift :] + names[: n * shift]) for n in range(writers)]
    )


def plainly(seed: Path, writers: int, each: int) -> Figures:
    """Programs with SQLite's settings as they come: the proof that such a crowd finds faults."""
    home = rig.copied(seed, seed.parent / "crowd-plain", diary=False)
    running = [
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tools.torture.writer",
                "delete-full",
                str(home),
                f"w{n}",
                str(each),
            ],
            env=environment(home),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for n in range(writers)
    ]
    violations = []
    for number, program in enumerate(running):
        _, err = program.communicate(timeout=120)
        if program.returncode:
            violations.append(f"writer {number} failed: {err.strip().splitlines()[-1]}")
    return Figures(writers * each, violations)


def main() -> None:
    """Is one of the programs."""
    home, name, rounds, codes, *names = sys.argv[1:]
    program = Program(name, int(rounds), names, tuple(json.loads(codes)))
    play(Path(home), program)


if __name__ == "__main__":
    os.umask(0o077)
    main()
