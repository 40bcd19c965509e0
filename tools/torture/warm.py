"""Runs command lines without the start of Python: this process, which has loaded the tool, forks.

The child is a process like any other, with its own locks, descriptors, streams, variables and
end; what it is spared is the loading of modules, seven eighths of a `log`. A part of every sweep
starts real programs nevertheless, and a test compares the system calls of both.
"""

from __future__ import annotations

import gc
import io
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from b12track.cli import entry
from b12track.diary.storage import opening
from tools.torture import acts, rig

if TYPE_CHECKING:
    from collections.abc import Callable

#: A command that takes longer than this hangs.
_HANGS_S: Final = 120


class Child(NamedTuple):
    """A forked process, and the files into which it writes."""

    pid: int
    out: IO[bytes]
    err: IO[bytes]


def run(home: Path, words: list[str], before: tuple[str, ...] = ()) -> rig.Ended:
    """Runs one command line in a child; `before` is the start of a strace that watches it."""
    loaded()
    gate, opener = os.pipe()
    child = _forked(lambda: _command(home, words, gate), opener)
    os.close(gate)
    watcher = _watching(child.pid, before) if before else None
    os.close(opener)  # now it begins
    code = _awaited(child.pid)
    if watcher:
        watcher.communicate(timeout=_HANGS_S)
    return rig.Ended(code, _text(child.out), _text(child.err))


def program(work: Callable[[], None]) -> Child:
    """A child that does a piece of work of its own, such as running many commands."""
    loaded()

    def worked() -> None:
        work()
        os._exit(0)

    return _forked(worked)


def ended(child: Child) -> rig.Ended:
    """Waits for a program."""
    return rig.Ended(_awaited(child.pid, 50 * _HANGS_S), _text(child.out), _text(child.err))


def runs(child: Child) -> bool:
    """Whether a program is still at work; it is not waited for."""
    return os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None


@cache
def loaded() -> None:
    """Loads all modules that the commands load late, by running each command once."""
    work = Path(tempfile.mkdtemp(prefix="b12track-warm-"))
    try:
        seed = rig.seeded(work / "seed")
        shutil.copyfile(seed / "diary.db", seed / "backup.db")
        with rig.as_home(seed):
            for routine in (*acts.ACTS.values(), *acts.LOOKS.values()):
                acts.prepare(seed, routine)
                acts.played(routine, seed, "warm", 0)
    finally:
        shutil.rmtree(work)
    # What is frozen is not looked at by the children's collectors, so it stays shared.
    gc.collect()
    gc.freeze()


def _forked(work: Callable[[], None], *foreign: int) -> Child:
    # A child that closes an inherited descriptor of a diary would drop its own locks on it.
    assert not opening._held, "a diary is open in this process"
    out, err = tempfile.TemporaryFile(), tempfile.TemporaryFile()  # noqa: SIM115 - closed by _text
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid == 0:
        try:
            for descriptor in foreign:
                os.close(descriptor)
            _take_streams(out.fileno(), err.fileno())
            work()
        except BaseException:  # noqa: BLE001 - it must never go on as its parent
            traceback.print_exc()
        finally:
            with suppress(OSError, ValueError):
                sys.stdout.flush()
                sys.stderr.flush()
            os._exit(1)
    return Child(pid, out, err)


def _take_streams(out: int, err: int) -> None:
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(out, 1)
    os.dup2(err, 2)
    sys.stdin = io.TextIOWrapper(io.FileIO(0, closefd=False), "utf-8")
    sys.stdout = io.TextIOWrapper(io.BufferedWriter(io.FileIO(1, "w", closefd=False)), "utf-8")
    sys.stderr = io.TextIOWrapper(
        io.BufferedWriter(io.FileIO(2, "w", closefd=False)),
        "utf-8",
        errors="backslashreplace",
        line_buffering=True,
    )
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _command(home: Path, words: list[str], gate: int) -> None:
    """Becomes `b12track WORDS`; the tool's own `main` ends the process.

    NEXT is for the caller, who knows the next schema already.
    """
    os.chdir(rig.ROOT)
    os.environ.clear()
    os.environ.update(rig.environment(home))
    time.tzset()
    sys.argv = ["b12track", *[word for word in words if word != "NEXT"]]
    os.read(gate, 1)
    os.close(gate)
    entry.main()


def _watching(pid: int, before: tuple[str, ...]) -> subprocess.Popen[str]:
    """A strace that has taken hold of the child, which waits for that."""
    options = [option for option in before if option != "-qq"]
    watcher = subprocess.Popen(
        [*options, "-p", str(pid)], stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True
    )
    assert watcher.stderr is not None
    line = watcher.stderr.readline()
    if "attached" not in line:
        os.kill(pid, signal.SIGKILL)
        raise AssertionError(f"strace cannot watch: {line}")
    return watcher


def _awaited(pid: int, patience_s: int = _HANGS_S) -> int:
    """The exit code, or minus the signal; what hangs is killed."""
    descriptor = os.pidfd_open(pid)
    try:
        if not select.select([descriptor], [], [], patience_s)[0]:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            return -int(signal.SIGALRM)
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    finally:
        os.close(descriptor)


def _text(written: IO[bytes]) -> str:
    with written:
        written.seek(0)
        return written.read().decode("utf-8", "backslashreplace")
