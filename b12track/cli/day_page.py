"""The page of one day and the glance of the bare command, which need no option parser."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from b12track.analysis.day_sentence import day_sentence
from b12track.cli.session import Session, say, say_json
from b12track.diary.days import first_and_last
from b12track.report import text
from b12track.report.absorbed import taken_up_lines

if TYPE_CHECKING:
    import sqlite3

    from b12track.analysis.beside import Beside
    from b12track.analysis.span import Span


class Shape(NamedTuple):
    """How a page is wanted: as JSON, as CSV, or as text with the statistics or without."""

    as_json: bool
    as_csv: bool
    detail: bool


_EMPTY: Final = """The diary is empty. Log a first meal:

    b12track log a glass of fortified soy milk, toast with marmite
    b12track log 2 eggs with a slice of cheddar
"""


def show_glance(session: Session) -> None:
    """The judgement in one sentence, today, and the last 14 days in one line."""
    first, last = session.today - timedelta(days=13), session.today
    with session.reading() as diary:  # one opening for all that is read
        span = session.span(first, last)
        others = beside_of(session, diary, [session.today])
        clock = session.preference("clock")
        empty = first_and_last(diary, session.person_id) is None
        empty = empty and beside_of(session, diary, [span.first, span.last]).is_empty
    if empty:
        say(_EMPTY)
        say(text.wrapped(text.FOOTER))
        return
    say(with_beside(_day_page(span, clock, detail=False), others, with_day=False))
    say(text.glance_text(span.days, session.reference()))


def show_day(session: Session, on: date, shape: Shape) -> None:
    """Prints one day in the shape asked for."""
    with session.reading() as diary:  # one opening for all that is read
        span = session.span(on, on)
        others = beside_of(session, diary, [on])
        clock = session.preference("clock")
    if shape.as_json or shape.as_csv:
        from b12track.report.document import day_document, entry_documents

        if shape.as_json:
            say_json({**day_document(span), **beside_documents(others)})
        else:
            say(rows_as_csv(entry_documents(span)))
    else:
        say(with_beside(_day_page(span, clock, shape.detail), others, with_day=False))


def _day_page(span: Span, clock: str, detail: bool) -> str:
    """The judgement of the span's last day, then that day."""
    day = span.days[-1]
    entries = [entry for entry in span.entries if entry.eaten_on == day.date.isoformat()]
    entries.sort(key=lambda entry: (entry.eaten_at_s is None, entry.eaten_at_s or 0))
    lines = [text.wrapped(day_sentence(span))]
    reference = span.yardstick.reference(day.date)
    lines.append(text.day_text(day, entries, reference, clock))
    lines += [text.wrapped(line) for line in taken_up_lines(span, day, detail)]
    return "\n".join(lines)


def beside_of(session: Session, diary: sqlite3.Connection, span: list[date]) -> Beside:
    """Injections, symptoms and blood tests of the days, which are no part of any total."""
    from b12track.analysis.beside import beside

    return beside(diary, session.person_id, span[0], span[-1], session.today)


def with_beside(page: str, others: Beside, with_day: bool) -> str:
    """A page with the lines of what stands beside the meals."""
    if others.is_empty:
        return page
    from b12track.report.beside import beside_lines

    return "\n".join([page, *beside_lines(others, with_day)])


def beside_documents(others: Beside) -> dict[str, Any]:
    """What stands beside the meals, for scripts."""
    from b12track.report.beside import beside_document

    return beside_document(others)


def rows_as_csv(rows: list[dict[str, Any]]) -> str:
    """Documents that are alike as CSV, a line each."""
    from b12track.cli.options import csv_text

    header = list(rows[0]) if rows else ["id"]
    return csv_text(header, [list(row.values()) for row in rows])
