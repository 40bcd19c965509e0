"""Days, amounts and entries in the words of the page."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from b12track.quantity import ug_text, whole

if TYPE_CHECKING:
    from b12track.page.document import Document


def day_name(day: date) -> str:
    """A day as it is said: "Sunday 29 November".

    >>> day_name(date(2026, 11, 29))
    'Sunday 29 November'
    """
    return f"{day:%A} {day.day} {day:%B}"


def named_day(text: str) -> str:
    """A day of a document with its year.

    >>> named_day("2026-11-29")
    'Sunday 29 November 2026'
    """
    day = date.fromisoformat(text)
    return f"{day_name(day)} {day.year}"


def near_day_name(day: date, today: date) -> str:
    """Today and yesterday by these words, every other day by its name and year."""
    if day == today:
        return "Today"
    if day == today - timedelta(days=1):
        return "Yesterday"
    return f"{day_name(day)} {day.year}"


def amount(ug: float | None) -> str:
    """An amount in micrograms as the tool prints it; "not known" for None.

    >>> amount(1.11), amount(2000.0), amount(None)
    ('1.11 µg', '2,000 µg', 'not known')
    """
    if ug is None:
        return "not known"
    return f"{ug_text(whole(Decimal(str(ug)) * 1000))} µg"


def entry_words(entry: Document) -> str:
    """One entry without its B12: "boiled egg, 2 large (100 g)"."""
    grams = entry["grams"]
    weight = "" if grams is None or entry["origin"] == "supplement" else f"{grams:,.0f} g"
    if weight.replace(" ", "") == entry["amount"].replace(" ", ""):
        weight = ""
    return f"{entry['food']}, {entry['amount']}{f' ({weight})' if weight else ''}"


def state_words(day: Document) -> str:
    """A day of a span: its amount, or why it has none."""
    if day["b12_ug"] is None:
        unknown = {"unrecorded": "not written down", "paused": "not tracked"}
        return unknown.get(day["state"], "not known")
    least = "at least " if day["b12_unknown_entries"] or day["state"] == "partial" else ""
    return f"{least}{amount(day['b12_ug'])}"


def together(text: str) -> str:
    """A text whose amounts are not broken over two lines: a number stays with its unit.

    >>> together("100 g tofu, 2,000 µg, 2 eggs")
    '100\\xa0g tofu, 2,000\\xa0µg, 2 eggs'
    """
    return re.sub(r"(?<=\d) (?=(?:µg|mg|g|kg|ml|IU)\b)", "\N{NO-BREAK SPACE}", text)


def unwrapped(text: str) -> list[str]:
    """Sentences broken for a terminal, one line each again, without the numbers of their rows.

    >>> unwrapped("Saved #12-13: an apple,\\n  0 µg.\\nToday: 1 µg.")
    ['an apple, 0 µg.', 'Today: 1 µg.']
    """
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith("  ") and lines:
            lines[-1] += f" {line.strip()}"
        elif line.strip():
            lines.append(line.strip())
    return [re.sub(r"^Saved(?: [a-z ]+)? #[0-9-]+: ", "", line) for line in lines]
