"""Sixteen programs that write at once from no file at all, a reader and a backup meanwhile."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

from b12track.diary.storage import backup, file
from b12track.errors import B12TrackError
from tools.torture.rig import ROOT, Figures, environment

if TYPE_CHECKING:
    from pathlib import Path


def crowded(work: Path, kind: str, writers: int, each: int) -> Figures:
    """Points are the logs tried; violations are lost ones and programs that failed."""
    home = work / f"crowd-{kind}"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(work / "seed", home, ignore=lambda *_: ["diary.db", "backup.db", "backups"])
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "tools.torture.writer", kind, str(home), f"w{n}", str(each)],
            env=environment(home), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True,
        )
        for n in range(writers)
    ]  # fmt: skip
    violations = _meanwhile(home, running) if kind == "ours" else []
    told: set[str] = set()
    for number, program in enumerate(running):
        out, err = program.communicate(timeout=120)
        told |= {line.removeprefix("saved ") for line in out.splitlines()}
        if program.returncode:
            violations.append(f"writer {number} failed: {err.strip().splitlines()[-1]}")
    there = _notes(home / "diary.db")
    violations += [f"lost: {note}" for note in sorted(told - there)]
    if kind == "ours":
        violations += [f"never told: {note}" for note in sorted(there - told)]
    return Figures(writers * each, violations)


def _meanwhile(home: Path, running: list[subprocess.Popen[str]]) -> list[str]:
    """Reads all the time and copies once a second while the others write."""
    path, violations, copies, last = str(home / "diary.db"), [], 0, 0.0
    while any(program.poll() is None for program in running):
        try:
            with closing(file.open_to_read(path)) as diary:
                faults = backup.damage(diary)
                violations += [f"a reader saw: {fault}" for fault in faults]
            if (home / "diary.db").exists() and time.monotonic() - last > 1:
                last, copies = time.monotonic(), copies + 1
                backup.copy(path, str(home / f"meanwhile-{copies}.db"))
        except B12TrackError as error:
            violations.append(f"a reader failed: {error}")
        time.sleep(0.1)
    return violations


def _notes(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as diary:
        return {note for (note,) in diary.execute("SELECT note FROM entry")}
