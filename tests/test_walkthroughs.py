"""Ten people: what the tool says to each is what a reviewer has read, and never a diagnosis."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tools.walkthroughs.walk import people, walked

if TYPE_CHECKING:
    from pathlib import Path

#: What no sentence of the tool may say (docs/method.md#symptoms-and-wording).
FORBIDDEN = re.compile(
    r"\byou (?:are|have) (?!had)|you should|you must|caused by|because of (?:low|your)|"
    r"\btake \d+ ?(?:µg|mg) (?:a|per|every)|no test needed|your stores?\b|your levels?\b|"
    r"stop taking|you are fine|will (?:cure|heal|fix)",
    re.IGNORECASE,
)


#: How lines begin that are not the tool's.
_STORY = ("# ", "$ ", "* ")


def test_there_are_ten_and_they_are_short() -> None:
    texts = [path.read_text(encoding="utf-8") for path in people()]
    assert len(texts) == 10
    assert sum(text.count("\n") for text in texts) < 900
    answers = [line for text in texts for line in text.splitlines() if line[:2] not in _STORY]
    assert max(map(len, answers)) <= 80


@pytest.mark.parametrize("path", people(), ids=lambda path: path.stem)
def test_the_answers_are_those_that_were_read(path: Path, built_catalogue: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert walked(text, built_catalogue) == text, "python -m tools.walkthroughs renews them"


@pytest.mark.parametrize("path", people(), ids=lambda path: path.stem)
def test_nothing_diagnoses_promises_or_prescribes(path: Path) -> None:
    answers = " ".join(
        line for line in path.read_text(encoding="utf-8").splitlines() if line[:2] not in _STORY
    )
    assert not FORBIDDEN.search(" ".join(answers.split()))


def test_a_vegan_is_never_offered_an_egg() -> None:
    for path in people():
        text = path.read_text(encoding="utf-8")
        if "--diet vegan" in text:
            answers = text.partition("$ b12track suggest")[2].partition("\n$ ")[0]
            assert not re.search(r"\b(?:egg|salmon|cheese|yoghurt)\b", answers), path.name
