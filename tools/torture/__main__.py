"""Runs every sweep and writes its figures into docs/promises.md: `make torture`.

python -m tools.torture [EVERY]     EVERY = 5 takes each fifth point of the long sweeps
"""

from __future__ import annotations

import re
import shutil
import sqlite3
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from b12track.diary.storage import backup
from tests.fixtures.diary import __main__ as story
from tools.torture import crowd, disk, errors, flips, fuzz, kill, page, power, rig
from tools.torture.next_schema import next_schema

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterable

_PAGE = rig.ROOT / "docs" / "promises.md"
_PLACE = re.compile(r"(<!-- torture -->\n).*(<!-- end -->)", re.DOTALL)


class Row(NamedTuple):
    """One line of the page: what was done how often, and what went wrong."""

    sweep: str
    points: int
    wrong: int


class Torture:
    """The sweeps, one after the other, in a folder of their own."""

    def __init__(self, work: Path, every: int) -> None:
        self.work, self.every = work, every
        self.seed = rig.seeded(work / "seed", 20)
        backup.copy(str(self.seed / "diary.db"), str(self.seed / "backup.db"))
        rig.exported(self.seed)
        self.rows: list[Row] = []
        self.violations: list[str] = []

    def note(self, sweep: str, run: Callable[[], rig.Figures], *, bites: bool = False) -> None:
        """Runs one sweep; one against SQLite's defaults is meant to find something."""
        began = time.monotonic()
        figures = run()
        self.rows.append(Row(sweep, figures.points, len(figures.violations)))
        line = f"{sweep}: {figures.points} points, {len(figures.violations)} wrong"
        sys.stderr.write(f"{line} ({time.monotonic() - began:.0f} s)\n")
        if bites != bool(figures.violations):
            self.violations += [f"{sweep}: {violation}" for violation in figures.violations] or [
                f"{sweep}: found nothing, so the sweep does not bite"
            ]

    def kills_and_errors(self) -> None:
        if rig.STRACE is None:
            sys.stderr.write("SKIPPED: strace is not installed, so no calls can be made to fail.\n")
            return
        for name, words in kill.COMMANDS.items():
            every = 1 if name == "log" else self.every
            if name == "migrate":
                with next_schema():
                    self.note(
                        f"killed: {name}",
                        lambda w=words: kill.killed(self.seed, w, every=self.every),
                    )
                continue
            self.note(
                f"killed: {name}", lambda w=words, e=every: kill.killed(self.seed, w, every=e)
            )
        old = rig.of_schema_1(self.seed, self.work / "older" / "seed")
        self.note(
            "killed: the upgrade from schema 1",
            lambda: kill.killed_while_upgrading(old, every=self.every),
        )
        log = kill.COMMANDS["log"]
        self.note(
            "killed: log, diary not there yet", lambda: kill.killed(self.seed, log, new_file=True)
        )
        for name in ("log", "undo", "restore"):
            words = kill.COMMANDS[name]
            self.note(
                f"full, failing, unlockable disk: {name}",
                lambda w=words: errors.failed(self.seed, w, every=self.every),
            )
        self.note(
            "full, failing disk: log, diary not there yet",
            lambda: errors.failed(self.seed, log, new_file=True, every=self.every),
        )
        self.note("power cut", lambda: power.power_cut(self.work, "ours", 4))
        for kind in ("delete-full", "wal-normal", "delete-off"):
            name = f"power cut: plain sqlite3, {kind.replace('-', '/')}"
            self.note(name, lambda k=kind: power.power_cut(self.work, k, 6), bites=True)

    def pages(self) -> None:
        """The local page: windows, requests of any kind, kills."""
        share = 1 if self.every == 1 else 4
        self.note("8 windows at once", lambda: page.windows(self.seed, 8, 25))
        self.note("page: requests of any kind", lambda: page.requests(self.seed, 40_000 // share))
        if rig.STRACE:
            self.note("killed: a page that saves", lambda: page.killed(self.seed, self.every))

    def damages(self) -> None:
        lived = self.work / "lived"
        lived.mkdir(mode=0o700)
        with rig.as_home(lived):
            story.lived(lived)
        for name, lines, codes in (
            ("diary", flips.READING, (5, 6)),
            ("foods", flips.OF_FOODS, (7,)),
        ):
            number = 2000 // self.every
            self.note(
                f"flipped bits of {name}.db, shown by {len(lines)} commands",
                lambda n=name, k=number, w=lines, c=codes: flips.flipped_for_all(
                    lived / f"{n}.db", k, w, c
                )[0],
            )
        long = rig.seeded(self.work / "long", 150)
        together: Counter[str] | None = None
        for kind, number in (("bit", 1000), ("block", 300), ("page", 300), ("end", 300)):
            figures, counted = flips.flipped(long, number, kind)
            self.note(f"damaged: {kind}", lambda f=figures: f)
            together = counted + together if together else counted
        if together:
            wrong = together["wrong without checksums"]
            passed = together["of these integrity_check passes"]
            self.rows += [
                Row("damaged: files whose damage was met and refused", together["refused"], 0),
                Row("damaged: the same files shown by plain sqlite3", 1900, wrong),
                Row("damaged: of these, integrity_check says ok", wrong, passed),
            ]

    def fuzzes(self) -> None:
        share = 1 if self.every == 1 else 4
        self.note("mutated meals", lambda: fuzz.phrases(self.seed, 40_000 // share))
        self.note("mutated tables", lambda: fuzz.tables(400_000 // share))
        self.note("mutated days", lambda: fuzz.days(400_000 // share))
        self.note("series of steps, against snapshots", lambda: fuzz.steps(400 // share))

    def crowds(self) -> None:
        together = crowd.pairs()[:: self.every]
        rounds = 50 if self.every == 1 else 10
        self.note(
            f"8 programs: {len(together)} pairs of commands, a reader, backups",
            lambda: _added(crowd.pair(self.seed, names, 8, rounds) for names in together),
        )
        self.note("16 programs: every command in each", lambda: crowd.mixed(self.seed, 16))
        self.note("16 writers: plain sqlite3", lambda: crowd.plainly(self.seed, 16, 25), bites=True)
        if disk.can_mount():
            self.note("a disk that fills up", lambda: disk.filled(self.seed))


def _added(figures: Iterable[rig.Figures]) -> rig.Figures:
    points, violations = 0, []
    for more in figures:
        points, violations = points + more.points, violations + more.violations
    return rig.Figures(points, violations)


def table(rows: list[Row], seconds: float, every: int) -> str:
    """The table of the page."""
    share = "every point" if every == 1 else f"one point in {every} (all of killed: log)"
    lines = ["| sweep | points | wrong |", "|---|---:|---:|"]
    lines += [f"| {row.sweep} | {row.points:,} | {row.wrong:,} |" for row in rows]
    versions = f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}"
    return "\n".join([*lines, "", f"{versions}; {share}; {seconds / 60:.0f} minutes.", ""])


def main() -> int:
    """Runs everything; 1 where a promise is broken or a sweep does not bite."""
    began = time.monotonic()
    work = Path(tempfile.mkdtemp(prefix="b12track-torture-"))
    try:
        torture = Torture(work, int(sys.argv[1]) if len(sys.argv) > 1 else 1)
        torture.crowds()
        torture.pages()
        torture.fuzzes()
        torture.damages()
        torture.kills_and_errors()
    finally:
        shutil.rmtree(work, ignore_errors=True)
    text = table(torture.rows, time.monotonic() - began, torture.every)
    _PAGE.write_text(
        _PLACE.sub(lambda place: place[1] + text + place[2], _PAGE.read_text("utf-8")), "utf-8"
    )
    sys.stderr.write("\n".join(torture.violations) + "\n")
    return 1 if torture.violations else 0


if __name__ == "__main__":
    sys.exit(main())
