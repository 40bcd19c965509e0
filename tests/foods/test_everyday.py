"""What becomes of everyday phrases: saved as meant, offered, refused without an offer, or wrong."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from b12track.foods.table import read
from tests.conftest import ROOT, Outcome, Tool

LARGEST_SHARE_WITHOUT_OFFER = 0.03
NOTHING_SPOKEN_OF = "REFUSED"


class Everyday(NamedTuple):
    """A line of everyday.txt: diet, phrase and the meanings that are right."""

    diet: str
    phrase: str
    meanings: list[str]


LINES = [
    line.split(" | ")
    for line in (Path(__file__).parent / "everyday.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
PHRASES = [Everyday(diet, phrase, meaning.split(" OR ")) for diet, phrase, meaning in LINES]
NAMES = {
    food.food_code: " ".join([food.food_code, food.name, *food.aliases]).lower()
    for food in read(str(ROOT / "foods.csv"))
}


def within(number: float | None, limits: str) -> bool:
    """Whether a number is the one written, within a hundredth, or between the two written."""
    if number is None:
        return limits.startswith("0")
    low, _, high = limits.partition("..")
    slack = 0 if high else max(0.02, abs(float(low)) / 100)
    return float(low) - slack <= number <= float(high or low) + slack


def holds(words: str, text: str) -> bool:
    """Whether every word, or one of its equals, stands in the text."""
    return all(any(word in text for word in equals.split("/")) for equals in words.split())


def is_meant(entry: dict[str, Any], item: str) -> bool:
    words, grams, micrograms = item.split(" ~ ")
    name = f"{entry['food']} {NAMES.get(entry['food_code'] or '', '')}".lower()
    return (
        holds(words, name) and within(entry["grams"], grams) and within(entry["b12_ug"], micrograms)
    )


def was_meant(saved: dict[str, Any], meaning: str) -> bool:
    """Whether what was saved is one of the meanings: the foods, their amounts, day and occasion."""
    items, *moments = meaning.split(" @ ")
    wanted, entries = items.split(" + "), saved["entries"]
    days = {"yesterday": "2026-11-21", "16nov": "2026-11-16", "14/05/2026": "2026-05-14"}
    return (
        len(wanted) == len(entries)
        and all(map(is_meant, entries, wanted))
        and all(
            saved["day"]["date"] == days[moment]
            if moment in days
            else {entry["meal"] for entry in entries} == {moment}
            for moment in moments
        )
    )


def offers(outcome: Outcome, meaning: str) -> bool:
    """Whether the refusal shows a food or a command that leads to the meaning."""
    if meaning.startswith("ASK "):  # the phrase said back is no offer
        return holds(meaning.removeprefix("ASK "), re.sub("'.*?' ", "", outcome.err.lower()))
    reply = [line for line in outcome.err.lower().splitlines()[1:] if line.startswith(" ")]
    return any(holds(item.split(" ~ ")[0], line) for item in meaning.split(" + ") for line in reply)


def what_becomes(outcome: Outcome, meanings: list[str]) -> str:
    """right, offered, refused (without a usable offer) or wrong (saved, and not what was meant)."""
    nothing = meanings == [NOTHING_SPOKEN_OF]
    if outcome.code == 0:
        meant = [meaning for meaning in meanings if " ~ " in meaning]
        return "right" if any(was_meant(outcome.json, meaning) for meaning in meant) else "wrong"
    assert outcome.code == 3, outcome
    if nothing:
        return "right"
    return "offered" if any(offers(outcome, meaning) for meaning in meanings) else "refused"


@pytest.fixture
def answers(tool: Tool) -> Callable[[], dict[str, list[str]]]:
    """The phrases under what becomes of them, each logged on trial under its person's diet."""

    def every() -> dict[str, list[str]]:
        became: dict[str, list[str]] = {}
        diet = ""
        for everyday in PHRASES:
            if everyday.diet != diet:
                diet = everyday.diet
                tool.ok(f"profile set --diet {diet}")
            outcome = tool("log --dry-run --json", everyday.phrase)
            kind = what_becomes(outcome, everyday.meanings)
            became.setdefault(kind, []).append(f"{everyday.phrase!r}: {reply(outcome)}")
        return became

    return every


def reply(outcome: Outcome) -> str:
    """What was saved, or the refusal, in one line."""
    if outcome.code:
        return re.sub(r"\s+", " ", outcome.err)[:200]
    return " + ".join(
        f"{entry['food']} {entry['grams']} g {entry['b12_ug']} µg"
        for entry in outcome.json["entries"]
    )


def test_there_are_enough_phrases_and_no_two_alike() -> None:
    assert len(PHRASES) >= 300
    assert not [
        key for key, n in Counter((each.diet, each.phrase) for each in PHRASES).items() if n > 1
    ]


def test_nothing_is_saved_that_was_not_meant(answers: Callable[[], dict[str, list[str]]]) -> None:
    became = answers()
    counts = {kind: len(phrases) for kind, phrases in became.items()}
    print(counts, *(f"{kind}  {line}" for kind in became for line in became[kind]), sep="\n")
    assert became.get("wrong", []) == []
    assert counts.get("refused", 0) <= LARGEST_SHARE_WITHOUT_OFFER * len(PHRASES)
