"""`flags`: low-intake periods and notices; exit 1 when one is open, for cron and the prompt."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from b12track.analysis.low_periods import low_periods
from b12track.analysis.notices import notices
from b12track.cli.options import NEGATIVE_ARGUMENTS, as_json
from b12track.cli.session import Session, say, say_json
from b12track.diary import dates
from b12track.diary.days import days, first_and_last
from b12track.report import text

if TYPE_CHECKING:
    from b12track.analysis.low_periods import LowPeriod
    from b12track.diary.days import Day


@click.command(context_settings=NEGATIVE_ARGUMENTS)
@click.option("--as-of", metavar="DAY", default="today", help="Judge as on this day.")
@click.option("--quiet", is_flag=True, help="Print nothing; the exit code says it.")
@as_json
@click.pass_obj
def flags(session: Session, as_of: str, quiet: bool, as_json: bool) -> int:
    """Show low-intake periods; exit 1 when one is open.

    A period is at least seven days in which the mean of the recorded days, seven at a time,
    lies below the reference. Days that were not recorded are never low. See docs/method.md.
    """
    on = dates.day(as_of, session.today)
    recorded = _until(session, on)
    reference = session.reference()
    periods = low_periods(recorded, reference.per_day_ng, on)
    found = notices(recorded)
    if as_json:
        from b12track.report.document import period_document

        documents = [period_document(period) for period in periods]
        say_json({"periods": documents, "notices": [notice._asdict() for notice in found]})
    elif not quiet:
        say(_text(periods, [notice.text for notice in found], text.reference_name(reference)))
    return 1 if any(period.is_open for period in periods) else 0


def _until(session: Session, on: date) -> list[Day]:
    """Every day from the diary's first to this one; [] for an empty diary."""
    with session.reading() as diary:
        ends = first_and_last(diary, session.person_id)
        if ends is None or ends[0] > on.isoformat():
            return []
        span = dates.span(date.fromisoformat(ends[0]), on)
        return days(diary, session.person_id, span, session.today)


def _text(periods: list[LowPeriod], sentences: list[str], reference: str) -> str:
    lines = [text.wrapped(f"Low-intake periods, against {reference}:"), text.periods_text(periods)]
    lines += [text.wrapped(f"Notice: {sentence}", "  ") for sentence in sentences]
    return "\n".join([*lines, text.wrapped(text.FOOTER)])
