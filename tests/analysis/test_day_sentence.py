"""The short way to the sentence says what the rules say, wherever it is taken."""

from __future__ import annotations

import pytest

from b12track.analysis.course import RULES
from b12track.analysis.day_sentence import day_sentence
from b12track.analysis.judgement import judgement
from b12track.analysis.judgement_words import spoken
from b12track.science.reference_values import AUTHORITIES
from tests.analysis.diaries import span_of

_FACTS = [
    *((("authority", name),) for name in AUTHORITIES if name != "india"),
    (("diet", "vegan"),),
    (("stage", "pregnant"),),
    (("sex", "male"), ("stage", "lactating")),
    (("born", "2026-01-01"),),
    (("condition", "pernicious-anaemia"),),
]


@pytest.mark.parametrize(
    "text", [".", "0", "4*0", "T", "T .", "4*0.1 30*.", "5*0", "4*=1 .", "7*0"]
)
@pytest.mark.parametrize("facts", [(), *_FACTS])
def test_it_is_the_sentence_of_the_judgement(text: str, facts: tuple[tuple[str, str], ...]) -> None:
    span = span_of(text, *facts)
    assert day_sentence(span) == spoken(span, judgement(span))


def test_no_rule_judges_fewer_days_than_the_short_way_leaves_to_it() -> None:
    assert min(rule.least_known for rule in RULES) == 5
