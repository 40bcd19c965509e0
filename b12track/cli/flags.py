"""`flags`: low-intake periods and notices; exit 1 when one is open, for cron and the prompt."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from b12track.analysis.judgement import Judgement, judgement
from b12track.analysis.judgement_words import (
    period_words,
    reference_fact,
    sentence,
    would_settle,
)
from b12track.analysis.low_periods import TIERS, low_periods
from b12track.analysis.notices import limits, rules
from b12track.cli.options import NEGATIVE_ARGUMENTS, as_json, for_person
from b12track.cli.session import Session, say, say_json
from b12track.diary import dates
from b12track.report import text

if TYPE_CHECKING:
    from datetime import date

    from b12track.analysis.low_periods import LowPeriod
    from b12track.analysis.notices import Notice
    from b12track.analysis.span import Span


@click.command(context_settings=NEGATIVE_ARGUMENTS)
@click.option("--as-of", metavar="DAY", default="today", help="Judge as on this day.")
@click.option("--quiet", is_flag=True, help="Print nothing; the exit code says it.")
@for_person
@as_json
@click.pass_obj
def flags(session: Session, as_of: str, quiet: bool, as_json: bool) -> int:
    """Show low-intake periods and notices; exit 1 when one is open.

    Judged is what was absorbed, by a model, against what has to be absorbed: a note for a week, a
    notice for 28 days, a flag for 84. Days that were not recorded are never low. Notes alone exit
    with 0. See docs/method.md.
    """
    on = dates.day(as_of, session.today)
    span = session.span(on, on)
    periods = low_periods(span, on)
    answer = judgement(span, on)
    notices = _risks(session, on, periods) + rules(span, on) + limits(span.history)
    if as_json:
        from b12track.report.document import judgement_document, period_document

        say_json(
            {
                "person": span.person.name,
                "judgement": judgement_document(answer),
                "periods": [period_document(period) for period in periods],
                "notices": [notice._asdict() for notice in notices],
            }
        )
    elif not quiet:
        say(_text(span, answer, periods, notices))
    is_alarm = any(period.is_open and period.tier != "note" for period in periods)
    return 1 if is_alarm or any(notice.level != "note" for notice in notices) else 0


def _risks(session: Session, on: date, periods: list[LowPeriod]) -> list[Notice]:
    """What follows from symptoms, B6, folic acid and tests; the most urgent note comes first."""
    from b12track.analysis.risks import lately, risks

    with session.reading() as diary:
        recent = lately(diary, session.person_id, on, session.today)
    reference_ng = session.reference(on).per_day_ng
    return risks(session.circumstances(on), recent, periods, reference_ng, session.age_months(on))


def _text(span: Span, answer: Judgement, periods: list[LowPeriod], notices: list[Notice]) -> str:
    lines = [text.wrapped(sentence(answer, None if span.is_alone else span.person.name))]
    settles = would_settle(answer)
    lines += [text.wrapped(f"It would be settled by {settles}.", "  ")] if settles else []
    lines.append(text.wrapped(reference_fact(answer)))
    shown = sorted((p for p in periods if p.is_open), key=lambda p: -TIERS.index(p.tier))
    lines += [text.wrapped(period_words(period, answer.as_of), "  ") for period in shown]
    for notice in sorted(notices, key=lambda notice: -TIERS.index(notice.level)):
        words = f"{notice.level.title()}: {notice.text} [{notice.source}]"
        lines.append(text.wrapped(words, "  "))
    return "\n".join([*lines, text.wrapped(text.FOOTER)])
