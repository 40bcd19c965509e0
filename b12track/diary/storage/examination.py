"""What `doctor` looks at: damage, permissions, clocks, absurd amounts, forgotten foods."""

from __future__ import annotations

import os
import re
import sqlite3
import stat
import time
from contextlib import closing, suppress
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from b12track.diary.exchange.servings import is_foreign
from b12track.diary.storage import backup, failures, file, places, proof
from b12track.quantity import grams_text, ug_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

#: Beyond these an entry is worth a second look; nobody is told that it is wrong.
_ABSURD_PORTION_MG: Final = 3_000_000
_ABSURD_FOOD_NG: Final = 1_000_000
_ABSURD_DOSE_NG: Final = 10_000_000
_MOST_LISTED: Final = 5
_DAY_S: Final = 86_400
#: So often a second name is looked for before it is told.
_LOOKS: Final = 5
#: Left by a program that was killed while it made a file.
_LEFTOVER: Final = re.compile(r"\.(?:new|part|restored)-(?P<pid>\d+)(?:-journal)?$")


class Finding(NamedTuple):
    """One thing that is not as it should be: a code for scripts and a sentence."""

    code: str
    text: str


class Examination(NamedTuple):
    """What was found, and what was examined."""

    findings: list[Finding]
    facts: dict[str, object]


def examine(path: str, now: datetime, is_known: Callable[[str], bool]) -> Examination:
    """Looks at the diary and changes nothing; `is_known` says whether a food code still is.

    Raises DiaryDamaged or DiaryForeign for a file that cannot be examined at all.
    """
    facts: dict[str, object] = {"diary": path, "sqlite": sqlite3.sqlite_version}
    if not os.path.lexists(path):
        return Examination([], {**facts, "entries": 0})
    with closing(file.open_to_read(path)) as connection, failures.spoken_errors(path):
        damage = proof.damage(connection)
        findings = [Finding("damage", sentence) for sentence in damage]
        facts |= proof.inventory(connection)._asdict()
        facts["schema"] = connection.execute("PRAGMA user_version").fetchone()[0]
        findings += [*_future(connection, now), *_absurd(connection)]
        findings += _forgotten(connection, is_known)
        findings += _mode(connection)
        saved = backup.backups(path)
        findings += _without_backup(connection, saved, now)
    if damage:
        findings.append(
            Finding("restore", "b12track restore lists the backups and brings one back.")
        )
    facts["backups"] = len(saved)
    facts["newest_backup"] = saved[0].path if saved else None
    return Examination([*findings, *permissions(path), *leftovers(path)], facts)


def _future(connection: sqlite3.Connection, now: datetime) -> list[Finding]:
    # A traveller may be a day ahead of this clock.
    last = _day_after(now).isoformat()
    days = connection.execute(
        "SELECT eaten_on, count(*) FROM entry WHERE eaten_on > ? GROUP BY eaten_on", (last,)
    ).fetchall()
    findings = [
        Finding("future-date", f"{day} lies in the future and holds {number} entries.")
        for day, number in days[:_MOST_LISTED]
    ]
    latest = int(now.timestamp()) + _DAY_S
    (acts,) = connection.execute(
        "SELECT count(*) FROM act WHERE made_at_s > ?", (latest,)
    ).fetchone()
    if acts:
        findings.append(
            Finding("future-clock", f"{acts} changes were made under a clock ahead of this one.")
        )
    return findings


def _day_after(now: datetime) -> date:
    """The day after a moment, or the last of the calendar."""
    return date.fromordinal(min(now.toordinal() + 1, date.max.toordinal()))


def _absurd(connection: sqlite3.Connection) -> list[Finding]:
    absurd = connection.execute(
        "SELECT entry_id, eaten_on, food_name, portion_mg, b12_ng FROM entry WHERE portion_mg > ?"
        " OR (b12_ng > ? AND b12_origin <> 'supplement') OR b12_ng > ? ORDER BY entry_id",
        (_ABSURD_PORTION_MG, _ABSURD_FOOD_NG, _ABSURD_DOSE_NG),
    ).fetchall()
    findings = [
        Finding(
            "absurd-amount",
            f"#{number} on {day}: {name}, {'?' if portion_mg is None else grams_text(portion_mg)}"
            + ("" if b12_ng is None else f", {ug_text(b12_ng)} µg")
            + " is more than people eat.",
        )
        for number, day, name, portion_mg, b12_ng in absurd[:_MOST_LISTED]
    ]
    if len(absurd) > _MOST_LISTED:
        findings.append(
            Finding("absurd-amount", f"{len(absurd) - _MOST_LISTED} more entries like these.")
        )
    return findings


def _forgotten(connection: sqlite3.Connection, is_known: Callable[[str], bool]) -> list[Finding]:
    codes = connection.execute(
        "SELECT food_code, max(food_name), count(*) FROM entry GROUP BY food_code"
    ).fetchall()
    unknown = [
        (name, number)
        for code, name, number in codes
        if not is_known(code) and not is_foreign(code)
    ]
    return [
        Finding("unknown-food", f"{name} ({number} entries) is no longer in the food table.")
        for name, number in unknown[:_MOST_LISTED]
    ]


def _without_backup(
    connection: sqlite3.Connection, saved: list[backup.Backup], now: datetime
) -> list[Finding]:
    """The newest day of change that no backup has seen; a clock ahead counts for neither."""
    last = _day_after(now)
    (changed,) = connection.execute(
        "SELECT max(date(made_at_s + utc_offset_s, 'unixepoch')) FROM act"
        " WHERE date(made_at_s + utc_offset_s, 'unixepoch') <= ?",
        (last.isoformat(),),
    ).fetchone()
    newest = max((copy.made_on.isoformat() for copy in saved if copy.made_on <= last), default="")
    if changed is None or newest >= changed:
        return []
    until = f"the newest backup is of {newest}" if newest else "there is no backup"
    return [Finding("backup-old", f"The diary changed on {changed}, but {until}: b12track backup.")]


def _mode(connection: sqlite3.Connection) -> list[Finding]:
    (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    if mode == "delete":
        return []
    return [
        Finding(
            "journal-mode",
            f"Another program left the diary in journal mode {mode}; the next change mends it.",
        )
    ]


def permissions(path: str) -> list[Finding]:
    """Files and folders of the diary that others than their owner may enter or read."""
    lying = [os.path.dirname(path), path, places.backups_folder(path)]
    lying += [copy.path for copy in backup.backups(path)]
    findings = []
    for place in lying:
        with suppress(FileNotFoundError):
            status = os.lstat(place)
            if stat.S_IMODE(status.st_mode) & 0o077:
                mode = f"{stat.S_IMODE(status.st_mode):o}"
                findings.append(Finding("permissions", f"{place} is open to others (mode {mode})."))
            if stat.S_ISREG(status.st_mode) and _has_second_name(place):
                findings.append(Finding("second-name", f"{place} has a second name (a hard link)."))
    return findings


def _has_second_name(place: str) -> bool:
    """Whether a file has two names for longer than one that is just being given its name."""
    for _ in range(_LOOKS):
        if os.lstat(place).st_nlink == 1:
            return False
        time.sleep(0.02)
    return True


def leftovers(path: str) -> list[Finding]:
    """Files that a killed program left beside the diary; they hold nothing of their own."""
    lying = []
    for folder in (os.path.dirname(path), places.backups_folder(path)):
        with suppress(FileNotFoundError, NotADirectoryError):
            lying += [os.path.join(folder, name) for name in sorted(os.listdir(folder))]
    return [
        Finding("leftover", f"{name} was left by a program that was killed.")
        for name in lying
        for unfinished in [_LEFTOVER.search(name)]
        # A program that has just ended took its file away before.
        if unfinished and not _runs(int(unfinished["pid"])) and os.path.lexists(name)
    ]


def _runs(pid: int) -> bool:
    """Whether a process of this number is there, which may be making the file right now."""
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def mend(path: str) -> list[str]:
    """Closes what is open to others; what was done, a sentence each. Contents are not touched."""
    done = []
    for finding in permissions(path):
        place = finding.text.partition(" is open to others")[0]
        if finding.code == "permissions" and not os.path.islink(place):
            os.chmod(place, 0o700 if os.path.isdir(place) else 0o600, follow_symlinks=False)
            done.append(f"{place} is closed to others now.")
    return done
