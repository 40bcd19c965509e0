"""Lets every system call on the diary fail: full, failing, without locks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.torture.kill import Subject, swept
from tools.torture.rig import Figures

if TYPE_CHECKING:
    from pathlib import Path

#: Once, and from then on for ever.
FAULTS = [
    "error=ENOSPC:when={}",
    "error=EIO:when={}",
    "error=ENOSPC:when={}+",
    "error=EIO:when={}+",
]
FAILING = ("pwrite64", "fsync", "fdatasync", "ftruncate", "unlink", "openat", "link", "rename")


def failed(seed: Path, words: list[str], *, new_file: bool = False, every: int = 1) -> Figures:
    """ENOSPC and EIO at each call that writes, ENOLCK at each lock, EIO at each read."""
    subject = Subject(seed, words, is_new_file=new_file)
    writes = swept(subject, FAULTS, every=every, only=FAILING)
    if new_file:
        return writes
    locks = swept(subject, ["error=ENOLCK:when={}"], every=every, only=("fcntl",))
    reads = swept(subject, ["error=EIO:when={}"], every=every, only=("pread64",))
    return Figures(
        writes.points + locks.points + reads.points,
        writes.violations + locks.violations + reads.violations,
    )
