"""Waistline: one row a day, in the language of its user."""

from __future__ import annotations

import pytest

from tests.diary.exchange.fixtures import Import

ENGLISH = "Date;Calories (kcal);Fat (g);Vitamin B12 (Cobalamin) (µg)"
GERMAN = "Datum;Kalorien (kcal);Fett (g);Vitamin B12 (Cobalamine) (µg)"


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        (f"{ENGLISH}\n03/14/2026;1950.5;60;2.25\n03/02/2026;1800;50;0\n", (2.25, 0)),
        (f"\ufeff{GERMAN}\r\n14.03.2026;1.950,5;60;2,25\r\n02.03.2026;1800;50;0\r\n", (2.25, 0)),
        (f"{GERMAN}\n14.03.26;1.950,5;60;2,25\n02.03.26;1800;50;\n", (2.25, None)),
        ("Päivä;kcal (kcal);B12 (µg)\n14.3.2026;1\u202f950,5;2,25\n2.3.2026;1800;1\n", (2.25, 1)),
    ],
)
def test_days_in_several_languages(
    importing: Import, text: str, amounts: tuple[float | None, float | None]
) -> None:
    outcome = importing(text)
    assert outcome["kind"] == "Waistline diary"
    assert tuple(importing.day(f"2026-03-{n}")["b12_ug"] for n in ("14", "02")) == amounts
    assert importing(text)["new"] == 0


def test_a_day_without_anything_logged_is_none(importing: Import) -> None:
    outcome = importing(f"{ENGLISH}\n2026-03-14;0;0;0\n")
    assert (outcome["new"], "nothing was logged" in outcome["skipped"][0]["reason"]) == (0, True)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"{ENGLISH}\n03/04/26;1950;60;2\n", "--dates"),
        (f"{ENGLISH}\n2026-03-14;1950;60;2,500\n", "--decimal"),
        (f"{ENGLISH}\n2026-03-14;1950;60;2\n2026-03-14;1950;60;3\n", "already"),
        ("Date;Calories (kcal);Fat (g)\n2026-03-14;1950;60\n", "no column for B12"),
    ],
)
def test_what_is_ambiguous_is_refused(importing: Import, text: str, reason: str) -> None:
    assert reason in importing.refused(text)


def test_an_option_says_the_order_of_two_digits(importing: Import) -> None:
    importing(f"{ENGLISH}\n03/04/26;1950;60;2\n", "--dates", "dmy")
    assert importing.day("2026-04-03")["b12_ug"] == 2
