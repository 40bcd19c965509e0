"""Watches the locks of one run: no descriptor of the diary is closed while a lock is held.

Closing any descriptor of a file drops every lock that the process has on it, so that a second
program may write into the first one's transaction (sqlite.org/howtocorrupt.html, 2.2).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tools.torture.rig import STRACE, Ended, run

if TYPE_CHECKING:
    from tools.torture.rig import Runner

_LOCK: Final = re.compile(
    r"fcntl\(\d+<(?P<path>[^>]+)>, F_(?:OFD_)?SETLKW?, \{l_type=F_(?P<kind>\w+),"
    r" l_whence=SEEK_SET, l_start=(?P<start>\d+), l_len=(?P<length>\d+)\}\) = 0"
)
_CLOSE: Final = re.compile(r"close\(\d+<(?P<path>[^>]+)>\)")
_UNTIL_THE_END: Final = 1 << 63


def watched(
    home: Path, words: list[str], log: Path, runner: Runner = run
) -> tuple[Ended, list[str]]:
    """Runs one command line; how it ended, and each close that dropped a lock."""
    log.unlink(missing_ok=True)
    options = "-f -qq -y -s 0 -e trace=fcntl,close -o"
    watch = (STRACE or "strace", *options.split(), str(log))
    ended = runner(home, words, watch)
    return ended, dropped(log.read_text("utf-8", "replace"), str(home / "diary.db"))


def dropped(trace: str, path: str) -> list[str]:
    """Each line of a trace that closes the file of this name while locks on it are held.

    >>> lock = "fcntl(4</d>, F_SETLK, {l_type=F_WRLCK, l_whence=SEEK_SET, l_start=9, l_len=1}) = 0"
    >>> dropped(f"{lock}\\nclose(3</d>) = 0\\n", "/d")
    ['close(3</d>) = 0']
    >>> dropped(f"{lock}\\n{lock.replace('WRLCK', 'UNLCK')}\\nclose(4</d>) = 0\\n", "/d")
    []
    """
    held: set[tuple[int, int]] = set()
    closes: list[str] = []
    for line in trace.splitlines():
        lock, close = _LOCK.search(line), _CLOSE.search(line)
        if lock and lock["path"] == path:
            held = _locked(held, lock["kind"], int(lock["start"]), int(lock["length"]))
        elif close and close["path"] == path and held:
            closes.append(line)
    return closes


def _locked(held: set[tuple[int, int]], kind: str, start: int, length: int) -> set[tuple[int, int]]:
    """The ranges (first byte, byte after the last) that are locked after one more call."""
    end = start + length if length else _UNTIL_THE_END
    # SQLite never unlocks a part of what it locked at once.
    left = {(first, after) for first, after in held if after <= start or first >= end}
    return left if kind == "UNLCK" else left | {(start, end)}
