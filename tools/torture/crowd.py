"""Many programs at once on one diary: every command that writes beside every other.

Each command is a process of its own: forked from this one, which has loaded the tool, or started
as a user starts it. What goes wrong is kept as a whole: the diary, its backups, and in `story.txt`
what every program ran, when, and how it ended.
"""

from __future__ import annotations

import itertools
import os
import random
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from b12track.diary.storage import backup, file, proof
from b12track.errors import B12TrackError
from tools.torture import acts, rig, warm
from tools.torture.rig import ROOT, Figures, environment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Run = Callable[[Path, list[str]], rig.Ended]

#: What a reader looks at all the time, in its turn.
READERS = ("today --json", "week --json", "history --json", "check", "export --format json")
#: Where the homes of crowds lie in which something went wrong.
KEPT = Path(os.environ.get("B12TRACK_KEPT", tempfile.gettempdir())) / "b12track-wrong"


class Program(NamedTuple):
    """One of the crowd: its name, and the acts that it plays one after the other."""

    name: str
    rounds: int
    acts: list[str]
    #: What its commands may end with, besides what the act says itself.
    codes: tuple[int, ...] = ()
    #: How it runs a command.
    run: Run = warm.run


def play(home: Path, program: Program) -> None:
    """Plays a program's acts, and tells on stderr what failed and on stdout all of it."""
    for number, name in itertools.product(range(program.rounds), program.acts):
        act = acts.routine(name)
        play_one = partial(_ran, home, program.run)
        for step in acts.played(act, home, f"{program.name}{name[0]}", number, play_one):
            is_allowed = step.code in (*act.codes, *program.codes)
            if not is_allowed or "could not" in step.err or "Traceback" in step.err:
                message = (step.err.strip().splitlines() or [""])[-1]
                sys.stderr.write(f"{step.line}: exit {step.code}: {message}\n")


def _ran(home: Path, run: Run, line: str) -> acts.Step:
    """Runs one command line in a process of its own, and tells of it."""
    began = time.monotonic()
    ended = run(home, shlex.split(line))
    times = f"{began:.4f} to {time.monotonic():.4f}"
    print(f"{times}: {line}: exit {ended.code}\n{ended.err}{ended.out[:2000]}", flush=True)
    return acts.Step(line, ended.code, ended.err, ended.out)


def prepared(seed: Path, home: Path, names: list[str]) -> int:
    """A home in which the acts can be played; how many acts its history holds."""
    rig.copied(seed, home)
    with rig.as_home(home):
        before = {acts.routine(name).before: acts.routine(name) for name in names}
        for step in (step for routine in before.values() for step in acts.prepare(home, routine)):
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
    running = [warm.program(partial(play, home, program)) for program in programs]
    violations = _meanwhile(home, running)
    stories = []
    for program, child in zip(programs, running, strict=True):
        ended = warm.ended(child)
        stories.append(f"=== {program.name}: {', '.join(program.acts)}\n{ended.out}{ended.err}")
        violations += [f"{program.name}: {line}" for line in ended.err.splitlines()]
        if ended.code:
            violations.append(f"{program.name} ended with {ended.code}")
    violations += _left(home, expected)
    label = " | ".join(names) if len(names) < 4 else f"{len(names)} acts"
    violations = [f"{label}: {violation}" for violation in violations]
    if violations:
        violations.append(f"kept in {_kept(home, [*violations, *stories])}")
    return Figures(sum(program.rounds * len(program.acts) for program in programs), violations)


def _kept(home: Path, story: list[str]) -> Path:
    """Puts a home aside in which something went wrong, with all that was run in it."""
    KEPT.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(dir=KEPT))
    shutil.copytree(home, place, dirs_exist_ok=True)
    (place / "story.txt").write_text("\n".join(story), "utf-8")
    return place


def _is_counted(names: list[str]) -> bool:
    routines = [acts.routine(name) for name in names]
    return all(routine.is_counted and not routine.takes_back for routine in routines)


def _expected(seed: Path, programs: list[Program]) -> int:
    """How many acts the programs leave when they play one after the other."""
    return sum(rounds * _left_by(seed, name) for name, rounds in _rounds(programs).items())


@cache
def _left_by(seed: Path, name: str) -> int:
    """How many acts one round leaves, by trying it."""
    home = seed.parent / "alone"
    before = prepared(seed, home, [name])
    with rig.as_home(home):
        acts.played(acts.routine(name), home, "alone", 0)
    return _acts_in(home) - before


def _rounds(programs: list[Program]) -> Counter[str]:
    rounds: Counter[str] = Counter()
    for program in programs:
        for name in program.acts:
            rounds[name] += program.rounds
    return rounds


def _meanwhile(home: Path, running: list[warm.Child]) -> list[str]:
    """Reads some times a second and copies once a second while the others write.

    On a busy machine less often, so that looking never takes more than a quarter of the time.
    """
    path, violations, copies, last, took = str(home / "diary.db"), [], 0, 0.0, 0.0
    lines = itertools.cycle(READERS)
    while any(warm.runs(child) for child in running):
        time.sleep(max(0.2, 3 * took))
        line, began = next(lines), time.monotonic()
        ended = warm.run(home, shlex.split(line))
        if ended.code:
            violations.append(f"a reader: {line}: exit {ended.code}: {ended.out}{ended.err}")
        try:
            if time.monotonic() - last > 1:
                last, copies = time.monotonic(), copies + 1
                backup.copy(path, str(home / f"meanwhile-{copies}.db"))
        except B12TrackError as error:
            violations.append(f"a backup failed: {error}")
        took = time.monotonic() - began
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
    refused = (3,) if any(acts.routine(name).takes_back for name in names) else ()
    return crowded(
        seed, [Program(f"w{n}", rounds, [names[n % 2]], refused) for n in range(writers)]
    )


def all_of(seed: Path, together: Sequence[tuple[str, str]], writers: int, rounds: int) -> Figures:
    """Many pairs one after the other, one at a time for each core, in memory.

    A disk in memory syncs at once, so that locks follow each other faster than on any other.
    """
    shards = os.cpu_count() or 1
    memory = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 - mkdtemp is private
    work = Path(tempfile.mkdtemp(prefix="b12track-pairs-", dir=memory))
    try:
        homes = [shutil.copytree(seed, work / str(n) / "seed") for n in range(shards)]
        running = [
            warm.program(partial(_told_pairs, homes[n], together[n::shards], writers, rounds))
            for n in range(shards)
        ]
        outcomes = [warm.ended(child) for child in running]
    finally:
        shutil.rmtree(work)
    violations = [line for ended in outcomes for line in ended.out.splitlines()]
    violations += [
        f"a shard ended with {ended.code}: {ended.err}" for ended in outcomes if ended.code
    ]
    return Figures(len(together) * writers * rounds, violations)


def _told_pairs(seed: Path, together: Sequence[tuple[str, str]], writers: int, rounds: int) -> None:
    for names in together:
        figures = pair(seed, names, writers, rounds)
        for violation in figures.violations:
            print(violation.replace("\n", " "), flush=True)
        # Of a sweep that is stopped it is known what was done.
        KEPT.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (KEPT / "pairs.txt").open("a", encoding="utf-8") as done:
            done.write(f"{' | '.join(names)}: {figures.points}, {len(figures.violations)} wrong\n")


def pairs() -> list[tuple[str, str]]:
    """Every act beside every other, and beside itself, in an order that is mixed and fixed.

    So the first hundred are a fair sample of all of them.
    """
    together = list(itertools.combinations_with_replacement(acts.ACTS, 2))
    random.Random(0).shuffle(together)
    return together


def long_pairs() -> list[tuple[str, str]]:
    """The commands that hold the diary longest, each beside each."""
    return list(itertools.combinations_with_replacement(acts.LONG, 2))


def mixed(seed: Path, writers: int) -> Figures:
    """Every act once in each of a few programs, each of which begins elsewhere.

    Every command is started as a user starts it.
    """
    names = [name for name in acts.ACTS if not acts.ACTS[name].takes_back]
    shift = len(names) // writers
    orders = [names[n * shift :] + names[: n * shift] for n in range(writers)]
    return crowded(
        seed, [Program(f"w{n}", 1, order, (), rig.run) for n, order in enumerate(orders)]
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
