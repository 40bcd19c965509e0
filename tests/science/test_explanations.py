"""Explanations: a screen each, sources with a grade last, nothing about the reader."""

from __future__ import annotations

import re

import pytest

from b12track.errors import InputRefused
from b12track.science.explanations import TOPICS, explanation, screen
from tests.conftest import ROOT

GRADES = {"seen", "seen in part", "copy", "news copy", "recalled", "recalled, to be checked"}


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_fits_a_screen(topic: str) -> None:
    lines = screen(explanation(topic)).split("\n")
    assert len(lines) <= 23  # and the prompt
    assert max(map(len, lines)) <= 79
    assert not [line for line in lines if line != line.rstrip()]


@pytest.mark.parametrize("topic", TOPICS)
def test_sources_stand_last_with_how_they_are_known(topic: str) -> None:
    sources = " ".join(explanation(topic).sources.split())
    graded = re.findall(r"\(([^()]*)\)", sources)
    assert set(graded) & GRADES, sources
    assert re.search(r"\b(19|20)\d\d\b|App\. N|label", sources)
    text = explanation(topic).text
    assert re.search(r"\((?:A|B|C|none)\b|\b[ABC][123]\b|our own|own:", f"{text} {sources}")


@pytest.mark.parametrize("topic", TOPICS)
def test_nothing_is_said_of_the_reader(topic: str) -> None:
    words = screen(explanation(topic))
    assert not re.search(r"\byou(?:r|rs)?\b|\btake \d|\bdeficient\b", words, re.IGNORECASE)


def test_every_text_has_its_topic() -> None:
    folder = ROOT / "b12track" / "science" / "topics"
    assert {path.stem for path in folder.iterdir()} == set(TOPICS)


def test_an_unknown_topic_is_refused_with_the_topics() -> None:
    with pytest.raises(InputRefused, match="not a topic") as refused:
        explanation("astrology")
    assert refused.value.suggestions == tuple(TOPICS)
    assert explanation("Vitamin B6").topic == "b6"


def test_the_judgement_names_its_five_answers_and_three_steps() -> None:
    text = explanation("judgement").text
    for answer in ("covered", "enough", "low", "low if complete", "cannot be judged"):
        assert f"\n  {answer} " in text
    for step in ("7 to 27", "28 days, 14", "84 days, 42", "14 recorded\ndays", "AI is never"):
        assert step in text
