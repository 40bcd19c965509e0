"""`flags`: low-intake periods and notices; exit 1 when one is open, for cron and the prompt."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from b12track.analysis.lenses import Record, periods
from b12track.analysis.notices import notices, rules
from b12track.cli.options import NEGATIVE_ARGUMENTS, as_json, for_person
from b12track.cli.session import Session, say, say_json
from b12track.diary import dates, doses
from b12track.diary.days import days, entries_between, first_and_last
from b12track.report import text

if TYPE_CHECKING:
    from b12track.analysis.low_periods import LowPeriod
    from b12track.analysis.notices import Notice


@click.command(context_settings=NEGATIVE_ARGUMENTS)
@click.option("--as-of", metavar="DAY", default="today", help="Judge as on this day.")
@click.option("--quiet", is_flag=True, help="Print nothing; the exit code says it.")
@for_person
@as_json
@click.pass_obj
def flags(session: Session, as_of: str, quiet: bool, as_json: bool) -> int:
    """Show low-intake periods and notices; exit 1 when one is open.

    By two lenses: days in which the mean swallowed, seven at a time, lies below the reference, and
    28 days in which the mean absorbed, by a model, lies below what has to be absorbed. Days that
    were not recorded are never low. See docs/method.md.
    """
    on = dates.day(as_of, session.today)
    record = record_until(session, on)
    found = periods(record)
    said = _risks(session, on, found)
    said += rules(record, session.circumstances(on), session.age_months(on))
    said += notices(record.days)
    if as_json:
        from b12track.report.document import period_document

        documents = [period_document(period) for period in found]
        say_json({"periods": documents, "notices": [notice._asdict() for notice in said]})
    elif not quiet:
        say(_text(found, said, text.reference_name(session.reference(on))))
    is_flag = any(notice.level == "flag" for notice in said)
    return 1 if is_flag or any(period.is_open for period in found) else 0


def _risks(session: Session, on: date, found: list[LowPeriod]) -> list[Notice]:
    """What follows from symptoms, B6, folic acid and tests; the most urgent note comes first."""
    from b12track.analysis.risks import lately, risks

    with session.reading() as diary:
        recent = lately(diary, session.person_id, on, session.today)
    reference_ng = session.reference(on).per_day_ng
    return risks(session.circumstances(on), recent, found, reference_ng, session.age_months(on))


def record_until(session: Session, on: date) -> Record:
    """Every day from the diary's first to this one with all that judges it; none when empty."""
    with session.reading() as diary:
        person, ends = session.person_id, first_and_last(diary, session.person_id)
        if ends is None or ends[0] > on.isoformat():
            return Record([], [], [], session.profile_on)
        span = dates.span(date.fromisoformat(ends[0]), on)
        record = Record(
            days(diary, person, span, session.today),
            entries_between(diary, person, span[0], on),
            doses.injections(diary, person, date.min, on),
            session.profile_on,
        )
    return record.judged_by(session.references(span), [session.required(day) for day in span])


def _text(found: list[LowPeriod], said: list[Notice], reference: str) -> str:
    title = text.wrapped(f"Low-intake periods; the reference today is {reference}:")
    lines = [title, text.periods_text(found)]
    for notice in said:
        word = "Flag" if notice.level == "flag" else "Notice"
        lines.append(text.wrapped(f"{word}: {notice.text} [{notice.source}]", "  "))
    return "\n".join([*lines, text.wrapped(text.FOOTER)])
