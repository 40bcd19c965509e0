"""Flips bits, blanks blocks and cuts the file short: nothing wrong is ever shown."""

from __future__ import annotations

import os
import random
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from b12track.diary import dates, days
from b12track.diary.storage import failures, file
from b12track.errors import B12TrackError
from tools.torture import acts, rig
from tools.torture.rig import NOW, Figures

if TYPE_CHECKING:
    from collections.abc import Sequence

SPAN = dates.span(NOW.date() - timedelta(days=200), NOW.date())


def numbers(path: str) -> object:
    """All numbers that reading commands print: totals and states of days, and every entry."""
    with closing(file.open_to_read(path)) as diary, failures.spoken_errors(path):
        totals = days.days(diary, 1, SPAN, NOW.date())
        return totals, days.entries_between(diary, 1, SPAN[0], SPAN[-1])


def numbers_plainly(path: str) -> object:
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
    right, right_plainly = numbers(str(seed / "diary.db")), numbers_plainly(str(seed / "diary.db"))
    draw = random.Random(number)
    violations, counted = [], Counter[str]()
    for count in range(number):
        bad = damaged(content, kind, draw)
        Path(path).write_bytes(bad)
        try:
            counted["same" if numbers(path) == right else "wrong"] += 1
            if numbers(path) != right:
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
        if numbers_plainly(path) == right:
            return Counter()
    except (sqlite3.Error, UnicodeDecodeError):
        return Counter()
    missed = passes_integrity_check(path)
    return Counter({"wrong without checksums": 1, "of these integrity_check passes": int(missed)})


#: Every command that shows something of a diary; `{day}` is one that holds entries.
READING = (
    "",
    "today --json",
    "day {day} --json",
    "week {day} --json",
    "month {day} --json",
    "show --from 2026-03-15 --to 2026-03-31 --json",
    "gaps --json",
    "flags --json",
    "flags list --json",
    "history --json",
    "often --json",
    "store --json",
    "suggest --json",
    "chart week --json",
    "chart sources",
    "chart trend",
    "chart calendar",
    "chart store",
    "chart symptoms",
    "chart fridge --json",
    "report",
    "report --json",
    "symptom list --json",
    "inject list --json",
    "take list --json",
    "lab list --json",
    "regimen list --json",
    "regimen due --json",
    "meals list --json",
    "foods show oatly --json",
    "foods search red",
    "foods rank --json",
    "foods unknown --all --json",
    "foods readings list --json",
    "profile list --json",
    "profile show --json",
    "reference show --json",
    "today --for mum --json",
    "export --format json",
    "export --format csv",
    "export --format fhir",
    "cohort list {home} --json",
    "import {file} --dry-run",
    "log oatly, porridge --dry-run",
    "take red_tablet --dry-run",
    "again --from {day} --dry-run",
)


#: Commands that show, or log, what a food holds.
OF_FOODS = (
    "foods show salmon --json",
    "foods show milk --json",
    "foods search soy milk --json",
    "foods search egs --json",
    "log 2 eggs, 250 ml milk, 50 g cheddar --dry-run --json",
    "foods list --json",
)


def outcomes(home: Path, lines: Sequence[str]) -> dict[str, acts.Step]:
    """How each command ends on the files of a home, and what it says."""
    with rig.as_home(home):
        os.environ["B12TRACK_NOW"] = "2026-03-31T10:00+02:00"
        return {line: _ran(line, home) for line in lines}


def _ran(line: str, home: Path) -> acts.Step:
    filled = line.replace("{day}", "2026-03-27").replace("{file}", str(home / "other.csv"))
    filled = filled.replace("{home}", str(home))
    try:
        return acts.ran(filled)
    except Exception as error:  # noqa: BLE001 - a crash is the finding
        return acts.Step(line, 1, f"Traceback: {type(error).__name__}: {error}", "")


def flipped_for_all(
    path: Path, number: int, lines: Sequence[str] = READING, refusals: tuple[int, ...] = (5, 6)
) -> tuple[Figures, int]:
    """Flips single bits of one file and asks every command that reads it.

    Each must say what it said of the sound file, or refuse; a violation is anything else. The
    number is how often a command refused.
    """
    draw, content, right = random.Random(number), path.read_bytes(), outcomes(path.parent, lines)
    unsound = [
        step for step in right.values() if step.code not in (0, 1) or step.err[:9] == "Traceback"
    ]
    assert unsound == []
    # A bit of the empty part of a page changes nothing, so the bits are drawn from what is used.
    used = [at for at in range(100, len(content)) if any(content[at - 2 : at + 3])]
    violations, refused = [], 0
    for count in range(number):
        at, bit = draw.choice(used), draw.randrange(8)
        path.write_bytes(content[:at] + bytes([content[at] ^ (1 << bit)]) + content[at + 1 :])
        for line, step in outcomes(path.parent, lines).items():
            refused += step.code in refusals
            wrong = _wrong(step, right[line], refusals)
            if wrong:
                violations.append(f"flip {count} (byte {at}, bit {bit}): {line}: {wrong}")
    path.write_bytes(content)
    return Figures(number * len(lines), violations), refused


def _wrong(step: acts.Step, right: acts.Step, refusals: tuple[int, ...]) -> str | None:
    if "Traceback" in step.err:
        return step.err
    if (step.code, step.out) == (right.code, right.out) or step.code in refusals:
        return None
    if step.err.startswith("Left out: diary.db"):  # of a folder of diaries
        return None
    return f"exit {step.code}: {(step.err or step.out)[:200]!r}"
