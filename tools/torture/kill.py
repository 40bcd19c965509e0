"""Kills the tool at every system call: a change is there wholly or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.torture.rig import (
    CHANGING,
    Call,
    Ended,
    Figures,
    State,
    calls,
    copied,
    injected,
    judged,
    run,
)
from tools.torture.rig import state as state_of

if TYPE_CHECKING:
    from pathlib import Path

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


def killed(seed: Path, words: list[str], *, new_file: bool = False, every: int = 1) -> Figures:
    """Kills one command before each of its calls; with `new_file` there is no diary yet."""
    return swept(seed, words, ["signal=KILL:when={}"], new_file=new_file, every=every)


def killed_while_upgrading(old: Path, *, every: int = 1) -> Figures:
    """Kills the first change of a diary of schema 1, which brings it to the newest schema."""
    return swept(old, ["log", "1 egg"], ["signal=KILL:when={}"], every=every, is_upgrade=True)


def swept(
    seed: Path,
    words: list[str],
    faults: list[str],
    *,
    new_file: bool = False,
    every: int = 1,
    only: tuple[str, ...] = (),
    is_upgrade: bool = False,
) -> Figures:
    """Injects each fault into each call, one run a point, and judges what is left."""
    words = [word.replace("SEED", str(seed)) for word in words]
    home = seed.parent / "swept"
    later = words[:1] if words[0] == "NEXT" else []
    on_diary_only = not (new_file or is_upgrade or words[0] in ("restore", "NEXT", "import"))

    def fresh() -> None:
        copied(seed, home, diary=not new_file)

    fresh()
    run(home, words)  # so that no compiling of modules is among the calls that are counted
    fresh()
    before = state_of(home)
    made = calls(home, words, on_diary_only=on_diary_only)
    after = state_of(home)
    points, violations = 0, []
    for call in made:
        if only and call.name not in only:
            continue
        for fault in faults:
            for number in range(1, call.times + 1, every):
                fresh()
                ended = injected(home, words, call, fault.format(number))
                points += 1
                states, note = (before, after), fault.format(number)
                violations += _told(home, ended, states, call, note, later)
    return Figures(points, violations)


def _told(
    home: Path, ended: Ended, states: tuple[State, State], call: Call, fault: str, later: list[str]
) -> list[str]:
    wrong = judged(home, ended, *states)
    if wrong is None and ended.code == -9 and call.name in CHANGING:
        # A killed program leaves nothing that stops the next one.
        again = run(home, [*later, "log", "1 egg"])
        wrong = None if again.code == 0 else f"the next log ended with {again.code}: {again.err}"
    return [f"{call.name} {fault}: {wrong}"] if wrong else []
