"""The backup of the day, made by itself, and which of them are kept."""

from __future__ import annotations

import os
from contextlib import closing
from datetime import date, timedelta

from b12track.diary.storage import backup, file, places
from b12track.diary.storage.proof import inventory
from b12track.errors import B12TrackError
from b12track.hints import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import datetime

#: Of the daily backups these are kept: each of a week, then one a week, then one a month.
DAYS_KEPT: Final = 7
WEEKS_KEPT: Final = 8
MONTHS_KEPT: Final = 12


def daily(path: str, now: datetime) -> str | None:
    """The backup of the day, once a day, then thinning; returns a warning instead of failing.

    It comes after what the user asked for is done and told, so it must never look like a failure
    of that. What a clock that was ahead has left is no backup of this day.
    """
    today = now.date()
    if places.has_backup_of(path, today):
        return None
    try:
        earlier = [copy for copy in _daily(path) if copy.made_on < today]
        made = backup.copy(path, _made_for(path, now))
        # A diary that shrank may have lost something: then every older copy is kept.
        if not earlier or _entries_in(earlier[0].path) <= made.entries:
            _thin(path, today)
    except backup.NameTaken:
        return None  # by another program, in the same second
    except (B12TrackError, OSError) as error:
        return f"The backup of the day could not be made: {error}"
    return None


def _made_for(path: str, now: datetime) -> str:
    backup.make_folder(path)
    return backup.automatic_name(path, now, "daily")


def _daily(path: str) -> list[backup.Backup]:
    return [copy for copy in backup.backups(path) if copy.reason == "daily"]


def _entries_in(path: str) -> int:
    with closing(file.open_to_read(path)) as connection:
        return inventory(connection).entries


def _thin(path: str, today: date) -> None:
    copies = _daily(path)
    kept = kept_days({copy.made_on for copy in copies}, today)
    for copy in copies:
        if copy.made_on not in kept:
            os.unlink(copy.path)


def kept_days(made_on: Collection[date], today: date) -> set[date]:
    """The days whose backups are kept: 7 days, the last of 8 weeks, the last of 12 months.

    What was made under a clock ahead of this one stays, and takes no other's place.

    >>> days = [date(2026, 1, 1) + timedelta(days=number) for number in range(300)]
    >>> len(kept_days(days, date(2026, 10, 27)))  # 7 days, 6 more Sundays, 9 more months
    22
    """
    past = sorted(day for day in made_on if day <= today)

    def last_of_each(key: str, number: int) -> Iterator[date]:
        newest = {f"{day:{key}}": day for day in past}
        yield from sorted(newest.values())[-number:]

    recent = {day for day in made_on if day > today - timedelta(days=DAYS_KEPT)}
    return recent | {*last_of_each("%G-%V", WEEKS_KEPT), *last_of_each("%Y-%m", MONTHS_KEPT)}
