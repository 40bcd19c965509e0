"""Kills the tool at every system call: a change is there wholly or not at all."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Final, NamedTuple

from tools.torture import warm
from tools.torture.rig import (
    CHANGING,
    Call,
    Ended,
    Figures,
    calls,
    copied,
    injected,
    judged,
    run,
)
from tools.torture.rig import state as state_of

_KILL: Final = "signal=KILL:when={}"
#: One run in so many starts Python anew.
_REAL: Final = 10

#: Command lines that change the diary, with what stands in their way on a new disk.
COMMANDS: dict[str, list[str]] = {
    "log": ["log", "2 eggs, 100 g cheddar"],
    "edit": ["edit", "1", "--amount", "60g"],
    "delete": ["delete", "1", "2"],
    "mark": ["mark", "2026-11-10..2026-11-14", "paused"],
    "undo": ["undo", "2"],
    "redo": ["redo"],
    "profile add": ["profile", "add", "mum"],
    "restore": ["restore", "SEED/backup.db", "--yes"],
    "import": ["import", "SEED/export.csv"],
    "migrate": ["NEXT", "log", "2 eggs"],
}


class Subject(NamedTuple):
    """What is swept: a home, the command line that runs in it, and what is particular to it."""

    seed: Path
    words: list[str]
    is_new_file: bool = False
    is_upgrade: bool = False

    def prepared(self) -> Path:
        """A fresh home for one run."""
        return copied(self.seed, self.seed.parent / "swept", diary=not self.is_new_file)

    @property
    def is_about_the_diary_alone(self) -> bool:
        """Whether the calls on other files are of no interest."""
        is_wide = self.is_new_file or self.is_upgrade
        return not is_wide and self.words[0] not in ("restore", "NEXT", "import")


def killed(seed: Path, words: list[str], *, new_file: bool = False, every: int = 1) -> Figures:
    """Kills one command before each of its calls; with `new_file` there is no diary yet."""
    return swept(Subject(seed, words, is_new_file=new_file), [_KILL], every=every)


def killed_while_upgrading(old: Path, *, every: int = 1) -> Figures:
    """Kills the first change of a diary of schema 1, which brings it to the newest schema."""
    return swept(Subject(old, ["log", "1 egg"], is_upgrade=True), [_KILL], every=every)


def swept(
    subject: Subject, faults: list[str], *, every: int = 1, only: tuple[str, ...] = ()
) -> Figures:
    """Injects each fault into each call, one run a point, and judges what is left.

    The runs are forked from this process; each tenth starts a program of its own.
    """
    words = [word.replace("SEED", str(subject.seed)) for word in subject.words]
    home = subject.prepared()
    before = state_of(home)
    run(home, words)  # so that no compiling of modules is among the calls that are counted
    made = calls(
        subject.prepared(), words, on_diary_only=subject.is_about_the_diary_alone, runner=warm.run
    )
    states = (before, state_of(home))
    points = itertools.count(1)
    violations: list[str] = []
    for call, fault in itertools.product(made, faults):
        if only and call.name not in only:
            continue
        for number in range(1, call.times + 1, every):
            runner = run if next(points) % _REAL == 0 else warm.run
            at = fault.format(number)
            ended = injected(subject.prepared(), words, call, at, runner)
            wrong = judged(home, ended, *states) or _next_log(home, ended, call, words)
            violations += [f"{call.name} {at}: {wrong}"] if wrong else []
    return Figures(next(points) - 1, violations)


def _next_log(home: Path, ended: Ended, call: Call, words: list[str]) -> str | None:
    """A killed program leaves nothing that stops the next one."""
    if ended.code != -9 or call.name not in CHANGING:
        return None
    again = warm.run(home, [*words[: words[0] == "NEXT"], "log", "1 egg"])
    return None if again.code == 0 else f"the next log ended with {again.code}: {again.err}"
