"""Days, amounts and authorities as people read them; one spelling for text, pages and pictures."""

from __future__ import annotations

import re
from decimal import Decimal

from b12track.hints import TYPE_CHECKING, Final
from b12track.quantity import NG_PER_MG, about_ug_text, plain, ug_text, whole
from b12track.science.reference_values import AUTHORITY_NAMES

if TYPE_CHECKING:
    from datetime import date, time

    from b12track.science.band import Band
    from b12track.science.reference_values import DietaryReferenceValue


#: What is numbered beside the entries has a letter before its number, so that none is mixed up.
ROW_LETTERS: Final = {"symptom": "s", "injection": "i", "lab": "b", "regimen": "r"}


def row_number(table: str, row_id: int) -> str:
    """The number of a row as it is printed and typed: an entry's plain, others with a letter.

    >>> row_number("entry", 12), row_number("symptom", 3)
    ('12', 's3')
    """
    return f"{ROW_LETTERS.get(table, '')}{row_id}"


_DAYS_AND_MONTHS: Final = (
    "Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
)
#: A number stays with its unit and its month, a weekday with its day, a month with its year.
#: Compiled where it is first used: `log` needs no pages, and it costs 2 % of it.
_TOGETHER: Final = (
    r"(?<=\d) (?=µg|mg|%|fL|[pnµm]?mol/L|[pnmµ]?g/m?L|days?\b|years?\b|months?\b|of \d)"
    rf"|(?<=\d) (?=(?:{_DAYS_AND_MONTHS})\b)"
    rf"|(?<=(?<=\b)(?:{_DAYS_AND_MONTHS})) (?=\d)"
)
KEPT: Final = "\N{NO-BREAK SPACE}"


def kept_together(text: str) -> str:
    """The text with blanks that no line is broken at between what is read as one.

    >>> kept_together("2.4 µg on Sun 22 Nov 2026").replace(KEPT, "_")
    '2.4_µg on Sun_22_Nov_2026'
    """
    return re.sub(_TOGETHER, KEPT, text)


#: What the diary calls its first person until a name is given.
UNNAMED: Final = "me"


def day_name(day: date) -> str:
    """The day as people say it: "Sun 22 Nov 2026"."""
    return f"{day:%a} {day.day} {day:%b} {day.year}"


def clock_text(minutes: int, clock: str = "24h") -> str:
    """Minutes after midnight as the person reads the clock.

    >>> clock_text(545), clock_text(545, "12h"), clock_text(0, "12h"), clock_text(750, "12h")
    ('09:05', '9:05 am', '12:00 am', '12:30 pm')
    """
    hour, minute = divmod(minutes, 60)
    if clock == "24h":
        return f"{hour:02}:{minute:02}"
    return f"{hour % 12 or 12}:{minute:02} {'am' if hour < 12 else 'pm'}"


def time_text(at: time, clock: str = "24h") -> str:
    """A time of day as the person reads the clock."""
    return clock_text(at.hour * 60 + at.minute, clock)


def near_day(day: date, to: date) -> str:
    """The day without a year that is that of another: "Sun 29 Nov", "11 Feb" further away.

    >>> from datetime import date
    >>> [near_day(day, date(2026, 11, 26)) for day in (date(2026, 11, 29), date(2027, 2, 11))]
    ['Sun 29 Nov', '11 Feb 2027']
    """
    if abs((day - to).days) < 14:
        return f"{day:%a} {day.day} {day:%b}"
    return f"{day.day} {day:%b}" if day.year == to.year else f"{day.day} {day:%b} {day.year}"


def span_name(first: date, last: date) -> str:
    """The days meant, with month and year said once where they agree.

    >>> from datetime import date
    >>> span_name(date(2026, 11, 16), date(2026, 11, 22))
    '16 to 22 Nov 2026'
    >>> span_name(date(2025, 12, 30), date(2026, 1, 5))
    '30 Dec 2025 to 5 Jan 2026'
    """
    end = f"{last.day} {last:%b} {last.year}"
    if first == last:
        return end
    if first.year != last.year:
        return f"{first.day} {first:%b} {first.year} to {end}"
    return f"{first.day}{'' if first.month == last.month else f' {first:%b}'} to {end}"


def of_days(count: int, kind: str = "day") -> str:
    """A count with its noun: "1 day", "12 recorded days".

    >>> of_days(1), of_days(12, "recorded day")
    ('1 day', '12 recorded days')
    """
    return f"{count:,} {kind}{'' if count == 1 else 's'}"


def how_long(days: int) -> str:
    """A length of time as people say it: days, then weeks, then months.

    >>> how_long(9), how_long(35), how_long(200), how_long(800)
    ('9 days', '5 weeks', '7 months', '2 years')
    """
    if days < 14:
        return of_days(days)
    if days < 183:
        return of_days(days // 7, "week")
    return of_days(round(days / 30.44), "month") if days < 730 else of_days(days // 365, "year")


def band_text(band: Band) -> str:
    """The best value and the ends: "about 1.2 µg (0.6 to 2.1)".

    >>> from b12track.science.band import Band
    >>> band_text(Band(0.62, 1.21, 2.08)), band_text(Band(0, 0, 0))
    ('about 1.2 µg (0.6 to 2.1)', '0 µg')
    """
    if not band.high:
        return "0 µg"
    low, best, high = (about_ug_text(ug) for ug in band)
    return f"about {best} µg ({low} to {high})"


def mg_text(ng: int) -> str:
    """Milligrams as printed: two digits below 1, one below 100.

    >>> mg_text(1_400_000), mg_text(120_000_000), mg_text(50_000)
    ('1.4 mg', '120 mg', '0.05 mg')
    """
    mg = Decimal(ng) / NG_PER_MG
    digits = "0.01" if mg < 1 else "0.1" if mg < 100 else "1"
    return f"{plain(mg.quantize(Decimal(digits)))} mg"


def ug_value(ng: int | Decimal) -> str:
    """Micrograms without padding zeros, for values that are given: "2.4", "2,000"."""
    text = ug_text(whole(Decimal(ng)))
    return text.rstrip("0").rstrip(".") if "." in text else text


def authority_name(key: str) -> str:
    """The authority as a reader knows it; its key where there is no name.

    >>> authority_name("us"), authority_name("elsewhere")
    ('US/Canada', 'elsewhere')
    """
    return AUTHORITY_NAMES.get(key, key)


def reference_name(reference: DietaryReferenceValue) -> str:
    """The value with its authority, kind and year: "2.4 µg (US/Canada RDA 1998)"."""
    per_day = ug_value(reference.per_day_ng)
    return f"{per_day} µg ({authority_name(reference.authority)} {reference.kind} {reference.year})"
