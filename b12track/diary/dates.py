"""Days and times as people write them, and the clock they are read against."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime, time, timedelta, timezone

from b12track.errors import InputRefused
from b12track.hints import Final

_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS: Final = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
#: No day before is taken: no diary goes back so far, and the calendar ends 1,800 years before.
EARLIEST: Final = date(1800, 1, 1)
_CLOCK: Final = r"([0-9]{1,2})(?:[:.]([0-9]{2}))? ?(am|pm)?"


def now() -> datetime:
    """This moment with the local offset; B12TRACK_NOW (ISO 8601 with offset) replaces it.

    The variable makes documents and tests repeatable; it must carry an offset.
    """
    fixed = os.environ.get("B12TRACK_NOW")
    if not fixed:
        return datetime.now().astimezone()
    try:
        moment = datetime.fromisoformat(fixed)
    except ValueError:
        raise InputRefused(f"B12TRACK_NOW is '{fixed}', which is no moment.") from None
    if moment.tzinfo is None:
        raise InputRefused("B12TRACK_NOW needs an offset, as in 2026-03-01T08:30+01:00.")
    return moment


def day_of(moment: datetime, day_start_min: int) -> date:
    """The day a moment belongs to, by the clock on the wall there and then.

    `day_start_min` minutes after midnight a new day begins, for those who eat at night.

    >>> day_of(datetime.fromisoformat("2026-03-02T01:30+01:00"), 240)
    datetime.date(2026, 3, 1)
    """
    return (moment.replace(tzinfo=None) - timedelta(minutes=day_start_min)).date()


def day(text: str, today: date) -> date:
    """The day meant: today, yesterday, a weekday (the last one), -3d, 7 apr, 2026-03-01.

    Raises InputRefused for anything else, for days to come, and for 3/4/2026, which is two days.

    >>> day("sunday", date(2026, 11, 22)), day("mon", date(2026, 11, 22))
    (datetime.date(2026, 11, 22), datetime.date(2026, 11, 16))
    >>> day("7 apr", date(2026, 3, 1))
    datetime.date(2025, 4, 7)
    """
    words = text.strip().lower()
    meant = _named(words, today) or _slashed(words) or _numbered(words, today)
    if meant is None:
        raise InputRefused(
            f"'{text}' is not a day: today, yesterday, monday, -3d, 7 apr, 2026-03-01."
        )
    if meant < EARLIEST:
        raise InputRefused(f"{meant} is too long ago; the first day that is taken is {EARLIEST}.")
    if meant > today:
        raise InputRefused(f"{meant} lies in the future; nothing can have been eaten then.")
    return meant


def _named(words: str, today: date) -> date | None:
    if words == "today":
        return today
    if words == "yesterday":
        return today - timedelta(days=1)
    back = re.fullmatch(r"-([0-9]{1,5})d|([0-9]{1,5}) days? ago", words, re.ASCII)
    if back:
        return today - timedelta(days=int(back.group(1) or back.group(2)))
    if len(words) >= 3:
        for number, name in enumerate(_WEEKDAYS):
            if name.startswith(words.removeprefix("last ")):
                return today - timedelta(days=(today.weekday() - number) % 7)
    return None


def _slashed(words: str) -> date | None:
    """14/05/2026 or 22.11.2026, where the numbers can be read in one order alone.

    >>> _slashed("14/05/2026"), _slashed("05/14/2026")
    (datetime.date(2026, 5, 14), datetime.date(2026, 5, 14))
    >>> _slashed("3.4.2026")
    Traceback (most recent call last):
    b12track.errors.InputRefused: '3.4.2026' is two days: write 2026-04-03 or 2026-03-04.
    """
    parts = re.fullmatch(r"([0-9]{1,2})([/.])([0-9]{1,2})\2([0-9]{4})", words, re.ASCII)
    if parts is None:
        return None
    first, second, year = int(parts.group(1)), int(parts.group(3)), int(parts.group(4))
    days = []
    for month, number in dict.fromkeys(((second, first), (first, second))):
        try:
            days.append(date(year, month, number))
        except ValueError:
            continue
    if len(days) > 1:
        raise InputRefused(f"'{words}' is two days: write {days[0]} or {days[1]}.")
    return days[0] if days else None


def _numbered(words: str, today: date) -> date | None:
    """2026-03-01, "7 apr", "apr 7" and "7 apr 2025"; without a year the last such day."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", words, re.ASCII):
        try:
            return date.fromisoformat(words)
        except ValueError:
            return None
    parts = re.fullmatch(
        r"(?:([0-9]{1,2})(?:st|nd|rd|th)? ?([a-z]{3,9})|([a-z]{3,9}) ([0-9]{1,2}))"
        r"(?:,? ([0-9]{4}))?",
        words,
    )
    if parts is None:
        return None
    name, number = parts.group(2) or parts.group(3), int(parts.group(1) or parts.group(4))
    months = [index for index, month in enumerate(_MONTHS, 1) if month.startswith(name)]
    if len(months) != 1:
        return None
    years = [int(parts.group(5))] if parts.group(5) else range(today.year, today.year - 9, -1)
    for year in years:
        try:
            meant = date(year, months[0], number)
        except ValueError:
            continue
        if parts.group(5) or meant <= today:
            return meant
    return None


def days(text: str, today: date) -> list[date]:
    """One day, or every day of a range: A..B, or "3..9 may" with the month said once.

    >>> [d.day for d in days("3..5 may", date(2026, 11, 22))]
    [3, 4, 5]
    """
    left, dots, right = text.partition("..")
    if not dots:
        return [day(text, today)]
    tail = re.fullmatch(r"[0-9]{1,2}( [a-zA-Z]{3,9}(?: [0-9]{4})?)", right.strip())
    if tail and left.strip().isdecimal():
        left = left.strip() + tail.group(1)
    return span(day(left, today), day(right, today))


def span(start: date, end: date) -> list[date]:
    """Every day from start to end; raises InputRefused when they are the wrong way round."""
    if end < start:
        raise InputRefused(f"{start} comes after {end}; give the earlier day first.")
    return [start + timedelta(days=number) for number in range((end - start).days + 1)]


def clock(text: str) -> time:
    """A time of day: 8:30, 8.30pm, 20:15, 8am; raises InputRefused for anything else.

    >>> clock("8.30pm"), clock("12am")
    (datetime.time(20, 30), datetime.time(0, 0))
    """
    parts = re.fullmatch(_CLOCK, text.strip().lower(), re.ASCII)
    if parts and (parts.group(2) or parts.group(3)):
        hour, minute, half = int(parts.group(1)), int(parts.group(2) or 0), parts.group(3)
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "pm" else 0)
        elif half:
            hour = 99
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise InputRefused(f"'{text}' is not a time: 8:30, 8.30pm, 20:15.")


def moment(on: date, at: time, today: datetime, day_start_min: int = 0) -> datetime:
    """The instant of a local time on a day, with the offset in force there then.

    A time before the day's start belongs to the night that ends the day.
    """
    local = datetime.combine(on, at)
    if at.hour * 60 + at.minute < day_start_min:
        local += timedelta(days=1)
    # A clock that the tests or documents set has one offset for all days.
    fixed = os.environ.get("B12TRACK_NOW")
    aware = local.replace(tzinfo=today.tzinfo) if fixed else in_local_zone(local)
    if aware is None:
        raise InputRefused(
            f"There was no {at:%H:%M} on {local.date()} where you are: the clocks were put"
            " forward then."
        )
    if aware > today:
        raise InputRefused(f"{on} {at:%H:%M} lies in the future; nothing can have been eaten then.")
    return aware


def kept_moment(at_s: object, offset_s: object) -> datetime:
    """The moment that Unix seconds and an offset from UTC are, as the diary keeps both.

    In UTC where the local clock would stand before the year 1 or after the year 9999.

    >>> kept_moment(253402300799, 3600).isoformat()
    '9999-12-31T23:59:59+00:00'
    """
    zone = timezone(timedelta(seconds=int(str(offset_s or 0))))
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(str(at_s)))
    try:
        return moment.astimezone(zone)
    except OverflowError:
        return moment


def iso_moment(at_s: object, offset_s: object) -> str | None:
    """A moment of the diary as ISO 8601 in the offset it was written with; None for none.

    >>> iso_moment(0, 3600), iso_moment(None, None)
    ('1970-01-01T01:00:00+01:00', None)
    """
    return None if at_s is None else kept_moment(at_s, offset_s).isoformat()


def in_local_zone(local: datetime) -> datetime | None:
    """The instant of a time on this machine's clock, None for one that its clock never showed."""
    aware = local.astimezone()
    return aware if aware.replace(tzinfo=None) == local else None


def week_start(day: date, first: str) -> date:
    """The first day of the calendar week of a day, in weeks that start on monday, sunday …

    >>> week_start(date(2026, 11, 26), "monday"), week_start(date(2026, 11, 26), "sunday")
    (datetime.date(2026, 11, 23), datetime.date(2026, 11, 22))
    """
    starts = {"monday": 0, "saturday": 5, "sunday": 6}[first]
    return day - timedelta(days=(day.weekday() - starts) % 7)
