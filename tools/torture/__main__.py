"""Runs every sweep and writes its figures into docs/promises.md: `make torture`.

python -m tools.torture [EVERY [PART...]]

EVERY = 5 takes each fifth point, or round, of the long sweeps. Of single parts (crowds, disks,
pages, fuzzes, flips, damages, kills, errors, power) the rows are renewed and the others stay.
"""

from __future__ import annotations

import contextlib
import io
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from b12track.diary.storage import backup
from tests.fixtures.diary import __main__ as story
from tools.torture import crowd, disk, errors, figures, flips, fuzz, kill, page, power, rig
from tools.torture.figures import Row, commit
from tools.torture.next_schema import next_schema

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable


class Torture:
    """The sweeps, one after the other, in a folder of their own."""

    def __init__(self, work: Path, every: int) -> None:
        self.work, self.every = work, every
        self.seed = rig.seeded(work / "seed", 20)
        backup.copy(str(self.seed / "diary.db"), str(self.seed / "backup.db"))
        rig.exported(self.seed)
        self.rows: list[Row] = []
        self.violations: list[str] = []
        commit()  # looked at once, before anything runs

    def note(self, sweep: str, run: Callable[[], rig.Figures], *, bites: bool = False) -> None:
        """Runs one sweep; one against SQLite's defaults is meant to find something."""
        began = time.monotonic()
        swept = run()
        self.rows.append(Row(sweep, swept.points, len(swept.violations), commit()))
        line = f"{sweep}: {swept.points} points, {len(swept.violations)} wrong"
        sys.stderr.write(f"{line} ({time.monotonic() - began:.0f} s)\n")
        if bites != bool(swept.violations):
            wrong = swept.violations or ["found nothing, so the sweep does not bite"]
            self.violations += [f"{sweep}: {violation}" for violation in wrong]
            sys.stderr.write("".join(f"  {violation}\n" for violation in wrong))

    def kills(self) -> None:
        """Killed at every system call."""
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

    def errors(self) -> None:
        """Every system call on the disk fails."""
        for name in ("log", "undo", "restore"):
            words = kill.COMMANDS[name]
            self.note(
                f"full, failing, unlockable disk: {name}",
                lambda w=words: errors.failed(self.seed, w, every=self.every),
            )
        self.note(
            "full, failing disk: log, diary not there yet",
            lambda: errors.failed(self.seed, kill.COMMANDS["log"], new_file=True, every=self.every),
        )

    def power(self) -> None:
        """The power is cut after every call."""
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
        for sweep, test, points in page.tests():
            self.note(sweep, lambda t=test, p=points: rig.tested(t, p, B12TRACK_EVERY_LOOK="1"))

    def flips(self) -> None:
        """Bits of every table are flipped, and every command asked."""
        lived = self.work / "lived"
        lived.mkdir(mode=0o700)
        with rig.as_home(lived), contextlib.redirect_stdout(io.StringIO()):
            story.lived(lived)
        for name, lines, codes in (
            ("diary", flips.READING, (5, 6)),
            ("foods", flips.OF_FOODS, (7,)),
        ):
            number = 600 // self.every
            self.note(
                f"flipped bits of {name}.db, shown by {len(lines)} commands",
                lambda n=name, k=number, w=lines, c=codes: flips.flipped_for_all(
                    lived / f"{n}.db", k, w, c
                )[0],
            )

    def damages(self) -> None:
        """Bits, blocks, pages and ends of a longer diary."""
        long = rig.seeded(self.work / "long", 150)
        together: Counter[str] | None = None
        for kind, number in (("bit", 1000), ("block", 300), ("page", 300), ("end", 300)):
            swept, counted = flips.flipped(long, number, kind)
            self.note(f"damaged: {kind}", lambda f=swept: f)
            together = counted + together if together else counted
        if together:
            wrong = together["wrong without checksums"]
            passed = together["of these integrity_check passes"]
            self.rows += [
                Row("damaged: files that were refused", together["refused"], 0, commit()),
                Row("damaged: the same files shown by plain sqlite3", 1900, wrong, commit()),
                Row("damaged: of these, integrity_check says ok", wrong, passed, commit()),
            ]

    def fuzzes(self) -> None:
        """Mutated words and tables at the doors, and series of steps."""
        share = 1 if self.every == 1 else 4
        self.note("mutated meals", lambda: fuzz.phrases(self.seed, 40_000 // share))
        self.note("mutated tables", lambda: fuzz.tables(400_000 // share))
        self.note("mutated days", lambda: fuzz.days(400_000 // share))
        self.note("series of steps, against snapshots", lambda: fuzz.steps(400 // share))

    def crowds(self) -> None:
        """Many programs at once."""
        some, most = max(1, 4 // self.every), max(5, 50 // self.every)
        for label, together, rounds in (
            ("pairs of commands", crowd.pairs(), some),
            ("pairs that hold the lock long", crowd.long_pairs(), most),
        ):
            self.note(
                f"8 programs x {rounds} rounds: {len(together)} {label}, a reader, backups",
                lambda p=together, r=rounds: crowd.all_of(self.seed, p, 8, r),
            )
        self.note("16 programs: every command in each", lambda: crowd.mixed(self.seed, 16))
        self.note("16 writers: plain sqlite3", lambda: crowd.plainly(self.seed, 16, 25), bites=True)

    def disks(self) -> None:
        """A disk that fills up."""
        if disk.can_mount():
            self.note("a disk that fills up", lambda: disk.filled(self.seed))


PARTS: Final = (
    "crowds",
    "disks",
    "pages",
    "fuzzes",
    "flips",
    "damages",
    "kills",
    "errors",
    "power",
)
_OF_STRACE: Final = ("kills", "errors", "power")


def main() -> int:
    """Runs the parts that are named, or all; 1 where a promise is broken or one does not bite."""
    # The shell lets what runs in its background ignore interrupts, and children inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    every = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    parts = sys.argv[2:] or list(PARTS)
    if not set(parts) <= set(PARTS):
        sys.exit(f"The parts are {', '.join(PARTS)}.")
    if rig.STRACE is None:
        sys.stderr.write("SKIPPED: strace is not installed, so no calls can be made to fail.\n")
        parts = [part for part in parts if part not in _OF_STRACE]
    began = time.monotonic()
    work = Path(tempfile.mkdtemp(prefix="b12track-torture-"))
    torture, is_whole = Torture(work, every), False
    try:
        for part in parts:
            getattr(torture, part)()
        is_whole = len(parts) == len(PARTS)
    finally:
        shutil.rmtree(work, ignore_errors=True)
        # Of sweeps that are stopped, those that had ended are kept.
        figures.write(torture.rows, every, is_whole=is_whole)
    minutes = (time.monotonic() - began) / 60
    sys.stderr.write("\n".join([*torture.violations, f"{minutes:.0f} minutes"]) + "\n")
    return 1 if torture.violations else 0


if __name__ == "__main__":
    sys.exit(main())
