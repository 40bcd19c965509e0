"""Day, time and occasion inside the phrase, taken out without losing a word of the foods."""

from __future__ import annotations

from datetime import date, time

import pytest

from b12track.diary.eating_time import EatingTime, taken_apart
from b12track.errors import InputRefused

TODAY = date(2026, 11, 22)
YESTERDAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("phrase", "foods", "when"),
    [
        ("2 eggs for breakfast", "2 eggs", EatingTime(occasion="breakfast")),
        ("breakfast: 2 eggs", "2 eggs", EatingTime(occasion="breakfast")),
        ("yesterday 2 eggs", "2 eggs", EatingTime(on=YESTERDAY)),
        ("2 eggs, yesterday, at 8am", "2 eggs", EatingTime(YESTERDAY, time(8))),
        ("soup at 8:30 on monday", "soup", EatingTime(date(2026, 11, 16), time(8, 30))),
        ("on 16nov 2 eggs", "2 eggs", EatingTime(on=date(2026, 11, 16))),
        ("22.11.2026, soup", "soup", EatingTime(on=TODAY)),
        ("fish last night", "fish", EatingTime(YESTERDAY, None, "dinner")),
        ("soup for lunch, at noon", "soup", EatingTime(None, time(12), "lunch")),
        ("breakfast cereal", "breakfast cereal", EatingTime()),
        ("sunday roast", "sunday roast", EatingTime()),
        ("a snack bar", "a snack bar", EatingTime()),
        ("tea, 2 biscuits", "tea, 2 biscuits", EatingTime()),
        ("2 eggs", "2 eggs", EatingTime()),
    ],
)
def test_when_is_taken_out(phrase: str, foods: str, when: EatingTime) -> None:
    assert taken_apart(phrase, TODAY) == (foods, when)
    assert taken_apart(f"{foods}, {when.words}", TODAY)[1] == when


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("salad for lunch, pasta for dinner", "two meals"),
        ("yesterday 2 eggs today", "two days"),
        ("3/4/2026, soup", "is two days: write 2026-04-03 or 2026-03-04"),
        ("soup on 2026-12-24", "future"),
    ],
)
def test_what_cannot_be_one_meal_is_refused(phrase: str, reason: str) -> None:
    with pytest.raises(InputRefused, match=reason):
        taken_apart(phrase, TODAY)
