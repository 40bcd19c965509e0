"""The page of one day and the glance of the bare command, which need no option parser."""

from __future__ import annotations

from b12track.analysis.day_sentence import day_sentence
from b12track.cli.session import Session, say, say_json
from b12track.cli.shape import Shape, table_text
from b12track.diary.days import first_and_last
from b12track.hints import TYPE_CHECKING, Final
from b12track.report import text
from b12track.report.absorbed import taken_up_lines

if TYPE_CHECKING:
    import sqlite3
    from datetime import date

    from b12track.analysis.span import Span


_GLANCE_DAYS: Final = 14
_EMPTY: Final = """The diary is empty. Log a first meal:

    b12track log a glass of fortified soy milk, toast with marmite
    b12track log 2 eggs with a slice of cheddar
"""


def show_glance(session: Session) -> None:
    """The judgement in one sentence, today, and the last 14 days in one line."""
    with session.reading() as diary:  # one opening for all that is read
        span = session.todays_span(_GLANCE_DAYS)
        waiting = doses_to_write(session, diary, span)
        clock = session.preference("clock")
        is_empty = first_and_last(diary, session.person_id) is None
    record = span.record.between(span.first, span.last)
    if is_empty and not any((record.injections, record.symptoms, record.labs, waiting)):
        say(_EMPTY)
        say(text.wrapped(text.FOOTER))
        return
    say(with_record(_day_page(span, clock, detail=False), span, waiting, with_day=False))
    say(text.glance_text(span.days, session.reference()))


def show_day(session: Session, on: date, shape: Shape) -> None:
    """Prints one day in the shape asked for."""
    with session.reading() as diary:  # one opening for all that is read
        is_sentence = on == session.today and not (shape.as_json or shape.as_csv)
        span = session.todays_span() if is_sentence else session.span(on, on)
        waiting = doses_to_write(session, diary, span)
        clock = session.preference("clock")
    if shape.as_json or shape.as_csv:
        from b12track.report.document import day_document, entry_documents

        if shape.as_json:
            say_json({**day_document(span), **record_documents(span)})
        else:
            rows = entry_documents(span)
            say(table_text(list(rows[0]) if rows else ["id"], rows))
    else:
        say(with_record(_day_page(span, clock, shape.detail), span, waiting, with_day=False))


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


def doses_to_write(session: Session, diary: sqlite3.Connection, span: Span) -> int:
    """How many doses of regimens that count as taken are not written yet; told of today alone."""
    if not span.record.regimens or span.last < session.today:
        return 0
    from b12track.diary.regimens import assumed

    return sum(len(missing) for _, missing in assumed(diary, session.person_id, session.today))


def with_record(page: str, span: Span, waiting: int, with_day: bool) -> str:
    """A page with the lines of what stands beside the meals of its days."""
    record = span.record.between(span.first, span.last)
    if not any((record.injections, record.symptoms, record.labs, waiting)):
        return page
    from b12track.report.health_record import health_record_lines

    return "\n".join([page, *health_record_lines(record, waiting, with_day)])


def record_documents(span: Span) -> dict[str, object]:
    """What stands beside the meals of a span, for scripts."""
    from b12track.report.health_record import health_record_document

    return health_record_document(span.record.between(span.first, span.last))
