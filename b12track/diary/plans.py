"""Schedules in a person's words: "2000 µg weekly on sunday" to doses, intervals and a route."""

from __future__ import annotations

import re
from decimal import Decimal

from b12track.errors import InputRefused
from b12track.foods.amount import readable
from b12track.foods.weighing import checked_dose
from b12track.hints import Final
from b12track.quantity import DOSE_NG, decimal, plain, unit
from b12track.record import NamedTuple
from b12track.text import accepted

#: Other spellings, and the names on the box.
_ALSO: Final = {
    "hydroxo": ("hydroxy", "neo-?cytamen", "cobalin-?h"),
    "cyano": (r"(?<!neo-)(?<!neo)cytamen", "cytacon", "betolvex", "behepan"),
}
FORMS: Final = ("cyanocobalamin", "methylcobalamin", "hydroxocobalamin", "adenosylcobalamin")
_WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_COUNTS: Final = {"once": 1, "twice": 2, "thrice": 3, "three times": 3, "2x": 2, "3x": 3}
_EVERY: Final = {
    "daily": (1, "day"),
    "nightly": (1, "day"),
    "weekly": (1, "week"),
    "fortnightly": (2, "week"),
    "monthly": (1, "month"),
    "quarterly": (3, "month"),
}
_ROUTE_WORDS: Final = (
    (r"\b(?:inject(?:ions?|ed)?|intramuscular|i\.m\.|im|shots?|jabs?)(?=\s|$)", "injection"),
    (r"\b(?:sublingual|under the tongue)\b", "sublingual"),
    (r"\b(?:nasal|nose spray|in the nose)\b", "nasal"),
    (r"\b(?:oral|by mouth|swallowed)\b", "oral"),
)
_DAYS_OF: Final = {"day": 1, "week": 7, "month": 30}


class Plan(NamedTuple):
    """What a schedule says: so many doses of so many ng every so many days, weeks or months."""

    route: str
    form: str | None
    dose_ng: int
    doses: int
    every_number: int
    every_unit: str
    weekdays: str | None

    @property
    def period_days(self) -> int:
        """The days in which all `doses` are taken; a month counts 30."""
        return self.every_number * _DAYS_OF[self.every_unit]

    @property
    def doses_a_day(self) -> int:
        """How many of the `doses` belong to one day on which any is due.

        >>> [plan(f"50 µg {when}").doses_a_day for when in ("twice a week", "twice daily")]
        [1, 2]
        """
        days = len(self.weekdays.split(",")) if self.weekdays else self.period_days
        return max(1, self.doses // days)


def plan(text: str) -> Plan:
    """The plan that a person's words mean; InputRefused, saying what is missing.

    >>> plan("2000 µg weekly on sunday")[2:]
    (2000000, 1, 1, 'week', '6')
    >>> plan("hydroxocobalamin 1 mg every 8 weeks")[:3]
    ('injection', 'hydroxocobalamin', 1000000)
    """
    words = " ".join(readable(text.lower()).replace(",", " ").split())
    route, words = taken_out(words, _ROUTE_WORDS)
    form, words = form_in(words)
    dose_ng, words = dose_in(words)
    weekdays, words = _weekdays_in(words)
    count, every, words = _rhythm_in(words, weekdays)
    left = re.sub(r"\b(?:b12|vitamin|a|of|by|on|and|the|tablet|tablets|dose|doses)\b", "", words)
    if left.strip():
        raise InputRefused(
            f"'{left.strip()}' is not understood in a schedule:"
            ' "2000 µg weekly on sunday", "daily 50 µg", "hydroxocobalamin 1 mg every 8 weeks".'
        )
    if route is None:
        # Nobody swallows hydroxocobalamin once in eight weeks; `regimen add` says what was read.
        apart = every[0] * _DAYS_OF[every[1]] // count
        route = "injection" if form == "hydroxocobalamin" and apart > 2 else "oral"
    if route == "injection" and form is None:
        raise InputRefused(f"Say the form that is injected: {' or '.join(FORMS[::2])}.")
    return Plan(route, form, dose_ng, count, *every, weekdays)


def rescheduled(before: Plan, text: str) -> Plan:
    """The plan at the times that the words say; InputRefused where they say anything else.

    >>> rescheduled(plan("2000 µg weekly on sunday"), "daily")[2:]
    (2000000, 1, 1, 'day', None)
    """
    words = " ".join(readable(text.lower()).replace(",", " ").split())
    weekdays, words = _weekdays_in(words)
    count, every, words = _rhythm_in(words, weekdays)
    left = re.sub(r"\b(?:a|on|and|the)\b", "", words).strip()
    if left:
        raise InputRefused(
            f"'{left}' is not understood in a schedule: daily, twice a week, weekly on sunday."
        )
    return Plan(*before[:3], count, *every, weekdays)


def taken_out(words: str, patterns: tuple[tuple[str, str], ...]) -> tuple[str | None, str]:
    """The meaning of the first pattern that is found, and the words without it."""
    for pattern, meaning in patterns:
        if re.search(pattern, words):
            return meaning, " ".join(re.sub(pattern, " ", words).split())
    return None, words


def form_in(words: str) -> tuple[str | None, str]:
    """The form of cobalamin that the words name, and the words without it.

    >>> form_in("1 mg hydroxy b12"), form_in("50 µg")
    (('hydroxocobalamin', '1 mg b12'), (None, '50 µg'))
    """
    for form in FORMS:
        short = form.removesuffix("cobalamin")
        names = "|".join((short, *_ALSO.get(short, ())))
        match = re.search(rf"\b(?:{names})(?:-?cobalamin|-?b12)?\b", words)
        if match:
            return form, " ".join(f"{words[: match.start()]} {words[match.end() :]}".split())
    return None, words


def form_alone(text: str) -> str:
    """The form of cobalamin that is all the text says; InputRefused for anything else."""
    form, left = form_in(accepted(text, "the form").lower())
    if form is None or left:
        raise InputRefused(f"'{text}' is not a form of B12:", FORMS)
    return form


def dose_alone(text: str) -> int:
    """The dose in ng that is all the text says; InputRefused for anything else."""
    dose_ng, left = dose_in(accepted(text, "the dose").lower())
    if left:
        raise InputRefused(f"'{left}' is not understood: --dose '1 mg'")
    return dose_ng


def dose_in(words: str) -> tuple[int, str]:
    """The one dose in µg or mg that the words name, in nanograms, and the words without it.

    >>> dose_in("daily 50 mcg")
    (50000, 'daily')
    """
    match = re.search(r"(?<![\w.,])([0-9][0-9.,]*) ?([a-zµμ]+)\b", words)
    while match and unit(match.group(2)) not in DOSE_NG:
        match = re.compile(r"(?<![\w.,])([0-9][0-9.,]*) ?([a-zµμ]+)\b").search(words, match.end())
    if match is None:
        raise InputRefused("Say the dose with its unit: 1000 µg or 1 mg.")
    exact = decimal(match.group(1)) * DOSE_NG[unit(match.group(2)) or ""]
    ng = checked_dose(exact, match.group())
    return ng, " ".join(f"{words[: match.start()]} {words[match.end() :]}".split())


def _weekdays_in(words: str) -> tuple[str | None, str]:
    """The days of the week that are named: "on monday and thursday" gives "0,3"."""
    weekdays = []
    kept = []
    for word in words.split():
        stem = word.removesuffix("s") if len(word) > 2 else word
        numbers = [n for n, name in enumerate(_WEEKDAYS) if len(word) > 2 and name.startswith(stem)]
        if numbers:
            weekdays += numbers
        else:
            kept.append(word)
    joined = ",".join(str(number) for number in sorted(set(weekdays)))
    return joined or None, " ".join(kept)


def _rhythm_in(words: str, weekdays: str | None) -> tuple[int, tuple[int, str], str]:
    """How many doses, in how many of which unit, and the words without it."""
    count = len(weekdays.split(",")) if weekdays else 1
    for word, number in _COUNTS.items():
        if re.search(rf"\b{word}\b", words):
            count, words = number, re.sub(rf"\b{word}\b", "", words, count=1)
    other = re.search(r"\bevery other (day|week|month)\b", words)
    numbered = re.search(r"\bevery (?:([0-9]{1,3}) )?(day|week|month)s?\b", words)
    single = re.search(r"\b(?:a|per|each) (day|week|month)\b", words)
    named = next((name for name in _EVERY if re.search(rf"\b{name}\b", words)), None)
    if other:
        every, gone = (2, other.group(1)), other.group()
    elif numbered:
        every, gone = (int(numbered.group(1) or 1), numbered.group(2)), numbered.group()
    elif single:
        every, gone = (1, single.group(1)), single.group()
    elif named:
        every, gone = _EVERY[named], named
    elif weekdays:
        every, gone = (1, "week"), ""
    else:
        raise InputRefused("Say how often: daily, twice a week, every 8 weeks, weekly on sunday.")
    if not 1 <= every[0] * _DAYS_OF[every[1]] <= 400:
        raise InputRefused(f"'{gone}' is not between a day and a year.")
    return count, every, words.replace(gone, " ", 1)


def words_of(plan: Plan) -> str:
    """The plan in one spelling: "2,000 µg by mouth, once a week on Sunday"."""
    mg = Decimal(plan.dose_ng) / DOSE_NG["mg"]
    ug = Decimal(plan.dose_ng) / DOSE_NG["µg"]
    as_mg = plan.route == "injection" and mg >= 1
    dose = f"{plain(mg)} mg" if as_mg else f"{ug.normalize():,f} µg"
    how = {"oral": "by mouth", "injection": "injected"}.get(plan.route, plan.route)
    times = {1: "", 2: "twice ", 3: "three times "}.get(plan.doses, f"{plan.doses} times ")
    number, name = plan.every_number, plan.every_unit
    rhythm = f"{times or 'once '}a {name}" if number == 1 else f"{times}every {number} {name}s"
    named = [_WEEKDAYS[int(n)].title() for n in (plan.weekdays or "").split(",") if n]
    on = f" on {' and '.join(named)}" if named else ""
    return f"{dose} {f'{plan.form} ' if plan.form else ''}{how}, {rhythm}{on}"
