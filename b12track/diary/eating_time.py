"""Day, time and occasion inside the words of a meal: "2 eggs for breakfast, yesterday at 8am"."""

from __future__ import annotations

import re
from functools import cache

from b12track.diary import dates
from b12track.errors import InputRefused
from b12track.hints import TYPE_CHECKING, Final
from b12track.record import NamedTuple

if TYPE_CHECKING:
    from datetime import date, time

OCCASIONS: Final = ("breakfast", "brunch", "lunch", "dinner", "supper", "tea", "snack", "elevenses")
_OCCASION: Final = "|".join(OCCASIONS)
_MONTH: Final = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_WEEKDAY: Final = "(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_WHOLE_WEEKDAY: Final = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MONTH_NAME: Final = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    "|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
#: Dates that are no food and no amount, whatever stands beside them: 2 mars bars have no date.
_SURE_DATE: Final = (
    r"[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{4}"
    rf"|[0-9]{{1,2}}(?:st|nd|rd|th)? ?(?:{_MONTH_NAME})(?: 20[0-9]{{2}}(?! ?[a-zµμ]))?"
)
_DATE: Final = (
    rf"[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|[0-9]{{1,2}}[/.][0-9]{{1,2}}[/.][0-9]{{4}}"
    rf"|[0-9]{{1,2}}(?:st|nd|rd|th)? ?{_MONTH}(?: [0-9]{{4}})?"
    rf"|{_MONTH} [0-9]{{1,2}}(?: [0-9]{{4}})?"
)
_CLOCK: Final = r"[0-9]{1,2}(?:[:.][0-9]{2})? ?(?:am|pm)|[0-9]{1,2}:[0-9]{2}"
_WHOSE: Final = "(?:a |my |his |her |the |an )?(?:late |early |second |light )?"
_PART_OF_DAY: Final = (
    "last night|yesterday evening|yesterday morning|this morning|this evening|this afternoon"
    "|tonight|the day before yesterday"
)
#: What may stand at either end of the words or of a piece between commas, with its kind.
_PATTERNS: Final = (
    ("occasion", rf"(?:for|at|as|after) {_WHOSE}(?P<it>{_OCCASION})"),
    ("occasion", rf"with {_WHOSE}(?P<it>breakfast|brunch|lunch|dinner|supper)"),
    ("day", rf"(?P<it>{_PART_OF_DAY}|today|yesterday|[0-9]{{1,3}} days? ago)(?:'s)?"),
    ("day", rf"(?:on (?:the )?|last )(?P<it>{_WEEKDAY}|{_DATE})"),
    ("day", rf"(?P<it>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}|{_SURE_DATE})"),
    ("time", rf"(?:at |around |about )?(?P<it>{_CLOCK})"),
    ("time", r"at (?P<it>noon|midday|midnight)"),
)
#: At the end alone: a Sunday roast is a dish.
_AT_END: Final = ("day", rf"(?P<it>{_WHOLE_WEEKDAY})")
#: "breakfast: 2 eggs", "breakfast 2 eggs"; "breakfast cereal" is a food.
_HEADING: Final = rf"^(?P<it>{_OCCASION}) ?(?:[:–-] ?|, ?| (?=[0-9½¼]|an? |one |two |three |half ))"
#: "monday 2 eggs", "tuesday: toast".
_DAY_HEADING: Final = (
    rf"^(?P<it>{_WHOLE_WEEKDAY}) ?(?:[:–-] ?| (?=[0-9½¼]|an? |one |two |three |half ))"
)
_ALONE: Final = rf"^(?P<it>{_OCCASION}|{_WEEKDAY}|{_DATE})$"
#: Without one of these the words say nothing of time, and no pattern need be compiled.
_HINTS: Final = (
    *OCCASIONS,
    "yesterday",
    "today",
    "tonight",
    "morning",
    "evening",
    "afternoon",
    "night",
    " ago",
    "day",
    "noon",
    " am",
    "am,",
    "pm",
    ":",
    "on ",
    "last ",
    "at ",
    "20",
)
_HOURS: Final = {"noon": "12:00", "midday": "12:00", "midnight": "0:00"}
_DAY_WORDS: Final = {
    "last night": ("yesterday", "dinner"),
    "yesterday evening": ("yesterday", "dinner"),
    "yesterday morning": ("yesterday", "breakfast"),
    "this morning": ("today", None),
    "this evening": ("today", None),
    "this afternoon": ("today", None),
    "tonight": ("today", None),
    "the day before yesterday": ("2 days ago", None),
}


class EatingTime(NamedTuple):
    """What the words of a meal say of when it was eaten; None where they say nothing."""

    on: date | None = None
    at: time | None = None
    occasion: str | None = None

    @property
    def words(self) -> str:
        """The same in words that the grammar reads again."""
        parts = [f"for {self.occasion}" if self.occasion else ""]
        parts.append(f"on {self.on}" if self.on else "")
        parts.append(f"at {self.at:%H:%M}" if self.at else "")
        return ", ".join(filter(None, parts))


def taken_apart(text: str, today: date) -> tuple[str, EatingTime]:
    """The words of the foods alone, and when they were eaten.

    Raises InputRefused where two days, times or occasions are named: a meal has one of each.

    >>> from datetime import date
    >>> taken_apart("2 eggs for breakfast, yesterday at 8am", date(2026, 11, 22))[0]
    '2 eggs'
    """
    has_hint = any(hint in text or text.endswith(hint.strip()) for hint in _HINTS)
    if not has_hint and not _has_month(text):
        return text, EatingTime()
    phrases: list[tuple[str, str]] = []
    pieces = [_without_times(piece.strip(), phrases) for piece in re.split(r"[,;\n]", text.lower())]
    times = [_understood(kind, words, today) for kind, words in phrases]
    return ", ".join(filter(None, pieces)), _joined(times)


def _has_month(text: str) -> bool:
    """Whether a word is a month, also behind its day: 16nov."""
    words = text.lower().replace(",", " ").split()
    starts = (word.lstrip("0123456789")[:3] for word in words)
    return any(start in _MONTH_NAME for start in starts if len(start) == 3)


def _without_times(piece: str, times: list[tuple[str, str]]) -> str:
    """A piece between commas without what it says of time at its ends, which goes to `times`."""
    alone = re.match(_ALONE, piece)
    if alone and piece != "tea":
        times.append(("occasion" if piece in OCCASIONS else "day", piece))
        return ""
    for kind, front in (("occasion", _HEADING), ("day", _DAY_HEADING)):
        heading = re.match(front, piece)
        if heading:
            times.append((kind, heading.group("it")))
            piece = piece[heading.end() :]
    is_changed = True
    while is_changed:
        is_changed = False
        for kind, pattern in _ends():
            match = pattern.search(piece)
            if match:
                times.append((kind, match.group("it")))
                piece = (piece[: match.start()] + piece[match.end() :]).strip()
                is_changed = True
    return piece


@cache
def _ends() -> list[tuple[str, re.Pattern[str]]]:
    """The patterns at the front of a piece, then at its end."""
    front = [(kind, re.compile(rf"^{each}(?=[ ,:]|$)[,:]? ?")) for kind, each in _PATTERNS]
    at_end = (*_PATTERNS, _AT_END)
    return front + [(kind, re.compile(rf"(?:^|,? ){each}$")) for kind, each in at_end]


def _understood(kind: str, words: str, today: date) -> EatingTime:
    if kind == "occasion":
        return EatingTime(occasion=words)
    if kind == "time":
        return EatingTime(at=dates.clock(_HOURS.get(words, words)))
    day, occasion = _DAY_WORDS.get(words, (words, None))
    return EatingTime(on=dates.day(day, today), occasion=occasion)


def _joined(times: list[EatingTime]) -> EatingTime:
    values = []
    for name, what in (("on", "days"), ("at", "times"), ("occasion", "meals")):
        distinct = {value for each in times if (value := getattr(each, name)) is not None}
        if len(distinct) > 1:
            named = " and ".join(sorted(str(value) for value in distinct))
            raise InputRefused(f"That names two {what}, {named}; log them one by one.")
        values.append(distinct.pop() if distinct else None)
    return EatingTime(*values)
