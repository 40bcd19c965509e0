"""A course: which days lack anything, and the rules that are asked of those alone."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from b12track.analysis.course import FORTNIGHT, RULES, Course
from tests.analysis.diaries import span_of

WORDS = st.sampled_from(["9*0.3", "3*1.2", "20*0.7", "2.4", ".", "~0.5", "1?", "T", "5*p", "=1"])


@given(st.lists(WORDS, min_size=1, max_size=40))
@settings(max_examples=60)
def test_a_day_that_lacks_nothing_is_low_by_no_rule(words: list[str]) -> None:
    span = span_of(" ".join(words))
    course = Course(span, span.last)
    for last, lacks in enumerate(course.lacks):
        is_low = [course.is_low(rule, last, 0) for rule in RULES]
        sums = [course.window(last, rule.window_days)[1].total for rule in RULES]
        whole = [ug for ug, rule in zip(sums, RULES, strict=True) if rule.window_days <= last + 1]
        assert lacks == any(ug < 0 for ug in whole)
        assert lacks or not any(is_low)


def test_one_bad_fortnight_is_no_bad_month() -> None:
    rule = next(rule for rule in RULES if rule.tier == "notice")
    enough, little = "1.0 1.05 " * 7, "1.1 0.1 " * (FORTNIGHT // 2)
    bad = Course(span := span_of(enough + little), span.last)
    assert bad.window(27, 28)[1].is_below_zero()
    assert not bad.is_low(rule, 27, 0)
    longer = Course(span := span_of("1.1 0.1 " * 14), span.last)
    assert longer.is_low(rule, 27, 0)
    assert not longer.is_low(rule, 27, reset=1)
