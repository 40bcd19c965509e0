"""`report`: a sheet for a doctor with an annex, as a page or a PDF, or the same as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from b12track.cli.options import as_json, for_person, force, since_day, until_day
from b12track.cli.output import check_new, suffix_of, write_files
from b12track.cli.session import Session, say, say_json, say_saved
from b12track.errors import InputRefused
from b12track.report import text

if TYPE_CHECKING:
    from b12track.analysis.span import Span
    from b12track.charts.picture import Picture
    from b12track.report.facts import DoctorReport, Drawing, IntakeRecord, Treatment
    from b12track.science.reference_values import DietaryReferenceValue

_MOST_QUESTIONS: Final = 3
_PDF_DPI: Final = 200


@click.command()
@since_day("the first record")
@until_day
@click.option(
    "--question",
    "questions",
    metavar="TEXT",
    multiple=True,
    help="A question of yours, to stand on the sheet; up to three times.",
)
@click.option(
    "-o",
    "--output",
    "path",
    metavar="FILE",
    help="Write to this file; its name ends in .html or .pdf.",
)
@click.option("--large-print", is_flag=True, help="Larger letters and pictures.")
@force
@for_person
@as_json
@click.pass_obj
def report(
    session: Session,
    /,
    start: str | None,
    end: str,
    questions: tuple[str, ...],
    path: str | None,
    large_print: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Make a sheet for your doctor, with the details behind it.

    It is a web page that works without a connection, or a PDF to print. Without -o the sheet is
    shown here.

    \b
    Examples:
      b12track report
      b12track report -o report.html
      b12track report -o report.pdf --question "Is a blood test due?"
    """
    from b12track.cli.chart import span_of

    if path:
        suffix_of(path, ("html", "pdf"))
        check_new(path, force=force)
    asked = _questions(questions)
    days = span_of(session, start, end, None, from_first=True)
    span = session.span(days[0], days[-1], None)
    made = _gathered(session, span, asked)
    if path:
        write_files({path: _written(span, made, path, large_print)}, force=force)
    if as_json:
        from b12track.report.page_document import report_document

        say_json(report_document(made))
    elif path:
        say_saved(f"Written: {path}")
    else:
        from b12track.report.sheet_text import sheet_text

        say(sheet_text(made))
        say(text.wrapped("For print: b12track report -o FILE.html (or FILE.pdf)"))
        say(text.wrapped(text.FOOTER))


def _questions(questions: tuple[str, ...]) -> list[str]:
    from b12track.text import accepted

    if len(questions) > _MOST_QUESTIONS:
        raise InputRefused(
            f"{len(questions)} questions are too many for one sheet (at most {_MOST_QUESTIONS})."
        )
    return [accepted(question, "a question") for question in questions if question.strip()]


def _written(span: Span, made: DoctorReport, path: str, large_print: bool) -> bytes:
    """The content of the file that was asked for."""
    is_pdf = suffix_of(path, ("html", "pdf")) == "pdf"
    drawings = [
        _drawing(key, picture, is_pdf, large_print)
        for key, picture in _pictures(span, made).items()
    ]
    if is_pdf:
        from b12track.report.pdf import report_pdf

        return report_pdf(made, drawings, large_print=large_print)
    from b12track.report.page import report_html

    return report_html(made, drawings, large_print=large_print).encode()


def _gathered(session: Session, span: Span, questions: list[str]) -> DoctorReport:
    """All that a report tells about a span with the whole diary before it."""
    from b12track.analysis.absorbed import mean_absorbed
    from b12track.analysis.flags import flags
    from b12track.analysis.health_record import health_record
    from b12track.analysis.judgement import judgement
    from b12track.diary.extent import extent, outside
    from b12track.report.facts import DoctorReport, Patient

    with session.reading() as diary:
        ends = extent(diary, session.person_id) or (span.first, span.last)
        first, last = min(ends[0], span.first), max(ends[1], span.last)
        record = health_record(diary, session.person_id, first, last)
        left_out = outside(diary, session.person_id, span.first, span.last)
    reference = session.reference(span.last)
    age = session.age_months(span.last)
    circumstances = session.circumstances(span.last)
    return DoctorReport(
        person=Patient(session.person.name, circumstances, None if age is None else age // 12),
        made_on=session.today,
        days=span.days,
        judgement=judgement(span),
        reference=reference,
        thresholds=[
            value.per_day_ng
            for value in session.yardstick.references([day.date for day in span.days])
        ],
        others=_others(reference),
        periods=[
            period for period in flags(span, span.last, span.flag_notes) if period.end >= span.first
        ],
        absorbed=mean_absorbed(span.days, span.absorbed),
        eaten=_eaten(session, span),
        record=record,
        treatments=_treatments(session),
        outside=left_out,
        questions=questions,
    )


def _eaten(session: Session, span: Span) -> IntakeRecord:
    """What the entries of the span say beyond the days."""
    from b12track.analysis.contributors import contributors, food_sources, supplements
    from b12track.analysis.other_nutrients import other_nutrients
    from b12track.diary import doses
    from b12track.report.facts import IntakeRecord

    with session.reading() as diary:
        known = doses.supplements(diary, session.person_id, span.first, span.last)
    return IntakeRecord(
        contributors(span.entries),
        food_sources(span.entries),
        supplements(span.entries),
        other_nutrients(span.days, span.entries, known),
    )


def _treatments(session: Session) -> list[Treatment]:
    """The schedules that are followed, with the last dose recorded and the next one due."""
    from b12track.diary import regimens
    from b12track.report.facts import Treatment

    with session.reading() as diary:
        return [
            Treatment(
                due.regimen,
                max(regimens.taken_on(diary, due.regimen, session.today), default=None),
                due.due_on,
            )
            for due in regimens.due(diary, session.person_id, session.today)
        ]


def _others(reference: DietaryReferenceValue) -> list[DietaryReferenceValue]:
    """The adult values of the other authorities; disabled ones are left out."""
    from b12track.science.reference_values import AUTHORITIES, adult_reference

    references = []
    for authority in AUTHORITIES:
        if authority != reference.authority:
            try:
                references.append(adult_reference(authority))
            except InputRefused:
                continue
    return references


def _pictures(span: Span, made: DoctorReport) -> dict[str, Picture]:
    """The pictures of the annex, those that have something to show."""
    from b12track.analysis.low_periods import low_periods
    from b12track.charts import picture
    from b12track.charts.calendar import MOST_MONTHS
    from b12track.charts.sources import Sources
    from b12track.charts.symptoms import Symptoms
    from b12track.charts.timeline import timeline_of
    from b12track.charts.trend import Trend

    pictures: dict[str, Picture] = {}
    first, last, foods = span.first, span.last, made.eaten.foods
    seen = timeline_of(span)
    known = any(day.b12_ng is not None for day in made.days)
    if known or made.record.injections:
        periods = [period for period in low_periods(span, last) if period.end >= first]
        pictures["trend"] = picture.trend_picture(Trend(seen, periods))
    if any(food.b12_ng for food in foods):
        recorded = sum(day.is_recorded for day in made.days)
        pictures["sources"] = picture.sources_picture(Sources(foods, first, last, recorded))
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if known and months <= MOST_MONTHS:
        pictures["calendar"] = picture.calendar_picture(seen)
    if made.record.symptoms:
        noted = [note for note in span.record.symptoms if note.noted_on >= first.isoformat()]
        pictures["symptoms"] = picture.symptoms_picture(Symptoms(seen, noted))
    return pictures


def _drawing(key: str, picture: Picture, is_pdf: bool, large_print: bool) -> Drawing:
    """One picture: for a page wide and narrow in SVG, for a PDF as pixels."""
    from b12track.charts.render import follows_system, rendered
    from b12track.charts.style import Look
    from b12track.report.facts import Drawing

    words = picture.words.alone
    if is_pdf:
        look = Look(large=large_print, has_headline=False)
        png = rendered(picture.draw(look), words, "png", look, _PDF_DPI)
        return Drawing(b"", b"", words.alt, words.title, key, png)
    page, phone = Look(has_headline=False), Look("phone", has_headline=False)
    wide, narrow, large = (
        follows_system(rendered(picture.draw(look), words, "svg", look))
        for look in (page, phone, phone._replace(large=True))
    )
    return Drawing(wide, narrow, words.alt, words.title, key, large_svg=large)
