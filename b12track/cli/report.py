"""`report`: a page about a span of days to print and take along, or the same as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from b12track.cli.options import as_json, for_person
from b12track.cli.output import check_new, suffix_of, write_files
from b12track.cli.session import Session, say, say_json
from b12track.report import text

if TYPE_CHECKING:
    from datetime import date

    from b12track.report.page import Drawing, Report
    from b12track.science.reference_values import DietaryReferenceValue

_YEAR = 365


@click.command()
@click.option("--from", "start", metavar="DAY", help="The first day (else a year).")
@click.option("--to", "end", metavar="DAY", default="today", help="The last day.")
@click.option("-o", "--output", "path", metavar="FILE.html", help="The page to write.")
@click.option("--large-print", is_flag=True, help="Larger letters from the start.")
@click.option("--force", is_flag=True, help="Replace the file if it is there.")
@for_person
@as_json
@click.pass_obj
def report(
    session: Session, /, start: str | None, end: str, path: str | None, large_print: bool,
    force: bool, as_json: bool,
) -> None:  # fmt: skip
    """Make a page for your doctor: one HTML file, no script, no outside address.

    Without -o the summary is shown here. --json prints all of it for scripts.
    """
    from b12track.cli.chart import span_of

    if path:
        suffix_of(path, ("html",))
        check_new(path, force=force)
    span = span_of(session, start, end, _YEAR, from_first=True)
    made = gathered(session, span)
    if path:
        from b12track.report.page import report_html

        page = report_html(made, _drawings(session, span, made), large_print=large_print)
        write_files({path: page.encode()}, force=force)
    if as_json:
        from b12track.report.page_document import report_document

        say_json(report_document(made))
    elif path:
        say(f"Written: {path}")
    else:
        say(_summary(made))


def gathered(session: Session, span: list[date]) -> Report:
    """All that a report tells about a span of days."""
    from b12track.analysis.absorbed import mean_absorbed
    from b12track.analysis.beside import beside
    from b12track.analysis.contributors import contributors, food_sources, supplements
    from b12track.analysis.low_periods import low_periods
    from b12track.analysis.vitamin_b6 import vitamin_b6
    from b12track.diary.days import days
    from b12track.report.page import Eaten, Report

    whole = session.span(span[0], span[-1], None)
    with session.reading() as diary:
        about = (diary, session.person_id, span[0], span[-1])
        shown = days(diary, session.person_id, span, session.today)
        eaten = Eaten(
            contributors(*about), food_sources(*about), supplements(*about), vitamin_b6(*about)
        )
        noted = beside(*about, session.today)
    reference = session.reference(span[-1])
    return Report(
        person=session.person.name,
        made_on=session.today,
        days=shown,
        reference=reference,
        thresholds=[one.per_day_ng for one in session.references(span)],
        others=_others(reference),
        periods=[period for period in low_periods(whole, span[-1]) if period.end >= span[0]],
        absorbed=mean_absorbed(shown, whole.absorbed),
        eaten=eaten,
        beside=noted,
    )


def _others(reference: DietaryReferenceValue) -> list[DietaryReferenceValue]:
    """The adult values of the other authorities; disabled ones are left out."""
    from b12track.errors import InputRefused
    from b12track.science.reference_values import AUTHORITIES, adult_reference

    found = []
    for authority in AUTHORITIES:
        if authority != reference.authority:
            try:
                found.append(adult_reference(authority))
            except InputRefused:
                continue
    return found


def _drawings(session: Session, span: list[date], made: Report) -> list[Drawing]:
    """The pictures of the page: trend, sources, and a calendar where the span fits one."""
    from b12track.charts.calendar import MOST_MONTHS
    from b12track.charts.render import rendered
    from b12track.charts.style import PAGE
    from b12track.cli import pictures
    from b12track.report.page import Drawing

    found = [
        pictures.trend_shown(session, span).picture,
        pictures.sources_shown(session, made.eaten.foods, span, "food").picture,
    ]
    if len(span) <= MOST_MONTHS * 28:
        found.append(pictures.calendar_shown(session, span, 0).picture)
    if made.beside.symptoms:
        found.append(pictures.symptoms_shown(session, span).picture)
    return [
        Drawing(rendered(picture.draw(PAGE), picture.words, "svg"), picture.words.alt)
        for picture in found
    ]


def _summary(made: Report) -> str:
    """The first page as text."""
    from b12track.report.page import summary_facts

    title, facts = summary_facts(made)
    lines = [text.wrapped(f"Vitamin B12 diary of {made.person}, {made.span}."), f"{title}."]
    lines += [text.wrapped(f"{name}: {value}", "  ") for name, value in facts]
    lines.append("The page for print: b12track report -o FILE.html")
    return "\n".join([*lines, text.wrapped(text.FOOTER)])
