"""The sentence of a span's last day; the rules are loaded only where there is something to judge.

A new diary is judged by nobody, and its `log` and `today` are instant.
"""

from __future__ import annotations

from b12track.analysis.judged_window import few_recorded_words, judged_window
from b12track.hints import TYPE_CHECKING, Final
from b12track.text import escaped

if TYPE_CHECKING:
    from b12track.analysis.span import Span

#: No rule says anything of fewer recorded days (analysis.course.RULES) without a dose.
_LEAST_JUDGED: Final = 5


def day_sentence(span: Span) -> str:
    """The judgement of the span's last day, after the name where a diary holds several people."""
    if not _has_little(span):
        from b12track.analysis.judgement import judgement
        from b12track.analysis.judgement_words import spoken

        return spoken(span, judgement(span))
    words = few_recorded_words(judged_window(span.intakes, span.last).recorded)
    return words if span.is_alone else f"{escaped(span.person.name)}: {words}"


def _has_little(span: Span) -> bool:
    """Whether nothing but too few recorded days can be said: no dose, note or age changes it."""
    return (
        sum(intake.day.is_recorded for intake in span.intakes) < _LEAST_JUDGED
        and not span.record.injections
        and not span.record.regimens
        and not span.flag_notes
        and not any(intake.dose_absorbed.best for intake in span.intakes)
        and span.yardstick.age_months(span.last) is None  # every authority judges adults
    )
