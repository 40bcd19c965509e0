"""The page of several days: `week`, `month` and `show`, without an option parser."""

from __future__ import annotations

from datetime import timedelta

from b12track.analysis.absorbed import mean_absorbed
from b12track.analysis.day_sentence import day_sentence
from b12track.analysis.other_nutrients import other_nutrients
from b12track.analysis.summary import summary
from b12track.cli.day_page import doses_to_write, record_documents, with_record
from b12track.cli.session import Session, say
from b12track.cli.shape import TEXT
from b12track.diary.doses import supplements
from b12track.hints import TYPE_CHECKING, Final
from b12track.report import text

if TYPE_CHECKING:
    from datetime import date

    from b12track.analysis.span import Span
    from b12track.cli.shape import Shape

WEEK_DAYS: Final = 7
MONTH_DAYS: Final = 30
#: A view of no more days up to today needs no more history than its sentence.
_SHORT_DAYS: Final = 31


def show_days(session: Session, count: int) -> None:
    """Prints the last days up to today, as text."""
    show_span(session, (session.today - timedelta(days=count - 1), session.today), TEXT)


def show_span(session: Session, ends: tuple[date, date], shape: Shape) -> None:
    """Prints the days from the first to the last in the shape asked for."""
    with session.reading() as diary:  # one opening for all that is read
        count = (ends[1] - ends[0]).days + 1
        is_short = ends[1] == session.today and count <= _SHORT_DAYS
        span = session.todays_span(count, with_entries=True) if is_short else session.span(*ends)
        waiting = doses_to_write(session, diary, span)
        known = supplements(diary, session.person_id, *ends)
    yardstick, age = session.yardstick, session.age_months(ends[1])
    references = yardstick.value_of("b6", ends[1]), yardstick.value_of("thiamin", ends[1])
    along = other_nutrients(span.days, span.entries, known), references, age
    means = summary(span.days), session.reference(ends[1]), mean_absorbed(span.days, span.absorbed)
    if shape.is_for_scripts:
        from b12track.analysis.judgement import judgement
        from b12track.report import document
        from b12track.report.other_nutrients import nutrient_document

        rows = document.day_rows_absorbed(span.days, means[1], span.absorbed)
        whole = {
            **document.span_document(span.days, *means),
            "days": rows,
            "person": span.person.name,
            "judgement": document.judgement_document(judgement(span)),
            **_usual_intake(span)[0],
            **record_documents(span),
            **nutrient_document(*along),
        }
        shape.say(whole, rows, " ".join(rows[0]))
        return
    from b12track.report.other_nutrients import nutrient_lines

    lines = [text.wrapped(day_sentence(span))]
    lines.append(text.span_text(span.days, *means, detail=shape.detail))
    lines += _usual_intake(span)[1] if shape.detail else []
    page = "\n".join([*lines, *nutrient_lines(*along)])
    say(with_record(page, span, waiting, with_day=True))


def _usual_intake(span: Span) -> tuple[dict[str, object], list[str]]:
    """What a span of more than a week says of usual intake, for scripts and in lines."""
    if len(span.days) <= WEEK_DAYS:
        return {}, []  # a week says too little, and is instant without the statistics
    from b12track.analysis.usual_intake import usual_intake
    from b12track.report.usual_intake import usual_intake_document, usual_intake_text

    reference = span.yardstick.reference(span.last)
    requirement = span.yardstick.average_requirement(span.last)
    usual = usual_intake(span.days, span.absorbed, reference, requirement)
    document: dict[str, object] = {"usual_intake": usual_intake_document(usual, requirement)}
    return document, usual_intake_text(usual, requirement).splitlines()
