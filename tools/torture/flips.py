"""Flips bits, blanks blocks and cuts the file short: nothing wrong is ever shown."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from b12track.diary import dates, days
from b12track.diary.storage import failures, file
from b12track.errors import B12TrackError
from tools.torture.rig import NOW, Figures

SPAN = dates.span(NOW.date() - timedelta(days=200), NOW.date())


def shown(path: str) -> object:
    """All numbers that reading commands print: totals and states of days, and every entry."""
    with closing(file.open_to_read(path)) as diary, failures.spoken_errors(path):
        totals = days.days(diary, 1, SPAN, NOW.date())
        return totals, days.entries_between(diary, 1, SPAN[0], SPAN[-1])


def shown_plainly(path: str) -> object:
    """The same as a program shows it that trusts the file."""
    with closing(sqlite3.connect(path)) as diary:
        diary.execute("PRAGMA query_only=ON")
        totals = diary.execute("SELECT eaten_on, sum(b12_ng) FROM entry GROUP BY 1").fetchall()
        return totals, diary.execute("SELECT * FROM entry ORDER BY entry_id").fetchall()


def passes_integrity_check(path: str) -> bool:
    """What SQLite's own check says."""
    try:
        with closing(sqlite3.connect(path)) as diary:
            return bool(diary.execute("PRAGMA integrity_check").fetchone() == ("ok",))
    except (sqlite3.Error, UnicodeDecodeError):
        return False


def damaged(content: bytes, kind: str, draw: random.Random) -> bytes:
    """The file with one damage: a flipped bit, a random or zeroed block, a lost end."""
    at = draw.randrange(len(content))
    if kind == "bit":
        return content[:at] + bytes([content[at] ^ (1 << draw.randrange(8))]) + content[at + 1 :]
    if kind == "end":
        return content[:at]
    size = 4096 if kind == "page" else 512
    at -= at % size
    block = bytes(size) if kind == "page" else draw.randbytes(size)
    return content[:at] + block + content[at + size :]


def flipped(seed: Path, number: int, kind: str = "bit") -> tuple[Figures, Counter[str]]:
    """Damages copies of the seed's diary; a violation is a wrong number or a crash.

    The counter tells how many were refused, left no trace in what is shown, and what a program
    without checksums would have done with the same files.
    """
    content, path = (seed / "diary.db").read_bytes(), str(seed.parent / "flipped.db")
    right, right_plainly = shown(str(seed / "diary.db")), shown_plainly(str(seed / "diary.db"))
    draw = random.Random(number)
    violations, counted = [], Counter[str]()
    for count in range(number):
        bad = damaged(content, kind, draw)
        Path(path).write_bytes(bad)
        try:
            counted["same" if shown(path) == right else "wrong"] += 1
            if shown(path) != right:
                violations.append(f"{kind} {count}: a wrong number was shown")
        except B12TrackError:
            counted["refused"] += 1
        except Exception as error:  # noqa: BLE001 - a crash is the finding
            violations.append(f"{kind} {count}: {type(error).__name__}: {error}")
        if Path(path).read_bytes() != bad:
            violations.append(f"{kind} {count}: the file was changed by looking at it")
        counted += _plainly(path, right_plainly)
    return Figures(number, violations), counted


def _plainly(path: str, right: object) -> Counter[str]:
    try:
        if shown_plainly(path) == right:
            return Counter()
    except (sqlite3.Error, UnicodeDecodeError):
        return Counter()
    missed = passes_integrity_check(path)
    return Counter({"wrong without checksums": 1, "of these integrity_check passes": int(missed)})
