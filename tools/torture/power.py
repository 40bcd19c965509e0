"""Cuts the power: rebuilds the disk after every write from what was synced by then.

The program runs under strace once. Then the disk is rebuilt after each of its calls: of the
writes that were not synced any may be missing or torn at 512 bytes, and of the names that were
not synced (created, removed, renamed) any number, from the last backwards, may be undone.
"""

from __future__ import annotations

import random
import re
import shutil
import sqlite3
import sys
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from b12track.diary.storage import file, proof
from tools.torture.rig import STRACE, Figures, environment, run_program

_CALL = re.compile(r"^(?:\d+ +)?([a-z0-9_]+)\((.*)\) += (-?\d+)(?:<.*>)?(?: .*)?$")
_TRACED = "pwrite64,write,fsync,fdatasync,ftruncate,unlink,link,rename,openat,mkdir"
_SECTOR = 512
#: Disks rebuilt after each call.
_STATES = 12

Bytes = dict[int, bytes]


@dataclass
class Inode:
    """A file's synced bytes, and what was done to it since."""

    synced: bytearray = field(default_factory=bytearray)
    since: list[tuple[int, bytes | None]] = field(default_factory=list)


@dataclass
class Disk:
    """A folder as the program sees it, and as it was when it was last synced."""

    names: dict[str, Inode] = field(default_factory=dict)
    synced_names: dict[str, Inode] = field(default_factory=dict)
    renamed: list[dict[str, Inode]] = field(default_factory=list)

    def changed_names(self) -> None:
        self.renamed.append(dict(self.names))

    def synced_folder(self) -> None:
        self.synced_names, self.renamed = dict(self.names), []


def power_cut(work: Path, kind: str, number: int = 4, states: int = _STATES) -> Figures:
    """Runs the writer, rebuilds disks, and says where one breaks what was told."""
    home = work / f"power-{kind}"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(work / "seed", home, ignore=lambda *_: ["diary.db", "backup.db", "backups"])
    log = work / f"power-{kind}.txt"
    options = ("-f", "-qq", "-y", "-xx", "-s", "200000", "-e", f"trace={_TRACED}", "-o", str(log))
    writer = [sys.executable, "-m", "tools.torture.writer", kind, str(home), "p", str(number)]
    ended = run_program([str(STRACE), *options, *writer], environment(home))
    assert ended.code == 0, ended
    return _rebuilt(work / "rebuilt", home, log.read_text().splitlines(), (kind, states))


def _rebuilt(target: Path, home: Path, lines: list[str], how: tuple[str, int]) -> Figures:
    draw = random.Random(4)
    disk, saved = Disk(), 0
    points, violations = 0, []
    for line in lines:
        call = _CALL.match(line)
        if call is None or int(call[3]) < 0:
            continue
        strings = [_plain(text) for text in re.findall(r'"((?:\\x[0-9a-f]{2})*)"', call[2])]
        if call[1] == "write" and strings and strings[0].startswith(b"saved "):
            saved += 1
            continue
        if not _played(disk, call[1], call[2], strings, str(home)):
            continue
        for _ in range(how[1]):
            _written(target, disk, draw)
            points += 1
            wrong = _judged(target, saved, how[0])
            if wrong:
                violations.append(f"{call[1]}: {wrong}")
    return Figures(points, violations)


def _plain(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def _played(disk: Disk, name: str, arguments: str, strings: list[bytes], home: str) -> bool:
    """Plays one call on the disk; False for those that are about something else."""
    paths = [s.decode() for s in strings if s.startswith(home.encode())]
    descriptor = re.match(r"\d+<((?:\\x[0-9a-f]{2})+|[^>]*)>", arguments)
    of = ""
    if descriptor:
        named = descriptor[1]
        of = _plain(named).decode() if named.startswith("\\x") else named
    if name in ("fsync", "fdatasync") and of == home:
        disk.synced_folder()
    elif name in ("unlink", "link", "rename") and paths:
        _renamed(disk, name, paths)
    elif name == "openat" and paths and "O_CREAT" in arguments and paths[0] not in disk.names:
        if paths[0].endswith("foods.db"):
            return False
        disk.names[paths[0]] = Inode()
        disk.changed_names()
    elif of in disk.names:
        _changed(disk.names[of], name, arguments, strings)
    else:
        return False
    return True


def _renamed(disk: Disk, name: str, paths: list[str]) -> None:
    if name == "unlink":
        disk.names.pop(paths[0], None)
    elif name == "link":
        disk.names[paths[1]] = disk.names[paths[0]]
    else:
        disk.names[paths[1]] = disk.names.pop(paths[0])
    disk.changed_names()


def _changed(inode: Inode, name: str, arguments: str, strings: list[bytes]) -> None:
    numbers = [int(part) for part in re.findall(r"(?<=, )(\d+)", arguments)]
    if name == "pwrite64":
        inode.since.append((numbers[-1], strings[-1]))
    elif name == "ftruncate":
        inode.since.append((numbers[-1], None))
    elif name in ("fsync", "fdatasync"):
        inode.synced = _applied(inode, inode.since)
        inode.since = []


def _applied(inode: Inode, changes: list[tuple[int, bytes | None]]) -> bytearray:
    content = bytearray(inode.synced)
    for at, data in changes:
        if data is None:
            content = content[:at].ljust(at, b"\0")
        else:
            content = content.ljust(at, b"\0")
            content[at : at + len(data)] = data
    return content


def _written(target: Path, disk: Disk, draw: random.Random) -> None:
    """One disk that may be left: some names undone, some writes missing, some torn."""
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(mode=0o700)
    versions = [disk.synced_names, *disk.renamed]
    names = draw.choice((versions[0], versions[-1], draw.choice(versions)))
    keep = draw.choice((0.0, 0.5, 0.9, 1.0))
    for name, inode in names.items():
        changes = []
        for at, data in inode.since:
            if draw.random() < keep:
                torn = data is not None and len(data) > _SECTOR and draw.random() < 0.2
                changes.append(
                    (at, data[: _SECTOR * draw.randrange(1, 8)] if torn and data else data)
                )
        (target / Path(name).name).write_bytes(_applied(inode, changes))


def _judged(target: Path, saved: int, kind: str) -> str | None:
    """What is wrong with the disk: not readable, told entries gone, entries never written."""
    path = target / "diary.db"
    try:
        there = _entries(path) if kind == "ours" else _plain_entries(path)
    except Exception as error:  # noqa: BLE001 - any failure to read is the finding
        return f"corrupt: {type(error).__name__}: {error}"
    if there < saved:
        return f"lost: {saved} told, {there} there"
    return f"invented: {saved} told, {there} there" if there > saved + 1 else None


def _entries(path: Path) -> int:
    with closing(file.open_to_read(str(path))) as diary:
        faults = proof.damage(diary)
        if faults:
            raise AssertionError(faults[0])
        return proof.inventory(diary).entries


def _plain_entries(path: Path) -> int:
    if not path.exists():
        return 0
    with closing(sqlite3.connect(path)) as diary:
        (state,) = diary.execute("PRAGMA integrity_check(1)").fetchone()
        if state != "ok":
            raise AssertionError(state)
        tables = diary.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        return int(diary.execute("SELECT count(*) FROM entry").fetchone()[0]) if tables[0] else 0
